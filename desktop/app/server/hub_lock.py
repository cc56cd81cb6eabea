"""The lock on a hub's data folder: one hub for one database file, the next waits cheaply or says so.

Imported before anything heavy: a hub that waits as a standby costs a bare interpreter.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import TextIO

FILE = "hub.lock"
LOOK = 0.2
"""Seconds between two looks of a standby. Waiting inside the system would be cheaper, but would not notice
that the desktop which started us is gone, and standbys would pile up."""


def take(folder: Path) -> TextIO | None:
    """Take the lock; None when a living process has it. It is held while the returned file is open."""
    file = open(folder / FILE, "a+", encoding="utf-8")  # noqa: SIM115 - held as long as the process lives
    if _lock(file):
        os.ftruncate(file.fileno(), 0)
        file.write(f"{os.getpid()}\n")
        file.flush()
        return file
    file.close()
    return None


def wait(folder: Path) -> TextIO | None:
    """Take the lock once its holder is gone; None when our parent ended meanwhile: nobody wants us."""
    parent = os.getppid()
    while os.getppid() == parent:
        held = take(folder)
        if held is not None:
            return held
        time.sleep(LOOK)
    return None


def _lock(file: TextIO) -> bool:
    if sys.platform == "win32":
        import msvcrt

        try:
            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
    import fcntl

    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
