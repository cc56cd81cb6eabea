"""The ticket of an incident in somebody's issue tracker, and its labels."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.panels.ticket.label_row import LabelRow
from desktop.ui.present.words import tr
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone, Type
from desktop.ui.widgets.button import QuietButton
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.label import Label


class TicketCard(Card):
    """`opened`: the ticket shall be shown in the browser."""

    opened = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self._where = Label(theme, "", Type.SMALL, Tone.MUTED)
        self._where.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.key = QuietButton(theme, "", "mdi6.open-in-new", flat=True, tone=Tone.MANAGER)
        self.key.make_pill()
        self.key.clicked.connect(self.opened)
        self._problem = Label(theme, "", Type.SMALL, Tone.WARN, max_lines=0)
        self.labels = LabelRow(theme)
        head = QHBoxLayout()
        head.setSpacing(2 * SPACE)
        head.addWidget(Label(theme, tr("Ticket"), Type.STRONG, keep=True))
        head.addWidget(self._where, 1)
        head.addWidget(self.key)
        column = QVBoxLayout(self)
        column.setContentsMargins(4 * SPACE, 3 * SPACE, 3 * SPACE, 3 * SPACE)
        column.setSpacing(2 * SPACE)
        column.addLayout(head)
        column.addWidget(self._problem)
        column.addWidget(self.labels)

    @property
    def where(self) -> str:
        return self._where.text()

    @property
    def problem(self) -> str:
        return self._problem.text()

    def show_ticket(self, where: str, key: str, leads_to: str, problem: str) -> None:
        """`where` it is kept; `key` is a button when it `leads_to` somewhere, the host of its page."""
        can_open = bool(key and leads_to)
        self._where.set(where if can_open or not key else f"{where} {key}".strip())
        self.key.setText(key)
        self.key.updateGeometry()
        self.key.setVisible(can_open)
        self.key.setToolTip(tr("Opens {host} in the browser").format(host=leads_to))
        self.key.setAccessibleName(tr("Open the ticket {key} on {host}").format(key=key, host=leads_to))
        self._problem.set(problem)
        self._problem.setVisible(bool(problem))
