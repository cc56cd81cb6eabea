"""A dot at the retro's place in the rail while its meeting waits to be held, or is on. No sound."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import QObject

from desktop import tasks
from desktop.client.state import Connection
from desktop.core.errors import PairwatchError
from desktop.ui.bridge import Bridge
from desktop.ui.main_window.rail import RailButton
from desktop.ui.timeline_loader import Start

_SELDOM = timedelta(minutes=1)
"""At most so often the hub is asked: something changes all the time, and this is no hurry."""


class RetroBadge(QObject):
    """`refresh` is called now and then while the window is seen."""

    def __init__(self, button: RailButton, bridge: Bridge, start: Start = tasks.start) -> None:
        super().__init__(button)
        self._button, self._bridge, self._start = button, bridge, start
        self._asked: tuple[int, float] | None = None
        self._asking = False

    def refresh(self) -> None:
        """Ask the hub, when something changed and it was not asked just now."""
        state, now = self._bridge.state, self._bridge.clock.monotonic()
        if self._asking or state.connection is not Connection.CONNECTED or state.team is None:
            return
        if self._asked is not None:
            cursor, at = self._asked
            if cursor == state.cursor or now - at < _SELDOM.total_seconds():
                return
        self._asked, self._asking = (state.cursor, now), True
        self._start(self._look(), "retro: is a meeting prepared")

    async def _look(self) -> None:
        try:
            found = await self._bridge.session.meetings.meetings()
        except PairwatchError:
            return  # whoever opens the retro is told why
        finally:
            self._asking = False
        # Not for every start: whoever has a hub's answer needs them.
        from desktop.core.retro.retro_week import week_of
        from desktop.ui.present.retro.meeting_badge import badge_words

        team = self._bridge.state.team
        if team is not None:
            week = week_of(self._bridge.hub_now(), team.schedule.zone)
            self._button.show_badge(badge_words(found, week))
