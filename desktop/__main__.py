"""`pairwatch` and `python -m desktop`: which part of the program was meant.

The desktop and the hub are started without the command line's library: they should be there before it would
have been imported.
"""

from __future__ import annotations

import sys

_HELP = ("--help", "-h", "--version")


def main() -> int:
    """Run what the arguments ask for; the exit status."""
    arguments = sys.argv[1:]
    if arguments[:1] == ["hub"]:
        from desktop.app.server import hub_app

        return hub_app.main(arguments[1:])
    if not arguments or (arguments[0].startswith("-") and arguments[0] not in _HELP):
        from desktop.app.desk import desktop_app

        return desktop_app.main(arguments)
    from desktop.app.cli import main as cli

    return cli.main(arguments)


if __name__ == "__main__":
    sys.exit(main())
