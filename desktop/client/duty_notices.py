"""When this desktop's responder is told that their duty comes, and what the hub still has to hear of their
sound check: pure functions over the state."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from desktop.client.state import Connection, State
from desktop.core.schedule.hand_over import PROVEN_BEFORE, comes_on_duty, on_duty_since
from desktop.core.schedule.schedule import Shift
from desktop.core.team.seat import Seat

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
_LOOK_AGAIN = timedelta(hours=12)
"""Nobody has to be told sooner of a duty that is more than a day away."""


class DutyComes(StrEnum):
    """How soon."""

    DAY = "day"
    HOUR = "hour"
    """The sound check is asked for now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyNotice:
    """My duty begins with `shift`, by the hub's clock, in `seats`. `proven`: the sound check for it is
    done."""

    comes: DutyComes
    seats: tuple[Seat, ...]
    shift: Shift
    proven: bool


def duty_notices(state: State, local_now: datetime) -> tuple[DutyNotice, ...]:
    """What I am told of: the duty that begins within a day; nothing when I only go on with what I have.

    It holds until `duty_notices_change_at`, or until the state changes.
    """
    now = state.hub_now(local_now)
    shift = _coming(state, now, DAY)
    if shift is None or state.team is None or state.me is None:
        return ()
    comes = DutyComes.HOUR if shift.starts_at - now <= HOUR else DutyComes.DAY
    seats = tuple(seat for seat in Seat if shift.turn.of(seat) == state.me)
    proven = state.team.hand_overs.is_proven(state.me, shift.starts_at, now)
    return (DutyNotice(comes=comes, seats=seats, shift=shift, proven=proven),)


def duty_notices_change_at(state: State, local_now: datetime) -> datetime | None:
    """When to ask `duty_notices` again, by this computer's clock, if the state stays as it is; None when
    nobody is known to whom anything could be told."""
    if state.team is None or state.me is None:
        return None
    now = state.hub_now(local_now)
    moments = [now + _LOOK_AGAIN]
    shift = _coming(state, now, DAY + _LOOK_AGAIN)
    if shift is not None:
        begin = shift.starts_at
        moments += [at for at in (begin - DAY, begin - HOUR, begin) if at > now]
    return min(moments) - state.hub_offset


def sound_check_to_tell(state: State, verified_at: datetime | None, local_now: datetime) -> datetime | None:
    """When, by the hub's clock, I confirmed the sound check that the hub has to be told of: I am on duty, or
    will be within a day, it counts for that, and the hub does not know that I am proven. `verified_at` is by
    this computer's clock, None for never; None: nothing to tell."""
    if verified_at is None or state.me is None or state.team is None:
        return None
    if state.connection is not Connection.CONNECTED or state.stale:
        return None
    now = state.hub_now(local_now)
    confirmed_at = min(state.hub_now(verified_at), now)
    coming = _coming(state, now, PROVEN_BEFORE)
    for since in (on_duty_since(state.team.schedule, state.me, now), coming.starts_at if coming else None):
        if since is None or confirmed_at <= since - PROVEN_BEFORE:
            continue
        # The hub takes no longer ago for it.
        if now - confirmed_at < PROVEN_BEFORE and not state.team.hand_overs.is_proven(state.me, since, now):
            return confirmed_at
    return None


def _coming(state: State, now: datetime, within: timedelta) -> Shift | None:
    if state.team is None or state.me is None:
        return None
    return comes_on_duty(state.team.schedule, state.me, now, within)
