"""The table of rules: in their order, moved by dragging or by Alt with the arrow keys."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QDropEvent, QFontMetricsF, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from desktop.ui.present.rules.urgency_rules import RuleRow
from desktop.ui.present.words import tr
from desktop.ui.theme.icons import paint
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import RADIUS, SPACE, Tone, Type
from desktop.ui.widgets.row_roles import ROW
from desktop.ui.widgets.text_block import elided

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_ICON, _GRIP = 15, 18
_PAD = 2.5 * SPACE


class RuleList(QListWidget):
    """`ordered` carries the keys in their new order; the others say what is asked for the current rule.
    `can_change`: whether anything may be."""

    ordered = Signal(object)
    edit_wanted = Signal()
    delete_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.can_change = False
        self.setItemDelegate(_Delegate(theme, self))
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setAccessibleName(tr("Urgency rules, in the order in which they are tried"))
        self.itemDoubleClicked.connect(lambda _item: self._edit())
        theme.changed.connect(self._fit)

    @property
    def keys(self) -> list[str]:
        return [self.item(number).data(ROW).key for number in range(self.count())]

    @property
    def key(self) -> str:
        """The current rule; empty when there is none."""
        number = self.currentRow()
        return self.keys[number] if number >= 0 else ""

    def show_rows(self, rows: Sequence[RuleRow], *, can_change: bool) -> None:
        """The current rule stays it, wherever it stands now."""
        self.can_change = can_change
        mode = QAbstractItemView.DragDropMode.InternalMove
        self.setDragDropMode(mode if can_change else QAbstractItemView.DragDropMode.NoDragDrop)
        key, number = self.key, self.currentRow()
        while self.count() > len(rows):
            self.takeItem(self.count() - 1)
        while self.count() < len(rows):
            self.addItem(QListWidgetItem())
        for position, row in enumerate(rows):
            item = self.item(position)
            if item.data(ROW) != row:
                item.setData(ROW, row)
                item.setText(row.spoken)
                item.setToolTip(row.spoken)
        keys = self.keys
        if key in keys:
            self.setCurrentRow(keys.index(key))
        elif keys:
            self.setCurrentRow(min(max(number, 0), len(keys) - 1))
        self._fit()

    def choose(self, key: str) -> None:
        if key in self.keys:
            self.setCurrentRow(self.keys.index(key))

    def move_current(self, by: int) -> None:
        """One up (-1) or down (1), if there is room."""
        keys, here = self.keys, self.currentRow()
        there = here + by
        if not self.can_change or here < 0 or not 0 <= there < len(keys):
            return
        keys[here], keys[there] = keys[there], keys[here]
        self.ordered.emit(keys)

    def dropEvent(self, event: QDropEvent) -> None:
        before = self.keys
        super().dropEvent(event)
        if self.keys != before:
            self.ordered.emit(self.keys)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        alt = event.modifiers() == Qt.KeyboardModifier.AltModifier
        match event.key():
            case Qt.Key.Key_Up if alt:
                self.move_current(-1)
            case Qt.Key.Key_Down if alt:
                self.move_current(1)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._edit()
            case Qt.Key.Key_Delete if self.can_change and self.key:
                self.delete_wanted.emit()
            case _:
                super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.minimumHeight())

    def _edit(self) -> None:
        if self.can_change and self.key:
            self.edit_wanted.emit()

    def _fit(self) -> None:
        """As high as its rows: the page scrolls, not the table."""
        high = sum(self.sizeHintForRow(number) for number in range(self.count()))
        self.setFixedHeight(high + SPACE)
        self.setVisible(self.count() > 0)
        self.scheduleDelayedItemsLayout()


class _Delegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, rules: RuleList) -> None:
        super().__init__(rules)
        self._theme, self._list = theme, rules

    def _high(self, role: Type) -> int:
        return math.ceil(QFontMetricsF(self._theme.font(role)).lineSpacing())

    def sizeHint(self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        row = index.data(ROW)
        lines = 2 if isinstance(row, RuleRow) and row.effect else 1
        return QSize(0, self._high(Type.BODY) + lines * self._high(Type.SMALL) + 4 * SPACE)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row = index.data(ROW)
        if not isinstance(row, RuleRow):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._ground(painter, option)
        scale = self._theme.text_scale
        box = QRectF(option.rect).adjusted(_PAD, 2 * SPACE, -_PAD, -2 * SPACE)
        if self._list.can_change:
            grip = round(_GRIP * scale)
            where = QRectF(box.left(), box.top() + (self._high(Type.BODY) - grip) / 2, grip, grip)
            paint(painter, "mdi6.drag-vertical", where, self._theme.colour(Tone.MUTED))
            box.adjust(grip + SPACE, 0, 0, 0)
        first = QRectF(box.left(), box.top(), box.width(), self._high(Type.BODY))
        metrics = QFontMetricsF(self._theme.font(Type.SMALL_STRONG))
        wide = metrics.horizontalAdvance(row.urgency) + 1
        tone = Tone.MUTED
        right = QRectF(first.right() - wide, first.top(), wide, first.height())
        self._words(painter, right, row.urgency, Type.SMALL_STRONG, tone)
        side = round(_ICON * scale)
        icon = QRectF(right.left() - side - SPACE, first.top() + (first.height() - side) / 2, side, side)
        paint(painter, row.icon, icon, self._theme.colour(tone))
        first.setRight(icon.left() - 2 * SPACE)
        self._words(painter, first, row.title, Type.STRONG, Tone.TEXT)
        below = QRectF(box.left(), first.bottom(), box.width(), self._high(Type.SMALL))
        self._words(painter, below, row.conditions, Type.SMALL, Tone.MUTED)
        if row.effect:
            below.translate(0, below.height())
            self._words(painter, below, row.effect, Type.SMALL, row.effect_tone)
        painter.restore()

    def _ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        body = QRectF(option.rect).adjusted(1, 1, -1, -1)
        painter.setBrush(self._theme.colour(Tone.RAISED if selected else Tone.SURFACE))
        line = self._theme.colour(Tone.LINE)
        painter.setPen(QPen(self._theme.colour(Tone.MUTED), 2) if focused else QPen(line, 1))
        painter.drawRoundedRect(body, RADIUS - 4, RADIUS - 4)

    def _words(self, painter: QPainter, box: QRectF, words: str, role: Type, tone: Tone) -> None:
        block = elided(words, self._theme.font(role), box.width())
        block.paint(painter, box, self._theme.colour(tone), _LEFT)
