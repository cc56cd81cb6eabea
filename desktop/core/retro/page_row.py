"""Rows of the page log: one for every page ever sent, with what is known about it afterwards."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from desktop.core.closing.closing import GivenVerdict
from desktop.core.closing.outcome import Outcome, ResolvedHow
from desktop.core.incident.page import Page, PageOutcome, PageReason
from desktop.core.team.responder import NIGHT_BEGINS, NIGHT_ENDS
from desktop.core.team.seat import Seat, SeatState
from desktop.core.team.team import Team
from desktop.core.urgency.urgency import Urgency
from desktop.core.zones import zone

LONGEST_NOTE = 2_000
"""Characters."""


class Reach(StrEnum):
    """How far a page came."""

    ATTEMPTED = "attempted"
    """Sent; no desktop said yet that it rings."""
    RINGING = "ringing"
    ACKNOWLEDGED = "acknowledged"
    GIVEN_UP = "given_up"
    """Nobody answered it, and it was not sent any longer."""
    ENDED = "ended"
    """It was declined, or not needed any more before it was answered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A channel of the responder's own on which the page was tried. `sent` None: it is on its way."""

    channel: str
    sent: bool | None = None


class Cell(StrEnum):
    """What people write into a row. A note is about that page; the others are said of its incident, and
    stand in all rows of it."""

    NOTE = "note"
    DOCUMENTED = "documented"
    AUTOMATED = "automated"


@dataclass(frozen=True, slots=True, kw_only=True)
class CellEdit:
    """The last word on one cell. `value`: a text for the note; True, False or None (as the outcome says) for
    the others. `version` counts from 1, for what is said of an incident over all its rows; a cell that nobody
    wrote has version 0."""

    cell: Cell
    value: str | bool | None
    version: int
    by: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PagedIncident:
    """What the page log says of an incident: a part of `core.incident.Incident`, field by field."""

    id: UUID
    number: int
    title: str
    service: str
    urgency: Urgency
    manager: SeatState
    engineer: SeatState
    verdicts: tuple[GivenVerdict, ...] = ()
    outcome: Outcome | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRow:
    """One page. Times are in UTC; `zone` is the responder's and `schedule_zone` the schedule's, as
    the team has them now. `level` 0: sent by name, not by a level. `answered_by` holds whoever ended the page
    by answering, the responder or another; empty: nobody did. `documented` and `automated` are the last word
    on the incident, written into one of its rows or said in its outcome; None: nobody said. `ways`: where it
    was tried beside desktops."""

    page_id: UUID
    attempted_at: datetime
    ringing_at: datetime | None = None
    ended_at: datetime | None = None
    outcome: PageOutcome | None = None
    responder: str
    name: str
    seat: Seat
    level: int
    reason: PageReason
    zone: str
    schedule_zone: str
    off_hours: bool
    asleep: bool
    night: bool
    incident_id: UUID
    incident_number: int
    title: str
    service: str
    urgency: Urgency
    answered_by: str = ""
    how: ResolvedHow | None = None
    documented: bool | None = None
    automated: bool | None = None
    verdicts: tuple[GivenVerdict, ...] = ()
    note: str = ""
    edits: tuple[CellEdit, ...] = ()
    ways: tuple[Way, ...] = ()

    @property
    def reach(self) -> Reach:
        """How far it came."""
        if self.outcome is PageOutcome.ACKNOWLEDGED:
            return Reach.ACKNOWLEDGED
        if self.outcome in (PageOutcome.EXPIRED, PageOutcome.REPEATED):
            return Reach.GIVEN_UP
        if self.ended_at is not None:
            return Reach.ENDED
        return Reach.ATTEMPTED if self.ringing_at is None else Reach.RINGING

    @property
    def reached_desktop(self) -> bool:
        """Whether a desktop is known to have told its responder: it rang there, or was answered."""
        return self.ringing_at is not None or self.outcome in (PageOutcome.ACKNOWLEDGED, PageOutcome.DECLINED)

    @property
    def seconds_to_ringing(self) -> float | None:
        """From the attempt until a desktop said that it rings; None: none did."""
        return None if self.ringing_at is None else _seconds(self.ringing_at - self.attempted_at)

    @property
    def seconds_to_acknowledgement(self) -> float | None:
        """From the attempt until this responder acknowledged; None: they did not."""
        if self.reach is not Reach.ACKNOWLEDGED or self.ended_at is None:
            return None
        return _seconds(self.ended_at - self.attempted_at)

    @property
    def seconds_to_giving_up(self) -> float | None:
        """From the attempt until it was sent no longer, unanswered; None: it was not given up."""
        if self.reach is not Reach.GIVEN_UP or self.ended_at is None:
            return None
        return _seconds(self.ended_at - self.attempted_at)

    @property
    def their_time(self) -> datetime:
        """When it was sent, by the responder's clock."""
        return self.attempted_at.astimezone(zone(self.zone))

    @property
    def schedule_time(self) -> datetime:
        """When it was sent, by the schedule's clock."""
        return self.attempted_at.astimezone(zone(self.schedule_zone))

    def version(self, cell: Cell) -> int:
        """What an edit of the cell is based on."""
        return next((edit.version for edit in self.edits if edit.cell is cell), 0)


def page_row(
    page: Page,
    incident: PagedIncident,
    team: Team,
    answers: Iterable[Page] = (),
    edits: Iterable[CellEdit] = (),
    ways: Iterable[Way] = (),
) -> PageRow:
    """The row of `page`. `answers` are pages of the same incident that were acknowledged; `edits` those of
    this page and of what was written about its incident; `ways` those on which it was tried beside desktops.
    """
    person = team.roster.find(page.responder)
    schedule_zone = team.schedule.zone
    theirs = person.zone if person is not None else schedule_zone
    written = {edit.cell: edit for edit in edits}
    outcome = incident.outcome
    note = written.get(Cell.NOTE)
    answered_by = _answered_by(page, incident, answers)
    return PageRow(
        page_id=page.id,
        attempted_at=page.attempted_at,
        ringing_at=page.ringing_at,
        ended_at=page.ended_at,
        outcome=page.outcome,
        responder=page.responder,
        name=team.roster.name(page.responder),
        seat=page.seat,
        level=page.level,
        reason=page.reason,
        zone=theirs,
        schedule_zone=schedule_zone,
        off_hours=not team.office_is_open(page.attempted_at),
        asleep=is_night(page.attempted_at, theirs),
        night=is_night(page.attempted_at, schedule_zone),
        incident_id=incident.id,
        incident_number=incident.number,
        title=incident.title,
        service=incident.service,
        urgency=incident.urgency,
        answered_by=team.roster.name(answered_by) if answered_by else "",
        how=outcome.how if outcome else None,
        documented=said_at_last(
            written.get(Cell.DOCUMENTED), outcome, outcome.documented if outcome else None
        ),
        automated=said_at_last(written.get(Cell.AUTOMATED), outcome, outcome.automated if outcome else None),
        verdicts=incident.verdicts,
        note=note.value if note is not None and isinstance(note.value, str) else "",
        edits=tuple(written[cell] for cell in Cell if cell in written),
        ways=tuple(ways),
    )


def is_night(at: datetime, zone_name: str) -> bool:
    """Whether clocks of that zone are between 22:00 and 08:00."""
    clock = at.astimezone(zone(zone_name)).time()
    return clock >= NIGHT_BEGINS or clock < NIGHT_ENDS


def _answered_by(page: Page, incident: PagedIncident, answers: Iterable[Page]) -> str:
    """Who claims a seat ends the pages of all others for it in the same instant."""
    if page.outcome is PageOutcome.ACKNOWLEDGED:
        return page.responder
    if page.outcome is not PageOutcome.TAKEN:
        return ""
    for other in answers:
        if other.seat is page.seat and other.ended_at == page.ended_at:
            return other.responder
    # Who was not paged can take a seat, too: they are known as long as they hold it.
    state = incident.manager if page.seat is Seat.MANAGER else incident.engineer
    return state.holder if state.holder is not None and state.held_since == page.ended_at else ""


def said_at_last(edit: CellEdit | None, outcome: Outcome | None, said: bool | None) -> bool | None:
    """What counts, of what was written into the page log and what the outcome says, `said`: the later, if it
    says anything."""
    if edit is None or not isinstance(edit.value, bool):
        return said
    return edit.value if outcome is None or said is None or edit.at >= outcome.at else said


def _seconds(taken: timedelta) -> float:
    return round(taken.total_seconds(), 3)
