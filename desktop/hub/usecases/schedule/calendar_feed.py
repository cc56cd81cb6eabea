"""The calendar feed: shifts of one person or of all, for whoever has its address."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID, uuid4, uuid5

from desktop.core.schedule.schedule import Shift
from desktop.core.team.responder import Responder, Role
from desktop.core.team.seat import Seat
from desktop.core.team.team import Team
from desktop.formats.calendar.event import CalendarEvent
from desktop.formats.calendar.writer import write_calendar
from desktop.hub.store import address
from desktop.hub.store import team as teams
from desktop.hub.store.schedule import calendar_tokens
from desktop.hub.store.schedule.calendar_tokens import CalendarToken
from desktop.hub.store.transaction import Transaction
from desktop.hub.usecases.errors import NotAllowed, UnknownLink, UnknownResponder, UnknownShift
from desktop.wire.schedule import CalendarFeed

PATH = "/public/calendar/"
BEFORE, AHEAD = timedelta(days=31), timedelta(days=366)
"""What the feed shows, around now."""
TITLES = {Seat.MANAGER: "Incident Manager", Seat.ENGINEER: "Incident Engineer"}
_UIDS = UUID("4f2c7f3e-0a5b-4c0b-8f6e-6d0c1b7b2a11")


def make_feed(tx: Transaction, by: Responder, responder: str | None) -> CalendarFeed:
    """A new address of a feed, a secret that is given out this once; of `responder`, or None: of all. Others'
    are an admin's to make. Raises NotAllowed, UnknownResponder."""
    if responder is not None:
        if teams.load(tx).roster.find(responder) is None:
            raise UnknownResponder(f"“{responder}” is not on the roster.", "Use the id of a responder.")
        _may(by, responder)
    token = secrets.token_urlsafe(32)
    made = CalendarToken(id=uuid4(), responder=responder, made_by=by.id, made_at=tx.now)
    calendar_tokens.add(tx, token, made)
    known = address.known(tx)
    return _view(made, f"{known.url.rstrip('/') if known else ''}{PATH}{token}.ics")


def list_feeds(tx: Transaction, by: Responder) -> list[CalendarFeed]:
    """Those that `by` made or that show their shifts; all for an admin. Without their addresses."""
    return [
        _view(made)
        for made in calendar_tokens.every(tx)
        if by.role is Role.ADMIN or by.id in (made.made_by, made.responder)
    ]


def revoke_feed(tx: Transaction, token_id: UUID, by: Responder) -> None:
    """From now on its address shows nothing. Raises UnknownShift, NotAllowed."""
    made = calendar_tokens.find(tx, token_id)
    if made is None:
        raise UnknownShift("There is no such feed (any more).", "Look at the list of feeds.")
    if by.id != made.made_by:
        _may(by, made.responder or "")
    calendar_tokens.revoke(tx, token_id)


def calendar_of(tx: Transaction, token: str) -> bytes:
    """The feed of this token as text/calendar. Raises UnknownLink for one that was never made, or revoked."""
    made = calendar_tokens.of_token(tx, token)
    team = teams.load(tx)
    gone = made is not None and made.responder is not None and team.roster.find(made.responder) is None
    if made is None or gone:
        raise UnknownLink("This calendar shows nothing (any more).", "Make a new one in Pairwatch.")
    return feed_of(team, made.responder, tx.now)


def feed_of(team: Team, whose: str | None, now: datetime) -> bytes:
    """The feed as text/calendar."""
    shifts = team.schedule.shifts_between(now - BEFORE, now + AHEAD)
    name = f"On call: {team.roster.name(whose)}" if whose is not None else f"On call: {team.name}"
    events = (event for seat in Seat for event in _duties(team, seat, shifts) if whose in (None, event[0]))
    ordered = sorted(events, key=lambda found: (found[1].starts_at, found[1].uid))
    told = [
        replace(
            event,
            summary=f"{team.roster.name(person)}: {event.summary}"
            if whose is None
            else f"On call: {event.summary}",
        )
        for person, event in ordered
    ]
    return write_calendar(name, told, now)


def _duties(team: Team, seat: Seat, shifts: Iterable[Shift]) -> Iterator[tuple[str, CalendarEvent]]:
    """Each person's times in the seat, one for each time in one go."""
    running: list[Shift] = []
    for shift in shifts:
        if running and (
            running[-1].turn.of(seat) != shift.turn.of(seat) or running[-1].ends_at != shift.starts_at
        ):
            yield _event(team, seat, running)
            running = []
        running.append(shift)
    if running:
        yield _event(team, seat, running)


def _event(team: Team, seat: Seat, shifts: list[Shift]) -> tuple[str, CalendarEvent]:
    person, begin = shifts[0].turn.of(seat), shifts[0].starts_at
    partners = dict.fromkeys(shift.turn.of(seat.other) for shift in shifts)
    told = ", ".join(team.roster.name(partner) for partner in partners)
    event = CalendarEvent(
        # The same as long as the same person begins in the same seat at the same time, however it ends.
        uid=f"{uuid5(_UIDS, f'{seat}/{person}/{begin.isoformat()}')}@pairwatch",
        summary=TITLES[seat],
        description=f"{TITLES[seat.other]}: {told}",
        starts_at=begin,
        ends_at=shifts[-1].ends_at,
    )
    return person, event


def _view(made: CalendarToken, url: str = "") -> CalendarFeed:
    return CalendarFeed(
        id=made.id, responder=made.responder, made_by=made.made_by, made_at=made.made_at, url=url
    )


def _may(by: Responder, whose: str) -> None:
    if by.id != whose and by.role is not Role.ADMIN:
        raise NotAllowed("Only an admin can do this for others.", "Ask an admin of your team.")
