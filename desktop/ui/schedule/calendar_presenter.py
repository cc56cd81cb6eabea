"""Makes, copies and revokes calendar addresses."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from desktop import tasks
from desktop.core.errors import PairwatchError
from desktop.core.team.team import Team
from desktop.ui.bridge import Bridge
from desktop.ui.present.schedule.schedule_feeds import feed_rows
from desktop.ui.schedule.calendar_card import CalendarCard
from desktop.ui.timeline_loader import Start
from desktop.wire.schedule import CalendarFeed


class CalendarPresenter(QObject):
    """`open` shows the card and asks the hub which addresses are in use."""

    def __init__(self, card: CalendarCard, bridge: Bridge, start: Start = tasks.start) -> None:
        super().__init__(card)
        self._card, self._bridge, self._start = card, bridge, start
        self._feeds: list[CalendarFeed] = []
        card.wanted.connect(self._make)
        card.revoked.connect(self._revoke)

    def open(self) -> None:
        if not self._card.isHidden():
            self._card.leave()
            return
        self._card.open()
        self._start(self._load(), "schedule: calendar addresses")

    async def _load(self) -> None:
        try:
            self._feeds = await self._bridge.session.schedule.feeds()
        except PairwatchError as error:
            self._card.say_problem(str(error))
            return
        self._draw()

    def _make(self, mine: bool) -> None:
        self._start(self._add(mine), "schedule: make a calendar address")

    async def _add(self, mine: bool) -> None:
        me = self._bridge.viewer.me
        try:
            made = await self._bridge.session.schedule.make_feed(me if mine else None)
        except PairwatchError as error:
            self._card.say_problem(str(error))
            return
        self._card.say_problem("")
        QGuiApplication.clipboard().setText(made.url)
        self._card.show_address(made.url)
        self._feeds = [*self._feeds, made]
        self._draw()

    def _revoke(self, feed_id: UUID) -> None:
        self._start(self._take_back(feed_id), "schedule: revoke a calendar address")

    async def _take_back(self, feed_id: UUID) -> None:
        try:
            await self._bridge.session.schedule.revoke_feed(feed_id)
        except PairwatchError as error:
            self._card.say_problem(str(error))
            return
        self._card.say_problem("")
        self._feeds = [feed for feed in self._feeds if feed.id != feed_id]
        self._card.address.hide()
        self._draw()

    def _draw(self) -> None:
        team = self._bridge.state.team or Team()
        rows = feed_rows(self._feeds, team, self._bridge.viewer, self._bridge.hub_now())
        self._card.show_feeds(rows)
