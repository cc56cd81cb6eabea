"""PySide6 6.12.0 gives back one reference to None too many on every call that returns nothing.

Before Python 3.12 None is counted like any object, so the process aborts ("none_dealloc: deallocating
None") after some 4,700 calls: seconds of painting. The requirement excludes that version; where it is
installed all the same, `keep_none` gives None so many references that they never run out. It measures first,
and does nothing where the fault is absent.
"""

from __future__ import annotations

import ctypes
import sys

from PySide6.QtCore import QObject

_PROBES = 8
_ENOUGH = 1 << 48
"""A thousand calls a second use this up in 8,900 years."""


def lost_per_call() -> float:
    """References to None that one call of a void Qt method loses: 0 where PySide is right, 1 where it is
    not."""
    probe = QObject()
    before = sys.getrefcount(None)
    for _ in range(_PROBES):
        probe.setObjectName("")
    return (before - sys.getrefcount(None)) / _PROBES


def keep_none() -> bool:
    """Call once, before the first window. True when the fault was found and None was given more
    references."""
    if sys.version_info >= (3, 12) or lost_per_call() < 0.5:
        return False
    for lost in (None, True, False):  # each Signal.emit() loses one of True, of which there are only some 600
        # ob_refcnt is the first field (CPython 3.11, Include/object.h)
        count = ctypes.c_ssize_t.from_address(id(lost))
        if abs(count.value - sys.getrefcount(lost)) > _PROBES:
            return False  # not laid out as expected: leave it alone
        if count.value < _ENOUGH:
            count.value += _ENOUGH
    return True
