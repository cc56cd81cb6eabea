"""The card of run-books of one person, and what others do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop.core.fixing.run_book_amendment import RunBookAmendment
from desktop.core.fixing.work import RunBookWork, StepState
from desktop.ui.panels.run_book.run_book_card import RunBookCard
from desktop.ui.panels.run_book.run_book_presenter import RunBookCardPresenter
from desktop.ui.panels.run_book.step_row import StepRow
from desktop.ui.theme.theme import Theme
from tests.ui.conftest import drive
from tests.ui.panels.conftest import Stand
from tests.ui.story import Story

TEXT = """---
title: Checkout fails
services: [checkout-api]
owner: Ana Okafor
reviewed_on: 2026-11-01
links:
  - {Dashboard: 'https://grafana.example.com/d/checkout'}
---
Read [this](https://wiki.example.com/checkout) first.

1. Look whether {{ service }} answers

   ```check http Start page answers
   url: https://{{ host }}/
   ```
2. Roll back, see [the registry](https://registry.example.com)

   ```sh
   kubectl rollout undo deployment/{{ service }}
   ```
3. Say it in #shop
4. See that the rate falls
"""


def focused() -> QWidget:
    """What has the keyboard."""
    found: QWidget | None = QApplication.focusWidget()
    assert found is not None
    return found


class Desk:
    """The card of one person, and what others do."""

    def __init__(self, stood: Stand, card: RunBookCard) -> None:
        self.stood, self.card, self.story = stood, card, stood.story
        self.page, self.finder = card.book, card.finder

    def settle(self) -> None:
        self.stood.show()
        QApplication.processEvents()

    @property
    def row(self) -> StepRow:
        """The one with the keyboard."""
        found = next((row for row in self.page.steps.rows if row.hasFocus()), None)
        assert found is not None, QApplication.focusWidget()
        return found

    def press(self, *keys: Qt.Key) -> None:
        for key in keys:
            QTest.keyClick(focused(), key)
            self.settle()

    def type(self, words: str) -> None:
        QTest.keyClicks(focused(), words)
        self.settle()

    def open(self) -> None:
        self.finder.list.setFocus()
        self.press(Qt.Key.Key_Return)

    @property
    def work(self) -> RunBookWork:
        (work,) = self.story.incident(self.story.checkout).work
        return work

    def marks(self) -> list[tuple[str, StepState, str]]:
        return [(mark.title, mark.state, mark.words) for mark in self.work.marks]

    def told(self) -> list[str]:
        return [row.told.text() for row in self.page.steps.rows]

    def rows(self) -> list[str]:
        """What the list says."""
        return [self.finder.list.item(n).text() for n in range(self.finder.list.count())]

    def amendments(self) -> list[RunBookAmendment]:
        return list(self.story.session.run_books._amendments.values())


Open = Callable[..., Desk]


@pytest.fixture
def desk_of(stand: Callable[..., Stand], theme: Theme) -> Open:
    def make(me: str = "ben", start: Any = drive, text: str = TEXT) -> Desk:
        story = Story(me)
        if text:
            story.session.run_books.put("checkout-fails", text)
        story.session.run_books.put("certificate", "# A certificate ends\n\n1. Renew it\n")
        card = RunBookCard(theme)
        stood = stand(story, card, lambda bridge: RunBookCardPresenter(card, bridge, start))
        desk = Desk(stood, card)
        desk.settle()
        return desk

    return make


@pytest.fixture
def desk(desk_of: Open) -> Desk:
    return desk_of()
