"""`pairwatch ack`, `resolve` and `show`: words to the desktop that runs here, for keys and scripts."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from desktop.core.errors import PairwatchError
from desktop.oslayer.local_client import send_command
from desktop.oslayer.paths import default_paths


def add_to(app: typer.Typer) -> None:
    """Add the verbs to the command line."""
    app.command("ack")(acknowledge)
    app.command("resolve")(resolve)
    app.command("show")(show)


def acknowledge(
    number: Annotated[
        int | None, typer.Argument(help="The incident's number; without it what pages you.")
    ] = None,
) -> None:
    """Acknowledge what pages you: claim your seat, or say that you come, and silence this desktop."""
    print(ask_desktop({"command": "acknowledge", "number": number}))


def resolve(
    number: Annotated[
        int | None, typer.Argument(help="The incident's number; without it the one you hold.")
    ] = None,
) -> None:
    """Say that the incident is over."""
    print(ask_desktop({"command": "resolve", "number": number}))


def show() -> None:
    """Bring the window of the running desktop to the front."""
    ask_desktop({"command": "show"})


def ask_desktop(command: dict[str, Any]) -> str:
    """What the running desktop answers, a sentence. Raises PairwatchError."""
    answer = send_command(default_paths().socket, command)
    if "error" in answer:
        raise PairwatchError(str(answer["error"]), str(answer.get("remedy", "")))
    return str(answer.get("done", ""))
