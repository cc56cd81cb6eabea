"""Fills the card of uptime from the hub, and carries out what is corrected and undone there."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from PySide6.QtCore import QObject

from desktop import tasks
from desktop.client.state import State
from desktop.core.errors import PairwatchError
from desktop.core.retro.retro_week import week_of
from desktop.core.retro.uptime_told import UptimeTold, UptimeWeek
from desktop.core.team.team import Team
from desktop.ui.bridge import Bridge
from desktop.ui.present.retro.uptime import summary, uptime_lines, week_name
from desktop.ui.present.retro.uptime_week import SaidLine, read_percent, read_share, week_detail
from desktop.ui.retro.uptime.uptime_card import UptimeCard
from desktop.ui.retro.uptime.uptime_import import UptimeImport
from desktop.ui.retro.uptime.uptime_row import MOST_WEEKS
from desktop.ui.timeline_loader import Start

_WEEK = timedelta(days=7)
_FRESH = timedelta(minutes=1)
"""So long numbers stand though incidents changed: while one runs something changes all the time."""


class UptimePresenter(QObject):
    """`show_week` says which week the retro is about: its table ends with that. `refresh` asks the hub when
    something changed."""

    def __init__(
        self,
        card: UptimeCard,
        bridge: Bridge,
        start: Start = tasks.start,
        in_thread: Callable[..., Awaitable[Any]] = asyncio.to_thread,
    ) -> None:
        super().__init__(card)
        self._card, self._bridge, self._start = card, bridge, start
        self._monday: date | None = None
        self._told: UptimeTold | None = None
        self._detail: UptimeWeek | None = None
        self._open: tuple[str, date] | None = None
        self._seen: State | None = None
        self._loading = self._again = False
        self.files = UptimeImport(card, bridge, start, in_thread, self.reload)
        form = card.form
        card.corrected.connect(self._correct)
        card.retried.connect(self.reload)
        form.left.connect(self._leave)
        form.moved.connect(self._move)
        form.measure_wanted.connect(self._measure)
        form.number_given.connect(self._write)
        form.impact_given.connect(self._write_impact)
        form.undone.connect(self._undo)
        card.wait()

    def show_week(self, monday: date) -> None:
        """Another week, or the same."""
        if monday != self._monday:
            self._monday = monday
            self.reload()

    def refresh(self) -> None:
        """Ask if something changed since it was asked last: at once when that was no incident, for then
        somebody wrote, or Prometheus answered; else after a while."""
        state, seen, told = self._bridge.state, self._seen, self._told
        if self._monday is None or state is seen:
            return
        wrote = seen is None or (state.cursor != seen.cursor and state.incidents == seen.incidents)
        if wrote or told is None or self._bridge.hub_now() - told.told_at >= _FRESH:
            self.reload()

    def reload(self) -> None:
        """Ask the hub in any case."""
        if self._monday is None:
            return
        self._seen = self._bridge.state
        if self._loading:
            self._again = True
            return
        self._loading = True
        self._start(self._load(), "retro: uptime")

    async def _load(self) -> None:
        desk = self._bridge.session.uptime
        try:
            while self._monday is not None:
                self._again, monday = False, self._monday
                try:
                    told = await desk.weeks(monday, MOST_WEEKS)
                    if monday == self._monday:
                        self._told = told
                        self._draw()
                    if self._open is not None:
                        await self._load_detail(self._open)
                except PairwatchError as error:
                    self._card.say_problem(error.sentence, error.remedy)
                    if self._told is None:
                        self._card.say_nothing("")
                    return
                self._card.say_problem("")
                if not self._again:
                    return
        finally:
            self._loading = False

    @property
    def _team(self) -> Team:
        return self._bridge.state.team or Team()

    @property
    def _running(self) -> date:
        return week_of(self._bridge.hub_now(), self._team.schedule.zone).monday

    def _draw(self) -> None:
        told = self._told
        if told is None:
            return
        team, viewer = self._team, self._bridge.viewer
        can_change = viewer.me is not None and team.roster.can_be_paged(viewer.me)
        mondays = [one.starts_on for one in told.services[0].weeks] if told.services else []
        self._card.show_lines(
            uptime_lines(told, team, viewer),
            [week_name(monday) for monday in mondays],
            summary(told),
            told.definition,
            can_change=can_change,
        )

    # The form

    def _correct(self, service: str) -> None:
        if self._monday is not None:
            self._ask_detail((service, self._monday), take_keyboard=True)

    def _move(self, weeks: int) -> None:
        if self._open is not None:
            service, monday = self._open
            self._ask_detail((service, monday + weeks * _WEEK))

    def _ask_detail(self, wanted: tuple[str, date], *, take_keyboard: bool = False) -> None:
        self._open = wanted
        self._do(self._show_detail(wanted, take_keyboard), "retro: uptime of a week")

    async def _show_detail(self, wanted: tuple[str, date], take_keyboard: bool) -> None:
        await self._load_detail(wanted)
        if take_keyboard and self._open == wanted:
            self._card.form.take_keyboard()

    async def _load_detail(self, wanted: tuple[str, date]) -> None:
        found = await self._bridge.session.uptime.week(*wanted)
        if self._open != wanted:
            return
        self._detail = found
        form, (service, monday) = self._card.form, wanted
        viewer, now = self._bridge.viewer, self._bridge.hub_now()
        detail = week_detail(found, self._team, viewer, now)
        form.show_detail(detail, (service, monday.isoformat()), viewer.zone, now)
        form.allow_weeks(before=True, after=monday < self._running)
        self._card.open_form(service)

    def _leave(self) -> None:
        self._open = self._detail = None

    def _write(self, text: str, reason: str) -> None:
        try:
            percent = read_percent(text)
        except PairwatchError as error:
            self._card.form.say_problem(str(error))
            return
        if self._open is not None:
            service, monday = self._open
            desk = self._bridge.session.uptime
            self._keep(desk.write(uuid4(), service, monday, percent, reason))

    def _write_impact(
        self, incident_id: UUID, begins_at: datetime, ends_at: datetime | None, share: str, reason: str
    ) -> None:
        try:
            part = read_share(share)
        except PairwatchError as error:
            self._card.form.say_problem(str(error))
            return
        if self._open is not None:
            desk = self._bridge.session.uptime
            service, _ = self._open
            self._keep(desk.correct(uuid4(), incident_id, service, begins_at, ends_at, part, reason))

    def _undo(self, line: SaidLine) -> None:
        desk = self._bridge.session.uptime
        if line.batch is not None:
            self._keep(desk.undo(line.batch))
        elif line.correction is not None:
            self._keep(desk.undo_correction(line.correction))

    def _measure(self) -> None:
        if self._open is not None:
            self._keep(self._bridge.session.uptime.measure(*self._open))

    def _keep(self, asking: Coroutine[Any, Any, object]) -> None:
        """What it is, then all numbers anew."""

        async def keep() -> None:
            await asking
            self._card.form.clear()
            self.reload()

        self._do(keep(), "retro: correct uptime")

    def _do(self, asking: Coroutine[Any, Any, None], name: str) -> None:
        async def guarded() -> None:
            try:
                await asking
            except PairwatchError as error:
                if self._card.form.isVisibleTo(self._card):
                    self._card.form.say_problem(str(error))
                else:
                    self._card.say_problem(error.sentence, error.remedy)

        self._start(guarded(), name)
