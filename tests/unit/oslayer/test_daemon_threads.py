"""Calls that may hang: none keeps the program from ending."""

from __future__ import annotations

import subprocess
import sys

import pytest

from desktop.oslayer.daemon_threads import DaemonThreads


def test_it_gives_results_and_errors():
    threads = DaemonThreads("test")
    assert threads.submit(divmod, 7, 2).result(5) == (3, 1)
    with pytest.raises(ZeroDivisionError):
        threads.submit(divmod, 7, 0).result(5)


def test_a_hung_call_does_not_hold_up_the_exit():
    program = (
        "import threading; from desktop.oslayer.daemon_threads import DaemonThreads;"
        "DaemonThreads('x').submit(threading.Event().wait); print('end')"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout == "end\n"
