"""The levels of the escalation beside one another: how far each has run, and whom it wakes."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.ui.present.rows import LadderStep
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone, Type
from desktop.ui.widgets.text_block import TextBlock

_BAR = 6
_BETWEEN = 8
_LABEL_LINES = 2


class LevelLadder(QWidget):
    """A bar and a label for each step; labels wrap once before they are elided."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._steps: tuple[LadderStep, ...] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.changed.connect(self._restyle)

    @property
    def steps(self) -> tuple[LadderStep, ...]:
        return self._steps

    def show_steps(self, steps: Sequence[LadderStep]) -> None:
        if tuple(steps) == self._steps:
            return
        labels_differ = [s.label for s in steps] != [s.label for s in self._steps]
        self._steps = tuple(steps)
        self.setAccessibleName("; ".join(f"{step.number} {step.label}" for step in steps))
        if labels_differ:
            self.updateGeometry()
        self.update()

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def _blocks(self, width: float) -> list[TextBlock]:
        blocks = []
        for step in self._steps:
            font = self._theme.font(Type.SMALL_STRONG if step.current else Type.SMALL, clock=True)
            indent = self._indent()
            blocks.append(TextBlock(step.label, font, self._across(width) - indent, _LABEL_LINES))
        return blocks

    def _indent(self) -> float:
        return QFontMetricsF(self._theme.font(Type.SMALL_STRONG)).horizontalAdvance("0") + 2 * SPACE

    def _across(self, width: float) -> float:
        count = max(1, len(self._steps))
        return (width - _BETWEEN * (count - 1)) / count

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return _BAR + 2 * SPACE + math.ceil(max((b.height for b in self._blocks(width)), default=0))

    def sizeHint(self) -> QSize:
        return QSize(360, self.heightForWidth(360))

    def minimumSizeHint(self) -> QSize:
        return QSize(180, self.heightForWidth(180))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        across, left = self._across(self.width()), 0.0
        for step, block in zip(self._steps, self._blocks(self.width()), strict=True):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.colour(Tone.LINE))
            painter.drawRoundedRect(QRectF(left, 0, across, _BAR), _BAR / 2, _BAR / 2)
            if step.progress > 0:
                painter.setBrush(self._theme.colour(Tone.WARN))
                painter.drawRoundedRect(
                    QRectF(left, 0, max(_BAR, across * min(step.progress, 1.0)), _BAR), _BAR / 2, _BAR / 2
                )
            tone = self._theme.colour(Tone.TEXT if step.current else Tone.MUTED)
            top = _BAR + 2 * SPACE
            start = Qt.AlignmentFlag.AlignLeft
            number = TextBlock(str(step.number), self._theme.font(Type.SMALL_STRONG), self._indent())
            number.paint(painter, QRectF(left, top, self._indent(), number.height), tone, start)
            where = QRectF(left + self._indent(), top, across - self._indent(), block.height)
            block.paint(painter, where, tone, start)
            left += across + _BETWEEN
