"""The bar at the left: one icon for each view that exists."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFocusEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QSizePolicy, QVBoxLayout, QWidget

from desktop.ui.theme.icons import paint
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import RADIUS_CONTROL, SPACE, Tone
from desktop.ui.widgets.button import BY_KEYBOARD

_SIDE = 44
_ICON = 24
_DOT = 8


class RailButton(QAbstractButton):
    """An icon whose name is its tool tip; the chosen one has a bar at its left and a ground."""

    def __init__(self, theme: Theme, name: str, icon: str, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._icon = theme, icon
        self._ringed = False
        self._name, self._key, self.badge = name, key, ""
        self.setCheckable(True)
        self.show_badge("")
        self.setShortcut(key)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def show_badge(self, words: str) -> None:
        """A dot, and what it stands for; empty: none."""
        self.badge = words
        name = f"{self._name}: {words}" if words else self._name
        self.setAccessibleName(name)
        self.setToolTip(f"{name} ({self._key})")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(_SIDE, _SIDE)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ringed = event.reason() in BY_KEYBOARD
        super().focusInEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        body = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setPen(Qt.PenStyle.NoPen)
        if self.isChecked() or self.underMouse():
            ground = Tone.RAISED if self._theme.dark else Tone.BG
            painter.setBrush(self._theme.colour(ground))
            painter.drawRoundedRect(body, RADIUS_CONTROL, RADIUS_CONTROL)
        if self.isChecked():
            painter.setBrush(self._theme.colour(Tone.TEXT))
            painter.drawRoundedRect(QRectF(0, 12, 3, self.height() - 24), 1.5, 1.5)
        if self.hasFocus() and self._ringed:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._theme.colour(Tone.TEXT), 2))
            painter.drawRoundedRect(body, RADIUS_CONTROL, RADIUS_CONTROL)
        tone = Tone.TEXT if self.isChecked() else Tone.MUTED
        inset = (_SIDE - _ICON) / 2
        paint(painter, self._icon, QRectF(inset, inset, _ICON, _ICON), self._theme.colour(tone))
        if self.badge:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.colour(Tone.MANAGER))
            painter.drawEllipse(QRectF(_SIDE - inset - _DOT / 2, inset - _DOT / 2, _DOT, _DOT))


class Rail(QWidget):
    """`chosen` is the number of the view. The last view stands at the bottom."""

    chosen = Signal(int)

    def __init__(self, theme: Theme, views: list[tuple[str, str]], parent: QWidget | None = None) -> None:
        """`views`: name and icon of each, from the top."""
        super().__init__(parent)
        self._theme = theme
        self._group = QButtonGroup(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 2 * SPACE, 10, 2 * SPACE)
        column.setSpacing(SPACE)
        for number, (name, icon) in enumerate(views):
            # The last is the settings, whose key does not change when a view is added above.
            key = "Ctrl+," if number == len(views) - 1 else f"Ctrl+{number + 1}"
            button = RailButton(theme, name, icon, key)
            self._group.addButton(button, number)
            if number == len(views) - 1:
                column.addStretch(1)
            column.addWidget(button)
        self._group.idClicked.connect(self.chosen)
        self.setFixedWidth(_SIDE + 20)
        theme.changed.connect(self.update)

    def button(self, number: int) -> RailButton:
        """That of the view with this number."""
        button = self._group.button(number)
        assert isinstance(button, RailButton)
        return button

    def choose(self, number: int) -> None:
        self._group.button(number).setChecked(True)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colour(Tone.SURFACE))
        painter.setPen(self._theme.colour(Tone.LINE))
        painter.drawLine(self.width() - 1, 0, self.width() - 1, self.height())
