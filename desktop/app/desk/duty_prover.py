"""Tells the hub that the alarm was heard here, as soon as it can be reached and it counts for a duty."""

from __future__ import annotations

import logging
from collections.abc import Callable, Coroutine
from datetime import datetime
from typing import Any, Protocol

from PySide6.QtCore import QObject, SignalInstance

from desktop import tasks
from desktop.client.duty_notices import sound_check_to_tell
from desktop.core.errors import PairwatchError
from desktop.ui.bridge import Bridge
from desktop.ui.present.schedule.duty import SoundState

_log = logging.getLogger(__name__)


class _Check(Protocol):
    """The sound check: what is known of the sound, and that it changed."""

    @property
    def state(self) -> SoundState: ...

    @property
    def changed(self) -> SignalInstance: ...


class DutyProver(QObject):
    """A check that was confirmed while the hub was away, or a day before the duty, is told later: nothing has
    to be pressed twice."""

    def __init__(
        self,
        bridge: Bridge,
        check: _Check,
        start: Callable[[Coroutine[Any, Any, None], str], object] = tasks.start,
    ) -> None:
        super().__init__()
        self._bridge, self._check, self._start = bridge, check, start
        self._telling = False
        self._told: datetime | None = None
        check.changed.connect(self.look)
        bridge.changed.connect(self.look)

    def look(self) -> None:
        """Tell what there is to tell."""
        sound = self._check.state
        if self._telling or sound.problem:
            return
        confirmed_at = sound_check_to_tell(self._bridge.state, sound.verified_at, self._bridge.local_now())
        # What the hub has taken is not told again while its new team is on the way.
        if confirmed_at is None or sound.verified_at == self._told:
            return
        self._telling = True
        self._start(self._tell(sound, confirmed_at), "confirm the sound check")

    async def _tell(self, sound: SoundState, confirmed_at: datetime) -> None:
        try:
            await self._bridge.session.duty.prove(sound.device, confirmed_at)
            self._told = sound.verified_at
        except PairwatchError as error:
            # Tried again with the next change, of the connection above all.
            _log.info("the sound check was not told to the hub: %s", error)
        finally:
            self._telling = False
