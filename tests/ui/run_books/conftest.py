"""The library of run-books over a session at the same table, where Ana looks."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Iterator
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop.core.fixing.run_book import RunBook, RunBookSource
from desktop.core.fixing.run_book_amendment import RunBookAmendment
from desktop.ui.run_books.run_books_presenter import RunBooksPresenter
from desktop.ui.run_books.run_books_view import RunBooksView
from desktop.ui.theme.theme import Theme
from desktop.wire.run_book import ProposedAmendment
from tests.doubles.table_run_books import TableRunBooks
from tests.ui.conftest import drive
from tests.ui.story import Story

CHECKOUT = """---
title: Checkout fails
services: [checkout-api]
owner: Ana Okafor
reviewed_on: 2026-11-01
---
Read [this](https://wiki.example.com/checkout) first.

1. Look
2. Roll back
"""


class Desk:
    """Ana's view, and what others do at their desks."""

    def __init__(self, story: Story, view: RunBooksView, presenter: RunBooksPresenter) -> None:
        self.story, self.view, self.presenter = story, view, presenter
        self.reader, self.writer = view.reader, view.writer
        self.proposals, self.versions = view.proposals, view.versions

    @property
    def hub(self) -> TableRunBooks:
        return self.story.session.run_books

    def settle(self) -> None:
        self.presenter.refresh()
        QApplication.processEvents()

    def happens(self) -> None:
        """Something reached the hub: what is shown is read anew."""
        self.story.session.evolve(cursor=self.story.session.state.cursor + 1)
        self.settle()

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        focused: QWidget | None = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, key, modifiers)
        QApplication.processEvents()

    def rows(self) -> list[str]:
        """What the list says."""
        return [self.view.list.item(n).text() for n in range(self.view.list.count())]

    def choose(self, run_book_id: str) -> None:
        self.view.list.go_to(self.view.list.number_of(run_book_id))
        QApplication.processEvents()

    def write(self, run_book_id: str, text: str) -> None:
        """Open it for writing, and put the text in."""
        self.choose(run_book_id)
        self.reader.change.click()
        self.writer.editor.replace_all(text)
        QApplication.processEvents()

    def save(self) -> None:
        self.writer.editor.setFocus()
        self.press(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)

    def proposes(self, run_book_id: str, old: str, new: str, number: int = 1) -> RunBookAmendment:
        """Somebody would have it say `new` for `old`."""
        book = self.hub.books[run_book_id]
        proposed = ProposedAmendment(
            id=UUID(int=number),
            run_book_id=run_book_id,
            old_body=book.body,
            new_body=book.body.replace(old, new),
            because="One step went otherwise in #142.",
        )
        made: RunBookAmendment = finished(self.hub.propose(proposed))
        return made


def finished(coro: Coroutine[Any, Any, Any]) -> Any:
    """The result of what never waits."""
    try:
        coro.send(None)
    except StopIteration as done:
        return done.value
    raise AssertionError("it waits for something")


Open = Callable[..., Desk]


@pytest.fixture
def open_desk(qtbot: Any, theme: Theme, bridge_of: Any) -> Iterator[Open]:
    """Makes desks, and takes them away at once: the theme of the next test would restyle them."""
    made: list[QWidget] = []

    def make(
        prepare: Callable[[TableRunBooks], object] = samples, width: int = 1180, start: Any = drive
    ) -> Desk:
        story = Story(me="ana")
        prepare(story.session.run_books)
        view = RunBooksView(theme)
        made.append(view)
        desk = Desk(story, view, RunBooksPresenter(view, bridge_of(story), start))
        view.resize(width, 800)
        view.show()
        view.activateWindow()
        qtbot.waitUntil(view.isActiveWindow)
        desk.settle()
        return desk

    yield make
    for view in made:
        view.close()
        view.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def samples(hub: TableRunBooks) -> RunBook:
    """A sample, a file of a repository, and one of the app."""
    hub.put("certificate", "# A certificate ends\n\n1. Renew it\n", RunBookSource.SAMPLE)
    hub.put("lag", "# The replica lags\n\n1. Wait\n2. Call Mei\n", RunBookSource.GIT, "db/lag.md")
    return hub.put("checkout-fails", CHECKOUT)


@pytest.fixture
def desk(open_desk: Open) -> Desk:
    return open_desk()


@pytest.fixture
def browser(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was opened in it."""
    opened: list[str] = []

    def open_url(url: Any) -> bool:
        opened.append(url.toString())
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    return opened
