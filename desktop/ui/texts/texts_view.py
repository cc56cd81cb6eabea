"""The texts that updates begin with: the list, the one that is written, and beside it what it makes."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QKeySequence,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.ui.present.telling.texts import TextRow, variable_rows
from desktop.ui.present.words import tr
from desktop.ui.texts.preview_card import PreviewCard
from desktop.ui.texts.row_list import RowList
from desktop.ui.texts.source_card import SourceCard
from desktop.ui.texts.variables_card import VariablesCard
from desktop.ui.texts.versions_card import VersionsCard
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone, Type
from desktop.ui.widgets.banner import Banner
from desktop.ui.widgets.label import Label

_LIST, _LIST_NARROW = 272, 232
_WIDE = 1060
"""From here on text and preview stand side by side."""
_MEDIUM = 720
"""Below, list and text take turns."""


class TextsView(QWidget):
    """Shows what it is told; `TextsPresenter` tells it."""

    chosen = Signal(str)
    """The key of a text."""
    save_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._paged = False
        self._opened = False
        self.banner = Banner(theme)
        self.banner.hide()
        self.list = RowList(theme, tr("Texts"))
        self.source = SourceCard(theme)
        self.variables = VariablesCard(theme, variable_rows())
        self.preview = PreviewCard(theme)
        self.versions = VersionsCard(theme)
        self.list.moved.connect(self._choose)
        self.list.pressed_row.connect(lambda _number: self.open_source())
        self.list.clicked_row.connect(lambda _number: self.open_source() if self._paged else None)
        self.source.variables_wanted.connect(self.variables.open)
        self.variables.inserted.connect(self.source.insert)
        self.variables.left.connect(self.source.go_on)
        self.source.back_wanted.connect(self.open_list)
        self.source.save_wanted.connect(self.save_wanted)
        save = QShortcut(QKeySequence.StandardKey.Save, self)
        save.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        save.activated.connect(self.save_wanted)
        self._lay_out()
        theme.changed.connect(self._arrange)

    def _lay_out(self) -> None:
        self._left = QWidget()
        left = QVBoxLayout(self._left)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(SPACE)
        left.addWidget(Label(self._theme, tr("Texts"), Type.TITLE))
        caption = tr("What updates begin with. Anyone of the team may change them.")
        left.addWidget(Label(self._theme, caption, Type.SMALL, Tone.MUTED, max_lines=0))
        left.addSpacing(SPACE)
        left.addWidget(self.list, 1)
        self._side = QStackedWidget()
        self._side.addWidget(self.preview)
        self._side.addWidget(self.versions)
        inner = QWidget()
        self._cards = QGridLayout(inner)
        self._cards.setContentsMargins(0, 0, 0, 0)
        self._cards.setSpacing(3 * SPACE)
        self._wide: bool | None = None
        self._right = QScrollArea()
        self._right.setWidgetResizable(True)
        self._right.setFrameShape(QFrame.Shape.NoFrame)
        self._right.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._right.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._right.setWidget(inner)
        across = QHBoxLayout()
        across.setSpacing(4 * SPACE)
        across.addWidget(self._left)
        across.addWidget(self._right, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(5 * SPACE, 4 * SPACE, 5 * SPACE, 4 * SPACE)
        outer.setSpacing(3 * SPACE)
        outer.addWidget(self.banner)
        outer.addLayout(across, 1)

    @property
    def versions_shown(self) -> bool:
        """Whether the versions stand where the preview does."""
        return self._side.currentWidget() is self.versions

    def say(self, words: str, tone: Tone) -> None:
        """What became of saving; a screen reader says it too."""
        self.source.say(words, tone)
        if words:
            self._right.ensureWidgetVisible(self.source.save)
            said = QAccessibleAnnouncementEvent(self, words)
            said.setPoliteness(QAccessible.AnnouncementPoliteness.Polite)
            QAccessible.updateAccessibility(said)

    def show_trouble(self, title: str, remedy: str) -> None:
        """Why the texts are not all here; without a title they are."""
        if title:
            self.banner.say(title, remedy, tr("Try again"))
        self.banner.setVisible(bool(title))

    def open_versions(self) -> None:
        self._side.setCurrentWidget(self.versions)
        self.versions.list.setFocus(Qt.FocusReason.OtherFocusReason)
        self._right.ensureWidgetVisible(self.versions)

    def close_versions(self) -> None:
        focused = QApplication.focusWidget()
        had_focus = focused is not None and self.versions.isAncestorOf(focused)
        self._side.setCurrentWidget(self.preview)
        if had_focus:
            self.source.versions.setFocus(Qt.FocusReason.OtherFocusReason)
            self._right.ensureWidgetVisible(self.source.versions)

    def open_source(self) -> None:
        """To the text, from the list."""
        self._opened = True
        self._arrange()
        self.source.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def open_list(self) -> None:
        """Back to the list, where it had to give way."""
        self._opened = False
        self._arrange()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        width = self.width() / self._theme.text_scale
        self._paged = width < _MEDIUM
        wide = width >= _WIDE
        if wide is not self._wide:
            self._wide = wide
            self._place(wide)
        self._left.setVisible(not self._paged or not self._opened)
        self._right.setVisible(not self._paged or self._opened)
        self.source.back.setVisible(self._paged)
        self.setFocusProxy(self.source.text if self._paged and self._opened else self.list)
        if self._paged:
            self._left.setMinimumWidth(0)
            self._left.setMaximumWidth(16_777_215)
        else:
            self._left.setFixedWidth(round((_LIST if wide else _LIST_NARROW) * self._theme.text_scale))

    def _place(self, wide: bool) -> None:
        """Side by side; or below each other, what the text makes before what may be put in."""
        for widget in (self.source, self._side, self.variables):
            self._cards.removeWidget(widget)
        self._cards.addWidget(self.source, 0, 0)
        self._cards.addWidget(self._side, 0 if wide else 1, 1 if wide else 0, 2 if wide else 1, 1)
        self._cards.addWidget(self.variables, 1 if wide else 2, 0)
        for row, stretch in enumerate((3, 2, 0) if wide else (1, 1, 0)):
            self._cards.setRowStretch(row, stretch)
        for column, stretch in enumerate((11, 10 if wide else 0)):
            self._cards.setColumnStretch(column, stretch)
        self.variables.show_whole(not wide)
        side = [
            *(self.preview.incidents, self.preview.text),
            *(self.versions.back, self.versions.list, self.versions.text, self.versions.restore),
        ]
        order = [self.variables.list, *side] if wide else [*side, self.variables.list]
        for one, following in pairwise([self.source.versions, *order]):
            QWidget.setTabOrder(one, following)

    def _choose(self, number: int) -> None:
        row = self.list.row_of(number)
        if isinstance(row, TextRow):
            self.chosen.emit(row.key)
