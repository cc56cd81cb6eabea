"""A row of tabs: word, icon and key; the chosen one is underlined in its own colour."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone
from desktop.ui.widgets.button import Button

_LINE = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Tab:
    """`key` is the keyboard's way to it, as it is shown."""

    label: str
    icon: str
    key: str
    tone: Tone = Tone.TEXT


class _TabButton(Button):
    def __init__(self, theme: Theme, tab: Tab) -> None:
        super().__init__(theme, tab.label, tab.icon, tab.key)
        self._tone = tab.tone
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def fill(self) -> QColor | None:
        return self._theme.colour(Tone.RAISED) if self.underMouse() and not self.isChecked() else None

    def ink(self) -> QColor:
        return self._theme.colour(self._tone if self.isChecked() else Tone.MUTED)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setPen(QPen(self._theme.colour(Tone.LINE), 1))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
        if self.isChecked():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.colour(self._tone))
            painter.drawRect(QRectF(0, self.height() - _LINE, self.width(), _LINE))


class Tabs(QWidget):
    """`chosen` carries the number of the tab that a person chose."""

    chosen = Signal(int)

    def __init__(self, theme: Theme, name: str, tabs: Sequence[Tab], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE)
        for number, tab in enumerate(tabs):
            button = _TabButton(theme, tab)
            self._group.addButton(button, number)
            row.addWidget(button)
        self._group.idClicked.connect(self.chosen)

    def show_chosen(self, number: int) -> None:
        self._group.button(number).setChecked(True)

    def show_tab(self, number: int, shown: bool) -> None:
        """A tab that leads nowhere now is not there."""
        self._group.button(number).setVisible(shown)
