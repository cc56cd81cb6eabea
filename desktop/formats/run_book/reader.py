"""A run-book's file to a run-book. Whatever the file holds, there is one afterwards, its problems told."""

from __future__ import annotations

import re
from datetime import datetime

from desktop.core.run_book import RunBook, RunBookProblem, RunBookSource
from desktop.formats.run_book.diagnostics import read_diagnostics
from desktop.formats.run_book.digest import digest
from desktop.formats.run_book.front import Front, is_left_open, read_front, split
from desktop.formats.run_book.markdown import blocks, first_heading
from desktop.formats.run_book.steps import read_steps

LONGEST = 1_000_000
"""Bytes of UTF-8."""
MOST_PROBLEMS = 50
"""Told; whoever mends these sees the next."""

_ENDS = re.compile(r"\r\n?")


def normal(text: str) -> str:
    """The text as it is kept: lines that end in one newline, the last one too, and no NUL (which PostgreSQL
    does not store)."""
    text = _ENDS.sub("\n", text.removeprefix("\ufeff")).replace("\0", "\ufffd")
    # What is not text (half a surrogate pair) could be neither stored nor sent.
    text = text.encode("utf-8", "replace").decode()
    return text if not text or text.endswith("\n") else f"{text}\n"


def read_run_book(
    text: str,
    *,
    id: str,
    changed_at: datetime,
    source: RunBookSource = RunBookSource.APP,
    path: str = "",
    changed_by: str = "",
) -> RunBook:
    """The run-book that `text` is. Never raises: what is not understood is told in `problems`, by line."""
    text = normal(text)
    problems: list[RunBookProblem] = []
    front, body = split(text)
    above = text.count("\n") - body.count("\n")
    said = read_front(front, problems) if front is not None else Front()
    if front is None and is_left_open(body):
        problems.append(
            RunBookProblem(
                line=1,
                sentence="The front matter has no end.",
                remedy="Close it with a line of three dashes: ---",
            )
        )
    tokens = blocks(body)
    steps = read_steps(body, tokens)
    diagnostics = read_diagnostics(tokens, steps, above, problems)
    return RunBook(
        id=id,
        title=said.title or first_heading(tokens) or _named_by(path or id),
        services=said.services,
        alerts=said.alerts,
        labels=said.labels,
        owner=said.owner,
        reviewed_on=said.reviewed_on,
        links=said.links,
        front=front,
        body=body,
        steps=steps,
        diagnostics=diagnostics,
        problems=tuple(sorted(problems, key=lambda problem: problem.line)[:MOST_PROBLEMS]),
        source=source,
        path=path,
        version=version_of(text),
        changed_by=changed_by,
        changed_at=changed_at,
    )


def refused_run_book(
    problem: RunBookProblem, *, id: str, changed_at: datetime, source: RunBookSource, path: str, version: str
) -> RunBook:
    """What is shown for a file that cannot be read at all: its name, and why. `version` tells when it
    changes."""
    return RunBook(
        id=id,
        title=_named_by(path),
        problems=(problem,),
        source=source,
        path=path,
        version=version,
        changed_at=changed_at,
    )


def version_of(text: str) -> str:
    """The version of a run-book with this text, which is `normal`."""
    return digest(text, length=16)


def _named_by(path: str) -> str:
    name = path.replace("\\", "/").rpartition("/")[2]
    stem = re.sub(r"\.(md|markdown)$", "", name, flags=re.IGNORECASE)
    return " ".join(stem.replace("_", " ").replace("-", " ").split()) or "Run-book"
