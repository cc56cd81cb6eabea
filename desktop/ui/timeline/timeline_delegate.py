"""Draws an incident's history: time, icon, what happened, who or how below it, and a longer text when it is
opened. Long notes wrap, nothing is cut."""

from __future__ import annotations

import math

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt
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


_MARK = 18
_MARK_ROOM = _MARK + 2 * SPACE


class TimelineDelegate(QStyledItemDelegate):
    """Its rows are as high as their words are at the view's width. Which rows are opened is kept here."""

    def __init__(self, theme: Theme, view: QListView) -> None:
        super().__init__(view)
        self._theme, self._view = theme, view
        self._widest = "00:00"
        self._open: set[tuple[object, ...]] = set()
        self._heights: dict[tuple[object, ...], int] = {}
        self._heights_at = 0

    def widen(self, time: str) -> None:
        """Make the first column as wide as `time`, such as one of another day;
        call it before the rows are laid out."""
        if time != self._widest:
            self._widest = time
            self.forget_heights()

    def forget_heights(self) -> None:
        """Width or letters are others now."""
        self._heights.clear()

    def is_open(self, row: TimelineRow) -> bool:
        return bool(row.body) and (row.at, row.kind, row.title) in self._open

    def turn(self, row: TimelineRow) -> None:
        """Open the row's text, or fold it."""
        self._open ^= {(row.at, row.kind, row.title)}

    def fold_all(self) -> None:
        self._open.clear()
        self.forget_heights()

    def on_mark(self, box: QRect, where: QPoint) -> bool:
        """Whether `where` is on the mark at the right end of a row in `box`."""
        return where.x() > box.right() - round(_MARK_ROOM * self._theme.text_scale)

    def _time_width(self) -> float:
        return QFontMetricsF(self._theme.font(Type.SMALL, clock=True)).horizontalAdvance(self._widest)

    def _indent(self) -> float:
        return self._time_width() + 4 * SPACE + round(_ICON * self._theme.text_scale) + 3 * SPACE

    def _blocks(self, row: TimelineRow, width: float) -> list[tuple[TextBlock, Tone]]:
        room = width - self._indent() - SPACE
        if row.body:
            room -= round(_MARK_ROOM * self._theme.text_scale)
        blocks = [(TextBlock(row.title, self._theme.font(Type.BODY), room), Tone.TEXT)]
        if row.detail:
            blocks.append((TextBlock(row.detail, self._theme.font(Type.SMALL), room), Tone.MUTED))
        if self.is_open(row):
            blocks.append((TextBlock(row.body, self._theme.font(Type.SMALL), room), Tone.TEXT))
        return blocks

    def sizeHint(self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        row: TimelineRow = index.data(ROW)
        width = self._view.viewport().width()
        if width != self._heights_at:
            self._heights_at = width
            self.forget_heights()
        key = (row.title, row.detail, bool(row.body), self.is_open(row) and row.body)
        height = self._heights.get(key)
        if height is None:
            blocks = self._blocks(row, width)
            words = sum(block.height for block, _tone in blocks)
            height = math.ceil(words) + 3 * SPACE + (SPACE if self.is_open(row) else 0)
            self._heights[key] = height
        return QSize(0, height)

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
        blocks = self._blocks(row, box.width())
        line = blocks[0][0].line_height
        time = TextBlock(row.time, theme.font(Type.SMALL, clock=True), self._time_width() + 1)
        baseline_fix = (line - time.line_height) / 2
        where = QRectF(box.left() + SPACE, box.top() + baseline_fix, self._time_width() + 1, time.height)
        time.paint(painter, where, theme.colour(Tone.MUTED), _LEFT)
        side = round(_ICON * theme.text_scale)
        icon_left = box.left() + self._time_width() + 4 * SPACE
        where = QRectF(icon_left, box.top() + (line - side) / 2, side, side)
        paint(painter, row.icon, where, theme.colour(row.tone))
        if row.body:
            side = round(_MARK * theme.text_scale)
            where = QRectF(box.right() - side - SPACE, box.top() + (line - side) / 2, side, side)
            icon = "mdi6.chevron-up" if self.is_open(row) else "mdi6.chevron-down"
            paint(painter, icon, where, theme.colour(Tone.MUTED))
        text = box.adjusted(self._indent(), 0, 0, 0)
        for number, (block, tone) in enumerate(blocks):
            if self.is_open(row) and number == len(blocks) - 1:
                text.adjust(0, SPACE, 0, 0)
            block.paint(painter, text, theme.colour(tone), _LEFT)
            text.adjust(0, block.height, 0, 0)
        painter.restore()
