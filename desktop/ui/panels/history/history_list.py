"""A card with rows of which the first few are shown, and what is said while there are none."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.present.words import tr
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone, Type
from desktop.ui.widgets.button import QuietButton
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.icon_label import IconLabel
from desktop.ui.widgets.label import Label

_SHOWN = 3
"""More are one press away."""
Row = TypeVar("Row")


class HistoryList(Card, Generic[Row]):
    """Rows are made by `make_row`, anew only where they differ."""

    def __init__(self, theme: Theme, title: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self.rows: list[QWidget] = []
        self._views: tuple[Row, ...] = ()
        self._said = Label(theme, "", Type.SMALL, Tone.MUTED, max_lines=0)
        self._warning = Label(theme, "", Type.SMALL_STRONG, Tone.WARN, max_lines=0)
        self._warns = QWidget()
        warning = QHBoxLayout(self._warns)
        warning.setContentsMargins(0, 0, 0, 0)
        warning.setSpacing(2 * SPACE)
        warning.addWidget(IconLabel(theme, "mdi6.alert-outline", Tone.WARN, 18), 0, Qt.AlignmentFlag.AlignTop)
        warning.addWidget(self._warning, 1)
        self.more = QuietButton(theme, "", "mdi6.chevron-right", flat=True, tone=Tone.MUTED)
        self.more.setCheckable(True)
        self.more.toggled.connect(self._fold)
        self._list = QVBoxLayout()
        self._list.setSpacing(3 * SPACE)
        column = QVBoxLayout(self)
        column.setContentsMargins(4 * SPACE, 3 * SPACE, 3 * SPACE, 3 * SPACE)
        column.setSpacing(2 * SPACE)
        column.addWidget(Label(theme, title, Type.STRONG))
        column.addWidget(self._warns)
        column.addWidget(self._said)
        column.addLayout(self._list)
        column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        for widget in (self._warns, self._said, self.more):
            widget.hide()

    @property
    def said(self) -> str:
        return self._said.text()

    @property
    def warning(self) -> str:
        return self._warning.text()

    def make_row(self, view: Row) -> QWidget:
        """What shows one row."""
        raise NotImplementedError

    def say(self, words: str, tone: Tone = Tone.MUTED) -> None:
        """Why there is nothing, or that it may be old; empty: nothing is said."""
        self._said.set(words, tone)
        self._said.setVisible(bool(words))

    def warn(self, words: str) -> None:
        """What matters most; empty: nothing."""
        self._warning.set(words)
        self._warns.setVisible(bool(words))
        self.set_edge(Tone.WARN if words else None)

    def show_rows(self, views: Sequence[Row]) -> None:
        """Rows that stay the same stay where they are."""
        before, self._views = self._views, tuple(views)
        if self._views == before:
            return
        kept = dict(zip(before, self.rows, strict=True))
        rows = [kept.pop(view) if view in kept else self.make_row(view) for view in self._views]
        for gone in kept.values():
            self._list.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        for place, row in enumerate(rows):
            item = self._list.itemAt(place)
            if item is None or item.widget() is not row:
                self._list.removeWidget(row)
                self._list.insertWidget(place, row)
        self.rows = rows
        self._fold(self.more.isChecked())

    def fold(self) -> None:
        """For another incident."""
        self.more.setChecked(False)

    def _fold(self, unfolded: bool) -> None:
        for place, row in enumerate(self.rows):
            row.setVisible(unfolded or place < _SHOWN)
        hidden = len(self.rows) - _SHOWN
        self.more.setText(tr("Fewer") if unfolded else tr("{n} more").format(n=hidden))
        self.more.set_icon_name("mdi6.chevron-up" if unfolded else "mdi6.chevron-right")
        self.more.updateGeometry()
        self.more.setVisible(hidden > 0)
