"""Escalation: who is paged for an empty seat, when it moves up, and who would be woken next.

The rules are told in docs/architecture.md. All functions are pure; `now` is an argument.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from desktop.core.incident.activity import advance_activity, last_active_at, next_activity
from desktop.core.incident.events import (
    Event,
    PageSent,
    SeatEscalated,
    SeatPagedAgain,
)
from desktop.core.incident.incident import Incident, Status
from desktop.core.incident.page import Page, PageOutcome, PageReason, page_id
from desktop.core.incident.paging import end_page
from desktop.core.incident.repeating import repeat_pages, repeats_at
from desktop.core.incident.shadowing import page_shadows
from desktop.core.schedule.hand_over import still_paged
from desktop.core.team.responder import Tier
from desktop.core.team.seat import Seat
from desktop.core.team.team import Audience, Team
from desktop.core.team.waves import in_wave
from desktop.core.urgency.quiet import advance_quiet, is_silent, next_quiet
from desktop.core.urgency.urgency import Urgency

FORECAST_STEPS = 12
"""The forecast looks at most so many due times ahead, and at two more for each wave; three levels for two
seats need fewer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wake:
    """Who would be paged next for a seat, and when, if nobody claims it.

    `again`: everybody once more, after the last level; then `level` is 0 and `people` may be empty. `wave`
    (from 0): which one of the level; when it has so many waves, everybody who is left.
    """

    at: datetime
    seat: Seat
    level: int
    wave: int = 0
    people: tuple[str, ...]
    again: bool = False


TIERS = {
    Audience.STAFF: frozenset({Tier.STAFF}),
    Audience.EXECUTIVES: frozenset({Tier.VP, Tier.CTO}),
}


def audience(team: Team, level: int, seat: Seat, at: datetime) -> tuple[str, ...]:
    """Everybody whom `level` (from 1) means for `seat` at the instant `at`, in roster order; on duty first
    who has the seat, then the outgoing while the incoming is unproven."""
    if level > len(team.policy.levels):
        return ()
    meant = team.policy.levels[level - 1].audience
    if meant is Audience.PAIR:
        shift = team.schedule.shift_at(at)
        on_duty = [shift.turn.of(seat)] if shift else []
        for outgoing in still_paged(team.schedule, team.hand_overs, team.policy.hand_over, seat, at):
            on_duty.append(outgoing.responder)
        # A published plan may name somebody who has left the roster since.
        return tuple(person for person in dict.fromkeys(on_duty) if team.roster.can_be_paged(person))
    return tuple(
        person.id
        for person in team.roster.responders
        if person.tier in TIERS[meant] and team.roster.can_be_paged(person.id)
    )


def to_page(incident: Incident, team: Team, level: int, seat: Seat, at: datetime) -> tuple[str, ...]:
    """Whom `level` pages for the empty `seat`: neither who was paged for it in this round, nor who passed
    on it, nor who holds the other seat."""
    state = incident.seat(seat)
    reached = {page.responder for page in incident.pages_for(seat) if page.round == state.round}
    left_out = reached | {*state.passed, incident.seat(seat.other).holder}
    return tuple(person for person in audience(team, level, seat, at) if person not in left_out)


def highest_level(incident: Incident, team: Team) -> int:
    """How far up its seats may move: what can wait is the pair's alone."""
    return 1 if incident.urgency is Urgency.OFFICE_HOURS else len(team.policy.levels)


def next_step(incident: Incident, team: Team, now: datetime) -> datetime | None:
    """When something falls due next; None when nothing will by itself. A time at or before `now` is overdue.

    For an empty seat that is the end of its level's or wave's wait, or an earlier repeat or shift change,
    which pages the incoming; for held ones, that their holders are asked whether they are still on it. What
    can wait is woken when the office opens, and quiet again when it closes.
    """
    wakes_or_quiets, asks = next_quiet(incident, team, now), next_activity(incident, team, now)
    if incident.status is not Status.OPEN:
        return asks
    if is_silent(incident, team, now):
        return wakes_or_quiets
    due = [at for at in (wakes_or_quiets, asks) if at is not None]
    for seat in incident.empty_seats:
        state = incident.seat(seat)
        if state.level == 0:
            due.append(state.level_since)
            continue
        due.append(state.level_since + team.policy.wait(state.level, state.wave))
        repeats = repeats_at(incident, team, seat)
        if repeats is not None:
            due.append(repeats)
        if _incoming(incident, team, seat, now):
            due.append(now)
    comes_at = _pair_changes_at(team, now)
    if comes_at is not None:
        due.append(comes_at)
    return min(due)


def advance(incident: Incident, team: Team, now: datetime) -> tuple[Incident, list[Event]]:
    """Do what fell due until `now`: one level only for each seat, however late it is; the next wait starts
    now. Nobody is paged for what can wait while the office is closed."""
    incident, events = advance_quiet(incident, team, now)
    incident, asked = advance_activity(incident, team, now)
    events += asked
    if incident.status is not Status.OPEN or is_silent(incident, team, now):
        return incident, events
    for seat in incident.empty_seats:
        state = incident.seat(seat)
        if state.level == 0:
            incident = move_up(incident, team, seat, now, events)
        elif state.level_since + team.policy.wait(state.level, state.wave) <= now:
            if _next_paging(incident, team, seat, now) is not None:
                incident = move_up(incident, team, seat, now, events)
            else:
                incident = _page_again(incident, team, seat, now, events)
        else:
            for person in _incoming(incident, team, seat, now):
                incident = _send(incident, person, seat, 1, now, events)
            incident = repeat_pages(incident, team, seat, now, events)
    return incident, events


def move_up(incident: Incident, team: Team, seat: Seat, now: datetime, events: list[Event]) -> Incident:
    """Page the next wave, or else the next level, that has somebody to page for the empty `seat`.

    When nobody is left the seat waits on the last level: who has just said "I can't" is not paged again in
    the same breath, and the event with no `people` says that nobody is being paged. A quiet incident pages
    nobody: its seats wait for the office.
    """
    if is_silent(incident, team, now):
        return incident
    last = highest_level(incident, team)
    nobody = (last, len(team.policy.level(last).waves), ())
    level, wave, people = _next_paging(incident, team, seat, now) or nobody
    events.append(SeatEscalated(at=now, seat=seat, level=level, wave=wave, people=people))
    state = replace(incident.seat(seat), level=level, wave=wave, level_since=now, repeated_at=None)
    incident = incident.with_seat(state)
    for person in people:
        incident = _send(incident, person, seat, level, now, events)
    if people and (level, wave) == (1, 0):
        meant = frozenset(person for either in Seat for person in audience(team, 1, either, now))
        incident = page_shadows(incident, team, seat, meant, now, events)
    return incident


def _next_paging(
    incident: Incident, team: Team, seat: Seat, now: datetime
) -> tuple[int, int, tuple[str, ...]] | None:
    """Level, wave and people that the empty seat moves up to; None when nobody is left in this round."""
    state = incident.seat(seat)
    for level in range(max(state.level, 1), highest_level(incident, team) + 1):
        wave = state.wave + 1 if level == state.level else 0
        waves = team.policy.level(level).waves
        if wave > len(waves):
            continue
        people = to_page(incident, team, level, seat, now)
        if people and wave < len(waves):
            people = in_wave(waves[wave], people, team.schedule, seat, now)
        if people:
            return level, wave, people
    return None


def _page_again(incident: Incident, team: Team, seat: Seat, now: datetime, events: list[Event]) -> Incident:
    """A new round for everybody of every level, those who passed before included: silence is worse."""
    last = highest_level(incident, team)
    state = incident.seat(seat)
    wave = len(team.policy.level(last).waves)
    state = replace(
        state,
        level=last,
        wave=wave,
        level_since=now,
        repeated_at=None,
        round=state.round + 1,
        passed=(),
    )
    incident = incident.with_seat(state)
    found: dict[str, int] = {}
    for level in range(1, last + 1):
        for person in to_page(incident, team, level, seat, now):
            found.setdefault(person, level)
    events.append(SeatPagedAgain(at=now, seat=seat, round=state.round, people=tuple(found)))
    for page in incident.pages_for(seat):
        if page.is_open:
            incident = end_page(incident, page, PageOutcome.REPEATED, now, events)
    for person, level in found.items():
        incident = _send(incident, person, seat, level, now, events)
    return incident


def clock_moved(incident: Incident, by: timedelta) -> Incident:
    """The incident after the hub's clock was set: what a seat has waited so far stays what it was. `by` is
    negative for a clock that was set back. Times that were written down stay as they were read."""
    for state in incident.seats:
        repeated_at, checked_at = state.repeated_at, state.checked_at
        state = replace(state, checked_at=checked_at + by if checked_at is not None else None)
        if state.holder is None:
            repeated_at = repeated_at + by if repeated_at is not None else None
            state = replace(state, level_since=state.level_since + by, repeated_at=repeated_at)
        incident = incident.with_seat(state)
    return replace(incident, active_at=last_active_at(incident) + by)


def forecast(incident: Incident, team: Team, now: datetime) -> tuple[Wake, ...]:
    """Who would be woken next, in order of time, if nobody did anything: played through with the very
    rules above.

    Ends with the first round that pages everybody again for each seat. Pages that are only repeated wake
    nobody else and are not told.
    """
    wakes: list[Wake] = []
    finished: set[Seat] = set()
    at = now
    levels = tuple(replace(level, repeat=None) for level in team.policy.levels)
    team = replace(team, policy=replace(team.policy, levels=levels))
    for _ in range(FORECAST_STEPS + 2 * sum(len(level.waves) for level in levels)):
        due = next_step(incident, team, at)
        if due is None or finished.issuperset(incident.empty_seats):
            break
        at = max(due, at)
        incident, events = advance(incident, team, at)
        for wake in _wakes(events):
            if wake.seat not in finished:
                wakes.append(wake)
            if wake.again:
                finished.add(wake.seat)
    return tuple(wakes)


def _wakes(events: list[Event]) -> list[Wake]:
    wakes: list[Wake] = []
    seats: set[Seat] = set()
    for event in events:
        match event:
            case SeatEscalated(at=at, seat=seat, level=level, wave=wave, people=people):
                wakes.append(Wake(at=at, seat=seat, level=level, wave=wave, people=people))
                seats.add(seat)
            case SeatPagedAgain(at=at, seat=seat, people=people):
                wakes.append(Wake(at=at, seat=seat, level=0, people=people, again=True))
                seats.add(seat)
            case PageSent(at=at, page=page) if page.reason is PageReason.SEAT and page.seat not in seats:
                wakes.append(Wake(at=at, seat=page.seat, level=page.level, people=(page.responder,)))
            case _:
                pass
    return wakes


def _incoming(incident: Incident, team: Team, seat: Seat, now: datetime) -> tuple[str, ...]:
    """Who came on duty for the empty seat since its pages were sent and has not been paged for it."""
    if team.policy.levels[0].audience is not Audience.PAIR:
        return ()
    return to_page(incident, team, 1, seat, now)


def _pair_changes_at(team: Team, now: datetime) -> datetime | None:
    if team.policy.levels[0].audience is not Audience.PAIR:
        return None
    return team.schedule.pair_changes_at(now)


def _send(
    incident: Incident, person: str, seat: Seat, level: int, now: datetime, events: list[Event]
) -> Incident:
    round_ = incident.seat(seat).round
    page = Page(
        id=page_id(incident.id, PageReason.SEAT, seat, level, round_, person),
        incident_id=incident.id,
        responder=person,
        seat=seat,
        level=level,
        round=round_,
        attempted_at=now,
    )
    events.append(PageSent(at=now, page=page))
    return incident.with_page(page)
