"""What is shown goes to the clipboard or into a file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from desktop.core.incident.events import NoteKind
from desktop.ui.present.timeline.timeline_filter import Filter
from desktop.ui.timeline.takeaway import Takeaway
from tests.ui.timeline.conftest import UPDATE, Shown


def copied() -> tuple[str, str]:
    """Plain text and HTML of the clipboard."""
    mime = QGuiApplication.clipboard().mimeData()
    return mime.text(), mime.html()


def choose(shown: Shown, words: str) -> None:
    menu = shown.card.head.copy_menu()
    next(action for action in menu.actions() if action.text() == words).trigger()


def test_markdown_of_what_is_shown_as_plain_text(shown: Shown) -> None:
    shown.writes("Alert on the pool", NoteKind.TODO)
    shown.card.head.choose(Filter.TODOS)
    choose(shown, "As Markdown")
    text, html = copied()
    assert text.startswith("# \\#142 Checkout fails for 31 % of customers\n")
    assert "** Alert on the pool — To do · You" in text
    assert "Paged" not in text, "what the filter hides is not taken"
    assert html == ""
    assert shown.card.head.count == "Copied 1 entry as Markdown"


def test_html_comes_with_plain_text_for_where_none_is_taken(shown: Shown) -> None:
    choose(shown, "As HTML")
    text, html = copied()
    assert text.startswith("# \\#142 ")
    assert "<h1>#142 Checkout fails for 31 % of customers</h1>" in html
    assert shown.card.head.count == "Copied 2 entries as HTML"


def test_the_count_comes_back(qtbot: Any, shown: Shown) -> None:
    shown.card._told.setInterval(1)
    choose(shown, "As HTML")
    qtbot.waitUntil(lambda: shown.card.head.count == "2 entries")


def saving(shown: Shown) -> QFileDialog:
    choose(shown, "Save as…")
    (dialog,) = shown.card.findChildren(QFileDialog)
    return dialog


def test_the_suffix_decides_what_is_saved(shown: Shown, tmp_path: Path) -> None:
    for name in ("told.md", "told.html"):
        dialog = saving(shown)
        assert dialog.isVisible()
        assert Path(dialog.selectedFiles()[0]).name == "incident-142.md"
        dialog.fileSelected.emit(str(tmp_path / name))
        assert shown.card.head.count == f"Saved as {name}"
        dialog.setParent(None)
        dialog.close()
    assert (tmp_path / "told.md").read_text(encoding="utf-8").startswith("# \\#142 Checkout")
    page = (tmp_path / "told.html").read_text(encoding="utf-8")
    assert page.startswith('<!doctype html>\n<html><head><meta charset="utf-8"><title>#142 Checkout')
    assert "<h1>#142 Checkout" in page


def test_the_dialog_saves_where_it_is_told(shown: Shown, tmp_path: Path) -> None:
    dialog = saving(shown)
    dialog.setDirectory(str(tmp_path))
    dialog.filterSelected.emit(dialog.nameFilters()[1])
    dialog.selectFile("night")
    dialog.accept()
    assert (tmp_path / "night.html").read_text(encoding="utf-8").startswith("<!doctype html>")


def test_a_file_that_cannot_be_written_is_told(shown: Shown, tmp_path: Path) -> None:
    dialog = saving(shown)
    dialog.fileSelected.emit(str(tmp_path / "nowhere" / "told.md"))
    dialog.close()
    assert shown.refused == ["“told.md” was not saved: No such file or directory. Choose another folder."]


def test_a_row_is_copied_by_key_and_by_menu(shown: Shown) -> None:
    shown.tells()
    rows = shown.card.list
    rows.setCurrentIndex(rows.rows.index(0))
    QTest.keyClick(rows, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    text, _html = copied()
    assert text.splitlines()[0].startswith("03:41 You told colleagues: Investigating — ")
    assert text.endswith(UPDATE)
    assert shown.card.head.count == "Copied 1 entry"
    menu = rows.menu_of(rows.rows.index(1))
    assert [action.text() for action in menu.actions()] == ["Copy this entry"]
    menu.actions()[0].trigger()
    assert copied()[0].startswith("03:41 Paged ")


@pytest.mark.usefixtures("qapp")
def test_nothing_is_copied_when_nothing_is_shown(shown: Shown) -> None:
    QGuiApplication.clipboard().setText("before")
    shown.card.head.choose(Filter.TODOS)
    (takeaway,) = shown.card.findChildren(Takeaway)
    takeaway.copy_html()
    assert takeaway.ask_for_file() is None
    assert copied()[0] == "before"
