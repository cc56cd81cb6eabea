"""A switch that says on or off in a word, too. Whoever owns it moves it, once it is true."""

from __future__ import annotations

import math

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QWidget

from desktop.ui.present.words import tr
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone, Type
from desktop.ui.widgets.button import BY_KEYBOARD

_WIDE, _HIGH = 34, 20
_GAP = 2 * SPACE
_LOWEST = 32
"""A target for a finger, in pixels."""


class Switch(QCheckBox):
    """`wanted` carries what the person wants; it shows so only after `show_state`, as the hub has to agree.
    While that is `busy`, it wants nothing else."""

    wanted = Signal(bool)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._tone, self._busy, self._ringed = Tone.OK, False, False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(self._press)
        theme.changed.connect(self._restyle)
        self._restyle()

    @property
    def word(self) -> str:
        if self._busy:
            return "…"
        return tr("on") if self.isChecked() else tr("off")

    def show_state(self, *, on: bool, tone: Tone = Tone.OK, busy: bool = False) -> None:
        """`tone`: the ground while it is on."""
        if (on, tone, busy) != (self.isChecked(), self._tone, self._busy):
            self._tone, self._busy = tone, busy
            self.setChecked(on)
            self.update()

    def nextCheckState(self) -> None:
        """A press asks; it moves nothing."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.click()
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ringed = event.reason() in BY_KEYBOARD
        super().focusInEvent(event)

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def sizeHint(self) -> QSize:
        metrics = QFontMetricsF(self.font())
        words = max(metrics.horizontalAdvance(word) for word in (tr("on"), tr("off")))
        wide, high = self._pill()
        return QSize(math.ceil(wide + _GAP + words) + 6, max(_LOWEST, math.ceil(high) + 8))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _pill(self) -> tuple[float, float]:
        return _WIDE * self._theme.text_scale, _HIGH * self._theme.text_scale

    def _press(self) -> None:
        if not self._busy:
            self.wanted.emit(not self.isChecked())

    def _restyle(self) -> None:
        self.setFont(self._theme.font(Type.SMALL_STRONG))
        self.updateGeometry()
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on, colour = self.isChecked(), self._theme.colour
        wide, high = self._pill()
        pill = QRectF(3, (self.height() - high) / 2, wide, high).adjusted(0.5, 0.5, -0.5, -0.5)
        if on:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour(self._tone))
        else:
            painter.setPen(QPen(colour(Tone.MUTED), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(pill, high / 2, high / 2)
        knob = high - 8
        left = pill.right() - knob - 3.5 if on else pill.left() + 3.5
        if self._busy:
            left = pill.center().x() - knob / 2
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(Tone.SURFACE) if on else colour(Tone.MUTED))
        painter.drawEllipse(QRectF(left, pill.center().y() - knob / 2, knob, knob))
        if self.hasFocus() and self._ringed:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colour(Tone.TEXT), 2))
            ring = pill.adjusted(-2.5, -2.5, 2.5, 2.5)
            painter.drawRoundedRect(ring, ring.height() / 2, ring.height() / 2)
        painter.setFont(self.font())
        painter.setPen(colour(self._tone if on and not self._busy else Tone.MUTED))
        words = QRectF(3 + wide + _GAP, 0, self.width() - wide - _GAP - 3, self.height())
        painter.drawText(words, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self.word)
