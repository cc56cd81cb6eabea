"""Above the rows: how many are shown, which of them, and the way to take them elsewhere."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QMenu, QWidget

from desktop.ui.present.timeline_filter import Filter, filter_name
from desktop.ui.present.words import tr
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone, Type
from desktop.ui.timeline.search_line import SearchLine
from desktop.ui.widgets.button import QuietButton
from desktop.ui.widgets.flow_row import FlowRow
from desktop.ui.widgets.label import Label

_NARROW = 640
"""Below this width the choice stands in a line of its own."""
_TIGHT = 480
"""Below this one its buttons give up words."""
_SEARCH = (110, 200)
"""Narrower than the first the search has a line of its own; the second is its width where there is room."""


class FilterRow(QWidget):
    """`changed` when other rows are wanted."""

    changed = Signal()
    markdown_wanted = Signal()
    html_wanted = Signal()
    file_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._chosen = Filter.EVERYTHING
        self._count = Label(theme, "", Type.SMALL, Tone.MUTED)
        self.choice = QuietButton(theme, "", "mdi6.filter-variant", "▾")
        self.choice.clicked.connect(lambda: self._open(self.choice_menu(), self.choice))
        self.search = SearchLine(theme)
        self.search.textChanged.connect(lambda _text: self.changed.emit())
        self.copy = QuietButton(theme, tr("Copy"), "mdi6.content-copy", "▾")
        self.copy.setAccessibleName(tr("Copy or save what is shown"))
        self.copy.clicked.connect(lambda: self._open(self.copy_menu(), self.copy))
        said = QHBoxLayout()
        said.setSpacing(3 * SPACE)
        said.addWidget(Label(theme, tr("Timeline"), Type.STRONG, keep=True))
        said.addWidget(self._count, 1)
        flow = FlowRow()
        for widget in (self.choice, self.search, self.copy):
            flow.addWidget(widget)
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(2 * SPACE)
        self._line.addLayout(said, 1)
        self._line.addLayout(flow)
        self._name_choice()

    @property
    def chosen(self) -> Filter:
        return self._chosen

    @property
    def words(self) -> str:
        return self.search.text()

    @property
    def count(self) -> str:
        """What stands beside the heading."""
        return self._count.text()

    def choose(self, kind: Filter) -> None:
        if kind is not self._chosen:
            self._chosen = kind
            self._name_choice()
            self.changed.emit()

    def show_count(self, words: str, tone: Tone = Tone.MUTED) -> None:
        self._count.set(words, tone)

    def choice_menu(self) -> QMenu:
        """The kinds of rows; the chosen one has the tick."""
        menu = _menu(self)
        group = QActionGroup(menu)
        for kind in Filter:
            action = QAction(filter_name(kind), group, checkable=True)
            action.setChecked(kind is self._chosen)
            action.triggered.connect(lambda _checked=False, kind=kind: self.choose(kind))
            menu.addAction(action)
            if kind is self._chosen:
                menu.setActiveAction(action)
        return menu

    def copy_menu(self) -> QMenu:
        """The ways to take the rows elsewhere."""
        menu = _menu(self)
        menu.addAction(tr("As Markdown")).triggered.connect(self.markdown_wanted)
        menu.addAction(tr("As HTML")).triggered.connect(self.html_wanted)
        menu.addSeparator()
        menu.addAction(tr("Save as…")).triggered.connect(self.file_wanted)
        return menu

    def _name_choice(self) -> None:
        name = filter_name(self._chosen)
        self.choice.setText(name)
        self.choice.updateGeometry()
        self.choice.setAccessibleName(tr("Shown: {name}").format(name=name))
        self._fit_search()

    @staticmethod
    def _open(menu: QMenu, button: QuietButton) -> None:
        menu.popup(button.mapToGlobal(QPoint(0, button.height() + SPACE)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width, scale = event.size().width(), self._theme.text_scale
        narrow, tight = width < _NARROW * scale, width < _TIGHT * scale
        self._line.setDirection(
            QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        )
        self.copy.setText("" if tight else tr("Copy"))
        self.copy.updateGeometry()
        self._fit_search()

    def _fit_search(self) -> None:
        """In a line of its own the search fills what the buttons leave."""
        width, scale = self.width(), self._theme.text_scale
        if width >= _NARROW * scale:
            self.search.be_wide(round(_SEARCH[1] * scale))
            return
        left = width - self.choice.sizeHint().width() - self.copy.sizeHint().width() - 4 * SPACE
        self.search.be_wide(left if left >= _SEARCH[0] * scale else width)


def _menu(parent: QWidget) -> QMenu:
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return menu
