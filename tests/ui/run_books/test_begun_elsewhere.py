"""A run-book that was begun in the retro goes on in the library."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from desktop.ui.bridge import Bridge
from desktop.ui.main_window.places import Place
from desktop.ui.main_window.surroundings import HubInfo
from desktop.ui.main_window.window import MainWindow
from desktop.ui.present.schedule.duty import SoundState
from desktop.ui.run_books.run_books_view import RunBooksView
from desktop.ui.theme.theme import Theme
from tests.ui.conftest import drive
from tests.ui.story import Story

FIRST = '---\ntitle: "When checkout-api fails"\n---\n\n1. Look\n'


def test_it_is_opened_to_be_written_and_another_one_does_not_replace_it(theme: Theme, qtbot: QtBot) -> None:
    story = Story("ben", quiet=True)
    bridge = Bridge(story.session, story.clock)
    window = MainWindow(bridge, theme, sound=SoundState, hub=HubInfo, start=drive)
    qtbot.addWidget(window)
    window.show()
    window.write_run_book(FIRST)
    assert window.place is Place.RUN_BOOKS
    view = window.view_of(Place.RUN_BOOKS)
    assert isinstance(view, RunBooksView)
    assert view.page is view.writer
    assert view.writer.text == FIRST
    window.write_run_book(FIRST.replace("checkout", "search"))
    assert view.writer.text == FIRST
    assert "not saved yet" in view.writer.said
    view.save_wanted.emit()
    assert [book.title for book in story.session.run_books.books.values()] == ["When checkout-api fails"]
    bridge.close()
