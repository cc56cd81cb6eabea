"""What differs between two texts, to read: a sign before each line, the words that differ marked."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QFont, QSyntaxHighlighter, QTextCharFormat, QTextDocument
from PySide6.QtWidgets import QWidget

from desktop.ui.present.telling.texts_difference import Change, DifferenceLine
from desktop.ui.texts.reading_text import ReadingText
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import Tone

_TONES = {Change.COMES: Tone.OK, Change.GOES: Tone.ALARM, Change.SAME: Tone.MUTED}


class DifferenceView(ReadingText):
    """Shows `lines` lines at least."""

    def __init__(self, theme: Theme, name: str, lines: int, parent: QWidget | None = None) -> None:
        super().__init__(theme, name, lines, parent)
        self._marks = _Marks(theme, self.document())

    def show_lines(self, lines: Sequence[DifferenceLine]) -> None:
        """What is there already stays as it is, also where it was scrolled to."""
        if lines != self._marks.lines:
            self._marks.lines = lines
            self.setPlainText("\n".join(line.shown for line in lines))


class _Marks(QSyntaxHighlighter):
    """Each line has its sign; the words that differ are bold and underlined, the colour comes on top."""

    def __init__(self, theme: Theme, document: QTextDocument) -> None:
        super().__init__(document)
        self._theme = theme
        self.lines: Sequence[DifferenceLine] = ()
        theme.changed.connect(self.rehighlight)

    def highlightBlock(self, text: str) -> None:
        number = self.currentBlock().blockNumber()
        if number >= len(self.lines):
            return
        line = self.lines[number]
        plain = QTextCharFormat()
        plain.setForeground(self._theme.colour(_TONES[line.change]))
        self.setFormat(0, _units(text), plain)
        marked = QTextCharFormat(plain)
        marked.setFontWeight(QFont.Weight.Bold)
        marked.setFontUnderline(True)
        sign = len(line.shown) - len(line.text)
        for start, end in line.marked:
            self.setFormat(sign + _units(line.text[:start]), _units(line.text[start:end]), marked)


def _units(text: str) -> int:
    """Qt counts UTF-16, Python code points."""
    return len(text.encode("utf-16-le")) // 2
