"""Making a rotation: from what was filled in to what is asked for; and what comes out, in words."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from desktop.core.errors import PairwatchError
from desktop.core.schedule.duty_changes import DutyChange
from desktop.core.schedule.rotation import (
    PersonFigures,
    RotationPerson,
    RotationProgress,
    RotationRequest,
    RotationResult,
    segments_of,
    shifts_of,
)
from desktop.core.schedule.rotation_facts import HISTORY, PersonFacts, RotationFacts
from desktop.core.schedule.schedule import Schedule, Turn
from desktop.core.team.responder import Role, Tier
from desktop.core.team.team import Team
from desktop.core.words import folded
from desktop.core.zones import zone
from desktop.ui.present.people import listed, seat_name, starts
from desktop.ui.present.schedule.schedule_fairness import FairColumn, FairTable
from desktop.ui.present.schedule.schedule_form import PersonChoice
from desktop.ui.present.schedule.schedule_words import day_name, month_name, told_span
from desktop.ui.present.times import Viewer, span
from desktop.ui.present.words import tr

_SHOWN = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class RotationDraft:
    """What is filled in. `hand_over_day`: 0 is Monday; the first shift begins on one. `repair`: whoever can
    keep their shifts keeps them. `apart`: pairs of ids, of people who shall not be on duty together."""

    people: tuple[str, ...]
    begin: date
    end: date
    zone: str
    hand_over: time
    hand_over_day: int
    days: int
    repair: bool = False
    apart: tuple[tuple[str, str], ...] = ()


def usual_draft(team: Team, now: datetime, joined: Mapping[str, date] | None = None) -> RotationDraft:
    """What the form begins with: everybody of the rotation, and of the staff who is new; a year from the next
    hand-over but one, so that people hear of it in time. `joined`: when somebody came."""
    schedule = team.schedule
    named = {person for turn in schedule.turns for person in (turn.manager, turn.engineer)}
    for segment in schedule.published:
        named |= {person for turn in segment.turns for person in (turn.manager, turn.engineer)}
    named |= {r.id for r in team.roster.responders if r.tier is Tier.STAFF and r.id in _new(joined, now)}
    people = tuple(r.id for r in team.roster.responders if r.id in named and team.roster.can_be_paged(r.id))
    today = now.astimezone(zone(schedule.zone)).date()
    weekday = schedule.starts_on.weekday()
    begin = today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1 + 7)
    return RotationDraft(
        people=people,
        begin=begin,
        end=begin + timedelta(weeks=52),
        zone=schedule.zone,
        hand_over=schedule.hand_over,
        hand_over_day=weekday,
        days=7 * schedule.weeks,
    )


def with_joined(
    people: Sequence[PersonChoice], joined: Mapping[str, date], now: datetime
) -> tuple[PersonChoice, ...]:
    """The same, and of who is new since when they are."""
    new = _new(joined, now)
    return tuple(
        replace(one, words=tr("{name} · new, {day}").format(name=one.words, day=_day(new[one.id])))
        if one.id in new
        else one
        for one in people
    )


def _new(joined: Mapping[str, date] | None, now: datetime) -> dict[str, date]:
    """Who came so lately that what others had before is no measure."""
    return {who: day for who, day in (joined or {}).items() if day > (now - HISTORY).date()}


def _day(day: date) -> str:
    return f"{day.day} {month_name(day.month)}"


def request_of(draft: RotationDraft, team: Team) -> RotationRequest:
    """What was filled in, before the hub told the facts. Raises PairwatchError for what cannot be planned."""
    request = RotationRequest(
        people=tuple(
            RotationPerson(id=r.id, name=r.name, zone=r.zone, team=r.team)
            for r in team.roster.responders
            if r.id in draft.people
        ),
        begin=draft.begin,
        end=draft.end,
        zone=draft.zone,
        hand_over=draft.hand_over,
        hand_over_day=draft.hand_over_day,
        days=draft.days,
        apart=draft.apart,
    )
    return replace(request, plan=_plan_now(request, team.schedule)) if draft.repair else request


def why_not(team: Team, viewer: Viewer) -> str:
    """Why the viewer makes, imports and publishes nothing; empty: an admin does."""
    known = team.roster.find(viewer.me)
    if known is not None and known.role is Role.ADMIN:
        return ""
    reason = tr("Only an admin makes and publishes the rotation.")
    admins = [r.name for r in team.roster.responders if r.role is Role.ADMIN]
    return f"{reason} {tr('Ask {names}.').format(names=', '.join(admins[:3]))}" if admins else reason


def teams_words(team: Team) -> str:
    """What the rotation makes of (sub-)teams; empty where there are none, or all are of one."""
    people = [r for r in team.roster.responders if team.roster.can_be_paged(r.id)]
    names = list(dict.fromkeys(r.team for r in people if r.team))
    if not names or len({folded(r.team) for r in people}) == 1:
        return ""
    return tr("Two of one team ({teams}) are a pair only where it cannot be helped.").format(
        teams=listed(names)
    )


def with_facts(request: RotationRequest, facts: RotationFacts) -> RotationRequest:
    """Everybody with their own holidays and with what they had, so that it evens out."""
    known = {person.id: person for person in facts.people}
    people = []
    for person in request.people:
        told = known.get(person.id, PersonFacts(id=person.id))
        people.append(replace(person, holidays=told.holidays, load=told.load, starts_on=told.starts_on))
    return replace(
        request,
        people=tuple(people),
        absences=tuple(a for a in facts.absences if a.responder in request.names),
        published=facts.published,
    )


def _plan_now(request: RotationRequest, schedule: Schedule) -> tuple[Turn | None, ...]:
    plan = replace(schedule, exceptions=())  # overrides and swaps lie over whatever is published
    turns: list[Turn | None] = []
    for begin, end in request.times:
        shift = plan.shift_at(begin)
        if shift is not None and plan.turn_ends_at(begin) != end:
            raise PairwatchError(
                tr("The present plan has other hand-overs, so it cannot be kept."),
                tr("Choose the length, day, hour and zone of the present plan, or make all of it anew."),
            )
        turns.append(shift.turn if shift is not None else None)
    return tuple(turns)


def planned(schedule: Schedule, request: RotationRequest, result: RotationResult) -> Schedule:
    """How it would be, published."""
    segments = segments_of(request, result.turns)
    return replace(schedule, published=(*schedule.published, *segments))


def progress_words(progress: RotationProgress, total: int) -> str:
    """While it is being made."""
    gap = max(0.0, progress.best - progress.bound)
    words = tr("{n} of {total} shifts have a pair, after {time}.").format(
        n=progress.shifts, total=total, time=span(progress.elapsed)
    )
    if gap < 1e-6 and progress.shifts == total:
        return f"{words} {tr('It cannot become fairer.')}"
    return f"{words} {tr('Making it fairer.')}"


def summary_words(request: RotationRequest, result: RotationResult, now: datetime) -> str:
    """What was made, in one sentence or two."""
    begin, end = request.times[0][0], request.times[-1][1]
    words = tr("{n} shifts for {people}, {span}, in {time}.").format(
        n=len(request.times),
        people=tr("1 person") if len(request.people) == 1 else tr("{n} people").format(n=len(request.people)),
        span=told_span(begin, end, zone(request.zone), now),
        time=span(result.elapsed),
    )
    if result.is_best:
        return f"{words} {tr('No plan is fairer by the same measure.')}"
    if not result.is_improved:
        return f"{words} {tr('This is the first simple plan: there was no time, or no solver, for more.')}"
    return f"{words} {tr('The fairest that was found in the time.')}"


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """What a plan changes for one person."""

    who: str
    words: str


def change_rows(changes: Sequence[DutyChange], team: Team, viewer: Viewer, now: datetime) -> list[ChangeRow]:
    """One for each person who gets or loses something, the viewer first, then by name."""
    people = {person for change in changes for person in (change.before, change.after) if person}
    rows = []
    for person in sorted(people, key=lambda p: (p != viewer.me, team.roster.name(p).casefold())):
        gets = [c for c in changes if c.after == person]
        loses = [c for c in changes if c.before == person]
        parts = []
        if gets:
            parts.append(tr("new: {spans}").format(spans=_told(gets, viewer)))
        if loses:
            parts.append(tr("no longer: {spans}").format(spans=_told(loses, viewer)))
        rows.append(ChangeRow(starts(team, person, viewer.me), "; ".join(parts)))
    return rows


def _told(changes: Sequence[DutyChange], viewer: Viewer) -> str:
    told = []
    for change in changes:
        begin = change.starts_at.astimezone(viewer.zone)
        told.append(f"{begin.day} {month_name(begin.month)} {seat_name(change.seat)}")
    return listed(told, _SHOWN)


def figures_table(found: Sequence[PersonFigures], team: Team, viewer: Viewer) -> FairTable:
    """What the plan means for each person; the same table as for fairness."""
    rests = [f.shortest_rest for f in found]

    def column(name: str, values: Collection[float]) -> FairColumn:
        return FairColumn(name=name, values=tuple(values), words=tuple(f"{v:g}" for v in values))

    columns = [
        column(tr("Shifts"), [f.shifts for f in found]),
        column(tr("Manager"), [f.manager for f in found]),
        column(tr("Engineer"), [f.engineer for f in found]),
        column(tr("Nights"), [f.burden.nights for f in found]),
        column(tr("Weekends"), [f.burden.weekends for f in found]),
    ]
    if any(f.burden.holidays for f in found):
        columns.append(column(tr("Holidays"), [f.burden.holidays for f in found]))
    columns.append(
        FairColumn(
            name=tr("Shortest rest"),
            values=tuple(rest / timedelta(days=1) if rest is not None else 0.0 for rest in rests),
            words=tuple(span(rest) if rest is not None else "–" for rest in rests),
        )
    )
    return FairTable(
        ids=tuple(f.id for f in found),
        people=tuple(
            tr("{name} (you)").format(name=team.roster.name(f.id))
            if f.id == viewer.me
            else team.roster.name(f.id)
            for f in found
        ),
        columns=tuple(columns),
        bars=tuple((f.manager, f.engineer) for f in found),
    )


def publish_question(day: date) -> str:
    """Asked before a plan is published that begins on that day."""
    return tr(
        "From {day} on this plan replaces what was planned; overrides and swaps stay."
        " Everybody sees it at once."
    ).format(day=f"{day:%d %b %Y}")


def as_csv(request: RotationRequest, result: RotationResult, team: Team) -> str:
    """The plan for a spreadsheet: begin and end by the schedule's clocks, Manager, Engineer."""
    written = io.StringIO()
    table = csv.writer(written, lineterminator="\n")
    table.writerow([tr("From"), tr("Until"), tr("Zone"), tr("Manager"), tr("Engineer")])
    there = zone(request.zone)
    for shift in shifts_of(request, result.turns):
        begin, end = shift.starts_at.astimezone(there), shift.ends_at.astimezone(there)
        table.writerow(
            [
                f"{begin:%Y-%m-%d %H:%M}",
                f"{end:%Y-%m-%d %H:%M}",
                request.zone,
                team.roster.name(shift.turn.manager),
                team.roster.name(shift.turn.engineer),
            ]
        )
    return written.getvalue()


def days_words() -> list[str]:
    """Monday first."""
    return [day_name(number) for number in range(7)]
