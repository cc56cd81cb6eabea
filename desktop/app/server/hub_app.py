"""`pairwatch hub`: the hub as a process of its own, and as the desktop's child with `--embedded`.

The lock comes before every heavy import: an embedded hub that waits as a standby costs a bare interpreter.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TextIO

from desktop.app.server import hub_lock
from desktop.app.server.hub_options import HubCommand, hub_command
from desktop.core.errors import PairwatchError
from desktop.oslayer.paths import Paths, default_paths

DATABASE = "hub.sqlite3"


def main(arguments: list[str]) -> int:
    """Run a hub until SIGTERM or Ctrl-C. Status 0: ended as asked; 1: it failed; 2: bad options."""
    command = hub_command(arguments)
    try:
        paths = default_paths()
        locked = _lock(command, paths)
        if command.embedded and locked is None:
            return 0
        try:
            return _run(command, paths)
        finally:
            if locked is not None:
                locked.close()
    except PairwatchError as error:
        print(f"pairwatch hub: {error}", file=sys.stderr)
        return 1


def database_url(command_database: str, paths: Paths) -> str:
    """The database that was asked for, or the ordinary one of this computer."""
    return command_database or f"sqlite:///{paths.data / DATABASE}"


def _lock(command: HubCommand, paths: Paths) -> TextIO | None:
    """The lock on the folder of a SQLite file; None: there is nothing to lock, or nobody waits for us now.

    Raises PairwatchError when another hub has it and we are not to wait.
    """
    folder = _folder_of(database_url(command.database, paths))
    if folder is None:
        return None
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    held = hub_lock.take(folder)
    if held is None and not command.embedded:
        raise PairwatchError(
            f"Another hub already uses the database in {folder}.",
            "Stop it first (quit the desktop whose hub it is), or give --database.",
        )
    return held or hub_lock.wait(folder)


def _folder_of(url: str) -> Path | None:
    scheme, _, path = url.partition("///")
    return Path(path.partition("?")[0]).absolute().parent if scheme == "sqlite:" and path else None


def _run(command: HubCommand, paths: Paths) -> int:
    import asyncio
    import logging

    from desktop.app.server import hub_logs
    from desktop.app.server.hub_process import HubProcess

    level = logging.INFO if command.verbose or not command.embedded else logging.WARNING
    hub_logs.set_up(as_json=command.log_json, level=level)
    with asyncio.Runner() as runner:
        return runner.run(HubProcess(command, paths, database_url(command.database, paths)).run())
