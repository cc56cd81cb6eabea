"""The guards that are around every test do fail it."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TESTS = """
import asyncio, logging, threading, warnings
from desktop import tasks

def test_fine():
    logging.getLogger("hub").warning("only a warning")

def test_logs_an_error():
    logging.getLogger("hub").error("lost %s", "it")

def test_expects_the_error(expected_errors):
    logging.getLogger("hub").error("lost it")
    assert expected_errors[0].name == "hub"

def test_expects_an_error_that_does_not_come(expected_errors):
    pass

def test_warns():
    warnings.warn("old")

def test_leaves_a_thread():
    threading.Timer(4, print).start()

async def test_leaves_a_task():
    tasks.start(asyncio.Event().wait(), "left")

def test_qt_complains(qapp):
    from PySide6.QtCore import qWarning
    qWarning("painter not active")
"""


@pytest.mark.slow
def test_what_is_logged_or_left_behind_fails_the_test(pytester, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    pytester.makepyprojecttoml((ROOT / "pyproject.toml").read_text())
    pytester.makeconftest("from tests.conftest import *")
    pytester.makepyfile(TESTS)
    result = pytester.runpytest_subprocess("-p", "no:cacheprovider", ".")
    result.assert_outcomes(passed=6, failed=2, errors=4)
    result.stdout.fnmatch_lines_random(
        [
            "FAILED *::test_warns*",
            "FAILED *::test_qt_complains*",
            "ERROR *::test_logs_an_error*",
            "ERROR *::test_expects_an_error_that_does_not_come*",
            "ERROR *::test_leaves_a_thread*",
            "ERROR *::test_leaves_a_task*",
        ]
    )
