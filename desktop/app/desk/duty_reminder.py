"""Tells people a day and an hour before that their duty comes. It rings nowhere: it is no page."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import QObject, QTimer, Signal

from desktop import tasks
from desktop.client.duty_notices import DutyComes, DutyNotice, duty_notices, duty_notices_change_at
from desktop.oslayer.notify.candidates import Notifications
from desktop.oslayer.notify.notifier import Notification, Pressed
from desktop.ui.bridge import Bridge
from desktop.ui.present.schedule.duty_words import HAND_OVER, SOUND_CHECK, notice_words
from desktop.ui.present.words import tr

_KEY = "duty"
_LONGEST = timedelta(hours=1)
"""A computer that slept past a timer looks at least so often."""


class DutyReminder(QObject):
    """Each notice is shown once for each time, and goes when the duty begins."""

    sound_check_wanted = Signal()
    """The person pressed "Sound check" on a notice."""
    hand_over_wanted = Signal()
    """The person wants to read the hand-over page."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self._bridge = bridge
        self._notifications: Notifications | None = None
        self._noted: tuple[object, ...] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.look)
        bridge.changed.connect(self.look)
        self.look()

    def show_notifications(self, notifications: Notifications) -> None:
        """Notify by these from now on."""
        self._notifications = notifications
        self.look()

    def pressed(self, pressed: Pressed) -> bool:
        """A person pressed something on a notification; whether it was one of ours."""
        if pressed.key != _KEY:
            return False
        if pressed.action == SOUND_CHECK:
            self.sound_check_wanted.emit()
        elif pressed.action in (HAND_OVER, "default"):
            self.hand_over_wanted.emit()
        return True

    def close(self) -> None:
        """Look no more."""
        self._timer.stop()

    def look(self) -> None:
        """What is to be told now, and when that changes."""
        state, local = self._bridge.state, self._bridge.local_now()
        self._notify(next(iter(duty_notices(state, local)), None))
        following = duty_notices_change_at(state, local)
        if following is None:
            self._timer.stop()
            return
        wait = min(max(following - local, timedelta(milliseconds=20)), _LONGEST)
        self._timer.start(round(wait.total_seconds() * 1000))

    def _notify(self, notice: DutyNotice | None) -> None:
        if self._notifications is None:
            return
        what = (notice.comes, notice.seats, notice.shift.starts_at) if notice is not None else None
        if what == self._noted:
            return
        self._noted = what
        if notice is None:
            tasks.start(self._notifications.withdraw(_KEY), "withdraw a notice of duty")
            return
        bubble = self._bubble(notice)
        if bubble is not None:
            tasks.start(self._notifications.show(bubble), "show a notice of duty")

    def _bubble(self, notice: DutyNotice) -> Notification | None:
        team = self._bridge.state.team
        if team is None:
            return None
        title, body = notice_words(notice, team, self._bridge.viewer, self._bridge.hub_now())
        asks = notice.comes is DutyComes.HOUR and not notice.proven
        check = ((SOUND_CHECK, tr("Sound check")),) if asks else ()
        return Notification(
            key=_KEY, title=title, body=body, urgent=False, actions=(*check, (HAND_OVER, tr("Hand-over")))
        )
