"""A timeline by itself: card, presenter, and the story behind them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID, uuid4

import pytest
from PySide6.QtWidgets import QApplication

from desktop.core.incident.commands import AddNote, SendUpdate
from desktop.core.incident.events import NoteKind
from desktop.core.telling.update import Readers, Stage
from desktop.ui.bridge import Bridge
from desktop.ui.present.rows import TimelineRow
from desktop.ui.theme.theme import Theme
from desktop.ui.timeline.timeline_card import TimelineCard
from desktop.ui.timeline.timeline_presenter import TimelinePresenter
from desktop.ui.timeline_loader import TimelineLoader
from tests.ui.conftest import drive
from tests.ui.story import Story

UPDATE = "We look into failed payments.\n\nOrders already placed are safe."


class Shown:
    """What a person has before them."""

    def __init__(self, theme: Theme, story: Story, bridge: Bridge) -> None:
        self.story, self.bridge = story, bridge
        self.card = TimelineCard(theme)
        self.presenter = TimelinePresenter(self.card, bridge, TimelineLoader(story.session, drive))
        self.refused: list[str] = []
        bridge.refused.connect(self.refused.append)
        self.show(story.checkout)

    def show(self, incident_id: UUID) -> None:
        now, viewer = self.bridge.hub_now(), self.bridge.viewer
        self.presenter.show(self.story.incident(incident_id), self.story.team, viewer, now)

    def writes(self, text: str, kind: NoteKind = NoteKind.NOTE) -> None:
        self.story.session.do(self.story.checkout, partial(AddNote, text=text, kind=kind))

    def tells(self) -> None:
        """An update with a text longer than its row."""
        make = partial(
            SendUpdate,
            update_id=uuid4(),
            stage=Stage.INVESTIGATING,
            readers=Readers.COLLEAGUES,
            text=UPDATE,
            channels=(),
        )
        self.story.session.do(self.story.checkout, make)

    @property
    def rows(self) -> list[TimelineRow]:
        rows = self.card.list.rows
        found = [rows.row(number) for number in range(rows.rowCount())]
        return [row for row in found if isinstance(row, TimelineRow)]

    @property
    def titles(self) -> list[str]:
        return [row.title for row in self.rows]


@pytest.fixture
def shown(qtbot: Any, theme: Theme, bridge_of: Callable[[Story], Bridge], story: Story) -> Shown:
    """Ben sees the checkout's timeline, 700 pixels wide; the card has the keyboard."""
    made = Shown(theme, story, bridge_of(story))
    qtbot.addWidget(made.card)
    made.card.resize(700, 420)
    made.card.show()
    made.card.activateWindow()
    qtbot.waitUntil(made.card.isActiveWindow)
    made.card.list.setFocus()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is made.card.list)
    return made
