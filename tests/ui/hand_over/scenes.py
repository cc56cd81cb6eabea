"""What the hand-over page shows in tests and screenshots: Monday 09:20, Mei and Dmitri have just come."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID

from desktop.core.retro.action import Action
from desktop.core.schedule.schedule import Schedule
from desktop.core.team.seat import Seat
from tests.ui.story import TEAM, Story

BEGIN = datetime.fromisoformat("2026-11-30T08:00:00+00:00")
"""Mei and Dmitri take over from Ana and Ben, at 09:00 in Berlin."""
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"


def quiet(me: str = "mei", at: datetime = BEGIN + 20 * MINUTE) -> Story:
    """Nothing is open, noisy or written; nobody is proven."""
    story = Story(me, quiet=True)
    story.clock.advance(at - story.clock.now())
    return story


def week(me: str = "mei", at: datetime = BEGIN + 20 * MINUTE) -> Story:
    """An ordinary week: one incident goes on, one flapped, both of the outgoing wrote."""
    story = Story(me, quiet=True)
    story.clock.advance(BEGIN - 20 * HOUR - story.clock.now())
    flaps = story.alert("Search index lags 9 min", "search")
    story.repeats(flaps, 11)
    for by, seat in (("ana", Seat.MANAGER), ("ben", Seat.ENGINEER)):
        story.claims(flaps, by, seat)
    story.resolves(flaps, "ana")
    story.clock.advance(17 * HOUR)
    again = story.alert("Search index lags 9 min", "search")
    story.repeats(again, 3)
    story.claims(again, "ana", Seat.MANAGER)
    story.claims(again, "ben", Seat.ENGINEER)
    disk = story.alert("Disk of db-2 is 91 % full", "orders-db", source="Zabbix")
    story.claims(disk, "ana", Seat.MANAGER)
    desk = story.session.duty
    desk.writes(
        "ana",
        "db-2 is growing by 2 % a day; Priya orders a larger disk on Tuesday.\n"
        "The search lag at night is the re-index: it can be ignored below 15 min.",
    )
    desk.writes("ben", "The new cache is on since Thursday. To switch it off: flag search-cache.")
    desk.overdue = (
        Action(
            id=UUID(int=1),
            text="Alert on connections that leak before the pool is empty",
            owner="ben",
            due_on=date(2026, 11, 27),
            created_at=BEGIN,
        ),
    )
    desk.proves("dmitri", BEGIN - 13 * HOUR)
    story.clock.advance(at - story.clock.now())
    return story


def crowded(me: str = "ana") -> Story:
    """Everything long, and a lot of it; seen by one of the outgoing."""
    story = week(me)
    for number in range(16):
        noisy = story.alert(f"{LONG} {number} lags behind its primary, again and again", LONG)
        story.repeats(noisy, number)
    story.session.duty.writes("ben", f"Look at {LONG}. " * 12)
    return story


def unplanned(me: str = "mei") -> Story:
    story = quiet(me)
    story.session.evolve(team=replace(TEAM, schedule=Schedule()))
    return story
