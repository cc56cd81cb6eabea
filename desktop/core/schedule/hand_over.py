"""Hand-over: who comes on duty unproven, and who is paged with them until they are proven.

A responder is proven by a sound check that they confirmed. It counts for a duty when it was confirmed later
than 24 hours before the duty began: in time to mend what is silent, and not so early that much may have
changed since. All functions are pure; `at` is the instant that is asked about, aware.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from desktop.core.errors import InvalidTeam
from desktop.core.schedule.schedule import ExceptionKind, Schedule
from desktop.core.schedule.shift import Shift
from desktop.core.team.seat import Seat

PROVEN_BEFORE = timedelta(hours=24)
"""So long before a duty begins its sound check may be confirmed."""
PROVEN_FOR = timedelta(days=28)
"""Who is on duty for longer without a break confirms a sound check again."""
LONGEST = timedelta(hours=2)
JUST_BEGUN = timedelta(hours=12)
"""So long a shift has just begun: its hand-over is read rather than the next one."""
JUST_TAKEN = timedelta(hours=1)
"""Who took a seat over so shortly before they have it, or later, has it without another word."""
_TICK = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOverPolicy:
    """`at_most`: so long the outgoing are paged with the unproven incoming; zero: never."""

    at_most: timedelta = LONGEST

    def __post_init__(self) -> None:
        if not timedelta(0) <= self.at_most <= LONGEST:
            raise InvalidTeam(
                "The outgoing would be paged for longer than two hours after hand-over.",
                "Set at_most of the hand-over to two hours or less, or to zero for never.",
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """`responder` heard the alarm at `at`, on `device` as the sound system calls it."""

    responder: str
    at: datetime
    device: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Relief:
    """`responder` said at `at` that the outgoing is relieved: an outgoing one, or the incoming ("I have
    it")."""

    responder: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOverFacts:
    """What people said about hand-overs: of each the latest proof and the latest relief."""

    proofs: tuple[Proof, ...] = ()
    reliefs: tuple[Relief, ...] = ()

    def is_proven(self, responder: str, since: datetime, at: datetime) -> bool:
        """Whether the responder, on duty since then, is proven at `at`."""
        return any(
            proof.responder == responder and since - PROVEN_BEFORE < proof.at <= at for proof in self.proofs
        )

    def is_relieved(self, people: tuple[str, ...], since: datetime, at: datetime) -> bool:
        """Whether one of `people` said so, from `since` on, until `at`."""
        return any(relief.responder in people and since <= relief.at <= at for relief in self.reliefs)


@dataclass(frozen=True, slots=True, kw_only=True)
class StillPaged:
    """An outgoing `responder` who is paged with the unproven `incoming`, at the longest until `until`."""

    responder: str
    incoming: str
    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Unproven:
    """Somebody on duty, or about to be, who did no sound check for it. `since` is when the duty began."""

    seat: Seat
    responder: str
    since: datetime
    still_paged: tuple[StillPaged, ...] = ()


def on_duty_since(schedule: Schedule, responder: str, at: datetime) -> datetime | None:
    """Since when the responder is on duty without a break, in whatever seat: 28 days ago at the earliest.
    None when they are not on duty at `at`."""
    shift = schedule.shift_at(at)
    if shift is None or shift.seat_of(responder) is None:
        return None
    earliest, begin = at - PROVEN_FOR, shift.starts_at
    while begin > earliest:
        before = schedule.shift_at(begin - _TICK)
        if before is None or before.seat_of(responder) is None:
            return begin
        begin = before.starts_at
    return earliest


def still_paged(
    schedule: Schedule, facts: HandOverFacts, policy: HandOverPolicy, seat: Seat, at: datetime
) -> tuple[StillPaged, ...]:
    """The outgoing who are paged for `seat` beside who has it at `at`, the latest first: back to the first
    one who was proven, relieved, or came longer ago than the policy's time.

    It only ever becomes fewer people until the pair changes again, so that nothing falls due in between.
    """
    found: list[StillPaged] = []
    for incoming, begin, before in _changes_back(schedule, seat, at, policy.at_most):
        since = on_duty_since(schedule, incoming, begin) or begin
        said_so = facts.is_relieved((incoming, before), begin, at) or _took_it(schedule, seat, begin)
        if said_so or facts.is_proven(incoming, since, at):
            break
        found.append(
            StillPaged(responder=before, incoming=incoming, since=begin, until=begin + policy.at_most)
        )
    return tuple(found)


def unproven(
    schedule: Schedule, facts: HandOverFacts, policy: HandOverPolicy, at: datetime
) -> tuple[Unproven, ...]:
    """Who of the pair at `at` is unproven, the Manager first; one in both seats once for each."""
    shift = schedule.shift_at(at)
    if shift is None:
        return ()
    found: list[Unproven] = []
    for seat in Seat:
        responder = shift.turn.of(seat)
        since = on_duty_since(schedule, responder, at)
        if since is None or facts.is_proven(responder, since, at):
            continue
        outgoing = still_paged(schedule, facts, policy, seat, at)
        found.append(Unproven(seat=seat, responder=responder, since=since, still_paged=outgoing))
    return tuple(found)


def comes_on_duty(schedule: Schedule, responder: str, at: datetime, within: timedelta) -> Shift | None:
    """The shift with which the responder comes on duty next, if it begins later than `at` and not later than
    `within` from then: none that only goes on with what they have."""
    shift, on_duty = schedule.shift_at(at), False
    until = at + within
    while shift is not None and shift.starts_at <= until:
        is_in = shift.seat_of(responder) is not None
        if is_in and not on_duty and shift.starts_at > at:
            return shift
        shift, on_duty = schedule.shift_at(shift.ends_at), is_in
    return None


def hand_over_at(schedule: Schedule, at: datetime) -> datetime | None:
    """The hand-over that matters at `at`: the last one for twelve hours, or half of a shorter shift, and
    then the next. None without a schedule."""
    shift = schedule.shift_at(at)
    if shift is None:
        return None
    just_begun = min(JUST_BEGUN, (shift.ends_at - shift.starts_at) / 2)
    return shift.starts_at if at - shift.starts_at < just_begun else shift.ends_at


def writes_since(schedule: Schedule, responder: str, at: datetime) -> datetime | None:
    """Since when the duty goes that the responder may write about for those who come after them: the one that
    they are in, or the one that ended with the last hand-over while that has just been. None: neither."""
    since, shift = on_duty_since(schedule, responder, at), schedule.shift_at(at)
    if since is not None or shift is None or at - shift.starts_at >= JUST_BEGUN:
        return since
    return on_duty_since(schedule, responder, shift.starts_at - _TICK)


def _took_it(schedule: Schedule, seat: Seat, begin: datetime) -> bool:
    """Whether who came at `begin` took the seat over just then, by hand: that is "I have it"."""
    exception = schedule.exception_at(seat, begin)
    return (
        exception is not None
        and exception.kind is ExceptionKind.TAKEN_OVER
        and exception.at >= begin - JUST_TAKEN
    )


def _changes_back(
    schedule: Schedule, seat: Seat, at: datetime, back: timedelta
) -> Iterator[tuple[str, datetime, str]]:
    """Who came into the seat, when, and who had it before; from `at` back so long, the latest first."""
    after = schedule.shift_at(at)
    while after is not None and at - after.starts_at < back:
        before = schedule.shift_at(after.starts_at - _TICK)
        if before is None:
            return
        if before.turn.of(seat) != after.turn.of(seat):
            yield after.turn.of(seat), after.starts_at, before.turn.of(seat)
        after = before
