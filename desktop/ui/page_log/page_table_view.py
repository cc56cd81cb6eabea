"""The table of the page log: sorted by a press on a column, copied, filtered by what a cell says."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QMenu, QTableView, QWidget

from desktop.core.retro.page_log import Sums
from desktop.core.retro.page_row import PageRow
from desktop.formats.page_log.columns import Kind
from desktop.ui.page_log.cell_editor import CellEditor
from desktop.ui.page_log.table_model import PageTableModel
from desktop.ui.present.retro.page_log import TABLE, words
from desktop.ui.present.words import tr
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone, Type


class PageTableView(QTableView):
    """Enter writes into a cell, opens a group, or opens the incident of a row."""

    opened = Signal(object)
    """UUID of an incident."""
    turned = Signal(str)
    """The name of a group that is to be opened, or closed."""
    only_wanted = Signal(int, str)
    """A column and what its cells must say."""
    edit_ended = Signal()
    sorted = Signal(int, bool)
    """A column, and whether the greatest is to be first."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.rows = PageTableModel(self)
        self.setModel(self.rows)
        editor = CellEditor(self)
        editor.closeEditor.connect(lambda *_given: QTimer.singleShot(0, self.edit_ended.emit))
        self.setItemDelegate(editor)
        self.setAccessibleName(tr("Page log"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.EditKeyPressed | QAbstractItemView.EditTrigger.DoubleClicked
        )
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(True)
        header.setSectionsMovable(True)
        header.setSortIndicatorShown(True)
        header.setSortIndicator(0, Qt.SortOrder.DescendingOrder)
        header.sortIndicatorChanged.connect(
            lambda column, order: self.sorted.emit(column, order is Qt.SortOrder.DescendingOrder)
        )
        header.sectionClicked.connect(lambda _section: self.setFocus())
        self.doubleClicked.connect(self._double)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._show_menu)
        theme.changed.connect(self._restyle)
        self._restyle()

    @property
    def is_editing(self) -> bool:
        """Whether somebody writes into a cell: new lines would take their editor away."""
        return self.state() is QAbstractItemView.State.EditingState

    def span_groups(self) -> None:
        """Each sum as wide as the table."""
        self.clearSpans()
        for number in self.rows.heads():
            self.setSpan(number, 0, 1, len(TABLE))

    def selected_rows(self) -> list[PageRow]:
        """From top to bottom."""
        numbers = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [line for number in numbers if isinstance(line := self.rows.line(number), PageRow)]

    def copy_rows(self) -> int:
        """The selected rows into the clipboard, as other tables take them; how many."""
        chosen = self.selected_rows()
        if chosen:
            lines = [[tr(column.title) for column in TABLE]]
            lines += [[_flat(words(column.value(row), column.kind)) for column in TABLE] for row in chosen]
            QGuiApplication.clipboard().setText("\n".join("\t".join(line) for line in lines))
        return len(chosen)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_rows()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            if not self.is_editing:
                self._activate(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def menu_at(self, index: QModelIndex) -> QMenu | None:
        """What can be done with a cell; None where there is none."""
        line = self.rows.line(index.row()) if index.isValid() else None
        if not isinstance(line, PageRow):
            return None
        column = TABLE[index.column()]
        said = words(column.value(line), column.kind)
        menu = QMenu(self)
        only = QAction(
            tr("Only {column}: {words}").format(column=tr(column.title), words=said[:40] or tr("empty")), menu
        )
        only.triggered.connect(lambda: self.only_wanted.emit(index.column(), said))
        menu.addAction(only)
        if index.flags() & Qt.ItemFlag.ItemIsEditable:
            menu.addAction(tr("Write …")).triggered.connect(lambda: self.edit(index))
        menu.addAction(tr("Open incident #{n}").format(n=line.incident_number)).triggered.connect(
            lambda: self.opened.emit(line.incident_id)
        )
        menu.addAction(tr("Copy rows")).triggered.connect(self.copy_rows)
        return menu

    def _show_menu(self, at: QPoint) -> None:
        menu = self.menu_at(self.indexAt(at))
        if menu is not None:
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(self.viewport().mapToGlobal(at))

    def _activate(self, index: QModelIndex) -> None:
        line = self.rows.line(index.row()) if index.isValid() else None
        if isinstance(line, Sums):
            self.turned.emit(line.group)
        elif line is not None and index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.edit(index)
        elif line is not None:
            self.opened.emit(line.incident_id)

    def _double(self, index: QModelIndex) -> None:
        if not index.flags() & Qt.ItemFlag.ItemIsEditable:  # else its editor is open by now
            self._activate(index)

    def _restyle(self) -> None:
        colour, scale = self._theme.colours, self._theme.text_scale
        self.setFont(self._theme.font(Type.SMALL, clock=True))
        self.rows.use_font(self._theme.font(Type.SMALL_STRONG, clock=True))
        self.horizontalHeader().setFont(self._theme.font(Type.SMALL_STRONG))
        self.verticalHeader().setDefaultSectionSize(round(30 * scale))
        for place, column in enumerate(TABLE):
            # A clock's digits are as wide as the widest; what can be written into has a mark in its title.
            wide = max(column.width + 3 * (column.kind is Kind.MOMENT), len(column.title) + 6)
            self.setColumnWidth(place, round(min(wide, 40) * 7.6 * scale) + 2 * SPACE)
        self.setStyleSheet(
            f"QTableView {{ background: {colour[Tone.SURFACE]}; border: 1px solid {colour[Tone.LINE]};"
            f" border-radius: 8px; color: {colour[Tone.TEXT]}; outline: 0;"
            f" selection-background-color: {colour[Tone.LINE]}; selection-color: {colour[Tone.TEXT]}; }}"
            f" QAbstractScrollArea::corner {{ background: transparent; border: 0; }}"
            f" QHeaderView {{ background: transparent; }}"
            f" QHeaderView::section {{ background: {colour[Tone.RAISED]}; color: {colour[Tone.MUTED]};"
            f" border: 0; border-bottom: 1px solid {colour[Tone.LINE]}; padding: {SPACE}px {2 * SPACE}px; }}"
            f" QTableView::item {{ padding: 0 {2 * SPACE}px;"
            f" border-bottom: 1px solid {colour[Tone.LINE]}; }}"
            f" QTableView::item:focus {{ border: 2px solid {colour[Tone.MANAGER]}; }}"
        )


def _flat(text: str) -> str:
    return " ".join(text.split())
