"""Text of one role and one tone: one line that is elided, or several that wrap, with the whole text as
tool tip."""

from __future__ import annotations

import math

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from desktop.ui.theme.theme import SCALES, Theme
from desktop.ui.theme.tokens import Tone, Type
from desktop.ui.widgets.text_block import TextBlock, elided

_NARROWEST = 40


class Label(QLabel):
    """Plain text only: what a monitor sent is never taken for markup.

    `max_lines` 1 elides, 0 wraps as often as needed, n wraps and elides the nth. `keep` never gives up width.
    """

    def __init__(
        self,
        theme: Theme,
        text: str = "",
        role: Type = Type.BODY,
        tone: Tone = Tone.TEXT,
        *,
        max_lines: int = 1,
        clock: bool = False,
        keep: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme, self._role, self._tone = theme, role, tone
        self._lines, self._clock, self._keep = max_lines, clock, keep
        self._at_most = SCALES[1]
        self.setTextFormat(Qt.TextFormat.PlainText)
        across = QSizePolicy.Policy.Fixed if keep else QSizePolicy.Policy.Preferred
        down = QSizePolicy.Policy.Fixed if max_lines == 1 else QSizePolicy.Policy.Minimum
        policy = QSizePolicy(across, down)
        policy.setHeightForWidth(max_lines != 1)
        self.setSizePolicy(policy)
        theme.changed.connect(self._restyle)
        self.setText(text)
        self._restyle()

    @property
    def tone(self) -> Tone:
        return self._tone

    def set(self, text: str, tone: Tone | None = None) -> None:
        """New words, new tone; repaints only when something differs."""
        if tone is not None and tone is not self._tone:
            self._tone = tone
            self.update()
        if text != self.text():
            self.setText(text)
            self.updateGeometry()

    def make_smaller(self, role: Type, at_most: float) -> None:
        """Another role, and a limit of the text scale, where there is little room."""
        if (role, at_most) != (self._role, self._at_most):
            self._role, self._at_most = role, at_most
            self._restyle()

    def _restyle(self) -> None:
        self.setFont(self._theme.font(self._role, clock=self._clock, at_most=self._at_most))
        self.updateGeometry()
        self.update()

    def _block(self, width: float) -> TextBlock:
        if self._lines == 1:
            return elided(self.text(), self.font(), width)
        return TextBlock(self.text(), self.font(), width, self._lines)

    def hasHeightForWidth(self) -> bool:
        return self._lines != 1

    def heightForWidth(self, width: int) -> int:
        return math.ceil(self._block(width).height)

    def sizeHint(self) -> QSize:
        metrics = QFontMetricsF(self.font())
        natural = max((metrics.horizontalAdvance(line) for line in self.text().split("\n")), default=0.0)
        return QSize(math.ceil(natural) + 1, math.ceil(metrics.lineSpacing()))

    def minimumSizeHint(self) -> QSize:
        natural = self.sizeHint()
        return natural if self._keep else QSize(min(natural.width(), _NARROWEST), natural.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        block = self._block(self.width())
        self.setToolTip(self.text() if block.elided else "")
        block.paint(painter, QRectF(self.rect()), self._theme.colour(self._tone), self.alignment())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self.updateGeometry()
