"""The escalation in the incident view: the clock beside what it threatens, the levels, the names on
demand."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.present.incident.ladder import LadderView
from desktop.ui.present.incident.wakes import ForecastView
from desktop.ui.present.words import tr
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone, Type
from desktop.ui.widgets.button import QuietButton
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.label import Label
from desktop.ui.widgets.level_ladder import LevelLadder
from desktop.ui.widgets.names_list import NamesList

_NARROW = 560


class LadderCard(Card):
    """Hidden by its owner when nothing moves up."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self._lead = Label(theme, "", Type.BODY, Tone.MUTED)
        self._clock = Label(theme, "", Type.TITLE, Tone.WARN, clock=True, keep=True)
        self._threat = Label(theme, "", Type.SMALL_STRONG, Tone.WARN)
        self._toggle = QuietButton(theme, tr("See names"), flat=True, tone=Tone.MUTED)
        self._toggle.setCheckable(True)
        self._toggle.toggled.connect(self._fold)
        self._top = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._levels = LevelLadder(theme)
        self._names = NamesList(theme)
        self._names.hide()
        when, whom = QHBoxLayout(), QHBoxLayout()
        when.setSpacing(2 * SPACE)
        when.addWidget(self._lead)
        when.addWidget(self._clock)
        when.addStretch(1)
        whom.setSpacing(2 * SPACE)
        whom.addWidget(self._threat)
        whom.addWidget(self._toggle)
        top = self._top
        top.setSpacing(SPACE)
        top.addLayout(when, 1)
        top.addLayout(whom)
        column = QVBoxLayout(self)
        column.setContentsMargins(4 * SPACE, 2 * SPACE, 3 * SPACE, 3 * SPACE)
        column.setSpacing(2 * SPACE)
        column.addLayout(top)
        column.addWidget(self._levels)
        column.addWidget(self._names)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < _NARROW * self._theme.text_scale
        self._top.setDirection(
            QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        )

    @property
    def clock(self) -> str:
        return self._clock.text()

    @property
    def threat(self) -> str:
        return self._threat.text()

    def show_view(self, ladder: LadderView, forecast: ForecastView | None) -> None:
        self._lead.set(ladder.lead)
        self._clock.set(ladder.clock)
        self._levels.show_steps(ladder.steps)
        threat = forecast.short or tr("nobody is left to page") if forecast else ""
        self._threat.set(threat, forecast.tone if forecast else Tone.WARN)
        self._names.show_names(forecast.names if forecast else ())
        self._toggle.setVisible(bool(forecast and forecast.names))
        self.setAccessibleName(f"{ladder.lead} {ladder.clock}, {threat}")

    def fold(self) -> None:
        self._toggle.setChecked(False)

    def _fold(self, opened: bool) -> None:
        self._names.setVisible(opened)
        self._toggle.setText(tr("Hide names") if opened else tr("See names"))
        self._toggle.updateGeometry()
