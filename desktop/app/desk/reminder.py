"""Reminds the Manager of the update that is due, and sounds mildly while it is late. Never the Engineer."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal

from desktop import tasks
from desktop.app.trace import mark
from desktop.client.attention import Lateness, Owed, owed, owed_changes_at
from desktop.oslayer.notify.candidates import Notifications
from desktop.oslayer.notify.notifier import Notification, Pressed
from desktop.oslayer.sound.alarm_sound import AlarmSound
from desktop.oslayer.sound.kinds import SoundKind
from desktop.ui.bridge import Bridge
from desktop.ui.present.words import tr

_LONGEST = timedelta(hours=1)
_KEY = "update "
"""Before the incident, in the key of a notification."""
_WRITE = "write"


class Reminder(QObject):
    """Gives way to every alarm: a page is louder than an update."""

    wanted = Signal(object)
    """UUID: its update is late; bring it to the front. Once for each due time."""
    write_wanted = Signal(object)
    """UUID: the person pressed a reminder to write its update."""

    def __init__(self, bridge: Bridge, sound: AlarmSound) -> None:
        super().__init__()
        self._bridge, self._sound = bridge, sound
        self._notifications: Notifications | None = None
        self._sounds = False
        self._told: set[tuple[UUID, datetime]] = set()
        self._noted: dict[str, Lateness] = {}
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.look)
        bridge.changed.connect(self.look)
        bridge.alarms_changed.connect(lambda _rings: self.look())
        self.look()

    def show_notifications(self, notifications: Notifications) -> None:
        """Notify by these from now on."""
        self._notifications = notifications
        self.look()

    def pressed(self, pressed: Pressed) -> bool:
        """A person pressed something on a notification; whether it was one of ours."""
        if not pressed.key.startswith(_KEY):
            return False
        if pressed.action in (_WRITE, "default"):
            self.write_wanted.emit(UUID(pressed.key.removeprefix(_KEY)))
        return True

    def close(self) -> None:
        """Look no more."""
        self._timer.stop()

    def look(self) -> None:
        """What is owed now, and when that changes."""
        state, local = self._bridge.state, self._bridge.local_now()
        found = owed(state, local)
        self._sound_for([late for late in found if _is_late(late)])
        self._notify(found)
        for late in found:
            if _is_late(late) and (late.incident.id, late.due_at) not in self._told:
                self._told.add((late.incident.id, late.due_at))
                mark("update_late", incident=str(late.incident.id))
                self.wanted.emit(late.incident.id)
        following = owed_changes_at(state, local)
        if following is None:
            self._timer.stop()
        else:
            wait = min(max(following - local, timedelta(milliseconds=20)), _LONGEST)
            self._timer.start(round(wait.total_seconds() * 1000))

    def _sound_for(self, late: list[Owed]) -> None:
        if any(not ringing.silenced_locally for ringing in self._bridge.rings):
            self._sounds = False  # the alarm has the speaker now
        elif late and not self._sound.wanted:
            self._sound.start(SoundKind.REMINDER)
            self._sounds = True
        elif not late and self._sounds:
            self._sound.stop()
            self._sounds = False

    def _notify(self, found: tuple[Owed, ...]) -> None:
        if self._notifications is None:
            return
        current = {f"{_KEY}{late.incident.id}": late for late in found if not late.silenced_locally}
        for gone in self._noted.keys() - current.keys():
            tasks.start(self._notifications.withdraw(gone), "withdraw a reminder")
        for key, late in current.items():
            if self._noted.get(key) is not late.lateness:
                tasks.start(self._notifications.show(self._bubble(key, late)), "show a reminder")
        self._noted = {key: late.lateness for key, late in current.items()}

    def _bubble(self, key: str, late: Owed) -> Notification:
        viewer, now = self._bridge.viewer, self._bridge.hub_now()
        if late.lateness is Lateness.SOON:
            title = tr("An update is due at {time}").format(time=viewer.moment(late.due_at, now))
            body = late.incident.title
        else:
            title = tr("The update is late")
            at = viewer.moment(late.stand_in_at, now)
            asked = tr("At {time} the next Manager is asked to tell it.").format(time=at)
            body = f"{late.incident.title}\n{asked}"
        return Notification(
            key=key,
            title=title,
            body=body,
            urgent=late.lateness is Lateness.OVERDUE,
            actions=((_WRITE, tr("Write the update")),),
        )


def _is_late(late: Owed) -> bool:
    return late.lateness is Lateness.OVERDUE and not late.silenced_locally
