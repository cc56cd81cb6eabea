"""Draws incidents in the list: icon, title with a clock at its right, detail below;
and the headings between them."""

from __future__ import annotations

import math

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop.ui.present.rows import IncidentRow, Section
from desktop.ui.theme.icons import paint
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import RADIUS, SPACE, Tone, Type
from desktop.ui.widgets.row_roles import ROW
from desktop.ui.widgets.text_block import elided

_ICON = 18
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class IncidentDelegate(QStyledItemDelegate):
    """Rows are of one height each, so 300 of them cost what is visible."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme

    def _height(self, role: Type) -> int:
        return math.ceil(QFontMetricsF(self._theme.font(role)).lineSpacing())

    def sizeHint(self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        if isinstance(index.data(ROW), Section):
            return QSize(0, self._height(Type.SMALL_STRONG) + 5 * SPACE)
        return QSize(0, self._height(Type.STRONG) + self._height(Type.SMALL) + 5 * SPACE)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row = index.data(ROW)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(row, Section):
            self._section(painter, QRectF(option.rect), row)
        elif isinstance(row, IncidentRow):
            self._ground(painter, option)
            self._incident(painter, QRectF(option.rect), row)
        painter.restore()

    def _section(self, painter: QPainter, box: QRectF, row: Section) -> None:
        words = elided(row.title.upper(), self._theme.font(Type.SMALL_STRONG), box.width())
        low = box.adjusted(0, 2 * SPACE, 0, 0)
        words.paint(painter, low, self._theme.colour(Tone.MUTED), _LEFT)

    def _ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        if not (selected or hovered or focused):
            return
        body = QRectF(option.rect).adjusted(1, 3, -1, -3)
        painter.setBrush(self._theme.colour(Tone.RAISED if selected else Tone.SURFACE))
        line = self._theme.colour(Tone.LINE)
        painter.setPen(QPen(self._theme.colour(Tone.MUTED), 2) if focused else QPen(line, 1))
        painter.drawRoundedRect(body, RADIUS - 2, RADIUS - 2)

    def _incident(self, painter: QPainter, box: QRectF, row: IncidentRow) -> None:
        theme = self._theme
        inner = box.adjusted(3 * SPACE, 2.5 * SPACE, -3 * SPACE, -2.5 * SPACE)
        side = round(_ICON * theme.text_scale)
        title_high, detail_high = self._height(Type.STRONG), self._height(Type.SMALL)
        paint(
            painter,
            row.icon,
            QRectF(inner.left(), inner.top() + (title_high - side) / 2, side, side),
            theme.colour(row.tone),
        )
        text = inner.adjusted(side + 2.5 * SPACE, 0, 0, 0)
        right = text.right()
        if row.clock:
            right -= self._at_right(painter, row.clock, row.clock_tone, right, text.top(), title_high)
        room = right - text.left()
        title_font = theme.font(Type.BODY if row.quiet else Type.STRONG)
        title = elided(row.title, title_font, room)
        tone = Tone.MUTED if row.quiet else Tone.TEXT
        title.paint(painter, QRectF(text.left(), text.top(), room, title_high), theme.colour(tone), _LEFT)
        low = text.top() + title_high
        room = text.width()
        if row.second:
            room -= self._at_right(painter, row.second, row.second_tone, text.right(), low, detail_high)
        detail = elided(row.detail, theme.font(Type.SMALL), room)
        where = QRectF(text.left(), low, room, detail_high)
        detail.paint(painter, where, theme.colour(Tone.MUTED), _LEFT)

    def _at_right(
        self, painter: QPainter, words: str, tone: Tone, right: float, top: float, high: float
    ) -> float:
        """Draw a clock; how much room it takes."""
        font = self._theme.font(Type.SMALL_STRONG, clock=True)
        wide = QFontMetricsF(font).horizontalAdvance(words)
        where = QRectF(right - wide - 1, top, wide + 1, high)
        elided(words, font, wide + 1).paint(painter, where, self._theme.colour(tone), _LEFT)
        return wide + 2 * SPACE
