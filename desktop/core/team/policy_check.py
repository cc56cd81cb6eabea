"""What is wrong with an escalation policy: that it would page nobody, at some moment, for some seat."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from desktop.core.incident.escalation import audience
from desktop.core.team.seat import Seat
from desktop.core.team.team import Audience, Team
from desktop.core.zones import told_time, zone

_MOST_SHIFTS = 2_000
"""So many shifts ahead are looked at: longer plans are for the schedule's own warnings."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyProblem:
    """Why the policy cannot be used, and what to do."""

    sentence: str
    remedy: str


def policy_problems(team: Team, now: datetime) -> tuple[PolicyProblem, ...]:
    """Why `team.policy` would page nobody for an incident that opens at some moment from `now` on; nothing
    when it always pages somebody for each seat."""
    if not any(team.roster.can_be_paged(person.id) for person in team.roster.responders):
        return (
            PolicyProblem(
                sentence="Nobody on the roster can be paged, so no policy pages anybody.",
                remedy="Add a responder to the roster.",
            ),
        )
    first = team.policy.levels[0].audience
    if first is not Audience.PAIR and not audience(team, 1, Seat.MANAGER, now):
        return (
            PolicyProblem(
                sentence=f"What can wait is paged at level 1 only, and {_others({first})}: "
                "that would page nobody.",
                remedy="Let the first level page the pair.",
            ),
        )
    meant = {level.audience for level in team.policy.levels}
    for number, level in enumerate(team.policy.levels, start=1):
        if level.audience is not Audience.PAIR and audience(team, number, Seat.MANAGER, now):
            return ()  # who is paged there does not depend on the hour
    others = _others(meant)
    gap = _gap(team, now)
    if gap is None:
        return ()
    at, seat = gap
    when = "now" if at <= now else f"on {told_time(at, zone(team.schedule.zone), now)}"
    also = f", and {others}" if others else ""
    return (
        PolicyProblem(
            sentence=f"This policy would page nobody for the {seat.title()}'s seat {when}: "
            f"nobody is on duty then{also}.",
            remedy="Add a level that pages the staff, or close the gap in the schedule.",
        ),
    )


def _others(meant: set[Audience]) -> str:
    names = {Audience.STAFF: "nobody is staff", Audience.EXECUTIVES: "nobody is VP or CTO"}
    return " and ".join(words for audience, words in names.items() if audience in meant)


def _gap(team: Team, now: datetime) -> tuple[datetime, Seat] | None:
    """The first moment at which nobody on duty can be paged for a seat."""
    at = now
    for shift in islice(team.schedule.from_then_on(now), _MOST_SHIFTS):
        if shift.starts_at > at:
            return at, Seat.MANAGER
        for seat in Seat:
            if not team.roster.can_be_paged(shift.turn.of(seat)):
                return max(shift.starts_at, now), seat
        at = shift.ends_at
    # Everybody who will ever come has come: from here on it goes round, or nobody is on duty any more.
    return None if team.schedule.shift_at(at) is not None else (at, Seat.MANAGER)
