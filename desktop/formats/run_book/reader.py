"""A run-book's file to a run-book. Whatever the file holds, there is one afterwards, its problems told."""

from __future__ import annotations

from datetime import datetime

from desktop.core.fixing.run_book import RunBook, RunBookProblem, RunBookSource, named_by
from desktop.formats.run_book.diagnostics import read_diagnostics
from desktop.formats.run_book.digest import normal, version_of
from desktop.formats.run_book.front import Front, is_left_open, read_front, split
from desktop.formats.run_book.markdown import blocks, first_heading
from desktop.formats.run_book.steps import read_steps

MOST_PROBLEMS = 50
"""Told; whoever mends these sees the next."""


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
        title=said.title or first_heading(tokens) or named_by(path or id),
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
