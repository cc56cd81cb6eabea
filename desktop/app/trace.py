"""Marks of when something happened, for benchmarks and end-to-end tests; nothing unless asked for.

With `PAIRWATCH_TRACE=FILE` each mark is a line of JSON, `{"at": seconds, "mark": name, …}`. `at` is from the
monotonic clock, which all processes of a Linux machine share.
"""

from __future__ import annotations

import json
import os
import time
from typing import TextIO

_file: TextIO | None = None


def mark(name: str, **details: str | int) -> None:
    """Write down that `name` happened now. Costs nothing but a comparison when nobody asked."""
    if _file is not None:
        _file.write(json.dumps({"at": time.monotonic(), "mark": name, **details}) + "\n")
        _file.flush()


def begin() -> None:
    """Open the file that the environment names, if it does."""
    global _file
    path = os.environ.get("PAIRWATCH_TRACE")
    if path:
        _file = open(path, "a", encoding="utf-8")  # noqa: SIM115 - open until the program ends


def is_on() -> bool:
    """Whether somebody asked."""
    return _file is not None
