"""Who is woken, when, and for what: the escalation policy and the rules of urgency below each other."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.ui.policy.policy_card import PolicyCard
from desktop.ui.present.words import tr
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Type
from desktop.ui.urgency.proposals_card import ProposalsCard
from desktop.ui.urgency.urgency_card import UrgencyCard
from desktop.ui.widgets.label import Label

_WIDEST = 1100


class RulesView(QWidget):
    """Holds the cards; what is proposed is shown when there is something, or somebody asks."""

    opened = Signal(object)
    """UUID of an incident that is to be shown."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.policy = PolicyCard(theme)
        self.urgency = UrgencyCard(theme)
        self.proposals = ProposalsCard(theme)
        self.proposals.hide()
        self.proposals.opened.connect(self.opened)
        self.urgency.proposals_wanted.connect(self._show_proposals)
        column = QWidget()
        column.setMaximumWidth(_WIDEST)
        cards = QVBoxLayout(column)
        cards.setContentsMargins(0, 0, 0, 0)
        cards.setSpacing(4 * SPACE)
        cards.addWidget(Label(theme, tr("Who is woken, when, and for what"), Type.TITLE))
        cards.addWidget(self.policy)
        cards.addWidget(self.urgency)
        cards.addWidget(self.proposals)
        cards.addStretch(1)
        inner = QWidget()
        across = QHBoxLayout(inner)
        across.setContentsMargins(6 * SPACE, 4 * SPACE, 6 * SPACE, 6 * SPACE)
        across.addWidget(column, 100)
        across.addStretch(1)
        self._scroll = scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inner)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)
        self.setFocusProxy(self.policy)

    def _show_proposals(self) -> None:
        self.proposals.show()
        # It has its place only when it was laid out.
        QTimer.singleShot(0, self, self._go_to_proposals)

    def _go_to_proposals(self) -> None:
        self._scroll.ensureWidgetVisible(self.proposals, 0, self._scroll.height() // 2)
        self.proposals.take_focus()
