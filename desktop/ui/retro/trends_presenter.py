"""Fills the charts of the retro from the hub, and marks the chosen week in them."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import QObject

from desktop import tasks
from desktop.core.errors import PairwatchError
from desktop.core.retro.retro_week import Week, week_of
from desktop.core.retro.trends import WEEKS, Trends
from desktop.core.team.team import Team
from desktop.ui.bridge import Bridge
from desktop.ui.present.retro.retro_week import week_title
from desktop.ui.present.retro.trend_charts import TrendChart, told_until, trend_charts
from desktop.ui.present.words import tr
from desktop.ui.retro.trends_card import TrendsCard
from desktop.ui.timeline_loader import Start

_FRESH = timedelta(minutes=1)
"""So long charts stand though something changed: as a week's figures do."""


class TrendsPresenter(QObject):
    """`show_week` and `refresh` ask the hub where that is needed, and only while the charts are in sight;
    `reload` in any case."""

    def __init__(self, card: TrendsCard, bridge: Bridge, start: Start = tasks.start) -> None:
        super().__init__(card)
        self._card, self._bridge, self._start = card, bridge, start
        self._told: Trends | None = None
        self._charts: tuple[TrendChart, ...] = ()
        self._asked: date | None = None
        self._chosen: date | None = None
        self._cursor = -1
        self._loading = self._again = False
        card.seen.connect(self.refresh)

    def show_week(self, monday: date | None) -> None:
        """Mark this week; None: the running one, whichever that is by then."""
        if monday != self._chosen:
            self._chosen = monday
            self.refresh()

    def refresh(self) -> None:
        """Draw what is known; ask if that is not what is to be shown, or something changed some time ago."""
        self._draw()
        if not self._card.is_seen:
            return
        if self._told is None or self._until != self._asked or self._is_behind(self._told):
            self.reload()

    def reload(self) -> None:
        """Ask the hub."""
        if self._loading:
            self._again = True
            return
        self._loading = True
        self._start(self._load(), "retro: trends")

    async def _load(self) -> None:
        try:
            while True:
                self._again = False
                self._asked, self._cursor = self._until, self._bridge.state.cursor
                try:
                    self._told = await self._bridge.session.trends.until(self._asked, WEEKS)
                    self._charts = trend_charts(self._told)
                except PairwatchError as error:
                    if not self._again:
                        self._asked = None
                        if self._told is None:
                            self._card.show_nothing(
                                tr("The charts are not here: {problem}").format(problem=str(error))
                            )
                        return
                    continue
                self._draw()
                if not (self._again or self._told.pending) and self._asked == self._until:
                    return
        finally:
            self._loading = False

    def _is_behind(self, told: Trends) -> bool:
        changed = self._bridge.state.cursor != self._cursor
        return changed and self._bridge.hub_now() - told.told_at >= _FRESH

    def _draw(self) -> None:
        if self._told is None:
            return
        zone = self._zone
        week = Week(monday=self._week, zone=zone)
        if self._told.pending and not self._charts:
            return
        self._card.show_charts(self._charts, self._week, week_title(week), self._told.pending)

    @property
    def _zone(self) -> str:
        return (self._bridge.state.team or Team()).schedule.zone

    @property
    def _running(self) -> date:
        return week_of(self._bridge.hub_now(), self._zone).monday

    @property
    def _week(self) -> date:
        return self._chosen or self._running

    @property
    def _until(self) -> date:
        return told_until(self._week, self._running, WEEKS)
