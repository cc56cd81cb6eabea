"""Who is woken, when, and for what: the escalation policy and the rules of urgency below each other."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.ui.policy.policy_card import PolicyCard
from desktop.ui.present.words import tr
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Type
from desktop.ui.urgency.urgency_card import UrgencyCard
from desktop.ui.widgets.label import Label

_WIDEST = 1100


class RulesView(QWidget):
    """Holds the two cards."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.policy = PolicyCard(theme)
        self.urgency = UrgencyCard(theme)
        column = QWidget()
        column.setMaximumWidth(_WIDEST)
        cards = QVBoxLayout(column)
        cards.setContentsMargins(0, 0, 0, 0)
        cards.setSpacing(4 * SPACE)
        cards.addWidget(Label(theme, tr("Who is woken, when, and for what"), Type.TITLE))
        cards.addWidget(self.policy)
        cards.addWidget(self.urgency)
        cards.addStretch(1)
        inner = QWidget()
        across = QHBoxLayout(inner)
        across.setContentsMargins(6 * SPACE, 4 * SPACE, 6 * SPACE, 6 * SPACE)
        across.addWidget(column, 100)
        across.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inner)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)
        self.setFocusProxy(self.policy)
