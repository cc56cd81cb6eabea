"""The process that reads run-books: what it is given, and what happens when it does not answer."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from desktop.core.fixing.run_book import RunBookProblem
from desktop.hub.usecases.fixing.run_book_reading import RunBookFile, read_files
from tests.sample import NIGHT


def file(id: str, text: str = "", problem: RunBookProblem | None = None) -> RunBookFile:
    return RunBookFile(
        id=id, text=text, problem=problem, path=f"{id}.md", version=f"v-{id}", changed_at=NIGHT
    )


async def test_each_file_is_a_run_book_in_their_order():
    cause = RunBookProblem(line=0, sentence="It is too long.")
    files = [
        file("a", "# A\n"),
        file("b", problem=cause),
        file("c", "1. x\n```run\nls\n```\n"),
        file("d", problem=cause),
    ]
    a, b, c, d = await read_files(files)
    assert [book.id for book in (a, b, c, d)] == ["a", "b", "c", "d"]
    assert (a.title, c.title, c.diagnostics[0].command) == ("A", "c", "ls")
    assert b.problems == d.problems == (cause,)
    assert (b.version, b.title) == ("v-b", "b")
    assert await read_files([]) == []


async def test_many_files_are_read_in_parts():
    books = await read_files([file(f"n{number}", f"# {number}\n") for number in range(450)])
    assert [book.title for book in books] == [str(number) for number in range(450)]


async def test_a_file_that_takes_too_long_does_not_harm_the_others(monkeypatch, tmp_path: Path):
    """The child is a stand-in that hangs at one word; so slow a file is not known to us."""
    stand_in = tmp_path / "python"
    stand_in.write_text(
        f"#!/bin/sh\nexec {shlex.quote(sys.executable)} -P -c '\n"
        "import io, sys, time\n"
        "data = sys.stdin.buffer.read()\n"
        'if b"endless" in data: time.sleep(60)\n'
        "sys.stdin = io.TextIOWrapper(io.BytesIO(data))\n"
        "from desktop.hub.usecases.fixing.run_book_process import main\n"
        "main()'\n"
    )
    stand_in.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(stand_in))
    files = [file("a", "# A\n"), file("b", "# endless\n"), file("c", "# C\n")]
    a, b, c = await read_files(files, patience=timedelta(seconds=3))
    assert (a.title, c.title) == ("A", "C")
    assert b.problems[0].sentence == "This file takes too long to read."
    assert b.version == "v-b", "it is not tried again before it changes"


async def test_without_a_process_it_says_so(monkeypatch, tmp_path: Path):
    monkeypatch.setattr(sys, "executable", os.fspath(tmp_path / "nowhere"))
    with pytest.raises(OSError, match="No such file"):
        await read_files([file("a", "# A\n")])


def test_the_hub_does_not_carry_what_reading_needs():
    script = "import sys, desktop.hub.app.hub; print([n for n in sys.modules if n.startswith('markdown_it')])"
    root = Path(__file__).parents[3]
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=root, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
