"""Offers: those that wait for me with Accept and Decline, mine with Withdraw. Hidden while there is none."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.present.schedule.schedule_offers import OfferRow
from desktop.ui.present.words import tr
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone, Type
from desktop.ui.widgets.button import QuietButton
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.icon_label import IconLabel
from desktop.ui.widgets.label import Label

_NARROW = 560


class OfferLine(Card):
    """One offer."""

    accepted = Signal(object)
    declined = Signal(object)
    withdrawn = Signal(object)

    def __init__(self, theme: Theme, row: OfferRow) -> None:
        super().__init__(theme, Tone.SURFACE, Tone.WARN if row.for_me else Tone.LINE)
        self._theme = theme
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(Label(theme, row.title, Type.STRONG, max_lines=0))
        words.addWidget(Label(theme, row.words, Type.SMALL, Tone.MUTED, max_lines=0))
        said = QHBoxLayout()
        said.setSpacing(3 * SPACE)
        icon = IconLabel(theme, row.icon, Tone.WARN if row.for_me else Tone.MUTED)
        said.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        said.addLayout(words, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(2 * SPACE)
        buttons.addStretch(1)
        self.accept = QuietButton(theme, tr("Accept"), "mdi6.check")
        self.decline = QuietButton(theme, tr("Decline"), "mdi6.close", flat=True)
        self.withdraw = QuietButton(theme, row.withdraw, "mdi6.undo", flat=True)
        self.accept.clicked.connect(lambda: self.accepted.emit(row.id))
        self.decline.clicked.connect(lambda: self.declined.emit(row.id))
        self.withdraw.clicked.connect(lambda: self.withdrawn.emit(row.id))
        for button in (self.decline, self.accept, self.withdraw):
            button.setAccessibleName(f"{button.text()}: {row.title}, {row.words}")
            buttons.addWidget(button)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(4 * SPACE, 2 * SPACE, 3 * SPACE, 2 * SPACE)
        self._row.setSpacing(2 * SPACE)
        self._row.addLayout(said, 1)
        self._row.addLayout(buttons)
        # Not before they have a parent: they would flash up as windows of their own.
        self.decline.setVisible(row.for_me)
        self.accept.setVisible(row.for_me)
        self.withdraw.setVisible(bool(row.withdraw))
        self.setAccessibleName(f"{row.title}, {row.words}")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < _NARROW * self._theme.text_scale
        self._row.setDirection(
            QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        )


class OffersCard(QWidget):
    """Each signal carries the offer's UUID."""

    accepted = Signal(object)
    declined = Signal(object)
    withdrawn = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._rows: tuple[OfferRow, ...] = ()
        self.lines: dict[UUID, OfferLine] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2 * SPACE)
        self.hide()

    def show_rows(self, rows: Sequence[OfferRow]) -> None:
        if tuple(rows) == self._rows:
            return
        self._rows = tuple(rows)
        for line in self.lines.values():
            self._column.removeWidget(line)
            line.setParent(None)
            line.deleteLater()
        self.lines = {}
        for row in rows:
            line = OfferLine(self._theme, row)
            line.accepted.connect(self.accepted)
            line.declined.connect(self.declined)
            line.withdrawn.connect(self.withdrawn)
            self.lines[row.id] = line
            self._column.addWidget(line)
        self.setVisible(bool(rows))
