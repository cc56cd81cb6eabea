"""What a responder asks for while fixing. The other commands are in `commands`."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from desktop.core.fixing.check_result import CheckResult
from desktop.core.fixing.finding import FindingState
from desktop.core.fixing.work import StepState
from desktop.core.incident.commands import Command


@dataclass(frozen=True, slots=True, kw_only=True)
class BeginRunBook(Command):
    """Work through this run-book, in its `version`."""

    run_book_id: str
    title: str
    version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkStep(Command):
    """How it went with a step of a run-book that was begun; `state` None takes the mark back."""

    run_book_id: str
    step_id: str
    title: str
    state: StepState | None
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EndRunBook(Command):
    """It is worked through, or left; `helped` is what the next one wants to know."""

    run_book_id: str
    helped: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordFinding(Command):
    """A new finding, or a new word about a known one (the same `finding_id`)."""

    finding_id: UUID
    words: str
    state: FindingState = FindingState.SUSPECTED
    evidence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachCheck(Command):
    """Put the result of a diagnostic into the timeline."""

    result: CheckResult


@dataclass(frozen=True, slots=True, kw_only=True)
class CallInPerson(Command):
    """Page `responder` to help, `because` of something that they read."""

    responder: str
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerCallIn(Command):
    """ "I'm coming": ends this responder's call-in pages. "I can't" is `DeclinePage`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CancelCallIn(Command):
    """ "Never mind": ends the call-in of `responder`. Asked for by who called them, or who holds a seat."""

    responder: str
