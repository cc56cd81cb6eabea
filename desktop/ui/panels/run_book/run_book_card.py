"""Run-books for the Engineer: the list of what fits, or the one that is worked through."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from desktop.ui.panels.run_book.book_page import BookPage
from desktop.ui.panels.run_book.find_page import FindPage
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE
from desktop.ui.widgets.card import Card


class RunBookCard(Card):
    """`check_wanted` carries a diagnostic's id: run it."""

    check_wanted = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self.finder = FindPage(theme)
        self.book = BookPage(theme)
        self.book.hide()
        self.book.back_wanted.connect(self.close_book)
        self.book.steps.check_wanted.connect(self.check_wanted)
        column = QVBoxLayout(self)
        column.setContentsMargins(4 * SPACE, 3 * SPACE, 3 * SPACE, 3 * SPACE)
        column.addWidget(self.finder)
        column.addWidget(self.book)

    @property
    def is_open(self) -> bool:
        """Whether a run-book is shown, and not the list."""
        return not self.book.isHidden()

    def search(self) -> None:
        """To the line, from anywhere."""
        if self.is_open:
            self.book.back_wanted.emit()
        self.finder.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.finder.line.selectAll()

    def open_book(self) -> None:
        self.finder.hide()
        self.book.show()

    def close_book(self) -> None:
        """Back to the list."""
        focused = QApplication.focusWidget()
        had_keyboard = focused is not None and self.book.isAncestorOf(focused)
        self.book.hide()
        self.book.form.hide()
        self.book.link.hide()
        self.finder.show()
        if had_keyboard:
            to = self.finder.list if self.finder.list.count() else self.finder.line
            to.setFocus(Qt.FocusReason.OtherFocusReason)
