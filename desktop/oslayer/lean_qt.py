"""PySide6 without reading the source of everything that is imported after it."""

from __future__ import annotations

import builtins
import linecache


def import_plainly() -> None:
    """Call once, right after PySide6 was imported.

    PySide6 puts an `__import__` of its own in place. That one reads the source of each further module, to
    see whether it might use PySide6's switch `__feature__`, and keeps all of it: 10 MB and 50 ms in the
    desktop, where nothing uses the switch. Without it, all else of PySide6 works as before.
    """
    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
    linecache.clearcache()
