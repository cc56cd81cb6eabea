"""Draws lines of texts, versions and variables: a title, what stands at its right, a detail below."""

from __future__ import annotations

import math

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop.ui.present.rows import Section
from desktop.ui.present.telling.texts import TextRow, VariableRow
from desktop.ui.theme.icons import paint
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import RADIUS, SPACE, Tone, Type
from desktop.ui.widgets.row_roles import ROW
from desktop.ui.widgets.text_block import elided

_ICON = 15
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_PAD = 2.5 * SPACE


class RowDelegate(QStyledItemDelegate):
    """For `Section`, `TextRow` and `VariableRow`."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme

    def _high(self, role: Type) -> int:
        return math.ceil(QFontMetricsF(self._theme.font(role)).lineSpacing())

    def _wide(self, words: str, role: Type) -> float:
        return QFontMetricsF(self._theme.font(role)).horizontalAdvance(words) + 1

    def sizeHint(self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        match index.data(ROW):
            case Section():
                return QSize(0, self._high(Type.SMALL_STRONG) + 4 * SPACE)
            case VariableRow():
                return QSize(0, self._high(Type.SMALL) + 2 * SPACE)
            case TextRow(detail=detail):
                below = self._high(Type.SMALL) if detail else 0
                return QSize(0, self._high(Type.BODY) + below + 3 * SPACE)
        return QSize(0, 0)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row, box = index.data(ROW), QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        inner = box.adjusted(_PAD, 0, -_PAD, 0)
        if isinstance(row, Section):
            low = inner.adjusted(0, 2 * SPACE, 0, 0)
            self._words(painter, low, row.title.upper(), Type.SMALL_STRONG, Tone.MUTED)
        else:
            self._ground(painter, option)
        if isinstance(row, TextRow):
            selected = bool(option.state & QStyle.StateFlag.State_Selected)
            self._text(painter, inner.adjusted(0, 1.5 * SPACE, 0, -1.5 * SPACE), row, strong=selected)
        if isinstance(row, VariableRow):
            self._variable(painter, inner, row)
        painter.restore()

    def _ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        if not (selected or hovered or focused):
            return
        body = QRectF(option.rect).adjusted(1, 1, -1, -1)
        painter.setBrush(self._theme.colour(Tone.RAISED if selected else Tone.SURFACE))
        line = self._theme.colour(Tone.LINE)
        painter.setPen(QPen(self._theme.colour(Tone.MUTED), 2) if focused else QPen(line, 1))
        painter.drawRoundedRect(body, RADIUS - 4, RADIUS - 4)

    def _text(self, painter: QPainter, box: QRectF, row: TextRow, *, strong: bool) -> None:
        first = QRectF(box.left(), box.top(), box.width(), self._high(Type.BODY))
        right = first.right()
        if row.mark:
            wide = self._wide(row.mark, Type.SMALL)
            right -= wide
            self._words(
                painter,
                QRectF(right, first.top(), wide, first.height()),
                row.mark,
                Type.SMALL,
                row.mark_tone,
            )
        if row.mark_icon:
            side = round(_ICON * self._theme.text_scale)
            right -= side + SPACE
            where = QRectF(right, first.top() + (first.height() - side) / 2, side, side)
            paint(painter, row.mark_icon, where, self._theme.colour(row.mark_tone))
        first.setRight(right - SPACE)
        self._words(painter, first, row.title, Type.STRONG if strong else Type.BODY, Tone.TEXT)
        if row.detail:
            below = QRectF(box.left(), first.bottom(), box.width(), self._high(Type.SMALL))
            self._words(painter, below, row.detail, Type.SMALL, Tone.MUTED)

    def _variable(self, painter: QPainter, box: QRectF, row: VariableRow) -> None:
        name = self._wide("next_update", Type.SMALL_STRONG) + 3 * SPACE
        self._words(
            painter,
            QRectF(box.left(), box.top(), name, box.height()),
            row.name,
            Type.SMALL_STRONG,
            Tone.MANAGER,
        )
        rest = box.adjusted(name, 0, 0, 0)
        self._words(painter, rest, row.meaning, Type.SMALL, Tone.MUTED)

    def _words(self, painter: QPainter, box: QRectF, words: str, role: Type, tone: Tone) -> None:
        block = elided(words, self._theme.font(role), box.width())
        block.paint(painter, box, self._theme.colour(tone), _LEFT)
