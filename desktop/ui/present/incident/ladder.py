"""The escalation ladder of an incident: which seat moves up, when, and past which levels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from desktop.core.incident.escalation import Wake, audience, highest_level
from desktop.core.incident.incident import Incident, Status
from desktop.core.team.seat import Seat
from desktop.core.team.team import Audience, Team
from desktop.core.urgency.urgency import Urgency
from desktop.ui.present.people import audience_name, seat_name
from desktop.ui.present.rows import LadderStep
from desktop.ui.present.times import elapsed, fraction_left, left
from desktop.ui.present.words import tr


@dataclass(frozen=True, slots=True)
class LadderView:
    """`lead` stands before the `clock`; both seats' `seats` are empty when one wait counts for them."""

    lead: str
    clock: str
    steps: tuple[LadderStep, ...]


def moves_up_at(incident: Incident, team: Team) -> tuple[datetime, tuple[Seat, ...]] | None:
    """When the next empty seat moves up, and which; None when no seat is empty or the incident is over."""
    if incident.status is not Status.OPEN:
        return None
    if incident.quiet_until is not None:
        return incident.quiet_until, incident.empty_seats
    due = {
        state.seat: state.level_since + team.policy.wait(state.level, state.wave)
        for state in incident.seats
        if state.holder is None
    }
    first = min(due.values())
    return first, tuple(seat for seat, at in due.items() if at == first)


def ladder_view(incident: Incident, team: Team, wakes: Sequence[Wake], now: datetime) -> LadderView | None:
    """The ladder of the seat that moves up next; None when both are held or the incident is over."""
    found = moves_up_at(incident, team)
    if found is None:
        return None
    due, seats = found
    state = incident.seat(seats[0])
    last = highest_level(incident, team)
    if incident.quiet_until is not None:
        lead = tr("The pair is paged in")
    elif state.level and state.wave < len(team.policy.level(state.level).waves):
        lead = tr("More are paged in")
    elif state.level >= last:
        waits = incident.urgency is Urgency.OFFICE_HOURS
        lead = tr("The pair is paged again in") if waits else tr("Everybody is paged again in")
    elif len(seats) == 2:
        lead = tr("Both seats move up in")
    else:
        lead = tr("The {seat}'s seat moves up in").format(seat=seat_name(seats[0]))
    steps = []
    for number, level in enumerate(team.policy.levels[:last], 1):
        people = {p for w in wakes if w.level == number and w.seat in seats for p in w.people}
        if not people:
            people = {p for seat in seats for p in audience(team, number, seat, now)}
        label = audience_name(level.audience)
        if level.audience is not Audience.PAIR:
            label = f"{label} · {len(people)}"
        steps.append(
            LadderStep(
                number,
                label,
                _progress(number, state.level, state.level_since, due, now),
                number == max(1, state.level),
            )
        )
    return LadderView(lead, left(due, now), tuple(steps))


def _progress(number: int, level: int, since: datetime, due: datetime, now: datetime) -> float:
    if number < level:
        return 1.0
    return 1.0 - fraction_left(since, due, now) if number == max(1, level) else 0.0


def open_for(incident: Incident, now: datetime) -> str:
    """ "open for 6:31", or how long it took."""
    if incident.resolved_at is not None:
        return tr("was open for {clock}").format(clock=elapsed(incident.opened_at, incident.resolved_at))
    return tr("open for {clock}").format(clock=elapsed(incident.opened_at, now))
