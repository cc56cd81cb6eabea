"""One link: a button with its text, and beside or below it where it leads."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from desktop.ui.present.fixing.links import LinkRowView
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone, Type
from desktop.ui.widgets.button import QuietButton
from desktop.ui.widgets.label import Label

_WIDE = 480
"""Pixels at text scale 1, from which text and host have room beside each other."""


class _Open(QuietButton):
    moved = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.moved.emit(-1 if event.key() == Qt.Key.Key_Up else 1)
        else:
            super().keyPressEvent(event)


class LinkRow(QWidget):
    """`opened` carries the address; `moved` -1 or 1: to the row above or below."""

    opened = Signal(str)
    moved = Signal(int)

    def __init__(self, theme: Theme, view: LinkRowView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.view = view
        self.open = _Open(theme, view.text, "mdi6.open-in-new")
        self.open.clicked.connect(lambda: self.opened.emit(self.view.href))
        self.open.moved.connect(self.moved)
        self._where = Label(theme, "", Type.SMALL, Tone.MUTED, max_lines=0)  # a host is never cut
        self._box = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(SPACE)
        self._box.addWidget(self.open, 0, Qt.AlignmentFlag.AlignLeft)
        self._box.addWidget(self._where, 1)
        self.show_view(view)

    @property
    def where(self) -> str:
        """Where it leads and who says so."""
        return self._where.text()

    def show_view(self, view: LinkRowView) -> None:
        self.view = view
        if self.open.text() != view.text:
            self.open.setText(view.text)
            self.open.updateGeometry()
        self.open.setAccessibleName(view.spoken)
        self.open.setToolTip(view.href)
        self._where.set(" · ".join(part for part in (view.host, view.about) if part))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = event.size().width() >= _WIDE * self._theme.text_scale
        direction = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        self._box.setDirection(direction)
        self._box.setSpacing(2 * SPACE if wide else SPACE)
        self.open.setMaximumWidth(event.size().width() // 2 if wide else event.size().width())
