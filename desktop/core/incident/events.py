"""What happened to an incident: the lines of its timeline. Past tense; `at` is by the hub's clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from desktop.core.closing.closing import ClosingStep, Verdict
from desktop.core.closing.outcome import Outcome
from desktop.core.closing.ticket import Label, Ticket
from desktop.core.incident.page import Page, PageOutcome
from desktop.core.incident.seat_offer import OfferEnd
from desktop.core.team.seat import Seat
from desktop.core.telling.question import Findings, Question
from desktop.core.telling.update import Delivery, Update
from desktop.core.urgency.urgency import Decider, Urgency


class NoteKind(StrEnum):
    """What the scribe wrote; a to-do becomes an action of the retro."""

    NOTE = "note"
    DECISION = "decision"
    TODO = "todo"


class Resolution(StrEnum):
    """Who ended the incident."""

    BY_HAND = "by_hand"
    BY_MONITOR = "by_monitor"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened; `at` is the hub's time."""

    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentOpened(Event):
    title: str
    service: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertReceived(Event):
    """A monitor reported something new. `parsed` is False when its message was kept whole, not understood."""

    integration: str
    dedup_key: str
    summary: str
    source: str
    parsed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertRepeated(Event):
    """`count` is how often the alert was reported by now, this time included."""

    integration: str
    dedup_key: str
    summary: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertAcknowledged(Event):
    """A monitor's acknowledgement: written down; it claims no seat."""

    integration: str
    dedup_key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertResolved(Event):
    integration: str
    dedup_key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PageSent(Event):
    page: Page


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRinging(Event):
    """A desktop of the responder confirmed that the alarm shows and sounds; `device` is where it sounds."""

    page_id: UUID
    responder: str
    seat: Seat
    device: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PageEnded(Event):
    page_id: UUID
    responder: str
    seat: Seat
    outcome: PageOutcome


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatClaimed(Event):
    """`pressed_at` is when the responder claimed it, `at` when the hub heard of it. `taken_from` held it
    until then."""

    seat: Seat
    by: str
    pressed_at: datetime
    taken_from: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimCameLate(Event):
    """`by` pressed acknowledge, but `holder` had the seat when the hub heard of it. Nothing was claimed."""

    seat: Seat
    by: str
    holder: str
    pressed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatReturned(Event):
    seat: Seat
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatLost(Event):
    """`holder` was asked whether they are still on it and did not answer."""

    seat: Seat
    holder: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatOffered(Event):
    """`by` holds the seat until `to` takes it."""

    seat: Seat
    by: str
    to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferEnded(Event):
    seat: Seat
    by: str
    to: str
    end: OfferEnd


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatEscalated(Event):
    """The empty seat moved up to `level`, or to the next `wave` (from 0) of it, which pages `people`; nobody
    is left to page when it is empty. Who holds the other seat is told by this event."""

    seat: Seat
    level: int
    wave: int = 0
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatPagedAgain(Event):
    """After the last level everybody is paged again; `people` may be empty, which the incident view must
    shout."""

    seat: Seat
    round: int
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UrgencyChanged(Event):
    """It was decided whether it can wait: at its opening by a rule, later by a person (`because` of
    something) or by an alert that cannot wait. `decided_by` None: by nobody, as no rule fits the alert."""

    urgency: Urgency
    decided_by: Decider | None
    because: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentQuieted(Event):
    """The office is closed: nobody is paged before it opens at `until`."""

    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteAdded(Event):
    by: str
    text: str
    kind: NoteKind = NoteKind.NOTE


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateSent(Event):
    update: Update


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryChanged(Event):
    """How the update came through on one channel: sent, failed, or sent again by hand."""

    update_id: UUID
    delivery: Delivery


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateMissed(Event):
    """The update that was due at `due_at` did not come."""

    due_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateExtended(Event):
    by: str
    until: datetime
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionAsked(Event):
    question: Question


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionPostponed(Event):
    question_id: UUID
    by: str
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionAnswered(Event):
    question_id: UUID
    by: str
    answer: Findings


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeSwitched(Event):
    """A user-facing message went on or off for this incident."""

    by: str
    notice_id: UUID
    service: str
    text: str
    on: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelAdded(Event):
    by: str
    label: Label


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelRemoved(Event):
    by: str
    label: Label


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketChanged(Event):
    """The ticket was opened, or it could not be opened or kept in step (`ticket.problem`)."""

    ticket: Ticket


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosingStepDone(Event):
    by: str
    step: ClosingStep
    skipped: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictGiven(Event):
    by: str
    verdict: Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolutionRecorded(Event):
    """Somebody said how it ended: afterwards, not at the end itself."""

    outcome: Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentResolved(Event):
    """`by` is None when the monitor resolved it."""

    resolution: Resolution
    by: str | None
