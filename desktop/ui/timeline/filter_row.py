"""Above the rows: which of them are shown, how many those are, and the way to take them elsewhere."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QBoxLayout, QComboBox, QMenu, QWidget

from desktop.ui.present.timeline_filter import Filter, filter_name
from desktop.ui.present.words import tr
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone, Type
from desktop.ui.timeline.search_line import SearchLine
from desktop.ui.widgets.button import QuietButton
from desktop.ui.widgets.flow_row import FlowRow
from desktop.ui.widgets.label import Label

_NARROW = 640
"""Below this width the count stands in a line of its own."""


class _Choice(QComboBox):
    """The wheel scrolls what lies around it."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class FilterRow(QWidget):
    """`changed` when other rows are wanted."""

    changed = Signal()
    markdown_wanted = Signal()
    html_wanted = Signal()
    file_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        heading = Label(theme, tr("Timeline"), Type.STRONG, keep=True)
        self.choice = _Choice()
        self.choice.setAccessibleName(tr("What the timeline shows"))
        for kind in Filter:
            self.choice.addItem(filter_name(kind), kind)
        self.choice.currentIndexChanged.connect(lambda _number: self.changed.emit())
        self.search = SearchLine(theme)
        self.search.textChanged.connect(lambda _text: self.changed.emit())
        self.copy = QuietButton(theme, tr("Copy"), "mdi6.content-copy", "▾")
        self.copy.setAccessibleName(tr("Copy or save what is shown"))
        self.copy.clicked.connect(self._open_menu)
        self._count = Label(theme, "", Type.SMALL, Tone.MUTED)
        self._flow = FlowRow()
        for widget in (heading, self.choice, self.search, self.copy):
            self._flow.addWidget(widget)
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(SPACE)
        self._line.addLayout(self._flow, 1)
        self._line.addWidget(self._count)

    @property
    def chosen(self) -> Filter:
        return Filter(self.choice.currentData())

    @property
    def words(self) -> str:
        return self.search.text()

    @property
    def count(self) -> str:
        return self._count.text()

    def choose(self, kind: Filter) -> None:
        self.choice.setCurrentIndex(self.choice.findData(kind))

    def show_count(self, words: str, tone: Tone = Tone.MUTED) -> None:
        self._count.set(words, tone)

    def copy_menu(self) -> QMenu:
        """The ways to take the rows elsewhere."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(tr("As Markdown")).triggered.connect(self.markdown_wanted)
        menu.addAction(tr("As HTML")).triggered.connect(self.html_wanted)
        menu.addSeparator()
        menu.addAction(tr("Save as…")).triggered.connect(self.file_wanted)
        return menu

    def _open_menu(self) -> None:
        self.copy_menu().popup(self.copy.mapToGlobal(QPoint(0, self.copy.height() + SPACE)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = event.size().width() < _NARROW * self._theme.text_scale
        self._line.setDirection(
            QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        )
