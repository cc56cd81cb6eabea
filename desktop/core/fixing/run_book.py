"""Run-books: documents that are worked through, step by step."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from desktop.core.fixing.diagnostic import Diagnostic, variables_in
from desktop.core.incident.alert import Link
from desktop.core.words import folded

LONGEST_ID = 80
"""Characters."""
_TAKEN = frozenset({"for-incident"})
"""Words of the API that stand where ids do."""


class RunBookSource(StrEnum):
    """Where it is written, and so where it can be changed. A sample that is changed becomes the app's."""

    APP = "app"
    FOLDER = "folder"
    GIT = "git"
    SAMPLE = "sample"

    @property
    def is_file(self) -> bool:
        """Whether it belongs to files that the hub only reads."""
        return self in (RunBookSource.FOLDER, RunBookSource.GIT)


@dataclass(frozen=True, slots=True, kw_only=True)
class RunBookProblem:
    """What could not be understood; the run-book is shown all the same. `line` counts from 1 in the file;
    0: all of it."""

    line: int
    sentence: str
    remedy: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing to do. `id` derives from its title: it stays when other steps, or its own details, change.

    `title` is plain text; `lead` is the same as Markdown, `body` the Markdown below it. `section` is the
    heading that it stands under. `first_line` and `last_line` count from 1 within the run-book's body.
    """

    id: str
    title: str
    lead: str
    body: str = ""
    section: str = ""
    first_line: int
    last_line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RunBookCard:
    """What a list shows of a run-book, and what it is ranked by. `alerts` are patterns of alerts' names or
    summaries, with `*` for anything. `problems` and `steps` are counts."""

    id: str
    title: str
    services: tuple[str, ...] = ()
    alerts: tuple[str, ...] = ()
    labels: tuple[tuple[str, str], ...] = ()
    owner: str = ""
    reviewed_on: date | None = None
    source: RunBookSource = RunBookSource.APP
    problems: int = 0
    steps: int = 0
    version: str = ""
    changed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RunBook:
    """A run-book as it was understood. Text is `front` (between its two lines of dashes; None without any)
    and `body` (Markdown).

    `version` is a digest of the text. `path` is where the file is within what the hub follows. `changed_by`
    is a responder's id, or whoever git says; empty when nobody knows.
    """

    id: str
    title: str
    services: tuple[str, ...] = ()
    alerts: tuple[str, ...] = ()
    labels: tuple[tuple[str, str], ...] = ()
    owner: str = ""
    reviewed_on: date | None = None
    links: tuple[Link, ...] = ()
    front: str | None = None
    body: str = ""
    steps: tuple[Step, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    problems: tuple[RunBookProblem, ...] = ()
    source: RunBookSource = RunBookSource.APP
    path: str = ""
    version: str = ""
    changed_by: str = ""
    changed_at: datetime

    @property
    def text(self) -> str:
        """The whole file."""
        return self.body if self.front is None else f"---\n{self.front}---\n{self.body}"

    @property
    def card(self) -> RunBookCard:
        """What a list shows of it."""
        return RunBookCard(
            id=self.id,
            title=self.title,
            services=self.services,
            alerts=self.alerts,
            labels=self.labels,
            owner=self.owner,
            reviewed_on=self.reviewed_on,
            source=self.source,
            problems=len(self.problems),
            steps=len(self.steps),
            version=self.version,
            changed_at=self.changed_at,
        )

    @property
    def variables(self) -> tuple[str, ...]:
        """The names in `{{ … }}` places of its body, each once."""
        return variables_in(self.body)

    def step(self, step_id: str) -> Step | None:
        """The step with this id; None when it was taken out or retitled."""
        return next((step for step in self.steps if step.id == step_id), None)

    def diagnostics_of(self, step_id: str) -> tuple[Diagnostic, ...]:
        """Those that stand in this step; with "" those outside of steps."""
        return tuple(one for one in self.diagnostics if one.step == step_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class RunBookVersion:
    """What its text was from `changed_at` on; `number` counts from 1."""

    number: int
    version: str
    text: str
    changed_by: str
    changed_at: datetime


def slug(text: str) -> str:
    """An id made of a title or a path: lower-case letters, digits and hyphens; "run-book" when none is
    left."""
    plain = folded(text).encode("ascii", "ignore").decode()
    made = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST_ID].strip("-") or "run-book"
    return f"run-book-{made}" if made in _TAKEN else made


def is_id(text: str) -> bool:
    """Whether `text` can be the id of a run-book."""
    is_plain = bool(re.fullmatch(r"[a-z0-9][a-z0-9-]*", text))
    return is_plain and len(text) <= LONGEST_ID and text not in _TAKEN


def refused_run_book(
    problem: RunBookProblem, *, id: str, changed_at: datetime, source: RunBookSource, path: str, version: str
) -> RunBook:
    """What is shown for a file that cannot be read at all: its name, and why. `version` tells when it
    changes."""
    return RunBook(
        id=id,
        title=named_by(path),
        problems=(problem,),
        source=source,
        path=path,
        version=version,
        changed_at=changed_at,
    )


def named_by(path: str) -> str:
    """What to call the file at `path` when it says no title itself."""
    name = path.replace("\\", "/").rpartition("/")[2]
    stem = re.sub(r"\.(md|markdown)$", "", name, flags=re.IGNORECASE)
    return " ".join(stem.replace("_", " ").replace("-", " ").split()) or "Run-book"
