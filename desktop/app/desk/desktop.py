"""One running desktop: tray, alarm, sound, window and session put together."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtWidgets import QApplication

from desktop import tasks
from desktop.app.account import local_zone
from desktop.app.config import Config, write_config
from desktop.app.desk.hub_access import SharedAccess
from desktop.app.desk.hub_child import HubChild, hub_arguments
from desktop.app.desk.local_commands import LocalCommands
from desktop.app.desk.options import DesktopOptions
from desktop.app.local_hub import running_hub
from desktop.app.status import RESTART
from desktop.app.trace import mark
from desktop.client.hub_access import AccessSource
from desktop.client.hub_session import HubSession
from desktop.clock import SystemClock
from desktop.core.errors import PairwatchError
from desktop.oslayer.paths import Paths
from desktop.ui.bridge import Bridge
from desktop.ui.theme.tokens import Scheme
from desktop.ui.tray import Tray

if TYPE_CHECKING:
    from desktop.ui.quit_question import QuitQuestion

_log = logging.getLogger(__name__)

_LOOK_EVERY = timedelta(milliseconds=250)
_LOOKS = 60


class Desktop:
    """Making one shows the tray icon and nothing more; `live` does the rest and returns when it is over."""

    def __init__(
        self,
        app: QApplication,
        options: DesktopOptions,
        config: Config,
        paths: Paths,
        access: AccessSource,
        child: HubChild | None,
    ) -> None:
        self._app, self._options, self._config, self._paths = app, options, config, paths
        self._access, self._child = access, child
        self._clock = SystemClock()
        self._session = HubSession(access, paths.data, self._clock)
        self._bridge = Bridge(self._session, self._clock, local_zone(), folder=paths.data)
        self._tray = Tray(self._bridge)
        self._bridge.connection_changed.connect(lambda connection: mark("connection", now=str(connection)))
        self._end = asyncio.Event()
        self._question: QuitQuestion | None = None
        self._status = 0

    async def live(self, shared: SharedAccess | None) -> int:
        """Everything else, the alarm first; until the person quits."""
        from desktop.app.desk.windows import Windows
        from desktop.oslayer.instance import Instance

        following = tasks.start(self._session.run(), "session")
        if self._child is not None:
            # Its readiness is known before the next attempt to connect would find out.
            loop = asyncio.get_running_loop()
            self._child.when_ready(lambda: loop.call_soon_threadsafe(self._session.catch_up))
        instance = Instance(self._paths.socket, LocalCommands(self._bridge, self).answer)
        if not instance.claim():
            _log.warning("another Pairwatch started at the same moment; this one ends")
            self._end.set()
        self._windows = Windows(
            app=self._app,
            bridge=self._bridge,
            tray=self._tray,
            options=self._options,
            config=self._config,
            paths=self._paths,
            access=self._access,
            embedded=self._child is not None,
            token_in_memory=lambda: shared is not None and shared.in_memory,
        )
        self._windows.preferences_changed.connect(self._keep)
        self._windows.door_wanted.connect(self._open_door)
        self._windows.join_wanted.connect(lambda line: tasks.start(self._join(line), "join a hub"))
        self._windows.leave_wanted.connect(lambda: tasks.start(self._leave(), "leave the hub"))
        self._tray.open_wanted.connect(self.show)
        self._tray.incident_wanted.connect(self.show_incident)
        self._tray.update_wanted.connect(self._windows.write_update)
        self._tray.sound_check_wanted.connect(self._windows.check_sound)
        for wanted in (self._tray.quit_wanted, self._windows.quit_wanted):
            wanted.connect(self._ask_to_quit)
        self._tray.refused.connect(self._windows.say)
        try:
            if shared is not None:
                await self._load(shared)
            await self._windows.finish()
            if not self._options.hidden or not self._tray.available:
                self.show()
            mark("ready")
            await self._end.wait()
        finally:
            await self._close(instance, following)
        return self._status

    def show(self) -> None:
        """Bring the main window to the front."""
        self._windows.show()

    def show_incident(self, incident_id: UUID) -> None:
        """Bring the main window to the front, with this incident."""
        self._windows.show_incident(incident_id)

    def quit(self, status: int = 0) -> None:
        """End the program with `status`, without a question."""
        self._status = status
        self._end.set()

    async def _load(self, shared: SharedAccess) -> None:
        try:
            await shared.load()
        except PairwatchError as error:
            _log.warning("%s", error)
            self._windows.say(str(error))

    def _ask_to_quit(self) -> None:
        from desktop.ui.quit_question import Against, QuitQuestion, quit_words

        def look() -> Against:
            words = quit_words(
                self._bridge.state,
                self._bridge.viewer,
                self._bridge.hub_now(),
                hub_stops=self._child is not None,
            )
            return Against(words=words, unsaved=self._windows.unsaved)

        if self._question is None:
            self._question = QuitQuestion(look, self.quit, lambda: self._windows.visible_main)
        self._question.wish()

    def _keep(self, scheme: Scheme, text_scale: float) -> None:
        self._config = replace(self._config, scheme=scheme, text_scale=text_scale)
        try:
            write_config(self._paths.config, self._config)
        except OSError as error:
            self._windows.say(f"The settings could not be written: {error}.")

    def _open_door(self, wanted: bool) -> None:
        """Others' computers are let in, or not any more; the hub is started again for it."""
        assert self._child is not None
        config = replace(self._config, door=wanted)
        try:
            write_config(self._paths.config, config)
        except OSError as error:
            self._windows.say_of_sharing(f"The settings could not be written: {error}.")
            return
        self._config = config
        self._child.renew(hub_arguments(self._options, config), self._paths.runtime)
        tasks.start(self._say_when_ready(), "wait for the hub that was started again")

    async def _say_when_ready(self) -> None:
        before = running_hub(self._paths.runtime)
        for _ in range(_LOOKS):
            await asyncio.sleep(_LOOK_EVERY.total_seconds())
            now = running_hub(self._paths.runtime)
            if now is not None and (before is None or now.pid != before.pid):
                self._windows.say_of_sharing("")
                return
        self._windows.say_of_sharing("The hub does not start again. Its log is hub.log in the state folder.")

    async def _join(self, line: str) -> None:
        from desktop.app.joining import join_hub

        try:
            await join_hub(line, self._paths)
        except (PairwatchError, OSError) as error:
            self._windows.say_of_sharing(str(error))
            return
        self.quit(RESTART)

    async def _leave(self) -> None:
        from desktop.app.joining import leave_hub

        try:
            await leave_hub(self._paths)
        except (PairwatchError, OSError) as error:
            self._windows.say_of_sharing(str(error))
            return
        self.quit(RESTART)

    async def _close(self, instance: Any, following: asyncio.Task[None]) -> None:
        instance.close()
        self._tray.close()
        self._windows.close()
        self._bridge.close()
        following.cancel()
        await asyncio.wait({following})
        if self._child is not None:
            await asyncio.to_thread(self._child.stop, self._paths.runtime)
