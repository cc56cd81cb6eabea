"""Draws one person whom one could call: the name and what they know, their hour and how they slept."""

from __future__ import annotations

import math

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop.ui.present.fixing.call_ins import ASLEEP_ICON, AWAKE_ICON, HelperRow
from desktop.ui.present.words import tr
from desktop.ui.theme.icons import paint
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import RADIUS, SPACE, Tone, Type
from desktop.ui.widgets.row_roles import ROW
from desktop.ui.widgets.text_block import elided

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_ICON = 16


class HelperDelegate(QStyledItemDelegate):
    """Two lines each; who knows about it has a mark as well as the words."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme

    def _height(self, role: Type) -> int:
        return math.ceil(QFontMetricsF(self._theme.font(role)).lineSpacing())

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(0, self._height(Type.STRONG) + self._height(Type.SMALL) + 3 * SPACE)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row = index.data(ROW)
        if not isinstance(row, HelperRow):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setBrush(self._theme.colour(Tone.RAISED))
            painter.setPen(QPen(self._theme.colour(Tone.ENGINEER), 1))
            painter.drawRoundedRect(QRectF(option.rect).adjusted(1, 1, -1, -1), RADIUS - 4, RADIUS - 4)
        self._person(painter, QRectF(option.rect).adjusted(2 * SPACE, 6, -2 * SPACE, -6), row)
        painter.restore()

    def _person(self, painter: QPainter, box: QRectF, row: HelperRow) -> None:
        theme = self._theme
        high, low = self._height(Type.STRONG), self._height(Type.SMALL)
        side = round(_ICON * theme.text_scale)
        tone = Tone.WARN if row.asleep else Tone.MUTED
        right = box.right() - self._right(painter, row.local, tone, box.right(), box.top(), high)
        icon = QRectF(right - side, box.top() + (high - side) / 2, side, side)
        paint(painter, ASLEEP_ICON if row.asleep else AWAKE_ICON, icon, theme.colour(tone))
        room = icon.left() - box.left() - 2 * SPACE
        name = f"{row.name} · {row.tier}" if row.tier else row.name
        where = QRectF(box.left(), box.top(), room, high)
        elided(name, theme.font(Type.STRONG), room).paint(painter, where, theme.colour(Tone.TEXT), _LEFT)
        top, left = box.top() + high, box.left()
        right = box.right()
        if row.woken:
            right -= self._right(painter, row.woken, Tone.MUTED, right, top, low)
        if row.fits:
            mark = QRectF(left, top + (low - side) / 2, side, side)
            paint(painter, "mdi6.lightbulb-on-outline", mark, theme.colour(Tone.OK))
            left += side + SPACE
        knows = row.knows or tr("nothing noted")
        block = elided(knows, theme.font(Type.SMALL), right - left)
        tone = Tone.TEXT if row.fits else Tone.MUTED
        block.paint(painter, QRectF(left, top, right - left, low), theme.colour(tone), _LEFT)

    def _right(
        self, painter: QPainter, words: str, tone: Tone, right: float, top: float, high: float
    ) -> float:
        """Draw words at the right; how much room they take."""
        font = self._theme.font(Type.SMALL, clock=True)
        wide = math.ceil(QFontMetricsF(font).horizontalAdvance(words)) + 1
        block = elided(words, font, wide)
        block.paint(painter, QRectF(right - wide, top, wide, high), self._theme.colour(tone), _LEFT)
        return wide + 1.5 * SPACE
