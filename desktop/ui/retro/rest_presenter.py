"""The viewer's own rest in the retro: shown for the chosen week, changed and removed."""

from __future__ import annotations

from collections.abc import Awaitable
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from desktop import tasks
from desktop.core.errors import PairwatchError
from desktop.core.retro.asking import Wellbeing
from desktop.core.retro.recovery import Recovery
from desktop.core.retro.retro_week import Week
from desktop.ui.bridge import Bridge
from desktop.ui.present.retro.wellbeing import rest_rows
from desktop.ui.retro.morale_card import MoraleCard
from desktop.ui.timeline_loader import Start


class RestPresenter(QObject):
    """`draw` with the week that is shown; `load` asks the hub. `changed`: the team's sum is another."""

    changed = Signal()

    def __init__(self, card: MoraleCard, bridge: Bridge, start: Start = tasks.start) -> None:
        super().__init__(card)
        self._card, self._bridge, self._start = card, bridge, start
        self._noted: tuple[Recovery, ...] = ()
        self._week: Week | None = None
        card.rest_changed.connect(self._change)
        card.rest_removed.connect(self._remove)

    def draw(self, week: Week) -> None:
        """What is known, of this week."""
        self._week = week
        today = self._bridge.hub_now().astimezone(self._bridge.viewer.zone).date()
        self._card.show_own(rest_rows(self._noted, today, week.monday, week.last_day))

    async def load(self) -> None:
        """Ask the hub. Raises PairwatchError."""
        self._know(await self._bridge.session.wellbeing.asked())

    def _know(self, known: Wellbeing) -> None:
        self._noted = known.noted
        if self._week is not None:
            self.draw(self._week)

    def _change(self, this: UUID, hours: float) -> None:
        asked = self._bridge.session.wellbeing.note_recovery(this, hours)
        self._start(self._do(asked), "retro: change rest")

    def _remove(self, this: UUID) -> None:
        asked = self._bridge.session.wellbeing.remove_recovery(this)
        self._start(self._do(asked), "retro: remove rest")

    async def _do(self, asked: Awaitable[Wellbeing]) -> None:
        try:
            known = await asked
        except PairwatchError as error:
            self._card.say(str(error))
            return
        self._card.say("")
        self._know(known)
        self.changed.emit()
