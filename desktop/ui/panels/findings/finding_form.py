"""One finding as it is edited in its place: its words, and the evidence as it was pasted."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QFontDatabase, QKeyEvent, QTextOption
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from desktop.core.fixing.finding import LONGEST_WORDS
from desktop.ui.present.fixing.findings import too_long
from desktop.ui.present.words import tr
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone, Type
from desktop.ui.widgets.button import QuietButton
from desktop.ui.widgets.flow_row import FlowRow
from desktop.ui.widgets.label import Label

_LINES = 5


class _Words(QLineEdit):
    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class _Evidence(QPlainTextEdit):
    """Control and Enter saves, Escape leaves, Tab goes on."""

    saved = Signal()
    left = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setTabChangesFocus(True)
        self.setPlaceholderText(tr("Evidence: paste what shows it"))
        self.setAccessibleName(tr("Evidence"))
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        theme.changed.connect(self._restyle)
        self._restyle()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if control and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.saved.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _restyle(self) -> None:
        font = QFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        font.setPointSizeF(self._theme.font(Type.SMALL).pointSizeF())
        self.setFont(font)
        self.setFixedHeight(_LINES * self.fontMetrics().lineSpacing() + 4 * SPACE)


class FindingForm(QWidget):
    """`saved`: the words and the evidence stand as they are here; `left`: nothing shall change."""

    saved = Signal()
    left = Signal()

    def __init__(self, theme: Theme, words: str, evidence: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = _Words(words)
        self.words.setAccessibleName(tr("Finding"))
        self.words.setPlaceholderText(tr("What is it?"))
        self.words.setMaxLength(LONGEST_WORDS)
        self.words.setCursorPosition(0)
        self.evidence = _Evidence(theme)
        self.evidence.setPlainText(evidence)
        self.hint = Label(theme, "", Type.SMALL, Tone.WARN, max_lines=0)
        self.hint.hide()
        self.length = Label(theme, "", Type.SMALL, Tone.WARN, max_lines=0)
        self.evidence.textChanged.connect(self._measure)
        self._measure()
        self.save = QuietButton(theme, tr("Save"), "mdi6.check", "Ctrl+Enter", tone=Tone.ENGINEER)
        self.leave = QuietButton(theme, tr("Leave it"), key="Esc", flat=True)
        buttons = FlowRow()
        buttons.addWidget(self.save)
        buttons.addWidget(self.leave)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * SPACE)
        column.addWidget(self.words)
        column.addWidget(self.evidence)
        column.addWidget(self.length)
        column.addWidget(self.hint)
        column.addLayout(buttons)
        self.words.returnPressed.connect(self._save)
        self.words.left.connect(self.left)
        self.evidence.saved.connect(self._save)
        self.evidence.left.connect(self.left)
        self.save.clicked.connect(self._save)
        self.leave.clicked.connect(self.left)

    def say(self, words: str) -> None:
        """That somebody else changed it meanwhile; empty: nobody did."""
        self.hint.set(words)
        self.hint.setVisible(bool(words))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _measure(self) -> None:
        words = too_long(self.evidence.toPlainText())
        self.length.set(words)
        self.length.setVisible(bool(words))

    def _save(self) -> None:
        if self.words.text().strip():
            self.saved.emit()
        else:
            self.words.setFocus(Qt.FocusReason.OtherFocusReason)
