"""The ringing state: who you are in this, what broke, your partner, who is woken next, one large button."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.ui.present.incident.alarm import AlarmView
from desktop.ui.present.words import tr
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone, Type
from desktop.ui.widgets.button import PrimaryButton, QuietButton
from desktop.ui.widgets.chip import Chip
from desktop.ui.widgets.forecast_card import ForecastCard
from desktop.ui.widgets.icon_label import IconLabel
from desktop.ui.widgets.label import Label
from desktop.ui.widgets.seat_card import SeatCard

_LOW, _FULL = 420, 560
_NARROW = 900
"""Pixels at text scale 1, below which the page makes do with less."""


class RingingPage(QWidget):
    """What it says is an `AlarmView`. The buttons are public: the window connects them."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._lead = Label(theme, "", Type.TITLE, Tone.ALARM)
        self._count = Chip(theme, "", Tone.ALARM)
        self._time = Label(theme, "", Type.BODY, Tone.MUTED, clock=True, keep=True)
        self._time.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._headline = Label(theme, "", Type.HEADLINE, max_lines=3)
        self._source = Label(theme, "", Type.BODY, Tone.MUTED, max_lines=2)
        self._seats: list[SeatCard] = []
        self._foot = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._foot.setSpacing(3 * SPACE)
        self._seat_row = QHBoxLayout()
        self._seat_row.setSpacing(3 * SPACE)
        self.forecast = ForecastCard(theme, large=True)
        self._call = Label(theme, "", Type.TITLE, max_lines=4)
        self._call_row = QWidget()
        self._update = Label(theme, "", Type.BODY, max_lines=2, clock=True)
        self._update_row = QWidget()
        self.acknowledge = PrimaryButton(theme, "", large=True)
        self.second = QuietButton(theme, "", "mdi6.swap-horizontal")
        self.decline = QuietButton(theme, tr("I can't, page the next"), "mdi6.account-arrow-right")
        self.open = QuietButton(theme, tr("Open the incident"), "mdi6.open-in-new", "O")
        self._keys = Label(theme, "", Type.BODY, Tone.MUTED, max_lines=2)
        self._keys.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._lay_out()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(3 * SPACE)
        self._icon = IconLabel(self._theme, "mdi6.alert-octagon", Tone.ALARM, 24)
        head.addWidget(self._icon)
        head.addWidget(self._lead)
        head.addWidget(self._count)
        head.addStretch(1)
        head.addWidget(self._time)
        told = QWidget()
        middle = QVBoxLayout(told)
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(0)
        middle.addWidget(self._headline)
        middle.addSpacing(2 * SPACE)
        middle.addWidget(self._source)
        middle.addSpacing(6 * SPACE)
        self._call_line = call = QHBoxLayout(self._call_row)
        call.setContentsMargins(0, 0, 0, 6 * SPACE)
        call.setSpacing(3 * SPACE)
        call_icon = IconLabel(self._theme, "mdi6.account-plus-outline", Tone.WARN, 24)
        call.addWidget(call_icon, 0, Qt.AlignmentFlag.AlignTop)
        call.addWidget(self._call, 1)
        middle.addWidget(self._call_row)
        self._call_place = middle.indexOf(self._call_row)
        self._middle = middle
        middle.addLayout(self._seat_row)
        middle.addSpacing(4 * SPACE)
        self._update_icon = IconLabel(self._theme, "mdi6.bullhorn-outline", Tone.MUTED)
        line = QHBoxLayout(self._update_row)
        line.setContentsMargins(SPACE, 0, 0, 4 * SPACE)
        line.setSpacing(3 * SPACE)
        line.addWidget(self._update_icon, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self._update, 1)
        middle.addWidget(self._update_row)
        middle.addWidget(self.forecast)
        middle.addStretch(1)
        # Long words at a large text scale scroll; the buttons below never leave the screen.
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(told)
        quiet = QHBoxLayout()
        quiet.setSpacing(2 * SPACE)
        quiet.addWidget(self.second)
        quiet.addWidget(self.decline)
        quiet.addWidget(self.open)
        quiet.addStretch(1)
        self._foot.addLayout(quiet)
        self._foot.addWidget(self._keys, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(head)
        outer.addSpacing(8 * SPACE)
        outer.addWidget(scroll, 1)
        outer.addSpacing(4 * SPACE)
        outer.addWidget(self.acknowledge)
        outer.addSpacing(4 * SPACE)
        outer.addLayout(self._foot)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Little room: the headline gives way first, for the clock and the button must be seen."""
        super().resizeEvent(event)
        scale = self._theme.text_scale
        narrow = self.width() < _NARROW * scale
        self.forecast.make_compact(narrow)
        if self.height() < _LOW * scale or narrow:
            self._headline.make_smaller(Type.TITLE, scale)
            self._call.make_smaller(Type.STRONG, scale)
        else:
            self._headline.make_smaller(Type.HEADLINE, 1.0 if self.height() < _FULL * scale else scale)
            self._call.make_smaller(Type.TITLE, scale)
        direction = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._foot.setDirection(direction)
        across = Qt.AlignmentFlag.AlignLeft if narrow else Qt.AlignmentFlag.AlignRight
        self._keys.setAlignment(across | Qt.AlignmentFlag.AlignVCenter)

    def show_view(self, view: AlarmView, time: str) -> None:
        tone = Tone.WARN if view.mild else Tone.ALARM
        self._lead.set(view.lead, tone)
        self._icon.set("mdi6.bullhorn" if view.mild else "mdi6.alert-octagon", tone)
        self._update.set(view.update, view.update_tone)
        self._update_icon.set("mdi6.bullhorn-outline", view.update_tone)
        self._update_row.setVisible(bool(view.update))
        self._call.set(view.call)
        self._call_row.setVisible(bool(view.call))
        self._place_call(first=view.called)
        self.decline.setText(view.decline)
        self._count.set(view.count, Tone.ALARM)
        self._count.setVisible(bool(view.count))
        self._time.set(time)
        self._headline.set(view.headline)
        self._source.set(view.source)
        while len(self._seats) < len(view.seats):
            card = SeatCard(self._theme, view.seats[len(self._seats)], large=True)
            self._seats.append(card)
            self._seat_row.addWidget(card, 1)
        for card, seat in zip(self._seats, view.seats, strict=False):
            card.show_view(seat)
        if view.forecast is not None:
            self.forecast.show_forecast(view.forecast)
        self.forecast.setVisible(view.forecast is not None)
        self.acknowledge.setText(view.button)
        self.second.setText(view.second)
        self.second.setVisible(bool(view.second))

    def _place_call(self, *, first: bool) -> None:
        """Above the seats when nothing else rings; else the clock comes first, and the call below it."""
        where = self._call_place if first else self._middle.count() - 2
        if self._middle.indexOf(self._call_row) != where:
            self._middle.removeWidget(self._call_row)
            self._middle.insertWidget(where, self._call_row)
            top = 0 if first else 4 * SPACE
            self._call_line.setContentsMargins(0, top, 0, 6 * SPACE if first else 0)

    def show_keys(self, words: str, tone: Tone = Tone.MUTED) -> None:
        """The footer: what the keys do, and how it stands with the sound."""
        self._keys.set(words, tone)

    @property
    def keys_words(self) -> str:
        return self._keys.text()

    @property
    def lead(self) -> str:
        return self._lead.text()

    @property
    def lead_tone(self) -> Tone:
        return self._lead.tone

    @property
    def call_words(self) -> str:
        """Who asks for help, and why; empty when nobody does."""
        return "" if self._call_row.isHidden() else self._call.text()

    @property
    def update_words(self) -> str:
        """The communication clock; empty when it is not shown."""
        return "" if self._update_row.isHidden() else self._update.text()

    @property
    def headline(self) -> str:
        return self._headline.text()

    @property
    def count(self) -> str:
        return self._count.text()

    @property
    def seats(self) -> list[SeatCard]:
        return list(self._seats)
