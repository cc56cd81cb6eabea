"""All versions of one text, what differs in the chosen one, and the way back to it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.present.rows import Section
from desktop.ui.present.telling.texts import TextRow
from desktop.ui.present.telling.texts_difference import DifferenceLine
from desktop.ui.present.words import tr
from desktop.ui.texts.row_list import RowList
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone, Type
from desktop.ui.widgets.button import QuietButton
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.difference_view import DifferenceView
from desktop.ui.widgets.label import Label

_LINES = 6
_FEWEST, _MOST = 2, 6


class VersionsCard(Card):
    """`chosen` and `restore_wanted` carry the number of a version."""

    chosen = Signal(int)
    restore_wanted = Signal(int)
    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self._theme = theme
        self.back = QuietButton(theme, tr("Preview"), "mdi6.arrow-left", "Esc", flat=True)
        self.back.clicked.connect(self.left)
        self.list = RowList(theme, tr("Versions"))
        self.list.moved.connect(self._choose)
        self.list.left.connect(self.left)
        self._words = Label(theme, "", Type.SMALL, Tone.MUTED, max_lines=0)
        self.text = DifferenceView(theme, tr("What differs"), _LINES)
        self.restore = QuietButton(theme, tr("Restore"), "mdi6.backup-restore")
        self.restore.clicked.connect(lambda: self.restore_wanted.emit(self.version))
        head = QHBoxLayout()
        head.addWidget(Label(theme, tr("Versions"), Type.STRONG), 1)
        head.addWidget(self.back)
        column = QVBoxLayout(self)
        column.setContentsMargins(4 * SPACE, 4 * SPACE, 4 * SPACE, 4 * SPACE)
        column.setSpacing(2 * SPACE)
        column.addLayout(head)
        column.addWidget(self.list)
        column.addWidget(self._words)
        column.addWidget(self.text, 1)
        column.addWidget(self.restore, 0, Qt.AlignmentFlag.AlignLeft)
        theme.changed.connect(self._restyle)
        self._restyle()

    @property
    def version(self) -> int:
        """The chosen one; -1 when there is none."""
        number = self.list.currentRow()
        row = self.list.row_of(number) if number >= 0 else None
        return int(row.key) if isinstance(row, TextRow) else -1

    @property
    def words(self) -> str:
        return self._words.text()

    def show_versions(self, rows: Sequence[TextRow | Section], chosen: int) -> None:
        """The newest first."""
        self.list.show_rows(rows)
        self.list.go_to(self.list.number_of(str(chosen)))
        self._restyle()

    def show_difference(
        self, lines: Sequence[DifferenceLine], words: str, restore: str, *, can_restore: bool
    ) -> None:
        self._words.set(words)
        self.text.show_lines(lines)
        self.restore.setText(restore)
        self.restore.updateGeometry()
        self.restore.setEnabled(can_restore)

    def go_on(self) -> None:
        """The keyboard goes to the list: the button that was pressed has nothing more to do."""
        if self.isVisible():
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)

    def _choose(self, _number: int) -> None:
        self.chosen.emit(self.version)

    def _restyle(self) -> None:
        row = max(1, self.list.sizeHintForRow(0))
        high = max(_FEWEST * row, min(self.list.content_height(), _MOST * row))
        self.list.setFixedHeight(high + SPACE)
