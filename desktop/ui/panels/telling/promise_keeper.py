"""When the update that is written says that the next one comes."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, Signal

from desktop.core.errors import PairwatchError
from desktop.core.incident.incident import Incident
from desktop.core.team.team import Team
from desktop.core.telling.update import Stage
from desktop.core.zones import told_time
from desktop.ui.bridge import Bridge
from desktop.ui.panels.telling.promise_row import USUAL, PromiseRow
from desktop.ui.present.telling.promise import MINUTES, to_the_minute, typed_time, usual_promise
from desktop.ui.present.words import tr


class PromiseKeeper(QObject):
    """Fills the row. `changed` when a person chose another time: `settle` then."""

    changed = Signal()

    def __init__(self, row: PromiseRow, bridge: Bridge) -> None:
        super().__init__(row)
        self._row, self._bridge = row, bridge
        self._choice: int | None = USUAL
        self.by_hand: datetime | None = None
        """What a person chose."""
        self.at: datetime | None = None
        """What the update promises; None for the last one."""
        self.told = ""
        """The same as texts tell it; empty for None."""
        row.chosen.connect(self._choose)
        row.typed.connect(self._type)

    def begin(self, by_hand: datetime | None = None, told: str = "") -> None:
        """For another update: the usual time unless somebody chose, and what its text says."""
        self.by_hand, self.told, self.at = by_hand, told, None
        self._choice = USUAL if by_hand is None else None
        self._row.say("")

    def settle(self, incident: Incident, team: Team, now: datetime, stage: Stage, *, scope: bool) -> None:
        """Decide and show it."""
        if self.by_hand is not None and self.by_hand <= now:  # written for so long that it passed
            self.by_hand, self._choice = None, USUAL
        at = usual_promise(incident, team, now, stage, scope=scope)
        if at is not None and self.by_hand is not None:
            at = self.by_hand
        self.at = at
        self._row.setVisible(at is not None)
        if at is None:
            self.told = ""
            self._row.show_promise("", "", "", None)
            return
        viewer = self._bridge.viewer
        self.told = told_time(at, ZoneInfo(team.schedule.zone), now)
        moment, hour = viewer.moment(at, now), viewer.hour(at)
        sentence = tr("The next update is due at {time}.").format(time=moment)
        self._row.show_promise(hour, moment.removesuffix(hour).strip(), sentence, self._choice)

    def _choose(self, by: timedelta | None) -> None:
        if by is None:
            self.by_hand, self._choice = None, USUAL
        else:
            self.by_hand = to_the_minute(self._bridge.hub_now() + by)
            self._choice = 1 + MINUTES.index(round(by.total_seconds() / 60))
        self.changed.emit()

    def _type(self, words: str) -> None:
        try:
            self.by_hand = typed_time(words, self._bridge.viewer, self._bridge.hub_now())
        except PairwatchError as error:
            self._row.say(str(error))
            return
        self._choice = None
        self._row.say("")
        self.changed.emit()
