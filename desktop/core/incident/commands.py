"""What a responder asks for. Imperative; the hub answers each with what is true afterwards."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from desktop.core.closing.closing import ClosingStep, Verdict
from desktop.core.closing.outcome import ResolvedHow
from desktop.core.closing.ticket import Label
from desktop.core.incident.events import NoteKind
from desktop.core.team.seat import Seat
from desktop.core.telling.question import WITHIN, Findings
from desktop.core.telling.update import Readers, Stage
from desktop.core.urgency.urgency import Urgency


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """`by` is the responder; `pressed_at` is when they asked, by the hub's clock as their desktop knew it."""

    incident_id: UUID
    by: str
    pressed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimSeat(Command):
    """Acknowledge: take `seat`. `explicit` is the second action that takes both seats, or takes a held one
    over."""

    seat: Seat
    explicit: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclinePage(Command):
    """ "I can't": ends this responder's pages for the incident."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AcknowledgeShadow(Command):
    """ "Seen", by who shadows: ends their own pages as a shadow, and nothing else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmRinging(Command):
    """This responder's desktop shows and sounds the alarm for all their open pages of the incident, on
    `device`."""

    device: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnSeat(Command):
    """Give `seat` back: it is empty and paged at once."""

    seat: Seat


@dataclass(frozen=True, slots=True, kw_only=True)
class StillOnIt(Command):
    """ "I'm on it": a holder's answer to "still on it?". `DeclinePage`, "I can't", empties the seat."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferSeat(Command):
    """Offer `seat`, which the caller holds, to `to`, who takes it by `ClaimSeat`."""

    seat: Seat
    to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawOffer(Command):
    """Offer `seat` no longer."""

    seat: Seat


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeUrgency(Command):
    """It can wait until the office opens, or it cannot, `because` of something (one line, not blank)."""

    urgency: Urgency
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AddNote(Command):
    """Write `text` (one line or more, not blank) into the timeline."""

    text: str
    kind: NoteKind = NoteKind.NOTE


@dataclass(frozen=True, slots=True, kw_only=True)
class SendUpdate(Command):
    """Tell `text` on `channels` (names; none: it was told by other means and is only written down).

    `next_update_at` is what it promises; None: the usual time, or, for a resolved incident, none.
    """

    update_id: UUID
    stage: Stage
    readers: Readers
    subject: str = ""
    text: str
    channels: tuple[str, ...] = ()
    next_update_at: datetime | None = None
    tells_scope: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SendAgain(Command):
    """Try a failed delivery of an update once more."""

    update_id: UUID
    channel: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtendUpdate(Command):
    """The next update comes at `until` only, `because` of something."""

    until: datetime
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AskEngineer(Command):
    """Ask whoever has the Engineer's seat how it stands; a question that is open is replaced."""

    question_id: UUID
    words: str = ""
    within: timedelta = WITHIN


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerQuestion(Command):
    question_id: UUID
    answer: Findings


@dataclass(frozen=True, slots=True, kw_only=True)
class PostponeQuestion(Command):
    """ "Not now, 5 minutes"."""

    question_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class AddLabel(Command):
    label: Label


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveLabel(Command):
    label: Label


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseStep(Command):
    """A step of closing is done, or left out with intent."""

    step: ClosingStep
    skipped: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveVerdict(Command):
    verdict: Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordResolution(Command):
    """How it ended, in hindsight; a later word replaces an earlier one. `words` is one line, or empty."""

    how: ResolvedHow
    words: str = ""
    documented: bool | None = None
    automated: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolveIncident(Command):
    """The incident is over."""
