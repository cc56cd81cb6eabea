"""Where the questions and the offer stand in Now: above the rest; unfolded they may scroll."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE
from desktop.ui.wellbeing.rest_offer import RestOffer
from desktop.ui.wellbeing.survey_card import SurveyCard

_WIDEST = 720
_LOWEST = 120
"""Pixels: title and buttons of a card are seen also in a low window; the rest scrolls."""


class WellbeingPlace(QScrollArea):
    """As high as what it shows, and no higher than there is room. Hidden while there is nothing to ask."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rest = RestOffer(theme)
        self.survey = SurveyCard(theme)
        self._inner = inner = QWidget()
        self._column = column = QVBoxLayout(inner)
        inner.installEventFilter(self)
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
        return QSize(super().sizeHint().width(), self._height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._keep_height()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._inner and event.type() is QEvent.Type.LayoutRequest:
            self._keep_height()
            self.updateGeometry()
        return super().eventFilter(watched, event)

    def _height(self) -> int:
        """What it takes at this width: lines wrap, and buttons go on in the next row."""
        if not self._column.hasHeightForWidth():
            return self._column.sizeHint().height()
        return self._column.heightForWidth(max(self.viewport().width(), 1))

    def _keep_height(self) -> None:
        """A scroll area asks only for the least height of what is in it, and would cut rows off."""
        self._inner.setMinimumHeight(self._height())
