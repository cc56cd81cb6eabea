"""What the meeting of the retro talks about: topics, each with what is known of it, what was said, and what
was decided."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from desktop.core.closing.left_out import LeftOut
from desktop.core.retro.action import Action
from desktop.core.retro.debt import Debt
from desktop.core.retro.retro_figures import PersonNights
from desktop.core.retro.retro_incident import Climb, Mentioned


class TopicKind(StrEnum):
    """Why it is talked about, in the order in which a week's topics stand."""

    DEBT = "debt"
    """It came again, though the last time it was left neither documented nor automated."""
    DISPUTED = "disputed"
    """One said "act now", another "could have waited"."""
    UNDECIDED = "undecided"
    """No rule of urgency knew what to make of them."""
    CLIMB = "climb"
    """A seat stayed empty and moved up."""
    UPDATES_LATE = "updates_late"
    NIGHTS = "nights"
    LEFT_OUT = "left_out"
    """Closing steps that nobody took."""
    UPTIME = "uptime"
    """Services below their average of four weeks."""
    ACTIONS = "actions"
    """What was promised before and is not done."""
    FREE = "free"
    """What somebody wants to talk about."""


class TopicState(StrEnum):
    """How far the meeting has come with it."""

    OPEN = "open"
    TALKED = "talked"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True, kw_only=True)
class UptimeBelow:
    """A service below the average of its last four weeks; both per cent."""

    service: str
    percent: Decimal
    rolling: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicFacts:
    """What is known, as far as the kind of topic has it. `title` is that of its incident, or what somebody
    wrote. `incidents` are those to look into, the latest last. `debt` is what it cost so far. `late`: updates
    that were missed, `on_time` those that were not. `left_out` has who said what, too. `actions` are as they
    stood then."""

    title: str = ""
    service: str = ""
    incidents: tuple[Mentioned, ...] = ()
    debt: Debt | None = None
    climbs: tuple[Climb, ...] = ()
    late: int = 0
    on_time: int = 0
    nights: tuple[PersonNights, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    uptime: tuple[UptimeBelow, ...] = ()
    actions: tuple[Action, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What was written down, in Markdown. Version 0: nothing ever was."""

    text: str = ""
    version: int = 0
    by: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """One topic. The same trouble of the same week has the same id, however often it is prepared. `spent`
    is how long it was talked about, without the time that runs now; `granted` is given to it beyond its
    share. `decided` are the ids of the actions that were made of it. `added_by` is empty for what the hub
    prepared."""

    id: UUID
    kind: TopicKind
    facts: TopicFacts = field(default_factory=TopicFacts)
    state: TopicState = TopicState.OPEN
    note: Note = field(default_factory=Note)
    spent: timedelta = timedelta()
    granted: timedelta = timedelta()
    decided: tuple[UUID, ...] = ()
    added_by: str = ""

    @property
    def is_touched(self) -> bool:
        """Whether people did something with it that must not be lost."""
        return bool(self.note.text or self.decided or self.spent or self.added_by) or (
            self.state is TopicState.TALKED
        )

    def written(self, text: str, by: str, at: datetime) -> Topic:
        """With a new version of its note."""
        return replace(self, note=Note(text=text, version=self.note.version + 1, by=by, at=at))
