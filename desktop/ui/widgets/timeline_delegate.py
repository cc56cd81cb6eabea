"""Draws an incident's history: time, icon, what happened, and who or how below it.
Long notes wrap, nothing is cut."""

from __future__ import annotations

import math

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop.ui.present.rows import TimelineRow
from desktop.ui.theme.icons import paint
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone, Type
from desktop.ui.widgets.row_roles import ROW
from desktop.ui.widgets.text_block import TextBlock

_ICON = 18
_LEFT = Qt.AlignmentFlag.AlignLeft


class TimelineDelegate(QStyledItemDelegate):
    """Its rows are as high as their words are at the view's width."""

    def __init__(self, theme: Theme, view: QListView) -> None:
        super().__init__(view)
        self._theme, self._view = theme, view
        self._widest = "00:00"

    def widen(self, time: str) -> None:
        """Make the first column as wide as `time`, such as one of another day;
        call it before the rows are laid out."""
        self._widest = time

    def _time_width(self) -> float:
        return QFontMetricsF(self._theme.font(Type.SMALL, clock=True)).horizontalAdvance(self._widest)

    def _indent(self) -> float:
        return self._time_width() + 4 * SPACE + round(_ICON * self._theme.text_scale) + 3 * SPACE

    def _blocks(self, row: TimelineRow, width: float) -> tuple[TextBlock, TextBlock | None]:
        room = width - self._indent() - SPACE
        title = TextBlock(row.title, self._theme.font(Type.BODY), room)
        if not row.detail:
            return title, None
        return title, TextBlock(row.detail, self._theme.font(Type.SMALL), room)

    def sizeHint(self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        row: TimelineRow = index.data(ROW)
        title, detail = self._blocks(row, self._view.viewport().width())
        return QSize(0, math.ceil(title.height + (detail.height if detail else 0)) + 3 * SPACE)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row: TimelineRow = index.data(ROW)
        theme, box = self._theme, QRectF(option.rect).adjusted(0, SPACE, 0, -2 * SPACE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(theme.colour(Tone.TEXT), 1))
            painter.drawRoundedRect(QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -3.5), 6, 6)
        title, detail = self._blocks(row, box.width())
        time = TextBlock(row.time, theme.font(Type.SMALL, clock=True), self._time_width() + 1)
        baseline_fix = (title.line_height - time.line_height) / 2
        where = QRectF(box.left() + SPACE, box.top() + baseline_fix, self._time_width() + 1, time.height)
        time.paint(painter, where, theme.colour(Tone.MUTED), _LEFT)
        side = round(_ICON * theme.text_scale)
        icon_left = box.left() + self._time_width() + 4 * SPACE
        where = QRectF(icon_left, box.top() + (title.line_height - side) / 2, side, side)
        paint(painter, row.icon, where, theme.colour(row.tone))
        text = box.adjusted(self._indent(), 0, 0, 0)
        title.paint(painter, text, theme.colour(Tone.TEXT), _LEFT)
        if detail:
            detail.paint(painter, text.adjusted(0, title.height, 0, 0), theme.colour(Tone.MUTED), _LEFT)
        painter.restore()
