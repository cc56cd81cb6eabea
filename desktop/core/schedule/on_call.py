"""Who is on call at a moment, as people and programs are told it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from desktop.core.schedule.schedule import Duty
from desktop.core.team.seat import Seat
from desktop.core.team.team import Team
from desktop.core.zones import zone


@dataclass(frozen=True, slots=True, kw_only=True)
class OnCallSeat:
    """Who has a seat, since and until when (`ends_at` UTC, `until` the same by the schedule's clocks).

    `source` is "rotation" (of the team), "plan" (a published one), or what exception gave it: "override",
    "swap" or "taken_over", by `exception_id`.
    """

    seat: Seat
    responder: str
    name: str
    responder_zone: str
    starts_at: datetime
    ends_at: datetime
    until: datetime
    source: str = "rotation"
    exception_id: UUID | None = None
    because: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OnCall:
    """Who is on call at `at`; `local_at` is the same by the clocks of the schedule's `zone`. Without `seats`
    nobody is. `shadows` are names."""

    at: datetime
    local_at: datetime
    zone: str
    seats: tuple[OnCallSeat, ...] = ()
    shadows: tuple[str, ...] = ()


def who_is_on_call(team: Team, at: datetime) -> OnCall:
    """Who is on call at `at` by the team's schedule; the Manager's seat first."""
    plan = team.schedule
    duties = (plan.on_duty(seat, at) for seat in Seat)
    return OnCall(
        at=at,
        local_at=at.astimezone(zone(plan.zone)),
        zone=plan.zone,
        seats=tuple(_seat(team, duty, at) for duty in duties if duty is not None),
        shadows=tuple(team.roster.name(person) for person in plan.shadows_at(at)),
    )


def _seat(team: Team, duty: Duty, at: datetime) -> OnCallSeat:
    person, exception = team.roster.find(duty.responder), duty.exception
    turn = "plan" if team.schedule.is_planned_at(at) else "rotation"
    return OnCallSeat(
        seat=duty.seat,
        responder=duty.responder,
        name=team.roster.name(duty.responder),
        responder_zone=person.zone if person is not None else "UTC",
        starts_at=duty.starts_at,
        ends_at=duty.ends_at,
        until=duty.ends_at.astimezone(zone(team.schedule.zone)),
        source=exception.kind.value if exception is not None else turn,
        exception_id=exception.id if exception is not None else None,
        because=exception.because if exception is not None else "",
    )
