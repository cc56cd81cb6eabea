"""The desktop's windows, sound and notifications: made in the order in which a page would need them."""

from __future__ import annotations

import logging
from collections.abc import Callable
from uuid import UUID

from PySide6.QtCore import QObject, QRect, Qt, Signal
from PySide6.QtWidgets import QApplication

from desktop import tasks
from desktop.app import trace
from desktop.app.config import Config
from desktop.app.desk.duty_prover import DutyProver
from desktop.app.desk.duty_reminder import DutyReminder
from desktop.app.desk.options import DesktopOptions
from desktop.app.desk.reminder import Reminder
from desktop.app.desk.ringer import Ringer, SoundCheck
from desktop.app.local_hub import running_hub
from desktop.client.hub_access import AccessSource
from desktop.core.errors import PairwatchError
from desktop.oslayer.autostart import Autostart
from desktop.oslayer.network import own_hosts
from desktop.oslayer.notify.notifier import Pressed
from desktop.oslayer.paths import Paths
from desktop.oslayer.sleep import Sleep
from desktop.oslayer.sound.alarm_sound import AlarmSound
from desktop.ui.alarm.controller import AlarmController
from desktop.ui.bridge import Bridge
from desktop.ui.main_window.surroundings import HubInfo, Preferences
from desktop.ui.main_window.window import MainWindow
from desktop.ui.present.unsaved import Unsaved
from desktop.ui.theme.theme import Theme
from desktop.ui.tray import Tray

_log = logging.getLogger(__name__)


class Windows(QObject):
    """Making one makes the alarm ready to ring; `finish` adds what can wait."""

    preferences_changed = Signal(object, float)
    """Scheme and text scale: keep them."""
    door_wanted = Signal(bool)
    join_wanted = Signal(str)
    leave_wanted = Signal()
    quit_wanted = Signal()

    def __init__(
        self,
        *,
        app: QApplication,
        bridge: Bridge,
        tray: Tray,
        options: DesktopOptions,
        config: Config,
        paths: Paths,
        access: AccessSource,
        embedded: bool,
        token_in_memory: Callable[[], bool],
    ) -> None:
        super().__init__()
        self._bridge, self._tray, self._options, self._paths = bridge, tray, options, paths
        self._access, self._embedded, self._token_in_memory = access, embedded, token_in_memory
        self._config = config
        self._sound = AlarmSound(self)
        self._sound.prepare()
        self._sleep = Sleep(bridge.session.catch_up)
        self._ringer = Ringer(bridge, self._sound, self._sleep)
        self._check = SoundCheck(self._sound, bridge, paths.state / "sound.json")
        self._theme = Theme(app, options.theme or config.scheme, config.text_scale)
        place = options.place
        self._place = QRect(place.x, place.y, place.width, place.height) if place else None
        self._alarm = AlarmController(bridge, self._theme, lambda: self._check.state, place=self._place)
        self._alarm.painted.connect(self._ringer.painted)
        self._autostart = Autostart()
        self._main: MainWindow | None = None
        self._notices: list[str] = []
        if trace.is_on():
            from desktop.app.trace_screen import ScreenTrace

            self._screen_trace = ScreenTrace(app)
        self._alarm.opened.connect(self.show_incident)
        self._ringer.wanted.connect(self.show_incident)
        self._reminder = Reminder(bridge, self._sound)
        self._reminder.wanted.connect(self.show_incident)
        self._reminder.write_wanted.connect(self.write_update)
        self._duty = DutyReminder(bridge)
        self._duty.sound_check_wanted.connect(self.check_sound)
        self._duty.hand_over_wanted.connect(self.show_hand_over)
        self._prover = DutyProver(bridge, self._check)

    async def finish(self) -> None:
        """Notifications and sleep: what a page can do without for a moment."""
        from desktop.oslayer.notify.candidates import usual_candidates

        notifications, _by_tray = usual_candidates(self._by_tray, self._pressed)
        self._notifications = notifications
        if self._place is None:  # where two desktops share a screen they would cover each other
            self._ringer.show_notifications(notifications)
            self._reminder.show_notifications(notifications)
            self._duty.show_notifications(notifications)
        await self._sleep.watch()

    def _by_tray(self, heading: str, words: str, _urgent: bool) -> bool:
        self._tray.message(heading, words)
        return self._tray.available

    def _pressed(self, pressed: Pressed) -> None:
        if not (self._reminder.pressed(pressed) or self._duty.pressed(pressed)):
            self._ringer.pressed(pressed)

    @property
    def visible_main(self) -> MainWindow | None:
        """The main window, if it is seen."""
        return self._main if self._main is not None and self._main.isVisible() else None

    @property
    def unsaved(self) -> Unsaved:
        """What would be lost by quitting now."""
        return self._main.unsaved if self._main is not None else Unsaved()

    def show(self) -> None:
        """The main window to the front."""
        self._window().to_front()

    def show_incident(self, incident_id: UUID) -> None:
        """The main window to the front, with this incident."""
        self._window().show_incident(incident_id)

    def write_update(self, incident_id: UUID) -> None:
        """The main window to the front, with the next update of this incident to be written."""
        main = self._window()
        main.show_incident(incident_id)
        main.now.update_wanted.emit()

    def show_hand_over(self) -> None:
        """The main window to the front, with what is handed over."""
        self._window().show_hand_over()

    def check_sound(self) -> None:
        """The main window to the front, with the sound check running."""
        self._window().check_sound()

    def say(self, sentence: str) -> None:
        """Tell the person something in the main window, when they look at it."""
        if self._main is None:
            self._notices.append(sentence)
        else:
            self._main.presenter.say(sentence)

    def close(self) -> None:
        """Silence, and free everything."""
        if self._main is not None:
            self._main.save()
            self._main.hide()
        self._reminder.close()
        self._duty.close()
        self._alarm.window.hide()
        self._sound.close()
        self._sleep.close()

    def _window(self) -> MainWindow:
        """Made when it is first wanted."""
        if self._main is not None:
            return self._main
        self._main = main = MainWindow(
            self._bridge,
            self._theme,
            sound=lambda: self._check.state,
            hub=self._hub_info,
            preferences=Preferences(
                scheme=self._config.scheme,
                text_scale=self._config.text_scale,
                start_at_login=self._autostart.is_enabled(),
            ),
            remember=None if self._place else self._paths.state / "windows.ini",
        )
        if self._place is not None:
            main.setWindowFlag(Qt.WindowType.FramelessWindowHint)
            main.setGeometry(self._place)
        main.hidden.connect(self._alarm.bring_back)
        main.test_page_wanted.connect(lambda: tasks.start(self._send_test_page(), "send a test page"))
        main.sound_check_wanted.connect(self._check.play)
        main.sound_heard.connect(self._check.heard)
        main.preferences_changed.connect(self._prefer)
        main.quit_wanted.connect(self.quit_wanted)
        sharing = main.settings.sharing
        sharing.door_wanted.connect(self.door_wanted)
        sharing.join_wanted.connect(self.join_wanted)
        sharing.leave_wanted.connect(self.leave_wanted)
        self._check.changed.connect(main.refresh)
        for sentence in self._notices:
            main.presenter.say(sentence)
        self._notices.clear()
        return main

    def _hub_info(self) -> HubInfo:
        access = self._access()
        if access is None:
            return HubInfo(embedded=self._embedded, token_in_memory=self._token_in_memory())
        hub = running_hub(self._paths.runtime) if self._embedded else None
        key = hub.integration_key if hub is not None else ""
        return HubInfo(
            address=access.address,
            embedded=self._embedded,
            events_url=f"{access.address}/v2/enqueue",
            alertmanager_url=f"{access.address}/ingest/alertmanager/{key or 'KEY'}",
            key_hint=key,
            token_in_memory=self._token_in_memory(),
            door_port=hub.door_port if hub is not None else 0,
            door_problem=hub.door_problem if hub is not None else "",
            hosts=own_hosts() if self._embedded else (),  # a laptop comes into other networks
        )

    def say_of_sharing(self, problem: str) -> None:
        """What went wrong with letting in, joining or leaving; empty: nothing."""
        if self._main is not None:
            self._main.settings.sharing.say(problem)
            self._main.refresh()

    def _prefer(self, preferences: Preferences) -> None:
        self.preferences_changed.emit(preferences.scheme, preferences.text_scale)
        wanted = preferences.start_at_login
        if wanted is not None and wanted != self._autostart.is_enabled():
            try:
                if wanted:
                    self._autostart.enable()
                else:
                    self._autostart.disable()
            except OSError as error:
                self.say(f"Start at log-in could not be set: {error}.")

    async def _send_test_page(self) -> None:
        """Page the pair for real, as a monitor would."""
        import asyncio

        import msgspec

        from desktop.app.alert_post import deliver

        info = self._hub_info()
        if not info.key_hint:
            self.say("A test page to a shared hub needs one of its keys: pairwatch send --hub … --key …")
            return
        name = (
            self._bridge.state.team.roster.name(self._bridge.state.me or "")
            if self._bridge.state.team
            else ""
        )
        body = msgspec.json.encode(
            {
                "summary": f"Test page from {name}" if name else "Test page",
                "service": "pairwatch",
                "severity": "info",
                "source": "Pairwatch",
                "dedup_key": f"test-page-{self._bridge.local_now():%Y%m%dT%H%M%S%f}",
                "details": "Nothing is broken: this tries whether pages arrive. Acknowledge and resolve it.",
            }
        )
        try:
            await asyncio.to_thread(deliver, f"{info.address}/ingest/generic/{info.key_hint}", body)
        except PairwatchError as error:
            self.say(str(error))
