"""The run-book that would have helped tonight: written new, or one that is there amended."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from desktop.ui.panels.closing.run_book_editor import RunBookEditor
from desktop.ui.panels.closing.step_form import StepForm
from desktop.ui.present.words import tr
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone, Type
from desktop.ui.widgets.button import QuietButton
from desktop.ui.widgets.flow_row import FlowRow
from desktop.ui.widgets.label import Label

_WIDEST = 420
"""Pixels of a title in the menu."""


class RunBookForm(StepForm):
    """`write_wanted`: a draft shall be opened; `amend_wanted` carries the id of a run-book; `saved` and
    `file_wanted`: what is in the editor; `closed`: not now."""

    write_wanted = Signal()
    amend_wanted = Signal(str)
    saved = Signal()
    file_wanted = Signal()
    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._books: tuple[tuple[str, str], ...] = ()
        words = tr("What would have helped tonight? It begins with what is in the timeline.")
        self._words = Label(theme, words, Type.SMALL, Tone.MUTED, max_lines=0)
        self._said = Label(theme, "", Type.SMALL, Tone.MUTED, max_lines=0)
        self._said.hide()
        self.write = QuietButton(theme, tr("Write a run-book"), "mdi6.book-plus-outline")
        self.write.clicked.connect(self.write_wanted)
        self.amend = QuietButton(theme, tr("Amend one"), "mdi6.book-edit-outline", "▾")
        self.amend.clicked.connect(self._offer)
        self.amend.hide()
        self._ways = FlowRow()
        self._ways.addWidget(self.write)
        self._ways.addWidget(self.amend)
        self.editor = RunBookEditor(theme)
        self.editor.saved.connect(self._save)
        self.editor.left.connect(self.closed)
        self.save = QuietButton(theme, tr("Save"), "mdi6.content-save-outline", "Ctrl+Enter")
        self.save.clicked.connect(self._save)
        self.copy = QuietButton(theme, tr("Copy"), "mdi6.content-copy")
        self.copy.clicked.connect(self._copy)
        self.file = QuietButton(theme, tr("Save as…"), "mdi6.file-download-outline")
        self.file.clicked.connect(self.file_wanted)
        self.later = QuietButton(theme, tr("Not now"), key="Esc", flat=True)
        self.later.clicked.connect(self.closed)
        self._lay_out()

    def _lay_out(self) -> None:
        self._writing = QWidget()
        inner = QVBoxLayout(self._writing)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(2 * SPACE)
        buttons = FlowRow()
        for button in (self.save, self.copy, self.file, self.later):
            buttons.addWidget(button)
        inner.addWidget(self.editor)
        inner.addLayout(buttons)
        self._writing.hide()
        self.column.addWidget(self._words)
        self.column.addLayout(self._ways)
        self.column.addWidget(self._writing)
        self.column.addWidget(self._said)

    def first(self) -> QWidget:
        return self.editor if self.writing else self.write

    @property
    def writing(self) -> bool:
        return not self._writing.isHidden()

    @property
    def text(self) -> str:
        return self.editor.toPlainText()

    @property
    def said(self) -> str:
        return self._said.text()

    def show_books(self, books: Sequence[tuple[str, str]]) -> None:
        """Ids and titles of those that may be amended."""
        self._books = tuple(books)
        self.amend.setVisible(bool(books) and not self.writing)

    def amend_menu(self) -> QMenu:
        """The run-books by title."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        metrics = menu.fontMetrics()
        for run_book_id, title in self._books:
            words = metrics.elidedText(title, Qt.TextElideMode.ElideRight, _WIDEST)
            action = menu.addAction(words.replace("&", "&&"))
            action.triggered.connect(lambda _=False, found=run_book_id: self.amend_wanted.emit(found))
        return menu

    def open_editor(self, text: str, save: str) -> None:
        """`save` is what its button says."""
        self.editor.setPlainText(text)
        self.save.setText(save)
        self.save.updateGeometry()
        self._writing.show()
        self.write.hide()
        self.amend.hide()
        self.say("")
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def fold(self) -> None:
        """The ways to begin again."""
        had_keyboard = self.editor.hasFocus() or any(
            button.hasFocus() for button in (self.save, self.copy, self.file, self.later)
        )
        self._writing.hide()
        self.write.show()
        self.amend.setVisible(bool(self._books))
        if had_keyboard:
            self.write.setFocus(Qt.FocusReason.OtherFocusReason)

    def say(self, words: str, tone: Tone = Tone.MUTED) -> None:
        """What came of it."""
        self._said.set(words, tone)
        self._said.setVisible(bool(words))

    def _offer(self) -> None:
        self.amend_menu().popup(self.amend.mapToGlobal(self.amend.rect().bottomLeft()))

    def _save(self) -> None:
        if self.text.strip():
            self.saved.emit()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text)
        self.say(tr("Copied."), Tone.OK)
