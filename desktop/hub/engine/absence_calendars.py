"""Reads the calendars that people's absences are in: each when it is new, then every few hours."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from datetime import timedelta
from functools import partial

from desktop.core.errors import PairwatchError
from desktop.formats.calendar.reader import CalendarRead
from desktop.hub.engine.rounds import Rounds
from desktop.hub.store.schedule.absences import AbsenceCalendar
from desktop.hub.store.store import Store
from desktop.hub.usecases.access.seal import Strongbox
from desktop.hub.usecases.schedule.absences import AHEAD, calendar_failed, due_calendars, take_calendar
from desktop.hub.usecases.schedule.calendar_reading import Question, in_child

_log = logging.getLogger(__name__)

LOOK = timedelta(minutes=10)
Read = Callable[[Question], Awaitable[CalendarRead]]


class AbsenceCalendars:
    """Used on the hub's loop only. With several replicas each may read; the second finds nothing new."""

    def __init__(self, store: Store, strongbox: Strongbox, read: Read = in_child) -> None:
        self._store = store
        self._strongbox = strongbox
        self._read = read
        self._rounds = Rounds(store, "absences: follow calendars", self.look, LOOK)

    def start(self) -> None:
        """Begin."""
        self._rounds.start()

    async def stop(self) -> None:
        """End what runs. Called again it does nothing."""
        await self._rounds.stop()

    async def look(self) -> int:
        """Read what is due now; how many calendars that were."""
        due = await self._store.read(due_calendars)
        for calendar, zone in due:
            await self._look_at(calendar, zone)
        return len(due)

    async def _look_at(self, calendar: AbsenceCalendar, zone: str) -> None:
        now = self._store.now()
        try:
            address = (await self._strongbox.seal()).open(calendar.sealed)
            question = Question(begin=now - timedelta(days=1), end=now + AHEAD, zone=zone, address=address)
            read = await self._read(question)
        except PairwatchError as error:
            # Neither the address nor what is there is logged.
            _log.warning("absences: the calendar of %s cannot be read", calendar.responder)
            await self._store.write(
                partial(calendar_failed, calendar=calendar, problem=f"{error.sentence} {error.remedy}")
            )
        else:
            await self._store.write(partial(take_calendar, calendar=calendar, read=read))
