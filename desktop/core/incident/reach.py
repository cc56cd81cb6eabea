"""Reach: a page that no desktop confirms, or that nobody answers, is tried on the responder's own channels.

Ten seconds after the attempt when nothing rings; sixty seconds after it in any case, for ringing proves a
machine and not a person; and at once when everybody is paged again after the last level. It stands beside the
escalation, not in it: nobody else is paged by it, no seat moves up, and a page that ended is not tried. All
functions are pure; `now` is an argument.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from desktop.core.incident.events import Event, SeatPagedAgain
from desktop.core.incident.incident import Incident, Status
from desktop.core.incident.page import Page, PageReason, TriedWhy
from desktop.core.incident.reach_events import OwnChannelTried, PageTriedElsewhere
from desktop.core.team.team import Team

NOT_RINGING = timedelta(seconds=10)
UNANSWERED = timedelta(seconds=60)


def next_reach(incident: Incident, team: Team) -> datetime | None:
    """When a page is to be tried elsewhere next; None when none is."""
    if incident.status is Status.RESOLVED:
        return None
    due = [_due(page)[0] for page in _reachable(incident, team)]
    return min(due, default=None)


def advance_reach(
    incident: Incident, team: Team, now: datetime, happened: Sequence[Event] = ()
) -> tuple[Incident, list[Event]]:
    """Try what fell due until `now`, each page once, however late it is; and who was paged again just now, by
    what `happened` in the same breath."""
    events: list[Event] = []
    if incident.status is Status.RESOLVED:
        return incident, events
    again = {(one.seat, one.round) for one in happened if isinstance(one, SeatPagedAgain)}
    for page in _reachable(incident, team):
        at, why = _due(page)
        if page.reason is PageReason.SEAT and not page.tried and (page.seat, page.round) in again:
            why = TriedWhy.AGAIN
        elif at > now:
            continue
        elif now >= _unanswered_at(page):
            why = TriedWhy.NOT_ANSWERED  # both at once: one message tells it
        known = team.roster.find(page.responder)
        assert known is not None
        events.append(
            PageTriedElsewhere(
                at=now,
                page_id=page.id,
                responder=page.responder,
                seat=page.seat,
                channels=known.channels,
                why=why,
            )
        )
        incident = incident.with_page_changed(replace(page, tried=(*page.tried, why)))
    return incident, events


def unanswered_from(page: Page) -> datetime | None:
    """Since when nobody answers who is paged once more: repeats that come sooner than the time for an answer
    must not put it off for ever. None: it was tried for that already, and begins anew."""
    return None if TriedWhy.NOT_ANSWERED in page.tried else page.unanswered_from or _since(page)


def own_channel_tried(
    incident: Incident, page_id: UUID, channel: str, now: datetime, *, sent: bool, detail: str
) -> list[Event]:
    """What became of one try: an event for a page that the incident knows, which changes nothing else."""
    page = next((known for known in incident.pages if known.id == page_id), None)
    if page is None:
        return []
    return [
        OwnChannelTried(
            at=now,
            page_id=page.id,
            responder=page.responder,
            seat=page.seat,
            channel=channel,
            sent=sent,
            detail=detail,
        )
    ]


def clock_moved(incident: Incident, by: timedelta) -> Incident:
    """The incident after the hub's clock was set: what is to be tried has waited as long as before."""
    for page in incident.pages:
        if page.is_open and TriedWhy.NOT_ANSWERED not in page.tried:
            unanswered = page.unanswered_from + by if page.unanswered_from is not None else None
            page = replace(page, reach_from=_since(page) + by, unanswered_from=unanswered)
            incident = incident.with_page_changed(page)
    return incident


def _reachable(incident: Incident, team: Team) -> list[Page]:
    """The open pages of people with channels of their own that were not tried for the last time. A shadow is
    not reached for: nobody waits for them."""
    found = []
    for page in incident.pages:
        known = team.roster.find(page.responder)
        if known is None or not known.channels or page.reason is PageReason.SHADOW:
            continue
        if page.is_open and TriedWhy.NOT_ANSWERED not in page.tried:
            found.append(page)
    return found


def _due(page: Page) -> tuple[datetime, TriedWhy]:
    since = _since(page)
    if not page.tried and page.ringing_at is None:
        return min(since + NOT_RINGING, _unanswered_at(page)), TriedWhy.NOT_RINGING
    return _unanswered_at(page), TriedWhy.NOT_ANSWERED


def _unanswered_at(page: Page) -> datetime:
    return (page.unanswered_from or _since(page)) + UNANSWERED


def _since(page: Page) -> datetime:
    return page.reach_from or page.attempted_at
