"""What needs the person at this desktop: pure functions over the state."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from desktop.client.state import Connection, PendingCommand, State
from desktop.core.commands import ClaimSeat, DeclinePage
from desktop.core.decide import suggested_seat
from desktop.core.escalation import Wake, forecast
from desktop.core.incident import Incident, Status
from desktop.core.page import Page
from desktop.core.seat import Seat
from desktop.core.team import Team


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Groups:
    """The incidents of the list. First those that need me, most urgent first; resolved ones, the latest
    first."""

    needs_me: tuple[Incident, ...]
    running: tuple[Incident, ...]
    resolved: tuple[Incident, ...]


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
    seats = tuple(dict.fromkeys(page.seat for page in pages))
    return Ringing(
        incident=incident,
        pages=pages,
        seats=seats,
        suggested=suggested_seat(incident, seats, team, me),
        since=pages[0].attempted_at,
        silenced_locally=all(
            any(_silences(pending, page) for pending in state.pending_for(incident.id)) for page in pages
        ),
    )


def _silences(pending: PendingCommand, page: Page) -> bool:
    """A claim or "I can't" answers the pages that were there when it was pressed, not one that came after
    it."""
    answers = isinstance(pending.command, ClaimSeat | DeclinePage)
    return (
        answers and pending.command.by == page.responder and page.attempted_at <= pending.command.pressed_at
    )


def will_wake(state: State, incident: Incident, local_now: datetime) -> tuple[Wake, ...]:
    """Whom the hub wakes next for `incident`, and when by its clock, as far as this desktop knows.

    Also for an acknowledgement that is not yet sent: until the hub hears of it, this is what it will do.
    """
    if state.team is None:
        return ()
    return forecast(incident, state.team, state.hub_now(local_now))


def groups(state: State) -> Groups:
    """The incidents by what needs me: those that page me, and those of mine whose other seat is empty."""
    paging = [rings.incident for rings in ringing(state)]
    paging_ids = {incident.id for incident in paging}
    alone: list[Incident] = []
    running: list[Incident] = []
    resolved: list[Incident] = []
    for incident in state.incidents.values():
        if incident.id in paging_ids:
            continue
        if incident.status is Status.RESOLVED:
            resolved.append(incident)
        elif incident.status is Status.OPEN and state.me is not None and incident.held_by(state.me):
            alone.append(incident)
        else:
            running.append(incident)
    return Groups(
        needs_me=(*paging, *sorted(alone, key=_age)),
        running=tuple(
            sorted(running, key=lambda incident: (incident.status is not Status.OPEN, *_age(incident)))
        ),
        resolved=tuple(
            sorted(resolved, key=lambda incident: incident.resolved_at or incident.opened_at, reverse=True)
        ),
    )


def _age(incident: Incident) -> tuple[datetime, int]:
    return incident.opened_at, incident.number
