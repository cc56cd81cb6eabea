"""The card of notices with its presenter, in a window, and what tests do with it in a few words."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.core.incident.events import NoticeSwitched
from desktop.core.team.seat import Seat
from desktop.core.telling.notice import Notice
from desktop.ui.bridge import Bridge
from desktop.ui.panels.notices.notices_card import NoticesCard
from desktop.ui.panels.notices.notices_presenter import NoticesPresenter
from desktop.ui.theme.theme import Theme
from tests.ui.conftest import drive
from tests.ui.story import NIGHT, Story

H = timedelta(hours=1)
PAYMENTS = Notice(
    id=UUID(int=1), service="checkout", text="Payments may fail.", changed_by="mei", changed_at=NIGHT - H
)
SEARCH = replace(PAYMENTS, id=UUID(int=2), service="search", text="Some results are missing.")
Start = Callable[[Coroutine[Any, Any, None], str], object]


class Desk:
    """Ana's, who manages the checkout incident."""

    def __init__(self, qtbot: Any, theme: Theme, bridge: Bridge, story: Story, start: Start = drive) -> None:
        self.story, self.bridge = story, bridge
        self.card = NoticesCard(theme)
        self.editor = self.card.editor
        self.presenter = NoticesPresenter(self.card, bridge, start)
        self.window = QWidget()
        QVBoxLayout(self.window).addWidget(self.card)
        self.said: list[str] = []
        bridge.refused.connect(self.said.append)
        self.shown = story.checkout
        self.draw()
        qtbot.addWidget(self.window)
        self.window.show()
        self.window.activateWindow()
        qtbot.waitUntil(self.window.isActiveWindow)

    def draw(self, incident_id: UUID | None = None) -> None:
        """As the window does once a second, or for another incident."""
        self.shown = incident_id or self.shown
        incident = self.story.incident(self.shown)
        self.presenter.show(incident, self.story.team, self.bridge.viewer, self.bridge.hub_now())

    def passes(self, time: timedelta) -> None:
        self.story.clock.advance(time)
        self.draw()

    @property
    def texts(self) -> list[str]:
        """The rows in sight."""
        return [line.row.text for line in self.card.lines if line.row is not None]

    def notice(self, number: int = 1) -> Notice:
        return next(known for known in self.story.session.state.notices if known.id == UUID(int=number))

    def press(self, number: int = 1, key: Qt.Key = Qt.Key.Key_Space) -> None:
        """The keyboard on the switch of a notice."""
        line = self.card.line(UUID(int=number))
        assert line is not None
        QTest.keyClick(line.switch, key)

    def is_on(self, number: int = 1) -> bool:
        line = self.card.line(UUID(int=number))
        assert line is not None
        return line.switch.isChecked()

    def switched(self, incident_id: UUID) -> list[tuple[str, bool]]:
        """What the incident's timeline tells of notices."""
        told: list[tuple[str, bool]] = []

        async def read() -> None:
            entries = await self.story.session.timeline(incident_id)
            events = [entry.event for entry in entries if isinstance(entry.event, NoticeSwitched)]
            told.extend((event.service, event.on) for event in events)

        drive(read(), "timeline")
        return told


def night(*notices: Notice) -> Story:
    story = Story(me="ana")
    story.claims(story.checkout, "ana", Seat.MANAGER)
    story.session.evolve(notices=notices)
    return story
