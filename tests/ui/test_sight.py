"""What has the keyboard stays in sight on pages that scroll."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QPushButton, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui.widgets.sight import bring_into_sight, let_go


def test_the_keyboard_is_taken_from_what_goes_and_from_nothing_else(qtbot: QtBot) -> None:
    window, goes = QWidget(), QWidget()
    stays, inside = QPushButton("stays"), QPushButton("goes")
    column = QVBoxLayout(window)
    column.addWidget(goes)
    column.addWidget(stays)
    QVBoxLayout(goes).addWidget(inside)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    stays.setFocus()
    assert not let_go(goes)
    assert QApplication.focusWidget() is stays
    inside.setFocus()
    assert let_go(goes)
    assert QApplication.focusWidget() is None


def test_a_page_is_scrolled_to_what_is_to_be_seen(qtbot: QtBot) -> None:
    page, inner, far = QScrollArea(), QWidget(), QPushButton("far below")
    column = QVBoxLayout(inner)
    room = QWidget()
    room.setFixedHeight(3000)
    column.addWidget(room)
    column.addWidget(far)
    page.setWidgetResizable(True)
    page.setWidget(inner)
    qtbot.addWidget(page)
    page.resize(300, 300)
    page.show()
    assert page.verticalScrollBar().value() == 0
    bring_into_sight(far)
    qtbot.waitUntil(lambda: not far.visibleRegion().isEmpty())
    bring_into_sight(page)  # it is on no page: nothing to do
