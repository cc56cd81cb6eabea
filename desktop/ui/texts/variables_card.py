"""What a text may name, and what each is: a click or Enter puts one into the text."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from desktop.ui.present.telling.texts import VariableRow
from desktop.ui.present.words import tr
from desktop.ui.texts.row_list import RowList
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone, Type
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.label import Label

_FEWEST = 4


class VariablesCard(Card):
    """`inserted` carries what comes into the text; `left`: Escape."""

    inserted = Signal(str)
    left = Signal()

    def __init__(self, theme: Theme, variables: Sequence[VariableRow], parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self._whole = False
        self.list = RowList(theme, tr("Variables: Enter puts one into the text"))
        self.list.show_rows(variables)
        self.list.pressed_row.connect(self._insert)
        self.list.clicked_row.connect(self._insert)
        self.list.left.connect(self.left)
        column = QVBoxLayout(self)
        column.setContentsMargins(4 * SPACE, 3 * SPACE, 4 * SPACE, 3 * SPACE)
        column.setSpacing(SPACE)
        words = tr("Put in what is filled in later (Ctrl+Space)")
        self._caption = Label(theme, words, Type.SMALL, Tone.MUTED)
        column.addWidget(self._caption)
        column.addWidget(self.list, 1)
        column.addStretch(0)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        theme.changed.connect(self._restyle)
        self._restyle()

    def open(self) -> None:
        """Give it the keyboard."""
        self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_whole(self, whole: bool) -> None:
        """All of it, or as much as there is room for."""
        self._whole = whole
        self._restyle()

    def _insert(self, number: int) -> None:
        row = self.list.row_of(number)
        if isinstance(row, VariableRow):
            self.inserted.emit(row.inserted)

    def _restyle(self) -> None:
        whole = self.list.content_height() + SPACE
        row = max(1, self.list.sizeHintForRow(0))
        self.list.setMinimumHeight(whole if self._whole else min(whole, _FEWEST * row + 2 * SPACE))
        self.list.setMaximumHeight(whole)
        self.setMaximumHeight(whole + self._caption.sizeHint().height() + 7 * SPACE)
