"""The wake forecast: a clock beside what it threatens, and the names on demand."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.present.incident.wakes import ForecastView
from desktop.ui.present.words import tr
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone, Type
from desktop.ui.widgets.button import QuietButton
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.countdown_ring import CountdownRing
from desktop.ui.widgets.label import Label
from desktop.ui.widgets.names_list import NamesList


class ForecastCard(Card):
    """`large` is the alarm's. The names open below, in the card."""

    def __init__(self, theme: Theme, *, large: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self._large = large
        self._ring = CountdownRing(theme)
        self._headline = Label(theme, "", Type.TITLE if large else Type.STRONG, max_lines=0)
        self._details = Label(theme, "", Type.BODY if large else Type.SMALL, Tone.MUTED, max_lines=0)
        self.toggle = QuietButton(theme, tr("See names"), key="N", flat=True, tone=Tone.MUTED)
        self.toggle.setCheckable(True)
        self.toggle.toggled.connect(self._fold)
        self._names = NamesList(theme)
        self._names.hide()
        words = QVBoxLayout()
        words.setSpacing(SPACE)
        words.addStretch(1)
        words.addWidget(self._headline)
        words.addWidget(self._details)
        words.addStretch(1)
        top = QHBoxLayout()
        top.setSpacing(5 * SPACE)
        top.addWidget(self._ring)
        top.addLayout(words, 1)
        top.addWidget(self.toggle)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(4 * SPACE, 4 * SPACE, 4 * SPACE, 4 * SPACE)
        outer.setSpacing(4 * SPACE)
        outer.addLayout(top)
        outer.addWidget(self._names)

    @property
    def headline(self) -> str:
        return self._headline.text()

    @property
    def details(self) -> str:
        return self._details.text()

    def show_forecast(self, view: ForecastView) -> None:
        self._ring.show_left(view.clock, view.left, view.tone)
        self._headline.set(view.headline)
        self._details.set(view.details)
        self._names.show_names(view.names)
        self.toggle.setVisible(bool(view.names))
        self.setAccessibleName(f"{view.headline}. {view.details}")

    def make_compact(self, compact: bool) -> None:
        """Where there is little room, the words become smaller."""
        if self._large:
            scale = self._theme.text_scale
            self._headline.make_smaller(Type.STRONG if compact else Type.TITLE, scale)
            self._details.make_smaller(Type.SMALL if compact else Type.BODY, scale)

    def fold(self) -> None:
        """Names hidden again, for the next incident."""
        self.toggle.setChecked(False)

    def _fold(self, opened: bool) -> None:
        self._names.setVisible(opened)
        self.toggle.setText(tr("Hide names") if opened else tr("See names"))
        self.toggle.updateGeometry()
