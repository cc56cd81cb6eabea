"""Above the rows: how many are shown, which of them, and the way to take them elsewhere."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from desktop.ui.present.timeline.timeline_filter import Filter, filter_name
from desktop.ui.present.words import tr
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone, Type
from desktop.ui.timeline.head_layout import HeadLayout
from desktop.ui.timeline.search_line import SearchLine
from desktop.ui.widgets.button import QuietButton
from desktop.ui.widgets.label import Label


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
        said = QWidget()
        words = QHBoxLayout(said)
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(3 * SPACE)
        words.addWidget(Label(theme, tr("Timeline"), Type.STRONG, keep=True))
        words.addWidget(self._count, 1)
        row = HeadLayout(theme, self)
        for widget in (said, self.choice, self.search, self.copy):
            row.addWidget(widget)
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

    @staticmethod
    def _open(menu: QMenu, button: QuietButton) -> None:
        menu.popup(button.mapToGlobal(QPoint(0, button.height() + SPACE)))


def _menu(parent: QWidget) -> QMenu:
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return menu
