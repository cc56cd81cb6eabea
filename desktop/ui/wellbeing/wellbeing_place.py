"""Where the questions and the offer stand in Now: above the rest; unfolded they may scroll."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE
from desktop.ui.wellbeing.rest_offer import RestOffer
from desktop.ui.wellbeing.survey_card import SurveyCard

_WIDEST = 720
_LOWEST = 200
"""Pixels: a folded card is seen whole also in a low window."""


class WellbeingPlace(QScrollArea):
    """As high as what it shows, and no higher than there is room. Hidden while there is nothing to ask."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rest = RestOffer(theme)
        self.survey = SurveyCard(theme)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(5 * SPACE, 3 * SPACE, 5 * SPACE, SPACE)
        column.setSpacing(2 * SPACE)
        for card in (self.rest, self.survey):
            card.setMaximumWidth(_WIDEST)
            card.hide()
            column.addWidget(card)
        column.addStretch(1)
        self.setWidget(inner)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()

    def show_cards(self, *, rest: bool, survey: bool) -> None:
        """Which of the two there are."""
        self.rest.setVisible(rest)
        self.survey.setVisible(survey)
        self.setVisible(rest or survey)
        self.updateGeometry()

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), min(self.sizeHint().height(), _LOWEST))

    def sizeHint(self) -> QSize:
        inner = self.widget()
        layout = inner.layout() if inner is not None else None
        if layout is None:
            return super().sizeHint()
        width = max(self.width(), 1)
        high = layout.heightForWidth(width) if layout.hasHeightForWidth() else layout.sizeHint().height()
        return QSize(width, high)
