"""Brings what rings and the alarm's window together: which one shows, what its buttons command, how it
ends."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from PySide6.QtCore import QObject, QRect, QTimer, Signal

from desktop.client.answering import acknowledge
from desktop.client.attention import Ringing
from desktop.core.errors import PairwatchError
from desktop.ui.alarm.window import AlarmWindow
from desktop.ui.bridge import Bridge
from desktop.ui.present.incident.alarm import AlarmView, alarm_view
from desktop.ui.present.incident.alarm_end import closing_view
from desktop.ui.present.schedule.duty import SoundState, sound_words
from desktop.ui.theme.theme import Theme
from desktop.ui.wake_cache import WakeCache

CALM_MS = 6000
"""So long the closing state stays when there is nothing in it that the person must know."""
_SLOW = timedelta(seconds=3)


class AlarmController(QObject):
    """One for each desktop. The window is made with it, hidden, so that the first alarm loses no time."""

    painted = Signal(object)
    """UUID: the alarm of this incident is on the screen."""
    opened = Signal(object)
    """UUID: the person wants to see the incident; its alarm is put aside while they look."""

    def __init__(
        self,
        bridge: Bridge,
        theme: Theme,
        sound: Callable[[], SoundState],
        *,
        place: QRect | None = None,
    ) -> None:
        """`place`: where the alarm shows instead of over the whole screen, for two desktops side by side."""
        super().__init__()
        self._bridge, self._sound = bridge, sound
        self._current: Ringing | None = None
        self._answered_at: datetime | None = None
        self._aside: set[UUID] = set()
        self._problem = ""
        self._wakes = WakeCache()
        self.window = AlarmWindow(theme, place)
        self._tick = QTimer(self)
        self._tick.setInterval(1000)
        self._tick.timeout.connect(self._refresh)
        self._calm = QTimer(self)
        self._calm.setSingleShot(True)
        self._calm.setInterval(CALM_MS)
        self._calm.timeout.connect(self._put_away)
        self.window.acknowledged.connect(self._acknowledge)
        self.window.took_second.connect(self._take_second)
        self.window.declined.connect(self._decline)
        self.window.opened.connect(self._open)
        self.window.dismissed.connect(self._put_away)
        self.window.painted.connect(self._on_painted)
        bridge.alarms_changed.connect(self._alarms)
        bridge.changed.connect(self._refresh)
        self._alarms(bridge.rings)

    def bring_back(self) -> None:
        """Show what was put aside: the window it was put aside for is gone."""
        if self._aside:
            self._aside.clear()
            self._alarms(self._bridge.rings)

    @property
    def current(self) -> UUID | None:
        """The incident whose alarm, or its end, is shown."""
        return self._current.incident.id if self._current and self.window.isVisible() else None

    # What rings

    def _active(self) -> list[Ringing]:
        return [r for r in self._bridge.rings if not r.silenced_locally and r.incident.id not in self._aside]

    def _alarms(self, rings: tuple[Ringing, ...]) -> None:
        self._aside &= {ringing.incident.id for ringing in rings}
        active = self._active()
        known = self._current.incident.id if self._current else None
        same = next((ringing for ringing in active if ringing.incident.id == known), None)
        if same is not None and self._current is not None and self.window.ringing:
            if same.reason is not self._current.reason:
                # The same button asks something else now: whoever was about to press it reads it first.
                self._appear(same)
                return
            self._current = same
            self._refresh()
        elif active:
            self._appear(active[0])
        elif self.window.ringing:
            self._show_closing()

    def _appear(self, ringing: Ringing) -> None:
        self._current, self._answered_at, self._problem = ringing, None, ""
        self._calm.stop()
        view = self._view()
        if view is not None:
            self.window.appear(view, self._bridge.viewer.headline(self._bridge.hub_now()), self._footer())
            self._tick.start()

    def _show_closing(self) -> None:
        team = self._bridge.state.team
        if self._current is None or team is None:
            self._put_away()
            return
        now = self._bridge.hub_now()
        incident = self._bridge.state.incidents.get(self._current.incident.id, self._current.incident)
        local = self._bridge.local_now()
        self._answered_at = self._answered_at or local
        view = closing_view(
            self._current,
            self._bridge.state,
            team,
            self._bridge.viewer,
            now,
            self._wakes.wakes(incident, team, now),
            slow=local - self._answered_at > _SLOW,
        )
        self.window.close_with(view)
        if view.stays:
            self._calm.stop()
        elif not self._calm.isActive():
            self._calm.start()

    def _refresh(self) -> None:
        if not self.window.isVisible():
            return
        if not self.window.ringing:
            self._show_closing()
            return
        view = self._view()
        if view is not None:
            self.window.refresh(view, self._bridge.viewer.headline(self._bridge.hub_now()), self._footer())

    def _put_away(self) -> None:
        self._tick.stop()
        self._calm.stop()
        self._current = None
        self.window.vanish()

    def _view(self) -> AlarmView | None:
        state, team = self._bridge.state, self._bridge.state.team
        if self._current is None or team is None:
            return None
        active = self._active()
        position = next((n for n, r in enumerate(active, 1) if r.incident.id == self._current.incident.id), 1)
        now = self._bridge.hub_now()
        incident = self._current.incident
        wakes = self._wakes.wakes(incident, team, now)
        return alarm_view(self._current, position, len(active), state, team, self._bridge.viewer, now, wakes)

    def _footer(self) -> str:
        if self._problem:
            return self._problem
        view = self._view()
        keys = view.keys if view is not None else ""
        sound = sound_words(self._sound(), self._bridge.viewer, self._bridge.hub_now())
        return f"{keys} · {sound}"

    def _on_painted(self) -> None:
        if self._current is not None:
            self.painted.emit(self._current.incident.id)

    # What is pressed

    def _command(self, do: Callable[[Ringing], None]) -> None:
        if self._current is None or not self.window.ringing:
            return
        try:
            do(self._current)
        except PairwatchError as error:
            self._problem = str(error)
            self._refresh()

    def _acknowledge(self) -> None:
        self._command(lambda ringing: acknowledge(self._bridge.session, ringing))

    def _take_second(self) -> None:
        session = self._bridge.session
        self._command(lambda ringing: session.claim(ringing.incident.id, ringing.suggested.other))

    def _decline(self) -> None:
        self._command(lambda ringing: self._bridge.session.decline(ringing.incident.id))

    def _open(self) -> None:
        if self._current is None:
            return
        incident = self._current.incident.id
        if self.window.ringing:
            self._aside.add(incident)
        self._put_away()
        self.opened.emit(incident)
        self._alarms(self._bridge.rings)
