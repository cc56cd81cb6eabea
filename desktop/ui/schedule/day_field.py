"""A day and an hour as fields of a form, typed or stepped."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, QLocale
from PySide6.QtWidgets import QAbstractSpinBox, QDateEdit, QDateTimeEdit, QTimeEdit

_PAD = 10


class DayField(QDateEdit):
    """A day, typed or stepped."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setLocale(QLocale.c())
        self.setDisplayFormat("ddd d MMM yyyy")
        self.setButtonSymbols(QAbstractSpinBox.ButtonSymbols.NoButtons)

    @property
    def day(self) -> date:
        shown = self.date()
        return date(shown.year(), shown.month(), shown.day())

    def show_day(self, day: date) -> None:
        self.setDate(QDate(day.year, day.month, day.day))

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        _place(self)


class HourField(QTimeEdit):
    """An hour and a minute."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setDisplayFormat("HH:mm")
        self.setButtonSymbols(QAbstractSpinBox.ButtonSymbols.NoButtons)

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        _place(self)


def _place(edit: QDateTimeEdit) -> None:
    # A style sheet gives the field of a box without buttons no width at all.
    edit.lineEdit().setGeometry(edit.rect().adjusted(_PAD, 2, -_PAD, -2))
