"""What checks are run with."""

from __future__ import annotations

import os
from collections.abc import Callable, Coroutine
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from desktop.clock import SystemClock
from desktop.core.fixing.diagnostic import Diagnostic, DiagnosticKind
from desktop.diagnostics.asking import Access
from desktop.diagnostics.output import Output
from desktop.diagnostics.run import Finished, run

Running = Callable[..., Coroutine[Any, Any, Finished]]


def check(kind: DiagnosticKind, *, timeout: float = 10, command: str = "", **fields: str) -> Diagnostic:
    return Diagnostic(
        id="d",
        kind=kind,
        name="A check",
        fields=tuple(fields.items()),
        command=command,
        timeout=timedelta(seconds=timeout),
    )


@pytest.fixture
def run_check(tmp_path: Path) -> Running:
    async def running(
        diagnostic: Diagnostic, access: Access | None = None, output: Output | None = None, **values: str
    ) -> Finished:
        result_id = uuid4()
        output = output or Output(result_id, tmp_path / "output")
        clock = SystemClock()
        return await run(diagnostic, values, output, result_id=result_id, clock=clock, access=access)

    return running


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home, so that what a command leaves behind is seen."""
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setattr(Path, "home", classmethod(lambda _cls: home))
    assert os.environ["HOME"] == str(home)
    return home
