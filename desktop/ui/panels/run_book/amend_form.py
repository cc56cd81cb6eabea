"""What the incident would have the run-book say: shown as a difference, mended, proposed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from desktop.ui.panels.closing.run_book_editor import RunBookEditor
from desktop.ui.present.telling.texts_difference import DifferenceLine
from desktop.ui.present.words import tr
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone, Type
from desktop.ui.widgets.button import QuietButton
from desktop.ui.widgets.difference_view import DifferenceView
from desktop.ui.widgets.flow_row import FlowRow
from desktop.ui.widgets.label import Label

_LINES = 8
_LONGEST_REASON = 500


class AmendForm(QWidget):
    """`edited`: the text differs from before; `proposed`: as it stands now; `left`: not now."""

    edited = Signal()
    proposed = Signal()
    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = Label(theme, "", Type.SMALL, Tone.MUTED, max_lines=0)
        self.difference = DifferenceView(theme, tr("What would differ"), _LINES)
        self.editor = RunBookEditor(theme)
        self.editor.hide()
        self.editor.textChanged.connect(self.edited)
        self.editor.saved.connect(self._propose)
        self.editor.left.connect(self._stop_editing)
        self.reason = QLineEdit()
        self.reason.setMaxLength(_LONGEST_REASON)
        self.reason.setAccessibleName(tr("Why it should be changed"))
        self.reason.setPlaceholderText(tr("Why it should be changed"))
        self.reason.returnPressed.connect(self._propose)
        self.propose = QuietButton(
            theme, tr("Propose"), "mdi6.file-send-outline", "Ctrl+Enter", tone=Tone.ENGINEER
        )
        self.propose.clicked.connect(self._propose)
        self.edit = QuietButton(theme, tr("Edit the text"), "mdi6.pencil")
        self.edit.clicked.connect(self._edit)
        self.later = QuietButton(theme, tr("Not now"), flat=True)
        self.later.clicked.connect(self.left)
        buttons = FlowRow()
        for button in (self.propose, self.edit, self.later):
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SPACE, 0, 0)
        column.setSpacing(2 * SPACE)
        for widget in (self._words, self.difference, self.editor, self.reason):
            column.addWidget(widget)
        column.addLayout(buttons)

    @property
    def text(self) -> str:
        return self.editor.toPlainText()

    @property
    def words(self) -> str:
        return self._words.text()

    def open(self, text: str, reason: str) -> None:
        """`text` is the whole new body."""
        self.editor.setPlainText(text)
        self.editor.hide()
        self.edit.show()
        self.reason.setText(reason)
        self.show()
        self.propose.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_difference(self, lines: Sequence[DifferenceLine], words: str, *, can_propose: bool) -> None:
        self.difference.show_lines(lines)
        self._words.set(words)
        self._words.setVisible(bool(words))
        self.propose.setEnabled(can_propose)

    def _edit(self) -> None:
        self.editor.show()
        self.edit.hide()
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _stop_editing(self) -> None:
        self.editor.hide()
        self.edit.show()
        self.propose.setFocus(Qt.FocusReason.OtherFocusReason)

    def _propose(self) -> None:
        if self.propose.isEnabled():
            self.proposed.emit()
