"""The names suggested while somebody writes: a small list above the line, which never takes the keyboard."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPalette, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QListView, QVBoxLayout, QWidget

from desktop.ui.present.timeline.scribe import Named, Suggestion
from desktop.ui.present.words import tr
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone, Type
from desktop.ui.widgets.card import Card

_ICONS = {Named.PERSON: "mdi6.account-outline", Named.SERVICE: "mdi6.cube-outline"}
_ICON = 18
_NARROWEST = 220


class NameList(Card):
    """Lies over its parent. `picked` carries the `Suggestion` that was clicked on."""

    picked = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, Tone.RAISED, parent=parent)
        self._over = parent
        self._suggestions: tuple[Suggestion, ...] = ()
        self._model = QStandardItemModel(self)
        self.view = QListView()
        self.view.setModel(self._model)
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.view.setAccessibleName(tr("Suggested names"))
        self.view.clicked.connect(self._clicked)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE, SPACE, SPACE, SPACE)
        column.addWidget(self.view)
        theme.changed.connect(self._restyle)
        self._restyle()
        self.hide()

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(suggestion.name for suggestion in self._suggestions)

    @property
    def chosen(self) -> Suggestion | None:
        """What the arrows stand on; None until they were used."""
        index = self.view.currentIndex()
        return self._suggestions[index.row()] if index.isValid() else None

    @property
    def first(self) -> Suggestion | None:
        return self._suggestions[0] if self._suggestions else None

    def suggest(self, suggestions: Sequence[Suggestion], anchor: QWidget) -> None:
        """Show them above `anchor`, none of them chosen; nothing suggested hides the list."""
        self._suggestions = tuple(suggestions)
        self._model.clear()
        font = self._theme.font(Type.BODY)
        height = self.view.fontMetrics().lineSpacing() + 2 * SPACE
        for suggestion in suggestions:
            item = QStandardItem(self._icon(_ICONS[suggestion.named]), suggestion.name)
            item.setFont(font)
            item.setSizeHint(QSize(0, height))
            kind = tr("person") if suggestion.named is Named.PERSON else tr("service")
            item.setAccessibleText(f"{suggestion.name}, {kind}")
            self._model.appendRow(item)
        if not suggestions:
            self.hide()
            return
        where = anchor.mapTo(self._over, QPoint(0, 0))
        wide = max(_NARROWEST, self.view.sizeHintForColumn(0) + 8 * SPACE)
        high = min(height * len(suggestions) + 3 * SPACE, where.y() - SPACE)
        wide = min(wide, self._over.width() - where.x() - 2 * SPACE)
        self.setGeometry(where.x(), where.y() - SPACE - high, wide, high)
        self.show()
        self.raise_()

    def _restyle(self) -> None:
        """As menus look; a list view's own highlight is too loud here."""
        colours = self.view.palette()
        colours.setColor(QPalette.ColorRole.Highlight, self._theme.colour(Tone.LINE))
        colours.setColor(QPalette.ColorRole.HighlightedText, self._theme.colour(Tone.TEXT))
        self.view.setPalette(colours)

    def _icon(self, name: str) -> QIcon:
        ratio = self.devicePixelRatioF()
        icon = QIcon(self._theme.pixmap(name, Tone.MUTED, _ICON, ratio))
        icon.addPixmap(self._theme.pixmap(name, Tone.TEXT, _ICON, ratio), QIcon.Mode.Selected)
        return icon

    def step(self, by: int) -> None:
        """Down and Up: past either end nothing is chosen."""
        count = len(self._suggestions)
        now = self.view.currentIndex().row()
        row = (now + 1 + by) % (count + 1) - 1
        index = self._model.index(row, 0) if row >= 0 else QModelIndex()
        self.view.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def _clicked(self, index: QModelIndex) -> None:
        self.picked.emit(self._suggestions[index.row()])
