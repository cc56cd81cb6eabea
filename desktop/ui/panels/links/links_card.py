"""Dashboards, logs and whatever else is worth a look, each with the host that it leads to."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui.panels.links.link_row import LinkRow
from desktop.ui.present.fixing.links import LinkRowView
from desktop.ui.present.words import tr
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone, Type
from desktop.ui.widgets.button import QuietButton
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.label import Label

_SHOWN = 5
"""More are one press away."""


class LinksCard(Card):
    """`opened` carries the address that shall be shown in the browser."""

    opened = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self.rows: list[LinkRow] = []
        self._views: tuple[LinkRowView, ...] = ()
        self.more = QuietButton(theme, "", "mdi6.chevron-right", flat=True, tone=Tone.MUTED)
        self.more.setCheckable(True)
        self.more.toggled.connect(self._fold)
        self._list = QVBoxLayout()
        self._list.setSpacing(3 * SPACE)
        column = QVBoxLayout(self)
        column.setContentsMargins(4 * SPACE, 3 * SPACE, 3 * SPACE, 3 * SPACE)
        column.setSpacing(2 * SPACE)
        column.addWidget(Label(theme, tr("Links"), Type.STRONG))
        column.addLayout(self._list)
        column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        self.more.hide()

    def take_focus(self) -> None:
        """To the first link."""
        if self.rows:
            self.rows[0].open.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def fold(self) -> None:
        """For another incident."""
        self.more.setChecked(False)

    def show_links(self, views: Sequence[LinkRowView]) -> None:
        """Rows stay where they are, so that no button changes under the finger; only their times do."""
        if tuple(views) == self._views:
            return
        self._views = tuple(views)
        for row in self.rows[len(views) :]:
            self._list.removeWidget(row)
            row.hide()
            row.deleteLater()
        del self.rows[len(views) :]
        for place, view in enumerate(views):
            if place < len(self.rows):
                self.rows[place].show_view(view)
            else:
                self._add(view)
        self._fold(self.more.isChecked())

    def _add(self, view: LinkRowView) -> None:
        row = LinkRow(self._theme, view)
        row.opened.connect(self.opened)
        row.moved.connect(partial(self._move, row))
        self.rows.append(row)
        self._list.addWidget(row)

    def _move(self, row: LinkRow, by: int) -> None:
        place = self.rows.index(row) + by
        if 0 <= place < len(self.rows) and self.rows[place].isVisible():
            self.rows[place].open.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fold(self, unfolded: bool) -> None:
        for place, row in enumerate(self.rows):
            row.setVisible(unfolded or place < _SHOWN)
        hidden = len(self.rows) - _SHOWN
        self.more.setText(tr("Fewer") if unfolded else tr("{n} more").format(n=hidden))
        self.more.set_icon_name("mdi6.chevron-up" if unfolded else "mdi6.chevron-right")
        self.more.updateGeometry()
        self.more.setVisible(hidden > 0)
