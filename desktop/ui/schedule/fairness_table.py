"""The table of fairness, sorted by a press on a column, with a bar for each person: the chart."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from desktop.core.team.seat import Seat
from desktop.ui.present.people import SEAT_TONE
from desktop.ui.present.schedule.schedule_fairness import FairTable
from desktop.ui.present.words import tr
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone, Type

_BAR = Qt.ItemDataRole.UserRole + 1
"""(manager, engineer, longest, mean)."""
_CHART = 1
"""Its column: beside the names, so that it is seen without scrolling."""
_BARS = 110
_TITLE = 10
"""Characters."""
_NAMES, _NAMES_PART = 120, 0.3
"""The names have at most that part of the width, but so much in any case."""


class _Number(QTableWidgetItem):
    """Sorted by its value, not by its letters."""

    def __init__(self, words: str, value: float) -> None:
        super().__init__(words)
        self.value = value
        self.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

    def __lt__(self, other: QTableWidgetItem) -> bool:
        return isinstance(other, _Number) and self.value < other.value


class _Bars(QStyledItemDelegate):
    """The shifts of a person, by seat; a line where the mean is."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        found = index.data(_BAR)
        if found is None:
            return
        manager, engineer, longest, mean = found
        whole = QRectF(option.rect)
        box = whole.adjusted(8, 7, -8, -7)
        unit = box.width() / max(1.0, longest)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        left = box.left()
        for seat, count in ((Seat.MANAGER, manager), (Seat.ENGINEER, engineer)):
            painter.setBrush(self._theme.colour(SEAT_TONE[seat]))
            if count:
                painter.drawRoundedRect(QRectF(left, box.top(), count * unit - 1, box.height()), 2, 2)
            left += count * unit
        x = box.left() + mean * unit
        painter.setPen(QPen(self._theme.colour(Tone.SURFACE), 4))
        painter.drawLine(QPointF(x, box.top() - 4), QPointF(x, box.bottom() + 4))
        painter.setPen(QPen(self._theme.colour(Tone.TEXT), 2, Qt.PenStyle.DotLine))
        painter.drawLine(QPointF(x, box.top() - 4), QPointF(x, box.bottom() + 4))
        painter.setPen(QPen(self._theme.colour(Tone.LINE), 1))
        painter.drawLine(
            QPointF(whole.left(), whole.bottom() - 0.5), QPointF(whole.right(), whole.bottom() - 0.5)
        )
        painter.restore()


def _in_two_lines(name: str) -> str:
    """A long title, so that there is room for all columns."""
    return name if len(name) < _TITLE else name.replace(" ", "\n", 1)


class FairnessTable(QTableWidget):
    """Read only."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._shown: FairTable | None = None
        self._bars = _Bars(theme, self)
        self.setAccessibleName(tr("Fairness for each person"))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().hide()
        self.horizontalHeader().setHighlightSections(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.horizontalHeader().setSortIndicator(0, Qt.SortOrder.AscendingOrder)
        theme.changed.connect(self._restyle)
        self._restyle()

    def show_table(self, table: FairTable) -> None:
        if table == self._shown:
            return
        self._shown = table
        order, by = (
            self.horizontalHeader().sortIndicatorOrder(),
            self.horizontalHeader().sortIndicatorSection(),
        )
        self.setSortingEnabled(False)
        names = [tr("Person"), tr("Shifts by seat"), *(column.name for column in table.columns)]
        self.setColumnCount(len(names))
        self.setHorizontalHeaderLabels([_in_two_lines(name) for name in names])
        self.setRowCount(len(table.people))
        longest = max((sum(bar) for bar in table.bars), default=0)
        mean = table.columns[0].mean if table.columns else 0.0
        for row, who in enumerate(table.people):
            name = QTableWidgetItem(who)
            name.setToolTip(who)
            self.setItem(row, 0, name)
            for number, column in enumerate(table.columns, _CHART + 1):
                item = _Number(column.words[row], column.values[row] if column.ranks else 0)
                self.setItem(row, number, item)
            manager, engineer = table.bars[row]
            chart = _Number("", manager + engineer)
            chart.setData(_BAR, (manager, engineer, longest, mean))
            words = tr("{m} as Manager, {e} as Engineer; mean {mean}")
            chart.setToolTip(words.format(m=manager, e=engineer, mean=f"{mean:.1f}"))
            chart.setData(Qt.ItemDataRole.AccessibleTextRole, chart.toolTip())
            self.setItem(row, _CHART, chart)
        self.setItemDelegateForColumn(_CHART, self._bars)
        header = self.horizontalHeader()
        for number in range(len(names)):
            title = self.horizontalHeaderItem(number)
            side = Qt.AlignmentFlag.AlignRight if number > _CHART else Qt.AlignmentFlag.AlignLeft
            if title is not None:
                title.setTextAlignment(side | Qt.AlignmentFlag.AlignVCenter)
            header.setSectionResizeMode(number, QHeaderView.ResizeMode.ResizeToContents)
        for number in (0, _CHART):
            header.setSectionResizeMode(number, QHeaderView.ResizeMode.Fixed)
        self._part_width()
        header.setMinimumSectionSize(round(56 * self._theme.text_scale))
        self.setSortingEnabled(True)
        if by < len(names) and by >= 0:
            self.sortByColumn(by, order)

    def _part_width(self) -> None:
        """A long name leaves room for what is said of it; the whole of it is in the tool tip. The chart has
        what the numbers leave free."""
        if self.columnCount() <= _CHART:
            return
        header, scale, width = self.horizontalHeader(), self._theme.text_scale, self.viewport().width()
        most = round(max(_NAMES * scale, _NAMES_PART * width))
        name = max(min(self.sizeHintForColumn(0) + 2 * SPACE, most), header.sectionSizeHint(0))
        header.resizeSection(0, name)
        numbers = sum(self.columnWidth(number) for number in range(_CHART + 1, self.columnCount()))
        header.resizeSection(_CHART, max(round(_BARS * scale), width - name - numbers))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._part_width()

    def _restyle(self) -> None:
        colour = self._theme.colours
        self.setFont(self._theme.font(Type.SMALL, clock=True))
        self.horizontalHeader().setFont(self._theme.font(Type.SMALL_STRONG))
        self.verticalHeader().setDefaultSectionSize(round(32 * self._theme.text_scale))
        self.setStyleSheet(
            f"QTableWidget {{ background: transparent; border: 0; color: {colour[Tone.TEXT]};"
            f" selection-background-color: {colour[Tone.LINE]}; selection-color: {colour[Tone.TEXT]};"
            f" outline: 0; }}"
            f" QHeaderView {{ background: transparent; }}"
            f" QTableWidget::corner, QAbstractScrollArea::corner {{ background: transparent; border: 0; }}"
            f" QHeaderView::section {{ background: transparent; color: {colour[Tone.MUTED]}; border: 0;"
            f" border-bottom: 1px solid {colour[Tone.LINE]}; padding: {SPACE}px {2 * SPACE}px; }}"
            f" QTableWidget::item {{ padding: 0 {2 * SPACE}px;"
            f" border-bottom: 1px solid {colour[Tone.LINE]}; }}"
        )
