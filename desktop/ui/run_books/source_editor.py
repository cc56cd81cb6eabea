"""Where a run-book is written: front matter and Markdown as they are, in letters of one width."""

from __future__ import annotations

import re

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import (
    QFont,
    QFontDatabase,
    QKeyEvent,
    QSyntaxHighlighter,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QWidget

from desktop.core.fixing.variables import PLACE
from desktop.ui.present.words import tr
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone, Type

_LINES = 8
_HEADING = re.compile(r"#{1,6}\s")
_STEP = re.compile(r"(?:\d{1,9}[.)]|[-*+] \[[ xX]\])\s")
_DASHES = re.compile(r"---\s*")
_FRONT, _FENCE = 1, 2


class SourceEditor(QPlainTextEdit):
    """Escape leaves; Tab goes on to the next widget."""

    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setTabChangesFocus(True)
        self.setAccessibleName(tr("Text of the run-book, in Markdown"))
        self._marks = _Marks(theme, self.document())
        theme.changed.connect(self._restyle)
        self._restyle()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.minimumHeight())

    def replace_all(self, text: str) -> None:
        """Another text, as one step that can be undone."""
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(text)

    def mark_lines(self, lines: set[int]) -> None:
        """Underline what is not understood; lines count from 1."""
        selections = []
        for line in sorted(lines):
            block = self.document().findBlockByNumber(line - 1)
            if line < 1 or not block.isValid():
                continue
            marked = QTextEdit.ExtraSelection()
            marked.format.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
            marked.format.setUnderlineColor(self._theme.colour(Tone.ALARM))
            cursor = QTextCursor(block)
            cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
            marked.cursor = cursor
            selections.append(marked)
        self.setExtraSelections(selections)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)

    def _restyle(self) -> None:
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPointSizeF(self._theme.font(Type.SMALL).pointSizeF())
        self.setFont(font)
        self.setMinimumHeight(_LINES * self.fontMetrics().lineSpacing() + 4 * SPACE)


class _Marks(QSyntaxHighlighter):
    """Headings and the marks of steps are bold, front matter is muted, variables are the Engineer's."""

    def __init__(self, theme: Theme, document: QTextDocument) -> None:
        super().__init__(document)
        self._theme = theme
        theme.changed.connect(self.rehighlight)

    def highlightBlock(self, text: str) -> None:
        before = max(0, self.previousBlockState())
        first = self.currentBlock().blockNumber() == 0
        dashes = bool(_DASHES.fullmatch(text))
        fence = text.lstrip().startswith(("```", "~~~"))
        state = before
        if dashes and (first or before == _FRONT):
            state = _FRONT if first else 0
        elif fence and before != _FRONT:
            state = 0 if before == _FENCE else _FENCE
        self.setCurrentBlockState(state)
        if state == _FRONT or before == _FRONT:
            self._mark(text, 0, len(text), Tone.MUTED)
        elif before != _FENCE and not fence:
            found = _HEADING.match(text) or _STEP.match(text)
            if found is not None:
                end = len(text) if _HEADING.match(text) else found.end()
                self._mark(text, 0, end, Tone.TEXT, bold=True)
        for place in PLACE.finditer(text):
            self._mark(text, *place.span(), Tone.ENGINEER, bold=True)

    def _mark(self, text: str, start: int, end: int, tone: Tone, *, bold: bool = False) -> None:
        how = QTextCharFormat()
        how.setForeground(self._theme.colour(tone))
        how.setFontWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
        # Qt counts UTF-16, Python code points.
        begin = len(text[:start].encode("utf-16-le")) // 2
        self.setFormat(begin, len(text[start:end].encode("utf-16-le")) // 2, how)
