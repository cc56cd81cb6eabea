"""Who would be woken: name, their local time, asleep or not, when last."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.ui.present.incident.wakes import WokenPerson
from desktop.ui.present.words import tr
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone, Type
from desktop.ui.widgets.icon_label import IconLabel
from desktop.ui.widgets.label import Label

_TWO_COLUMNS = 940
_CELLS = 4


class NamesList(QWidget):
    """One line for each person; rebuilt only when the people or their words differ."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._names: tuple[WokenPerson, ...] = ()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(3 * SPACE)
        self._grid.setVerticalSpacing(2 * SPACE)
        self._columns = 1

    def show_names(self, names: Sequence[WokenPerson]) -> None:
        if tuple(names) == self._names:
            return
        self._names = tuple(names)
        self._build()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._fitting() != self._columns:
            self._build()

    def _fitting(self) -> int:
        return 2 if self.width() >= _TWO_COLUMNS * self._theme.text_scale else 1

    def _build(self) -> None:
        self._columns = self._fitting()
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        lines = math.ceil(len(self._names) / self._columns)
        for position, name in enumerate(self._names):
            self._line(position % lines, position // lines * _CELLS, name)
        for column in range(2):
            for cell, stretch in enumerate((0, 4, 3, 3)):
                self._grid.setColumnStretch(column * _CELLS + cell, stretch if column < self._columns else 0)

    def _line(self, row: int, left: int, name: WokenPerson) -> None:
        icon = "mdi6.weather-night" if name.asleep else "mdi6.white-balance-sunny"
        when = f"{name.local_time}, {tr('asleep')}" if name.asleep else f"{name.local_time}, {tr('awake')}"
        tone = Tone.WARN if name.asleep else Tone.MUTED
        cells: tuple[QWidget, ...] = (
            IconLabel(self._theme, icon, tone, 16),
            Label(self._theme, name.name, Type.STRONG),
            Label(self._theme, when, Type.BODY, tone, clock=True, keep=True),
            Label(self._theme, name.last_woken, Type.BODY, Tone.MUTED, keep=True),
        )
        for column, cell in enumerate(cells):
            self._grid.addWidget(cell, row, left + column)
