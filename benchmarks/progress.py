"""Says on the terminal how far it is: one line that is written over, or single lines in a log."""

from __future__ import annotations

import sys
from collections.abc import Callable

Say = Callable[[str], None]


def say(words: str) -> None:
    """What has just been done."""
    if sys.stderr.isatty():
        print(f"\r\033[K{words}", end="", file=sys.stderr, flush=True)
    else:
        print(words, file=sys.stderr, flush=True)
