"""Where a text is written, in Jinja2: what is filled in later looks different from what is read as it is."""

from __future__ import annotations

import re

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFont,
    QKeyEvent,
    QSyntaxHighlighter,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from desktop.client.drafts import VARIABLES
from desktop.ui.present.words import tr
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone, Type

_EXPRESSION = re.compile(r"\{\{.*?(?:\}\}|$)")
_STATEMENT = re.compile(r"\{[%#].*?(?:[%#]\}|$)")
_QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"")
_NAME = re.compile(rf"\b(?:{'|'.join(VARIABLES)})\b")
_LINES = 6


def _asks_for_variables(event: QKeyEvent) -> bool:
    control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
    return control and event.key() == Qt.Key.Key_Space


class SourceMarks(QSyntaxHighlighter):
    """Variables in bold and in the Manager's colour; `if` and `for` muted."""

    def __init__(self, theme: Theme, document: QTextDocument) -> None:
        super().__init__(document)
        self._theme = theme
        theme.changed.connect(self.rehighlight)

    def highlightBlock(self, text: str) -> None:
        for found in _STATEMENT.finditer(text):
            self._mark(text, *found.span(), self._format(Tone.MUTED))
            self._names(text, *found.span())
        for found in _EXPRESSION.finditer(text):
            self._mark(text, *found.span(), self._format(Tone.MANAGER))
            self._names(text, *found.span())
            for quoted in _QUOTED.finditer(text, *found.span()):
                self._mark(text, *quoted.span(), self._format(Tone.TEXT))

    def _names(self, text: str, start: int, end: int) -> None:
        for name in _NAME.finditer(text, start, end):
            self._mark(text, *name.span(), self._format(Tone.MANAGER, bold=True))

    def _format(self, tone: Tone, *, bold: bool = False) -> QTextCharFormat:
        made = QTextCharFormat()
        made.setForeground(self._theme.colour(tone))
        made.setFontWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
        return made

    def _mark(self, text: str, start: int, end: int, how: QTextCharFormat) -> None:
        # Qt counts UTF-16, Python code points.
        before = len(text[:start].encode("utf-16-le")) // 2
        self.setFormat(before, len(text[start:end].encode("utf-16-le")) // 2, how)


class SourceLine(QLineEdit):
    """The subject. Control and Space asks for the variables."""

    entered = Signal()
    variables_wanted = Signal()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if _asks_for_variables(event):
            self.variables_wanted.emit()
        else:
            super().keyPressEvent(event)


class SourceText(QPlainTextEdit):
    """Tab leaves; Control and Space asks for the variables."""

    entered = Signal()
    variables_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._broken_line = 0
        self.setTabChangesFocus(True)
        self.setAccessibleName(tr("Text"))
        self.marks = SourceMarks(theme, self.document())
        theme.changed.connect(self._restyle)
        self._restyle()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.minimumHeight())

    def replace_all(self, text: str) -> None:
        """Other words, as one step that can be undone."""
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(text)

    def mark_line(self, line: int) -> None:
        """Underline what is broken; counts from 1, 0 marks nothing."""
        self._broken_line = line
        block = self.document().findBlockByNumber(line - 1) if line > 0 else None
        if block is None or not block.isValid():
            self.setExtraSelections([])
            return
        marked = QTextEdit.ExtraSelection()
        marked.format.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        marked.format.setUnderlineColor(self._theme.colour(Tone.ALARM))
        cursor = QTextCursor(block)
        cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
        marked.cursor = cursor
        self.setExtraSelections([marked])

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if _asks_for_variables(event):
            self.variables_wanted.emit()
        else:
            super().keyPressEvent(event)

    def _restyle(self) -> None:
        self.setFont(self._theme.font(Type.BODY))
        self.setMinimumHeight(_LINES * self.fontMetrics().lineSpacing() + 4 * SPACE)
        self.mark_line(self._broken_line)
