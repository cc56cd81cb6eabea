"""What happens to an incident while it is fixed. The other events are in `events`."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.core.fixing.check_result import CheckResult
from desktop.core.fixing.finding import Finding, FindingState
from desktop.core.fixing.work import StepMark
from desktop.core.incident.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class RunBookBegun(Event):
    by: str
    run_book_id: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StepMarked(Event):
    """`mark` None: it was taken back."""

    by: str
    run_book_id: str
    run_book: str
    """The run-book's title."""
    step_id: str
    title: str
    mark: StepMark | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RunBookEnded(Event):
    by: str
    run_book_id: str
    title: str
    helped: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingRecorded(Event):
    """`before`: the state that it had; None for a new one."""

    finding: Finding
    before: FindingState | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckAttached(Event):
    """`by` is empty when the hub ran it by itself."""

    by: str
    result: CheckResult


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonCalledIn(Event):
    by: str
    responder: str
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CallInCancelled(Event):
    """`responder` need not come any more; they had not answered."""

    by: str
    responder: str
