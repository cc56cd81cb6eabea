"""The command line of everything but the desktop itself and the hub: one file per group of verbs."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from desktop.app.cli import (
    change_verb,
    demo_verb,
    desktop_verbs,
    hub_verbs,
    join_verb,
    login_verb,
    pages_verb,
    retro_verb,
    send_verb,
)
from desktop.core.errors import PairwatchError


def _end(status: object, **_: object) -> None:
    """What a verb gives back is the exit status; nothing means that it is done."""
    if isinstance(status, int) and status:
        raise typer.Exit(status)


app = typer.Typer(
    name="pairwatch",
    help="Pages the two people on call at once: one who communicates, one who fixes. No verb: the desktop.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    result_callback=_end,
)
hub_verbs.add_to(app)
send_verb.add_to(app)
change_verb.add_to(app)
pages_verb.add_to(app)
retro_verb.add_to(app)
join_verb.add_to(app)
login_verb.add_to(app)
desktop_verbs.add_to(app)
demo_verb.add_to(app)


def main(arguments: list[str]) -> int:
    """Run one verb. Status 0: done; 1: not done; 2: not understood. An error is a sentence and its remedy."""
    try:
        app(arguments, prog_name="pairwatch")
    except PairwatchError as error:
        print(error, file=sys.stderr)
        return 1
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else 0
    return 0


def _show_version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        print(f"pairwatch {version('pairwatch')}")
        raise typer.Exit


@app.callback()
def _everything(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    pass


@app.command(
    "hub",
    context_settings={"ignore_unknown_options": True, "allow_extra_args": True},
    add_help_option=False,
)
def _hub(context: typer.Context) -> int:
    """Run the hub of a team: takes alerts, pages people, answers desktops."""
    # Only for the list of verbs: __main__ starts hubs before it comes here.
    from desktop.app.server import hub_app

    return hub_app.main(context.args)
