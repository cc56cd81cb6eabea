"""What the forms of the schedule ask for, as values; and the words of their choices."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from desktop.core.schedule.absence import Absence
from desktop.core.schedule.schedule import Schedule, Shift
from desktop.core.team.seat import Seat
from desktop.core.team.team import Team
from desktop.core.zones import zone
from desktop.ui.present.people import seat_name
from desktop.ui.present.schedule.schedule_words import absence_name, told_span
from desktop.ui.present.times import Viewer
from desktop.ui.present.words import tr

AN_HOUR = timedelta(hours=1)
AHEAD = timedelta(days=190)
"""So far ahead shifts are offered for a swap."""


@dataclass(frozen=True, slots=True)
class PersonChoice:
    """Somebody who could take a seat; `words` as the list shows them."""

    id: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OverrideDraft:
    """`responder` shall have `seat`."""

    seat: Seat
    responder: str
    begin: datetime
    end: datetime
    because: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeDraft:
    """My `seats` for a time, to one or (None) to all."""

    seats: tuple[Seat, ...]
    to: str | None
    begin: datetime
    end: datetime
    because: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """Somebody's time in a seat: one that can be given away."""

    seat: Seat
    begin: datetime
    end: datetime
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SwapDraft:
    """`mine` for `theirs` of `to`."""

    to: str
    mine: Own
    theirs: Own
    because: str = ""


def people_choices(
    team: Team,
    viewer: Viewer,
    begin: datetime,
    end: datetime,
    absences: Sequence[Absence] = (),
    without: Sequence[str] = (),
) -> tuple[PersonChoice, ...]:
    """Everybody who can be paged, me first, then by name; who is away in that time is said with it."""
    away = {a.responder: a for a in absences if a.starts_at < end and a.ends_at > begin}
    known = [
        responder
        for responder in team.roster.responders
        if team.roster.can_be_paged(responder.id) and responder.id not in without
    ]
    known.sort(key=lambda r: (r.id != viewer.me, r.name.casefold()))
    return tuple(
        PersonChoice(
            responder.id,
            _choice_words(responder.name, responder.id == viewer.me, away.get(responder.id)),
        )
        for responder in known
    )


def _choice_words(name: str, mine: bool, absence: Absence | None) -> str:
    words = tr("{name} (you)").format(name=name) if mine else name
    return f"{words} · {absence_name(absence.kind)}" if absence is not None else words


def shifts_of(
    schedule: Schedule, responder: str, viewer: Viewer, now: datetime, ahead: timedelta = AHEAD
) -> tuple[Own, ...]:
    """Their coming times on duty, not yet begun ones only: a swap is agreed on before."""
    found: list[Own] = []
    for seat in Seat:
        for begin, end in _joined(schedule.shifts_between(now, now + ahead), responder, seat):
            if begin > now:
                words = f"{seat_name(seat)}, {told_span(begin, end, viewer.zone, now)}"
                found.append(Own(seat=seat, begin=begin, end=end, words=words))
    return tuple(sorted(found, key=lambda own: own.begin))


def _joined(shifts: Sequence[Shift], responder: str, seat: Seat) -> list[tuple[datetime, datetime]]:
    """Times in the seat; where only the partner changes it is one."""
    times: list[tuple[datetime, datetime]] = []
    for shift in shifts:
        if shift.turn.of(seat) != responder:
            continue
        if times and times[-1][1] == shift.starts_at:
            times[-1] = (times[-1][0], shift.ends_at)
        else:
            times.append((shift.starts_at, shift.ends_at))
    return times


def seats_now(schedule: Schedule, me: str | None, now: datetime) -> tuple[tuple[Seat, datetime], ...]:
    """The seats that I have now, and until when."""
    found = []
    for seat in Seat:
        duty = schedule.on_duty(seat, now)
        if duty is not None and duty.responder == me:
            found.append((seat, duty.ends_at))
    return tuple(found)


def override_problem(draft: OverrideDraft, now: datetime) -> str:
    """Why it cannot be; empty when it can. (Everything else is warned about only.)"""
    if draft.begin >= draft.end:
        return tr("It ends before it begins. Set a later end.")
    if draft.end <= now:
        return tr("That time is over. Choose a time that is still to come.")
    return ""


def made_words(draft: OverrideDraft, team: Team, viewer: Viewer, now: datetime) -> str:
    """For the undo bar."""
    who = (
        tr("You have")
        if draft.responder == viewer.me
        else tr("{name} has").format(name=team.roster.name(draft.responder))
    )
    span = told_span(draft.begin, draft.end, zone(team.schedule.zone), now)
    return tr("{who} the {seat}'s seat, {span}.").format(who=who, seat=seat_name(draft.seat), span=span)
