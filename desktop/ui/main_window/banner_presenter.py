"""Which banners are above the incident, and what their buttons do."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.core.errors import PairwatchError
from desktop.ui.bridge import Bridge
from desktop.ui.main_window.banner_stack import BannerStack
from desktop.ui.main_window.surroundings import HubInfo
from desktop.ui.present.schedule.duty import BannerView, SoundState, banners
from desktop.ui.present.schedule.duty_words import HAND_OVER, RELIEVE, SOUND_CHECK, all_banners, duty_banners
from desktop.ui.present.telling.overdue import overdue_banners, update_wish
from desktop.ui.present.words import tr
from desktop.ui.timeline_loader import Start

_NOTICE_MS = 12_000


class BannerPresenter(QObject):
    """Late updates first, then what is wrong here, then hand-over; above all a sentence for a while."""

    sound_check_wanted = Signal()
    hand_over_wanted = Signal()
    update_wanted = Signal(str, object)
    """What is to be done with the update (`overdue.WRITE`, `overdue.MOVE`), and UUID of the incident."""

    def __init__(
        self,
        stack: BannerStack,
        bridge: Bridge,
        sound: Callable[[], SoundState],
        hub: Callable[[], HubInfo],
        start: Start,
    ) -> None:
        super().__init__(stack)
        self._stack, self._bridge, self._start = stack, bridge, start
        self._sound, self._hub = sound, hub
        self._notice = ""
        self._forget_notice = QTimer(self)
        self._forget_notice.setSingleShot(True)
        self._forget_notice.setInterval(_NOTICE_MS)
        self._forget_notice.timeout.connect(self._notice_over)
        stack.wanted.connect(self._act)

    def refresh(self) -> None:
        """How it is now."""
        state, viewer, local = self._bridge.state, self._bridge.viewer, self._bridge.local_now()
        in_memory = self._hub().token_in_memory
        wrong = banners(state, self._sound(), viewer, local, token_in_memory=in_memory)
        told = [
            *overdue_banners(state, viewer, local),
            *all_banners(wrong, duty_banners(state, viewer, local)),
        ]
        if self._notice:
            icon = "mdi6.information-outline"
            told.insert(
                0, BannerView(title=self._notice, remedy="", action=tr("Close"), do="notice", icon=icon)
            )
        self._stack.show_banners(told)

    def say(self, sentence: str) -> None:
        """A sentence for a while."""
        self._notice = sentence
        self._forget_notice.start()
        self.refresh()

    def _notice_over(self) -> None:
        self._notice = ""
        self.refresh()

    def _act(self, do: str) -> None:
        wish = update_wish(do)
        if wish is not None:
            self.update_wanted.emit(*wish)
        elif do == "reconnect":
            self._bridge.session.catch_up()
        elif do == SOUND_CHECK:
            self.sound_check_wanted.emit()
        elif do == HAND_OVER:
            self.hand_over_wanted.emit()
        elif do == RELIEVE:
            self._start(self._relieve(), "relieve the outgoing")
        elif do == "notice":
            self._notice_over()

    async def _relieve(self) -> None:
        try:
            await self._bridge.session.duty.relieve()
        except PairwatchError as error:
            self.say(str(error))
