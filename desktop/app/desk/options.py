"""What the desktop can be told when it is started, without the libraries that the command line costs."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path

from desktop.core.errors import PairwatchError
from desktop.ui.theme.tokens import Scheme


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A rectangle of the screen, in device-independent pixels."""

    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DesktopOptions:
    """`place` keeps all windows, the alarm too, within a rectangle, so that two desktops fit on one screen
    (demo, tests). `hub` and `token_file` use a hub without having joined it. `hidden`: start with
    the tray only."""

    team: Path | None = None
    me: str = ""
    theme: Scheme | None = None
    hub: str = ""
    token_file: Path | None = None
    place: Place | None = None
    hidden: bool = False


def desktop_options(arguments: list[str]) -> DesktopOptions:
    """The options in `arguments`. Raises PairwatchError for a bad one; ends the program for --help."""
    parser = argparse.ArgumentParser(
        prog="pairwatch",
        description="The desktop: a tray icon that pages you. For everything else see: pairwatch help",
        exit_on_error=False,
    )
    parser.add_argument("--team", type=Path, metavar="FILE", help="the team file of the embedded hub")
    parser.add_argument("--me", default="", metavar="ID", help="who sits here: a responder's id of that file")
    parser.add_argument("--theme", type=Scheme, choices=list(Scheme), help="colours, for this start only")
    parser.add_argument(
        "--hidden", action="store_true", help="start with the tray icon only (used at log-in)"
    )
    parser.add_argument("--hub", default="", metavar="URL", help="a hub to use without joining it")
    parser.add_argument(
        "--token-file", type=Path, metavar="FILE", help="the token for --hub, in a file of its own"
    )
    parser.add_argument("--place", type=_place, metavar="X,Y,W,H", help="keep all windows in this rectangle")
    try:
        known, unknown = parser.parse_known_args(arguments)
    except argparse.ArgumentError as error:
        raise PairwatchError(f"{error}.", "See pairwatch --help.") from error
    if unknown:
        raise PairwatchError(f"Unknown option {unknown[0]}.", "See pairwatch --help.")
    if bool(known.hub) != bool(known.token_file):
        raise PairwatchError("--hub and --token-file go together.", "Give both, or join the hub instead.")
    return DesktopOptions(**vars(known))


def _place(text: str) -> Place:
    x, y, width, height = (int(part) for part in text.split(","))
    return Place(x=x, y=y, width=width, height=height)
