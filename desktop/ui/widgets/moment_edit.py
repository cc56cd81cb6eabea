"""Day and hour of an instant, typed or stepped through, as clocks show it where the person is."""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from PySide6.QtCore import QDate, QDateTime, QEvent, QLocale, QTime, QTimeZone
from PySide6.QtGui import QFocusEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractSpinBox, QDateTimeEdit, QWidget

from desktop.core.zones import instant
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import Type

_PAD = 10


class MomentEdit(QDateTimeEdit):
    """Aware in UTC outside; inside only what a clock shows, so that the summer time of this computer's own
    zone has no say."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._told: tuple[datetime, ZoneInfo, QDateTime] | None = None
        self.setAccessibleName(name)
        self.setTimeZone(QTimeZone(QTimeZone.Initialization.UTC))
        self.setLocale(QLocale.c())
        self.setDisplayFormat("ddd d MMM yyyy, HH:mm")
        self.setButtonSymbols(QAbstractSpinBox.ButtonSymbols.NoButtons)
        theme.changed.connect(self._restyle)
        self._restyle()

    @property
    def at(self) -> datetime:
        """The instant, in UTC; to the second as it was told, until somebody changes it."""
        assert self._told is not None, "it was never told an instant"
        at, there, shown = self._told
        if self.dateTime() == shown:
            return at
        day, hour = self.date(), self.time()
        return instant(date(day.year(), day.month(), day.day()), time(hour.hour(), hour.minute()), there)

    def show_at(self, at: datetime, there: ZoneInfo) -> None:
        local = at.astimezone(there)
        shown = QDateTime(
            QDate(local.year, local.month, local.day),
            QTime(local.hour, local.minute),
            QTimeZone(QTimeZone.Initialization.UTC),
        )
        self._told = at, there, shown
        self.setDateTime(shown)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        # The hour is what is changed most: arrows step through it at once.
        self.setSelectedSection(QDateTimeEdit.Section.HourSection)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_field()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        self._place_field()

    def _place_field(self) -> None:
        # A style sheet gives the field of a box without buttons no width at all.
        self.lineEdit().setGeometry(self.rect().adjusted(_PAD, 2, -_PAD, -2))

    def _restyle(self) -> None:
        self.setFont(self._theme.font(Type.BODY))
        self.updateGeometry()
