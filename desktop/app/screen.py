"""Whether there is a screen at all: Qt would end the program when it finds none."""

from __future__ import annotations

import os
import sys


def has_screen() -> bool:
    """Whether windows can be shown: on Linux a display must be named, elsewhere there is one."""
    if not sys.platform.startswith("linux"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))
