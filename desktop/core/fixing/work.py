"""Working through a run-book: which steps were done, did not work, or were left out, by whom and when."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum


class StepState(StrEnum):
    """How it went with one step."""

    DONE = "done"
    FAILED = "failed"
    """It was done and did not work."""
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True, kw_only=True)
class StepMark:
    """One step that is behind. `words`: what was done instead, or why; a `DONE` step with words was done
    otherwise than it is written. `title` is the step's at that time: the run-book may change."""

    step_id: str
    title: str
    state: StepState
    words: str = ""
    by: str
    at: datetime

    @property
    def amends(self) -> bool:
        """Whether the run-book should be looked at again because of it."""
        return self.state is not StepState.DONE or bool(self.words)


@dataclass(frozen=True, slots=True, kw_only=True)
class RunBookWork:
    """One run-book in one incident. `version` is the run-book's when it was begun. `helped` None: nobody
    said, or it is not finished."""

    run_book_id: str
    title: str
    version: str
    begun_by: str
    begun_at: datetime
    marks: tuple[StepMark, ...] = ()
    ended_at: datetime | None = None
    helped: bool | None = None

    def mark(self, step_id: str) -> StepMark | None:
        """How it went with this step; None while it is ahead."""
        return next((mark for mark in self.marks if mark.step_id == step_id), None)

    def with_mark(self, step_id: str, mark: StepMark | None) -> RunBookWork:
        """The work with one step marked anew, in the order in which the steps were first marked; None takes
        the mark away."""
        if mark is None:
            return replace(self, marks=tuple(known for known in self.marks if known.step_id != step_id))
        if self.mark(step_id) is None:
            return replace(self, marks=(*self.marks, mark))
        return replace(self, marks=tuple(mark if known.step_id == step_id else known for known in self.marks))
