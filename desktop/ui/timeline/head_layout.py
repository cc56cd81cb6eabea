"""Where heading, choice, search and copies stand: in one line or in two.

A function of the width alone: a layout that remembers what it did lets a scroll bar beside it come and go for
ever.
"""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE

_NARROW = 640
"""Below this width there are two lines."""
_SEARCH = (100, 200)
"""The least that it is given, and its width in one line with all the others."""
_GAP = 2 * SPACE


class HeadLayout(QLayout):
    """Add heading, choice, search and copies, in this order. Widths are times the text scale."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return max((box.bottom() + 1 for box in self._boxes(width)), default=0)

    def sizeHint(self) -> QSize:
        wide = round(_NARROW * self._theme.text_scale)
        return QSize(wide, self.heightForWidth(wide))

    def minimumSize(self) -> QSize:
        widest = max((item.minimumSize().width() for item in self._items), default=0)
        return QSize(widest, max((item.minimumSize().height() for item in self._items), default=0))

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        for item, box in zip(self._items, self._boxes(rect.width()), strict=True):
            item.setGeometry(box.translated(rect.topLeft()))

    def _boxes(self, width: int) -> list[QRect]:
        scale = self._theme.text_scale
        heading, choice, search, copies = (item.sizeHint() for item in self._items)
        least, wide = (round(part * scale) for part in _SEARCH)
        high = max(choice.height(), search.height(), copies.height())
        buttons = choice.width() + copies.width() + 2 * _GAP
        if width >= _NARROW * scale:
            left = width - buttons - wide
            return [
                QRect(0, (high - heading.height()) // 2, left - _GAP, heading.height()),
                QRect(left, 0, choice.width(), high),
                QRect(left + choice.width() + _GAP, 0, wide, high),
                QRect(width - copies.width(), 0, copies.width(), high),
            ]
        top = heading.height() + _GAP
        head = QRect(0, 0, width, heading.height())
        if width - buttons >= least:
            return [
                head,
                QRect(0, top, choice.width(), high),
                QRect(choice.width() + _GAP, top, width - buttons, high),
                QRect(width - copies.width(), top, copies.width(), high),
            ]
        left = width - copies.width()
        room = min(choice.width(), max(0, width - least - _GAP))
        return [
            QRect(0, (high - heading.height()) // 2, max(0, left - _GAP), heading.height()),
            QRect(0, high + _GAP, room, high),
            QRect(room + _GAP, high + _GAP, width - room - _GAP, high),
            QRect(left, 0, copies.width(), high),
        ]
