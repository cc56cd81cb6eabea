"""What the page log shows in tests and screenshots: some weeks of pages."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from desktop.core.closing.outcome import ResolvedHow
from desktop.core.incident.page import PageOutcome, PageReason
from desktop.core.retro.page_row import PageRow, is_night
from desktop.core.team.seat import Seat
from desktop.core.team.team import Team
from desktop.core.urgency.urgency import Urgency
from tests.ui.story import NIGHT, Story

SERVICES = ("checkout-api", "search", "edge", "billing", "")
TITLES = (
    "Checkout fails for 31 % of customers",
    "Search answers in 9 s",
    "Certificate of edge ends in 6 days",
    "Invoices wait for 2 h",
    "Disk of db-7 is full",
)


def page(team: Team, number: int, at: datetime, who: str = "", **fields: object) -> PageRow:
    """The row of the page `number`: each third is taken by somebody else, each seventh given up."""
    people = [person for person in team.roster.responders if team.roster.can_be_paged(person.id)]
    person = team.roster.find(who) or people[number % len(people)]
    outcome = PageOutcome.ACKNOWLEDGED
    if number % 3 == 1:
        outcome = PageOutcome.TAKEN
    if number % 7 == 6:
        outcome = PageOutcome.EXPIRED
    values: dict[str, object] = {
        "page_id": UUID(int=number + 1),
        "attempted_at": at,
        "ringing_at": at + timedelta(seconds=0.4 + number % 5),
        "ended_at": at + timedelta(seconds=9 + number * 7 % 200),
        "outcome": outcome,
        "responder": person.id,
        "name": person.name,
        "seat": (Seat.MANAGER, Seat.ENGINEER)[number % 2],
        "level": 1 + (number % 5 == 4),
        "reason": PageReason.SEAT,
        "zone": person.zone,
        "schedule_zone": team.schedule.zone,
        "off_hours": not team.office_is_open(at),
        "asleep": is_night(at, person.zone),
        "night": is_night(at, team.schedule.zone),
        "incident_id": UUID(int=10_000_000 + number // 4),
        "incident_number": 1 + number // 4,
        "title": TITLES[number // 4 % len(TITLES)],
        "service": SERVICES[number // 4 % len(SERVICES)],
        "urgency": Urgency.NOW,
        "answered_by": person.name if outcome is PageOutcome.ACKNOWLEDGED else "Ana Okafor",
        "how": (ResolvedHow.RESTART, ResolvedHow.ROLLBACK, None)[number // 4 % 3],
        "documented": (True, False, None)[number // 4 % 3],
    }
    return PageRow(**(values | fields))  # type: ignore[arg-type]


def pages(team: Team, count: int, over: timedelta = timedelta(weeks=8)) -> list[PageRow]:
    """The latest an hour before the night of the story."""
    step = over / max(count, 1)
    last = NIGHT - timedelta(hours=1)
    return [page(team, number, last - over + (number + 1) * step) for number in range(count)]


def weeks(count: int = 60, me: str = "ben") -> Story:
    """Some weeks of pages."""
    story = Story(me, quiet=True)
    team = story.session.state.team
    assert team is not None
    story.session.page_log.put(*pages(team, count))
    return story
