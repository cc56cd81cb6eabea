"""What needs the person at this desktop: pure functions over the state."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from desktop.client.state import Connection, PendingCommand, State
from desktop.core.closing.closing import ClosingStep
from desktop.core.closing.closing_plan import asked_for, left_for
from desktop.core.fixing.fixing_commands import AnswerCallIn
from desktop.core.incident.commands import (
    AcknowledgeShadow,
    ClaimSeat,
    DeclinePage,
    ExtendUpdate,
    SendUpdate,
    StillOnIt,
)
from desktop.core.incident.decide import suggested_seat
from desktop.core.incident.escalation import Wake, forecast
from desktop.core.incident.incident import Incident, Status
from desktop.core.incident.page import Page, PageReason
from desktop.core.team.seat import Seat
from desktop.core.team.team import Team
from desktop.core.telling.communication import CommunicationClock


@dataclass(frozen=True, slots=True, kw_only=True)
class Ringing:
    """One incident that pages this desktop's responder.

    `pages` are their open pages, oldest first, and `seats` those they are for; the big button claims
    `suggested`. `since` is the oldest page's attempt, by the hub's clock. `silenced_locally`: acknowledged or
    declined here, but the hub has not answered yet; it makes no sound, is shown as "not yet sent", and the
    hub goes on (see `will_wake`).
    """

    incident: Incident
    pages: tuple[Page, ...]
    seats: tuple[Seat, ...]
    suggested: Seat
    since: datetime
    silenced_locally: bool
    reason: PageReason = PageReason.SEAT
    """STAND_IN when nothing but a missed update pages here: a milder alarm, and another question. Claiming
    the Manager's seat, without a second action, accepts. CALL_IN when somebody asks for help and no seat is
    asked for: `seats` is empty then. OFFER when a seat is offered to me, which claiming it takes. STILL_ON_IT
    when I hold seats and nobody did anything for long: `seats` is empty. SHADOW when I shadow the pair:
    `seats` is empty, and nothing is asked of me. `answering.acknowledge` does what the reason asks."""


class Lateness(StrEnum):
    """How it stands with an update that I owe."""

    SOON = "soon"
    """The reminder: due within minutes."""
    OVERDUE = "overdue"


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """An update that this desktop's Manager must be told of now.

    `due_at`, and `stand_in_at`, when the next Manager is paged to tell it instead, by the hub's clock.
    `silenced_locally`: an update or an extension is pressed here, but the hub has not answered yet; no sound,
    and shown as "not yet sent".
    """

    incident: Incident
    lateness: Lateness
    due_at: datetime
    stand_in_at: datetime
    silenced_locally: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Groups:
    """The incidents of the list. First those that need me, most urgent first; resolved ones, the latest
    first. `waiting` can wait: nobody is paged for them until the office opens. `left`: the steps of closing
    that are asked of me, by resolved incident. They can wait, so they are no need; an incident without any
    is not in there."""

    needs_me: tuple[Incident, ...]
    running: tuple[Incident, ...]
    resolved: tuple[Incident, ...]
    waiting: tuple[Incident, ...] = ()
    left: Mapping[UUID, tuple[ClosingStep, ...]] = field(default_factory=dict)


def ringing(state: State) -> tuple[Ringing, ...]:
    """What rings here, most urgent first: not silenced before silenced, then the oldest page first.

    Out of the cache nothing rings while the hub is just being reached: it may well be over. Once the hub is
    lost it does: a page twice is a nuisance, a page never is an outage.
    """
    if state.me is None or state.team is None:
        return ()
    if state.stale and state.connection is Connection.STARTING:
        return ()
    found = [
        _ringing(incident, pages, state, state.team, state.me)
        for incident in state.incidents.values()
        if (pages := incident.open_pages_of(state.me))
    ]
    return tuple(sorted(found, key=lambda r: (r.silenced_locally, r.since, r.incident.number)))


def _ringing(incident: Incident, pages: tuple[Page, ...], state: State, team: Team, me: str) -> Ringing:
    pages = tuple(sorted(pages, key=lambda page: page.attempted_at))
    for_seats = tuple(page for page in pages if page.reason not in _FOR_NO_SEAT)
    seats = tuple(dict.fromkeys(page.seat for page in for_seats))
    return Ringing(
        incident=incident,
        pages=pages,
        seats=seats,
        suggested=suggested_seat(incident, seats, team, me) if seats else pages[0].seat,
        since=pages[0].attempted_at,
        silenced_locally=all(
            any(_silences(pending, page) for pending in state.pending_for(incident.id)) for page in pages
        ),
        reason=_reason(pages),
    )


_FOR_NO_SEAT = (PageReason.CALL_IN, PageReason.STILL_ON_IT, PageReason.SHADOW)
"""Answered otherwise than by claiming."""
_BY_WEIGHT = (
    PageReason.SEAT,
    PageReason.STILL_ON_IT,
    PageReason.STAND_IN,
    PageReason.OFFER,
    PageReason.CALL_IN,
    PageReason.SHADOW,
)


def _reason(pages: tuple[Page, ...]) -> PageReason:
    """Why it rings: a page for a seat before the others, as its answer is the one that matters most."""
    reasons = {page.reason for page in pages}
    return next(one for one in _BY_WEIGHT if one in reasons)


def _silences(pending: PendingCommand, page: Page) -> bool:
    """A claim or "I can't" answers the pages that were there when it was pressed, not one that came after
    it. "I'm coming", "I'm on it" and "Seen" answer no page for a seat."""
    command = pending.command
    answers = isinstance(command, ClaimSeat | DeclinePage)
    if isinstance(command, AnswerCallIn):
        answers = page.reason is PageReason.CALL_IN
    if isinstance(command, StillOnIt):
        answers = page.reason is PageReason.STILL_ON_IT
    if isinstance(command, AcknowledgeShadow):
        answers = page.reason is PageReason.SHADOW
    return answers and command.by == page.responder and page.attempted_at <= command.pressed_at


def owed(state: State, local_now: datetime) -> tuple[Owed, ...]:
    """The updates that the Manager at this desktop is reminded of or late with: not silenced before
    silenced, then the first due first. Nobody but the holder of the Manager's seat is told.

    It holds until `owed_changes_at`, or until the state changes.
    """
    team = state.team
    if team is None:
        return ()
    now = state.hub_now(local_now)
    found: list[Owed] = []
    for incident, clock in _my_clocks(state):
        policy = team.policy.clock(incident.urgency)
        if now < clock.reminds_at(policy):
            continue
        found.append(
            Owed(
                incident=incident,
                lateness=Lateness.SOON if now < clock.due_at else Lateness.OVERDUE,
                due_at=clock.due_at,
                stand_in_at=clock.stand_in_at(policy) or clock.due_at + policy.stand_in,
                silenced_locally=any(
                    isinstance(pending.command, SendUpdate | ExtendUpdate)
                    for pending in state.pending_for(incident.id)
                ),
            )
        )
    return tuple(sorted(found, key=lambda late: (late.silenced_locally, late.due_at, late.incident.number)))


def owed_changes_at(state: State, local_now: datetime) -> datetime | None:
    """When `owed` says something else, by this computer's clock, if the state stays as it is; None when it
    will not."""
    if state.team is None:
        return None
    policy = state.team.policy
    now = state.hub_now(local_now)
    moments = [
        at
        for incident, clock in _my_clocks(state)
        for at in (clock.reminds_at(policy.clock(incident.urgency)), clock.due_at)
    ]
    ahead = [at for at in moments if at > now]
    return min(ahead) - state.hub_offset if ahead else None


def _my_clocks(state: State) -> Iterator[tuple[Incident, CommunicationClock]]:
    """The clocks that run for me: of the incidents whose Manager's seat I hold."""
    if state.me is None or (state.stale and state.connection is Connection.STARTING):
        return
    for incident in state.incidents.values():
        clock = incident.communication
        if clock is None or incident.status is Status.RESOLVED or incident.manager.holder != state.me:
            continue
        if incident.quiet_until is not None:
            continue  # nobody is told anything before the office opens
        yield incident, clock


def will_wake(state: State, incident: Incident, local_now: datetime) -> tuple[Wake, ...]:
    """Whom the hub wakes next for `incident`, and when by its clock, as far as this desktop knows.

    Also for an acknowledgement that is not yet sent: until the hub hears of it, this is what it will do.
    """
    if state.team is None:
        return ()
    return forecast(incident, state.team, state.hub_now(local_now))


def groups(state: State) -> Groups:
    """The incidents by what needs me: those that page me; those of mine whose other seat is empty, that wait
    for my overdue update, or for my answer to the Manager."""
    paging = [rings.incident for rings in ringing(state)]
    paging_ids = {incident.id for incident in paging}
    mine: list[Incident] = []
    running: list[Incident] = []
    waiting: list[Incident] = []
    resolved: list[Incident] = []
    for incident in state.incidents.values():
        if incident.id in paging_ids:
            continue
        if incident.status is Status.RESOLVED:
            resolved.append(incident)
        elif state.me is not None and _waits_for(incident, state.me):
            mine.append(incident)
        elif incident.quiet_until is not None:
            waiting.append(incident)
        else:
            running.append(incident)
    return Groups(
        needs_me=(*paging, *sorted(mine, key=_age)),
        running=tuple(
            sorted(running, key=lambda incident: (incident.status is not Status.OPEN, *_age(incident)))
        ),
        resolved=tuple(
            sorted(resolved, key=lambda incident: incident.resolved_at or incident.opened_at, reverse=True)
        ),
        waiting=tuple(
            sorted(
                waiting, key=lambda incident: (incident.quiet_until or incident.opened_at, *_age(incident))
            )
        ),
        left={incident.id: steps for incident in resolved if (steps := closing_left(state, incident))},
    )


def closing_left(state: State, incident: Incident) -> tuple[ClosingStep, ...]:
    """The steps of closing that are asked of me and that I neither did nor skipped, here and not yet sent
    included."""
    left = left_for(incident, state.me, state.notices)
    if not left:
        return ()
    pressed = [pending.command for pending in state.pending_for(incident.id)]
    return tuple(step for step in left if asked_for(step, pressed) is None)


def _waits_for(incident: Incident, me: str) -> bool:
    if incident.status is Status.OPEN and incident.held_by(me) and incident.quiet_until is None:
        return True
    clock, question = incident.communication, incident.question
    missed = clock is not None and clock.missed_at is not None
    asked = question is not None and question.is_open
    return (missed and incident.manager.holder == me) or (asked and incident.engineer.holder == me)


def _age(incident: Incident) -> tuple[datetime, int]:
    return incident.opened_at, incident.number
