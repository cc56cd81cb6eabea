"""The demo as text: the same story on a real hub, with people who know their parts and a moved clock."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from desktop.app.demo import story
from desktop.app.demo.stage import Stage
from desktop.clock import MovedClock, SystemClock
from desktop.core.incident.commands import AddNote, ClaimSeat
from desktop.core.incident.escalation import forecast, next_step
from desktop.core.incident.incident import Incident, Status
from desktop.core.retro.retro_week import week_of
from desktop.core.team.seat import Seat
from desktop.hub.usecases.retro.retro_week import compared_weeks
from desktop.ui.present.people import seat_title
from desktop.ui.present.retro.retro_agenda import agenda_rows
from desktop.ui.present.retro.retro_markdown import week_markdown
from desktop.ui.present.retro.retro_week import week_shown
from desktop.ui.present.timeline.timeline import timeline_rows
from desktop.ui.present.times import Viewer

RESCUER = "mei"


class _Play:
    def __init__(self, stage: Stage, clock: MovedClock, say: Callable[[str], None]) -> None:
        self._stage, self._clock, self._say = stage, clock, say

    async def run(self) -> None:
        await self._stage.send(story.alert(self._stage.key))
        incident = await self._incident()
        team = self._team
        ana, ben = team.roster.name(story.MANAGER), team.roster.name(story.ENGINEER)
        self._tell(f"An alert: {incident.title}.")
        self._tell("Both desktops ring at the same moment:")
        self._tell(f"{ana}, {seat_title(Seat.MANAGER)}, and {ben}, {seat_title(Seat.ENGINEER)}.")
        self._forecast(incident)
        self._clock.advance(timedelta(seconds=19))
        await self._claim(incident, story.MANAGER, Seat.MANAGER)
        self._tell(f"{ana} acknowledges: her alarm stops, and {ben}'s screen says so. His goes on ringing.")
        incident = await self._falls_due(incident)
        more = self._names(incident, 2)
        self._tell(f"{ben} sleeps through it. The Engineer's seat moves up alone: {more} ring too.")
        self._forecast(incident)
        self._clock.advance(timedelta(seconds=24))
        await self._claim(incident, RESCUER, Seat.ENGINEER)
        rescuer = team.roster.name(RESCUER)
        first = rescuer.split()[0]
        self._tell(f"{rescuer} takes the Engineer's seat.")
        self._tell(f"Every other alarm for it stops at once, with “{first} has it”.")
        self._clock.advance(timedelta(minutes=3))
        await self._stage.act(
            AddNote(
                incident_id=incident.id,
                by=RESCUER,
                pressed_at=self._clock.now(),
                text="Rolled back checkout-api to the release of yesterday.",
            )
        )
        self._tell(f"{rescuer} writes down what was done.")
        self._clock.advance(timedelta(minutes=4))
        await self._stage.send(story.all_clear(self._stage.key))
        incident = await self._incident()
        assert incident.status is Status.RESOLVED
        self._tell("The monitor says that it is over. So is the incident; nothing pages any more.")
        await self._show_timeline(incident)

    def _tell(self, words: str) -> None:
        at = self._clock.now().astimezone(ZoneInfo(self._team.schedule.zone))
        self._say(f"{at:%H:%M:%S}  {words}")

    def _forecast(self, incident: Incident) -> None:
        now = self._clock.now()
        wakes = forecast(incident, self._team, now)
        if not wakes:
            return
        wake = wakes[0]
        people = [self._team.roster.find(person) for person in wake.people]
        asleep = sum(1 for person in people if person and person.probably_asleep(wake.at))
        seat = "the Manager's" if wake.seat is Seat.MANAGER else "the Engineer's"
        at = wake.at.astimezone(ZoneInfo(self._team.schedule.zone))
        self._say(
            f"          If {seat} seat stays empty until {at:%H:%M:%S}, {len(people)} people are woken,"
            f" {asleep} of them asleep."
        )

    def _names(self, incident: Incident, level: int) -> str:
        pages = [page for page in incident.pages if page.level == level and page.is_open]
        return f"{len(pages)} people" if len(pages) != 1 else self._team.roster.name(pages[0].responder)

    async def _claim(self, incident: Incident, by: str, seat: Seat) -> None:
        answer = await self._stage.act(
            ClaimSeat(incident_id=incident.id, by=by, seat=seat, pressed_at=self._clock.now())
        )
        assert answer.refusal is None

    async def _falls_due(self, incident: Incident) -> Incident:
        """Move the clock to when something falls due, and wait until the engine has done it."""
        seen = await self._incident()
        due = next_step(seen, self._team, self._clock.now())
        assert due is not None
        self._clock.advance_to(max(due, self._clock.now()))
        for _ in range(100):
            after = await self._incident()
            if len(after.pages) > len(seen.pages):
                return after
            await asyncio.sleep(0.05)
        raise RuntimeError(f"the engine did not do what fell due at {due:%H:%M:%S} for #{incident.number}")

    async def _incident(self) -> Incident:
        self._team, incidents = await self._stage.look()
        return incidents[0]

    async def _show_timeline(self, incident: Incident) -> None:
        viewer = Viewer(me=None, zone=ZoneInfo(self._team.schedule.zone))
        events = [entry.event for entry in await self._stage.timeline(incident.id)]
        rows = timeline_rows(events, self._team, viewer, self._clock.now())
        self._say(f"\nThe timeline of #{incident.number} afterwards:")
        for row in reversed(rows):
            self._say(f"  {row.time}  {row.title}" + (f" ({row.detail})" if row.detail else ""))


async def play_headless(say: Callable[[str], None], at: datetime = story.NIGHT) -> None:
    """Play the story from `at` on, a line for `say` at a time. Raises PairwatchError."""
    clock = MovedClock(at)
    stage = Stage(clock)
    try:
        await stage.start()
        await _Play(stage, clock, say).run()
    finally:
        await stage.stop()


async def tell_history(say: Callable[[str], None], at: datetime | None = None) -> None:
    """Make the six months before `at` (left out: now), and tell the last whole week as the retro does."""
    clock = MovedClock(at or SystemClock().now())
    stage = Stage(clock)

    def tell(done: int, of: int) -> None:
        print(f"\rMaking week {min(done + 1, of)} of {of} …", end="" if done < of else "\n", file=sys.stderr)

    try:
        await stage.start(tell)
        team, _ = await stage.look()
        week = week_of(clock.now(), team.schedule.zone).moved(-1)
        told = await stage.hub.store.read(partial(compared_weeks, starts_on=week.monday))
        viewer = Viewer(me=None, zone=ZoneInfo(team.schedule.zone))
        say(week_markdown(week_shown(told, team, viewer), agenda_rows(told, team, viewer, ())))
    finally:
        await stage.stop()
