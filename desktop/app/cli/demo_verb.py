"""`pairwatch demo`: the pair at work on one screen, or as text."""

from __future__ import annotations

import asyncio
from typing import Annotated

import typer

from desktop.core.errors import PairwatchError
from desktop.ui.theme.tokens import Scheme


def add_to(app: typer.Typer) -> None:
    """Add the verb to the command line."""
    app.command("demo")(demo)


def demo(
    headless: Annotated[
        bool, typer.Option("--headless", help="Play the story as text, without a screen.")
    ] = False,
    history: Annotated[
        bool,
        typer.Option("--history", help="Begin with six months of incidents: for the retro and the page log."),
    ] = False,
    theme: Annotated[Scheme, typer.Option(help="Colours: system, light or dark.")] = Scheme.SYSTEM,
) -> int:
    """Show the pair at work: one hub, two desktops, one incident. Nothing of it is kept.

    With --history and --headless: the retro of the last week as Markdown."""
    if headless:
        from desktop.app.demo.headless import play_headless, tell_history

        asyncio.run(tell_history(print) if history else play_headless(print))
        return 0
    from desktop.app.screen import has_screen

    if not has_screen():
        raise PairwatchError(
            "There is no screen here, and the demo shows two windows.",
            "Run it in a desktop session, or play it as text: pairwatch demo --headless",
        )
    from desktop.app.demo.play import play

    return play(theme, history=history)
