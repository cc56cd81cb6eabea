"""Marks in a text what a template left empty."""

from __future__ import annotations

from PySide6.QtGui import QFont, QSyntaxHighlighter, QTextCharFormat, QTextDocument

from desktop.client.drafts import GAP
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import Tone


class GapMarks(QSyntaxHighlighter):
    """Bold, underlined and in the colour of a warning: not by colour alone."""

    def __init__(self, theme: Theme, document: QTextDocument) -> None:
        super().__init__(document)
        self._theme = theme
        theme.changed.connect(self.rehighlight)

    def highlightBlock(self, text: str) -> None:
        marked = QTextCharFormat()
        marked.setForeground(self._theme.colour(Tone.WARN))
        marked.setFontWeight(QFont.Weight.Bold)
        marked.setFontUnderline(True)
        for found in GAP.finditer(text):
            # Qt counts UTF-16, Python code points.
            before = len(text[: found.start()].encode("utf-16-le")) // 2
            self.setFormat(before, len(found[0].encode("utf-16-le")) // 2, marked)
