"""PySide6 without reading the source of everything that is imported after it."""

from __future__ import annotations

import builtins
import linecache


def import_plainly() -> None:
    """Call once, right after PySide6 was imported.

    PySide6 puts its own `__import__` in place of Python's. That one reads the source of each further module, to
    see whether it might use PySide6's switch `__feature__`, and keeps all of it: 10 MB and 0.1 s in the desktop,
    where nothing uses the switch. Without it, everything else of PySide6 works as before.
    """
    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
    linecache.clearcache()
