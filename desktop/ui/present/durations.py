"""Durations as people write them: "5 min", "90 s", "1 h 30 min"."""

from __future__ import annotations

import re
from datetime import timedelta

from desktop.ui.present.words import tr

_PART = re.compile(r"(\d{1,5})\s*(hours?|h|minutes?|min|m|seconds?|sec|s)?(?![a-z])\s*")
_SECONDS = {"h": 3600, "m": 60, "s": 1}


def written(duration: timedelta) -> str:
    """Exactly, in whole seconds; seconds up to two minutes, as policies speak of "90 s"."""
    whole = round(duration.total_seconds())
    if whole < 120 and whole % 60:
        return tr("{n} s").format(n=whole)
    hours, rest = divmod(whole, 3600)
    minutes, seconds = divmod(rest, 60)
    parts = [
        tr("{n} h").format(n=hours) if hours else "",
        tr("{n} min").format(n=minutes) if minutes else "",
        tr("{n} s").format(n=seconds) if seconds else "",
    ]
    return " ".join(part for part in parts if part) or tr("0 s")


def read_duration(text: str) -> timedelta | None:
    """None when it is no duration. A number alone means minutes."""
    text = text.strip().lower()
    total, at = 0, 0
    while at < len(text):
        found = _PART.match(text, at)
        if found is None:
            return None
        total += int(found[1]) * _SECONDS[(found[2] or "m")[0]]
        at = found.end()
    return timedelta(seconds=total) if text else None
