"""Asks, when an incident is over, what shall become of its messages, and does it."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any, TypeAlias
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from desktop import tasks
from desktop.core.errors import PairwatchError
from desktop.core.incident.incident import Incident
from desktop.core.team.team import Team
from desktop.core.telling.notice import Notice
from desktop.ui.bridge import Bridge
from desktop.ui.panels.notices.notices_left import NoticesLeft
from desktop.ui.present.telling.notices import notice_row, open_notices
from desktop.ui.present.times import Viewer

Start = Callable[[Coroutine[Any, Any, None], str], object]
Question: TypeAlias = Callable[[], Coroutine[Any, Any, Notice]]
_USUAL = timedelta(hours=1)


class LeftPresenter(QObject):
    """`settled`: it was answered. True when nobody needs to think of it again, as all are off or go by
    themselves; False when they are kept as they are."""

    settled = Signal(bool)

    def __init__(self, left: NoticesLeft, bridge: Bridge, start: Start = tasks.start) -> None:
        super().__init__(left)
        self._left, self._bridge, self._start = left, bridge, start
        self._shown: UUID | None = None
        self._asking = False
        left.off.connect(self._switch_off)
        left.until.connect(self._keep_until)
        left.keep.connect(lambda: self.settled.emit(False))

    def show(self, incident: Incident, team: Team, viewer: Viewer, now: datetime) -> bool:
        """The messages that are still on for the incident; False when there is nothing to ask."""
        self._shown = incident.id
        found = open_notices(self._bridge.state, incident)
        rows = [notice_row(notice, team, viewer, now) for notice in found]
        self._left.show_rows(rows, now.replace(second=0, microsecond=0) + _USUAL, viewer.zone)
        return bool(found)

    def _switch_off(self, notice_ids: tuple[UUID, ...]) -> None:
        session, incident_id = self._bridge.session, self._shown
        self._ask(
            partial(session.switch_notice, this, on=False, incident_id=incident_id) for this in notice_ids
        )

    def _keep_until(self, notice_ids: tuple[UUID, ...], until: datetime) -> None:
        found = [notice for notice in self._bridge.state.notices if notice.id in notice_ids]
        session = self._bridge.session
        self._ask(partial(session.save_notice, replace(notice, until_at=until)) for notice in found)

    def _ask(self, questions: Iterable[Question]) -> None:
        if not self._asking:
            self._asking = True
            self._start(self._ask_all(list(questions)), "notices")

    async def _ask_all(self, questions: list[Question]) -> None:
        try:
            for question in questions:
                await question()
        except PairwatchError as error:
            # What is left is still shown, and may be pressed again.
            self._bridge.refused.emit(str(error))
        else:
            self.settled.emit(True)
        finally:
            self._asking = False
