"""Meetings as tests and screenshots show them: of a real week, of a crowd of topics, of a quiet week."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from desktop.core.retro.debt import Debt
from desktop.core.retro.meeting import Meeting
from desktop.core.retro.meeting_commands import MeetingCommand, OpenMeeting, WriteNote
from desktop.core.retro.meeting_topic import Topic, TopicFacts, TopicKind, UptimeBelow
from desktop.core.retro.retro_figures import PersonNights
from desktop.core.retro.retro_incident import Climb, Mentioned
from desktop.core.team.seat import Seat
from tests.ui.conftest import drive
from tests.ui.retro import scenes
from tests.ui.story import NIGHT, Story

LAST = date(2026, 11, 16)
"""The Monday of the week before the story's."""
LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
DEBT, CLIMB, LATE, NIGHTS, UPTIME, FREE = (UUID(int=100 + number) for number in range(6))


def mentioned(number: int, title: str, service: str = "checkout-api") -> Mentioned:
    return Mentioned(incident_id=UUID(int=number), number=number, title=title, service=service)


def debt(number: int, title: str = "Connections leak until the pool is empty") -> Topic:
    """The topic with this number."""
    return Topic(
        id=UUID(int=number),
        kind=TopicKind.DEBT,
        facts=TopicFacts(
            title=title,
            service="checkout-api",
            incidents=tuple(mentioned(n, title) for n in (3, 8, 12)),
            debt=Debt(
                incident_id=UUID(int=12),
                title=title,
                service="checkout-api",
                numbers=(3, 8, 12),
                again=(12,),
                since=NIGHT - timedelta(days=40),
                lost=timedelta(hours=7, minutes=12),
                woken=3,
                nights=2,
            ),
        ),
    )


def topics() -> tuple[Topic, ...]:
    """One of most kinds."""
    slow = mentioned(14, "Search index lags 9 min", "search")
    return (
        debt(100),
        Topic(
            id=CLIMB,
            kind=TopicKind.CLIMB,
            facts=TopicFacts(
                title=slow.title,
                service="search",
                incidents=(slow,),
                climbs=(
                    Climb(
                        incident=slow,
                        seat=Seat.MANAGER,
                        level=2,
                        paged=("mei", "dmitri", "priya"),
                        woken=("mei",),
                    ),
                ),
            ),
        ),
        Topic(id=LATE, kind=TopicKind.UPDATES_LATE, facts=TopicFacts(late=2, on_time=7, incidents=(slow,))),
        Topic(
            id=NIGHTS,
            kind=TopicKind.NIGHTS,
            facts=TopicFacts(
                incidents=(mentioned(12, "Connections leak until the pool is empty"), slow),
                nights=(
                    PersonNights(responder="ana", nights=3),
                    PersonNights(responder="ben", nights=2),
                    PersonNights(responder="mei", nights=1),
                ),
            ),
        ),
        Topic(
            id=UPTIME,
            kind=TopicKind.UPTIME,
            facts=TopicFacts(
                uptime=(
                    UptimeBelow(service="checkout-api", percent=Decimal("99.31"), rolling=Decimal("99.70")),
                )
            ),
        ),
        Topic(
            id=FREE,
            kind=TopicKind.FREE,
            facts=TopicFacts(title="Who takes the week after New Year?"),
            added_by="mei",
        ),
    )


def put(story: Story, *found: Topic) -> Meeting:
    """The hub has prepared a meeting about last week with these topics."""
    meeting = Meeting(
        starts_on=LAST, zone=story.session._team.schedule.zone, prepared_at=NIGHT, topics=tuple(found)
    )

    async def as_put(starts_on: date) -> tuple[Topic, ...]:
        return meeting.topics if starts_on == LAST else ()

    story.session.meetings._found = as_put  # type: ignore[method-assign]
    story.session.meetings.put(meeting)
    return meeting


def lead(story: Story, *commands: MeetingCommand, by: str = "ana") -> None:
    """Somebody else leads the meeting about last week."""
    for command in commands:
        story.session.meetings.others_lead(LAST, command, by)


def prepared(me: str = "ben") -> Story:
    """Six topics wait to be talked about."""
    story = scenes.week(me)
    put(story, *topics())
    return story


def on(me: str = "ben") -> Story:
    """The same, opened by Ana, with a note of hers."""
    story = prepared(me)
    lead(
        story, OpenMeeting(), WriteNote(topic_id=UUID(int=100), text="The pool leaks **again**.", based_on=0)
    )
    return story


def quiet(me: str = "ben") -> Story:
    """Nothing happened."""
    story = scenes.quiet(me)
    put(story)
    return story


def crowd(me: str = "ana") -> Story:
    """Forty topics with long names, opened by Ana."""
    story = scenes.week(me)
    put(story, *(debt(200 + n, f"{LONG} {n} answers with 502, 503 and 504 in turn") for n in range(40)))
    lead(story, OpenMeeting())
    return story


def real(me: str = "ben") -> Story:
    """What the double itself finds of the scene's week."""
    story = scenes.week(me)
    drive(_prepare(story), "")
    return story


async def _prepare(story: Story) -> None:
    await story.session.meetings.prepare(LAST)
