"""The editors of the cells that people write: a line for the note, a choice for yes and no."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop.core.retro.page_row import LONGEST_NOTE, Cell
from desktop.ui.present.retro.page_log import TABLE
from desktop.ui.present.words import tr

_SAID = (None, True, False)


class CellEditor(QStyledItemDelegate):
    """Enter keeps, Escape leaves."""

    def createEditor(
        self, parent: QWidget, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QWidget:
        column = TABLE[index.column()]
        editor: QWidget
        if column.cell is Cell.NOTE:
            line = QLineEdit(parent)
            line.setMaxLength(LONGEST_NOTE)
            line.setStyleSheet("padding: 0 6px; border-radius: 0;")
            editor = line
        else:
            choice = QComboBox(parent)
            choice.addItems([tr("as the outcome says"), tr("yes"), tr("no")])
            choice.setStyleSheet("padding: 0 6px; border-radius: 0;")
            choice.activated.connect(lambda _number: self._keep(choice))
            editor = choice
        editor.setAccessibleName(tr(column.title))
        return editor

    def setEditorData(self, editor: QWidget, index: QModelIndex | QPersistentModelIndex) -> None:
        value = index.data(Qt.ItemDataRole.EditRole)
        if isinstance(editor, QComboBox):
            editor.setCurrentIndex(_SAID.index(value))
        else:
            cast(QLineEdit, editor).setText(str(value).replace("\n", " "))

    def setModelData(
        self, editor: QWidget, model: QAbstractItemModel, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        if isinstance(editor, QComboBox):
            model.setData(index, _SAID[editor.currentIndex()])
        elif isinstance(editor, QLineEdit) and editor.isModified():
            model.setData(index, editor.text())

    def _keep(self, choice: QComboBox) -> None:
        self.commitData.emit(choice)
        self.closeEditor.emit(choice)
