"""Makes what rings heard: sound, notification, a computer kept awake; and tells the hub that it rings."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from uuid import UUID

import msgspec
from PySide6.QtCore import QObject, Signal

from desktop import tasks
from desktop.app.local_hub import write_private
from desktop.app.trace import mark
from desktop.client.answering import acknowledge
from desktop.client.attention import Ringing
from desktop.core.errors import PairwatchError
from desktop.core.incident.page import MILD, PageReason
from desktop.oslayer.notify.candidates import Notifications
from desktop.oslayer.notify.notifier import Notification, Pressed
from desktop.oslayer.sleep import Sleep
from desktop.oslayer.sound.alarm_sound import AlarmSound
from desktop.oslayer.sound.kinds import SoundKind
from desktop.ui.bridge import Bridge
from desktop.ui.present.fixing.called import call_line
from desktop.ui.present.incident.alarm import answer_words, lead, source_line
from desktop.ui.present.incident.asked import offer_line, still_line
from desktop.ui.present.people import seat_title
from desktop.ui.present.schedule.duty import SoundState
from desktop.ui.present.words import tr

ACKNOWLEDGE, OPEN = "acknowledge", "open"


class _Verified(msgspec.Struct, frozen=True):
    """When a person last said that they heard the alarm, and on which device."""

    at: datetime
    device: str


class SoundCheck(QObject):
    """What is known about this computer's sound, and the check that asks the person."""

    changed = Signal()

    def __init__(self, sound: AlarmSound, bridge: Bridge, file: Path) -> None:
        super().__init__()
        self._sound, self._bridge, self._file = sound, bridge, file
        self._device = ""
        self._problem = ""
        self._verified = _read(file)
        sound.ready.connect(self._works)
        sound.playing.connect(self._works)
        sound.silent.connect(self._fails)
        sound.degraded.connect(self._fails)

    @property
    def state(self) -> SoundState:
        """A check on another device than the present one proves nothing."""
        verified = self._verified
        if verified is not None and self._device not in ("", verified.device):
            verified = None
        return SoundState(
            device=self._device,
            verified_at=verified.at if verified is not None else None,
            problem=self._problem,
        )

    def play(self) -> None:
        """Sound for a few seconds, as the alarm would; not while it does."""
        if not self._sound.wanted:
            self._sound.start(SoundKind.CHECK)

    def heard(self, yes: bool) -> None:
        """What the person said when asked."""
        if self._sound.wanted and not self._bridge.rings:
            self._sound.stop()
        self._verified = _Verified(self._bridge.local_now(), self._device) if yes else None
        if self._verified is not None:
            write_private(self._file, msgspec.json.encode(self._verified))
        else:
            self._file.unlink(missing_ok=True)
        self.changed.emit()

    def _works(self, device: str) -> None:
        self._device, self._problem = device, ""
        self.changed.emit()

    def _fails(self, why: str) -> None:
        self._problem = why
        self.changed.emit()


def _read(file: Path) -> _Verified | None:
    try:
        return msgspec.json.decode(file.read_bytes(), type=_Verified)
    except (OSError, msgspec.DecodeError):
        return None


class Ringer(QObject):
    """Follows what rings. A page counts as ringing when its alarm is painted and the sound runs.

    Made before the alarm's window, so that it is told first: the player and the paint then run side by side.
    """

    wanted = Signal(object)
    """UUID: the person pressed a notification to see this incident."""

    def __init__(self, bridge: Bridge, sound: AlarmSound, sleep: Sleep) -> None:
        super().__init__()
        self._bridge, self._sound, self._sleep = bridge, sound, sleep
        self._notifications: Notifications | None = None
        self._noted: dict[UUID, PageReason] = {}
        self._painted: set[UUID] = set()
        self._confirmed: set[UUID] = set()
        self._device = ""
        self._awake = False
        self._kind = SoundKind.ALARM
        bridge.alarms_changed.connect(self._follow)
        sound.playing.connect(self._on_playing)
        self._follow(bridge.rings)

    def show_notifications(self, notifications: Notifications) -> None:
        """Notify by these from now on; they are loaded later than the alarm."""
        self._notifications = notifications
        self._follow(self._bridge.rings)

    def painted(self, incident: UUID) -> None:
        """The alarm of this incident is on the screen."""
        mark("alarm_painted", incident=str(incident))
        self._painted.add(incident)
        self._confirm()

    def pressed(self, pressed: Pressed) -> None:
        """A person pressed something on a notification of ours."""
        ringing = next((r for r in self._bridge.rings if str(r.incident.id) == pressed.key), None)
        if pressed.action == ACKNOWLEDGE and ringing is not None:
            try:
                acknowledge(self._bridge.session, ringing)
            except PairwatchError as error:
                self._bridge.refused.emit(str(error))
        elif pressed.action in (OPEN, "default"):
            self.wanted.emit(UUID(pressed.key))

    def _follow(self, rings: tuple[Ringing, ...]) -> None:
        loud = [ringing for ringing in rings if not ringing.silenced_locally]
        mild = all(ringing.reason in MILD for ringing in loud)
        kind = SoundKind.REMINDER if mild else SoundKind.ALARM
        if loud and not (self._sounding_alarm() and kind is self._kind):
            self._sound.start(kind)
            self._kind = kind
        elif not loud and self._awake:
            self._sound.stop()
            mark("silent")
        self._confirm()
        self._notify({ringing.incident.id: ringing for ringing in loud})
        if bool(loud) != self._awake:
            self._awake = bool(loud)
            stay = self._sleep.keep_awake(tr("a page is unanswered")) if loud else self._sleep.let_sleep()
            tasks.start(stay, "keep the computer awake")

    def _sounding_alarm(self) -> bool:
        """A sound check that runs when a page comes gives way to it."""
        return self._awake and self._sound.wanted

    def _on_playing(self, device: str) -> None:
        if not self._bridge.rings:
            return
        if not self._device:
            mark("player_runs", device=device)
        self._device = device
        self._confirm()

    def _confirm(self) -> None:
        """Tell the hub about pages that ring here. The window names how many incidents ring, and the sound is
        for all of them, so one painted alarm stands for all."""
        loud = [ringing for ringing in self._bridge.rings if not ringing.silenced_locally]
        if not loud:
            self._painted.clear()
            self._device = ""
        if not (self._painted and self._device):
            return
        for ringing in loud:
            fresh = {page.id for page in ringing.pages if page.ringing_at is None} - self._confirmed
            if fresh:
                self._confirmed |= fresh
                mark("ringing", incident=str(ringing.incident.id))
                self._bridge.session.confirm_ringing(ringing.incident.id, self._device)

    def _notify(self, loud: dict[UUID, Ringing]) -> None:
        if self._notifications is None:
            return
        for gone in self._noted.keys() - loud.keys():
            tasks.start(self._notifications.withdraw(str(gone)), "withdraw a notification")
        for incident_id, ringing in loud.items():
            # Shown again when it asks something else: its button does what it says.
            if self._noted.get(incident_id) is not ringing.reason:
                tasks.start(self._notifications.show(self._bubble(ringing)), "show a notification")
        self._noted = {incident_id: ringing.reason for incident_id, ringing in loud.items()}

    def _bubble(self, ringing: Ringing) -> Notification:
        incident = ringing.incident
        about = lead(ringing)
        if ringing.reason is PageReason.SEAT:
            about = " / ".join(seat_title(seat) for seat in ringing.seats)
        team, viewer = self._bridge.state.team, self._bridge.viewer
        call = call_line(ringing, team, viewer) if team is not None else ""
        about = call if call and ringing.reason is PageReason.CALL_IN else about
        if team is not None:
            now = self._bridge.hub_now()
            about = offer_line(ringing, team, viewer, now) or still_line(ringing, team, viewer, now) or about
        return Notification(
            key=str(incident.id),
            title=incident.title,
            body=f"{about}\n{source_line(incident, viewer, self._bridge.hub_now())}",
            urgent=True,
            actions=((ACKNOWLEDGE, answer_words(ringing)), (OPEN, tr("Open"))),
        )
