"""What the outgoing pair wrote, and where one of them writes it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui.hand_over.note_editor import NoteEditor
from desktop.ui.present.schedule.hand_over import HandOverPage, NoteRow
from desktop.ui.present.words import tr
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone, Type
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.label import Label


class NoteBlock(QWidget):
    """What one of them wrote: all of it, however long."""

    def __init__(self, theme: Theme, row: NoteRow) -> None:
        super().__init__()
        self.row = row
        self.setAccessibleName(f"{row.who}: {row.text}")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, SPACE)
        column.setSpacing(SPACE)
        column.addWidget(Label(theme, row.who, Type.SMALL, Tone.MUTED, max_lines=2))
        column.addWidget(Label(theme, row.text, Type.BODY, max_lines=0))


class NotesCard(Card):
    """Rebuilt only when what it says differs; the editor stays."""

    saved = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self._rows: tuple[NoteRow, ...] = ()
        self.blocks: list[NoteBlock] = []
        self._notes = QVBoxLayout()
        self._notes.setSpacing(SPACE)
        self._empty = Label(theme, tr("Nothing is written yet."), Type.BODY, Tone.MUTED, max_lines=0)
        self.editor = NoteEditor(theme)
        self.editor.saved.connect(self.saved)
        self.editor.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(5 * SPACE, 3 * SPACE, 5 * SPACE, 4 * SPACE)
        column.setSpacing(3 * SPACE)
        column.addWidget(Label(theme, tr("From the outgoing pair"), Type.STRONG))
        column.addWidget(self._empty)
        column.addLayout(self._notes)
        column.addWidget(self.editor)

    def show_page(self, page: HandOverPage) -> None:
        writes = page.my_note is not None
        self.editor.setVisible(writes)
        if page.my_note is not None:
            self.editor.show_note(page.my_note)
        self._empty.setVisible(not page.notes and not writes)
        if page.notes == self._rows:
            return
        self._rows = page.notes
        for block in self.blocks:
            self._notes.removeWidget(block)
            block.hide()
            block.deleteLater()
        self.blocks = [NoteBlock(self._theme, row) for row in page.notes]
        for block in self.blocks:
            self._notes.addWidget(block)
