from __future__ import annotations

import subprocess
import sys

PROGRAM = """
import builtins, linecache
plain = builtins.__import__
from PySide6.QtCore import QObject, Signal
assert builtins.__import__ is not plain, "PySide6 does not do this any more: lean_qt can go"
from desktop.oslayer.lean_qt import import_plainly
import_plainly()
assert builtins.__import__ is plain
import colorsys
assert not linecache.cache, linecache.cache.keys()

class Bell(QObject):
    rang = Signal(str)

heard, bell = [], Bell()
bell.rang.connect(heard.append)
bell.rang.emit("ding")
assert heard == ["ding"]
"""


def test_what_is_imported_after_pyside_is_not_read_by_it():
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
