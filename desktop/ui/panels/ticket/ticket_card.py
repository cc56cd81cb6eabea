"""The ticket and the labels of an incident."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui.panels.ticket.label_row import LabelRow
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE
from desktop.ui.widgets.card import Card


class TicketCard(Card):
    """Holds the `labels`."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self.labels = LabelRow(theme)
        column = QVBoxLayout(self)
        column.setContentsMargins(4 * SPACE, 2 * SPACE + 2, 3 * SPACE, 2 * SPACE + 2)
        column.setSpacing(2 * SPACE)
        column.addWidget(self.labels)
