"""The schedule on the wire: what is planned, and what people ask of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time
from uuid import UUID

from desktop.core.schedule.absence import Absence
from desktop.core.schedule.duty_changes import DutyChange
from desktop.core.schedule.schedule import Segment, Shadow, Shift, ShiftException, Turn
from desktop.core.schedule.schedule_warnings import ScheduleWarning
from desktop.core.schedule.shift_offer import Part, ShiftOffer
from desktop.core.team.seat import Seat


@dataclass(frozen=True, slots=True, kw_only=True)
class SchedulePage:
    """All that is planned from `begin` until before `end`. Shifts are whole ones. `plans` are the published
    ones that are in force; `offers` all that were made about this time or later, whatever became of them.
    `joined` is the day on which somebody came to the roster, of those who were not always there; `names` has
    the name of everybody who is named by id."""

    begin: datetime
    end: datetime
    zone: str
    shifts: tuple[Shift, ...] = ()
    exceptions: tuple[ShiftException, ...] = ()
    shadows: tuple[Shadow, ...] = ()
    offers: tuple[ShiftOffer, ...] = ()
    absences: tuple[Absence, ...] = ()
    warnings: tuple[ScheduleWarning, ...] = ()
    plans: tuple[Segment, ...] = ()
    joined: dict[str, date] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class OverrideRequest:
    """`responder` shall have `seat`. With an `id` of the caller's it is made once, however often it is
    sent."""

    seat: Seat
    responder: str
    starts_at: datetime
    ends_at: datetime
    because: str = ""
    id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OverrideMade:
    """The exception, and the warnings that were not there without it."""

    exception: ShiftException
    warnings: tuple[ScheduleWarning, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferRequest:
    """I offer my time in `seat` to `to`, or to everybody. Without `starts_at` from now on; without `ends_at`
    until my shift there ends. With `in_return` it is a swap. `id` as in OverrideRequest."""

    seat: Seat
    to: str | None = None
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    in_return: Part | None = None
    because: str = ""
    id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ShadowRequest:
    """`responder` shall get everything from `starts_at` (left out: now) until `ends_at`, and count for
    nothing."""

    responder: str
    ends_at: datetime
    starts_at: datetime | None = None
    because: str = ""
    id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRequest:
    """A plan to publish: see `core.segment.Segment`. What is left out of zone and hand-over is as in the
    team's rotation."""

    starts_on: date
    turns: tuple[Turn, ...]
    days: int = 7
    zone: str | None = None
    hand_over: time | None = None
    repeat: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PlansRequest:
    """A plan in parts, in the order of time: between them the team's rotation goes on. All are published, or
    none."""

    parts: tuple[PlanRequest, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanPreview:
    """What a plan changes: for whom, until `end` (when it repeats: for a year). `kept` are exceptions that
    stay in force over it; `warnings` those that were not there without it; `published` whether it is now.
    `more` are the further parts of one that was asked for in parts."""

    plan: Segment
    begin: datetime
    end: datetime
    published: bool = False
    changes: tuple[DutyChange, ...] = ()
    kept: tuple[ShiftException, ...] = ()
    warnings: tuple[ScheduleWarning, ...] = ()
    more: tuple[Segment, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AbsenceRequest:
    """`responder` (left out: who asks) is away. `id` as in OverrideRequest."""

    starts_at: datetime
    ends_at: datetime
    responder: str = ""
    kind: str = "away"
    id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AbsenceCalendarState:
    """Whether somebody's own calendar is followed, when it was read last, and what was wrong with it then.
    Its address is a secret and never comes out."""

    responder: str
    is_set: bool
    looked_at: datetime | None = None
    problem: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarFeed:
    """A calendar feed of `responder`'s shifts; None: everybody's. `url` is a secret, shown once, when it is
    made."""

    id: UUID
    responder: str | None
    made_by: str
    made_at: datetime
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportRequest:
    """Exports of other tools, as they are: for each seat one, or one for both. `people` says who somebody
    there is here: names to ids of responders; an empty one: nobody, others have their time. `starts_on`: the
    first day of the plan, left out: the next hand-over. `engineer` alone fills the Manager's seat with who
    comes next."""

    engineer: str
    manager: str = ""
    people: dict[str, str] = field(default_factory=dict)
    starts_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedPerson:
    """Somebody of the export, and who that is here; empty: nobody, as was said; None: say it in `people`, and
    ask again."""

    name: str
    responder: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPreview:
    """A plan made of exports, to look at, and to publish by `PUT /v1/schedule/plan`: here it is not.
    Without `plan` people have to be named first. `sentences` say what could not be understood or kept."""

    people: tuple[ImportedPerson, ...]
    sentences: tuple[str, ...] = ()
    plan: PlanRequest | None = None
    preview: PlanPreview | None = None
