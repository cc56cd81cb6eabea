"""The view of the texts over a session at the same table, where Ana looks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.hub.usecases.telling.templates import shipped
from desktop.ui.texts.source_card import SourceCard
from desktop.ui.texts.texts_presenter import TextsPresenter
from desktop.ui.texts.texts_view import TextsView
from desktop.ui.theme.theme import Theme
from tests.doubles.table_session import TableSession
from tests.ui.conftest import drive
from tests.ui.story import Story


@dataclass
class Desk:
    """Ana's view, and what others do at their desks."""

    story: Story
    view: TextsView
    presenter: TextsPresenter

    @property
    def session(self) -> TableSession:
        return self.story.session

    @property
    def card(self) -> SourceCard:
        return self.view.source

    def type(self, words: str) -> None:
        """At the beginning of the text."""
        self.card.text.moveCursor(self.card.text.textCursor().MoveOperation.Start)
        QTest.keyClicks(self.card.text, words)

    def save(self) -> None:
        QTest.keyClick(self.card.text, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)

    def press(self, key: Qt.Key, where: Any = None) -> None:
        QTest.keyClick(where or self.view.focusWidget(), key)

    def spoken(self, key: str) -> str:
        """What the list says of a text."""
        return self.view.list.item(self.view.list.number_of(key)).text()


Open = Callable[..., Desk]


@pytest.fixture
def open_desk(qtbot: Any, theme: Theme, bridge_of: Any) -> Open:
    def make(story: Story | None = None, width: int = 1216, height: int = 800) -> Desk:
        story = story or Story(me="ana")
        story.session.versions = list(shipped())
        story.session.evolve(templates=shipped())
        view = TextsView(theme)
        presenter = TextsPresenter(view, bridge_of(story), drive)
        qtbot.addWidget(view)
        view.resize(width, height)
        view.show()
        view.activateWindow()
        qtbot.waitUntil(view.isActiveWindow)
        presenter.refresh()
        view.setFocus()
        return Desk(story, view, presenter)

    return make


@pytest.fixture
def desk(open_desk: Open) -> Desk:
    return open_desk()
