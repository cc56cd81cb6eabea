"""Waiting for what other processes do: by looking, never by sleeping for a fixed time."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta
from typing import TypeVar

T = TypeVar("T")
PATIENCE = timedelta(seconds=30)


class NotSeen(AssertionError):
    """What was waited for did not come in time."""


def wait_until(look: Callable[[], T | None], what: str, within: timedelta = PATIENCE) -> T:
    """Look again and again until there is something true to see, and give it."""
    give_up = time.monotonic() + within.total_seconds()
    while not (seen := look()):
        if time.monotonic() > give_up:
            raise NotSeen(f"not seen within {within.total_seconds():g} s: {what}")
        time.sleep(0.05)
    return seen
