"""The session as Qt signals: a burst of changes is one signal, an alarm is told at once."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.client.attention import Ringing, ringing
from desktop.client.session import Happened, Session
from desktop.client.state import RefusedCommand, State
from desktop.clock import Clock
from desktop.ui.present.incident.refusals import refusal_sentence
from desktop.ui.present.times import Viewer, viewer_of

GATHER_MS = 50
SENDING_MS = 20
"""So long the windows wait when something was pressed here, so that it is on its way to the hub first."""


class Bridge(QObject):
    """What windows and the tray hold of the session. All on the loop's thread."""

    changed = Signal()
    """The state differs: told as soon as what came with it is painted, then at most once in 50 ms."""
    alarms_changed = Signal(object)
    """tuple[Ringing, ...]: what rings now, at once."""
    refused = Signal(str)
    """A sentence: a command of this desktop changed nothing, and why."""
    connection_changed = Signal(object)
    """Connection: it stands otherwise with the hub now."""
    happened = Signal(object)
    """tuple[(UUID, Event), ...]: at once, in order."""

    def __init__(
        self,
        session: Session,
        clock: Clock,
        zone: str = "UTC",
        parent: QObject | None = None,
        folder: Path | None = None,
    ) -> None:
        """`zone`: this computer's IANA zone, for a viewer whom the roster does not know. `folder` is where
        this desktop keeps what must not be lost; None: it keeps nothing."""
        super().__init__(parent)
        self.session = session
        self.clock = clock
        self.folder = folder
        self._zone = zone
        self._rings = ringing(session.state)
        self._connection = session.state.connection
        self._pending = len(session.state.pending)
        self._untold = False
        self._gather = QTimer(self)
        self._gather.setSingleShot(True)
        self._gather.timeout.connect(self._tell)
        self._leave = session.listen(self._hear)
        self._leave_refusals = session.listen_to_refusals(self._hear_refusal)

    def close(self) -> None:
        """Hear no more. Calling it twice is harmless."""
        self._leave()
        self._leave_refusals()
        self._leave = self._leave_refusals = lambda: None
        self._gather.stop()

    @property
    def state(self) -> State:
        return self.session.state

    @property
    def rings(self) -> tuple[Ringing, ...]:
        """What pages me, the most urgent first."""
        return self._rings

    @property
    def viewer(self) -> Viewer:
        return viewer_of(self.state.team, self.state.me, self._zone)

    def local_now(self) -> datetime:
        """By this computer's clock."""
        return self.clock.now()

    def hub_now(self) -> datetime:
        """By the hub's clock, which every countdown runs by."""
        return self.state.hub_now(self.clock.now())

    def _hear(self, state: State, happened: Happened) -> None:
        rings = ringing(state)
        if rings != self._rings:
            self._rings = rings
            self.alarms_changed.emit(rings)
        if state.connection is not self._connection:
            self._connection = state.connection
            self.connection_changed.emit(state.connection)
        if happened:
            self.happened.emit(happened)
        self._untold = True
        pressed = len(state.pending) > self._pending
        self._pending = len(state.pending)
        if not self._gather.isActive():
            # Not within this call: an alarm that changed is painted before the rest is made anew.
            self._gather.start(SENDING_MS if pressed else 0)

    def _tell(self) -> None:
        if self._untold:
            self._untold = False
            self._gather.start(GATHER_MS)
            self.changed.emit()

    def _hear_refusal(self, refused: RefusedCommand) -> None:
        if self.state.team is None:
            return
        self.refused.emit(refusal_sentence(refused, self.state.team, self.viewer, self.hub_now()))
