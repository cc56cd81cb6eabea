"""A text of somebody else's to read and to copy from: plain, as high as it is long, up to some lines."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFont, QFontDatabase, QResizeEvent, QTextOption
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Type

_MOST_LINES = 8
_LONGEST = 200_000
"""More characters than anybody reads here; a longer text would hold up the window."""


class ReadingBox(QPlainTextEdit):
    """Scrolls when longer than eight lines; Tab leaves it. `raw` is monospaced."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._raw = False
        self._text = ""
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setAccessibleName(name)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        theme.changed.connect(self._restyle)
        self._restyle()

    def show_text(self, text: str, *, raw: bool) -> None:
        """Put `text` in, unless it is there already: what is selected stays selected."""
        if raw is not self._raw:
            self._raw = raw
            self._restyle()
        if text != self._text:
            self._text = text
            self.setPlainText(text[:_LONGEST])
            self._fit()

    def _restyle(self) -> None:
        font = self._theme.font(Type.SMALL)
        if self._raw:
            size = font.pointSizeF()
            font = QFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
            font.setPointSizeF(size)
        self.setFont(font)
        self._fit()

    def _fit(self) -> None:
        lines = min(max(1, round(self.document().size().height())), _MOST_LINES)
        room = 2 * self.document().documentMargin() + 5 * SPACE
        self.setFixedHeight(round(lines * self.fontMetrics().lineSpacing() + room))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._fit()
