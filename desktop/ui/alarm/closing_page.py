"""How an alarm ended, in calm words: yours, somebody else's, over by itself, or kept and not yet sent."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.present.incident.alarm_end import Closing, ClosingView
from desktop.ui.present.words import tr
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone, Type
from desktop.ui.widgets.button import QuietButton
from desktop.ui.widgets.forecast_card import ForecastCard
from desktop.ui.widgets.icon_label import IconLabel
from desktop.ui.widgets.label import Label

_WIDEST = 760
_LOOK = {
    Closing.SENDING: ("mdi6.check", Tone.OK),
    Closing.MINE: ("mdi6.check-circle-outline", Tone.OK),
    Closing.TAKEN: ("mdi6.account-check-outline", Tone.OK),
    Closing.OVER: ("mdi6.flag-checkered", Tone.OK),
    Closing.DECLINED: ("mdi6.account-arrow-right-outline", Tone.MUTED),
    Closing.NOT_SENT: ("mdi6.cloud-upload-outline", Tone.WARN),
}


class ClosingPage(QWidget):
    """Says it in the middle of the screen. The buttons are public: the window connects them."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = IconLabel(theme, "mdi6.check-circle-outline", Tone.OK, 56)
        self._title = Label(theme, "", Type.HEADLINE, max_lines=2)
        self._title.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._about = Label(theme, "", Type.TITLE, max_lines=2)
        self._about.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._words = Label(theme, "", Type.BODY, Tone.MUTED, max_lines=0)
        self._words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.forecast = ForecastCard(theme, large=True)
        self.open = QuietButton(theme, tr("Open the incident"), "mdi6.open-in-new", "O")
        self.close_button = QuietButton(theme, tr("Close"), "mdi6.close", "Esc")
        row = QHBoxLayout()
        row.setSpacing(2 * SPACE)
        row.addStretch(1)
        row.addWidget(self.open)
        row.addWidget(self.close_button)
        row.addStretch(1)
        column = QWidget()
        column.setMaximumWidth(_WIDEST)
        inner = QVBoxLayout(column)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(3 * SPACE)
        inner.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignHCenter)
        for label in (self._title, self._about, self._words):
            inner.addWidget(label)
        inner.addSpacing(2 * SPACE)
        inner.addWidget(self.forecast)
        inner.addSpacing(4 * SPACE)
        inner.addLayout(row)
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(column, 100)
        across.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addStretch(2)
        outer.addLayout(across)
        outer.addStretch(3)

    @property
    def title(self) -> str:
        return self._title.text()

    @property
    def words(self) -> str:
        return self._words.text()

    def show_view(self, view: ClosingView, about: str) -> None:
        self._icon.set(*_LOOK[view.closing])
        self._title.set(view.title)
        self._about.set(about)
        self._words.set(view.words)
        if view.wakes is not None:
            self.forecast.show_forecast(view.wakes)
        self.forecast.setVisible(view.wakes is not None)
