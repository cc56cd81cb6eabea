from __future__ import annotations

import subprocess
import sys

PROGRAM = """
import builtins, linecache
from PySide6.QtCore import QObject, Signal
assert builtins.__import__ is not builtins.__orig_import__, "PySide6 does this no more: lean_qt can go"
import cmd
assert any(name.endswith("cmd.py") for name in linecache.cache), "PySide6 does this no more: lean_qt can go"
from desktop.oslayer.lean_qt import import_plainly
import_plainly()
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
