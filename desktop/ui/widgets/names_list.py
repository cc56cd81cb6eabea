"""Who would be woken: name, their local time, asleep or not, when last."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.ui.present.wakes import WokenPerson
from desktop.ui.present.words import tr
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone, Type
from desktop.ui.widgets.icon_label import IconLabel
from desktop.ui.widgets.label import Label


class NamesList(QWidget):
    """One line for each person; rebuilt only when the people or their words differ."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._names: tuple[WokenPerson, ...] = ()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(4 * SPACE)
        self._grid.setVerticalSpacing(SPACE)
        self._grid.setColumnStretch(1, 4)
        self._grid.setColumnStretch(2, 4)
        self._grid.setColumnStretch(3, 3)

    def show_names(self, names: Sequence[WokenPerson]) -> None:
        if tuple(names) == self._names:
            return
        self._names = tuple(names)
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for row, name in enumerate(names):
            self._line(row, name)

    def _line(self, row: int, name: WokenPerson) -> None:
        icon = "mdi6.weather-night" if name.asleep else "mdi6.white-balance-sunny"
        when = f"{name.local_time}, {tr('asleep')}" if name.asleep else f"{name.local_time}, {tr('awake')}"
        tone = Tone.WARN if name.asleep else Tone.MUTED
        cells: tuple[QWidget, ...] = (
            IconLabel(self._theme, icon, tone, 16),
            Label(self._theme, name.name, Type.STRONG),
            Label(self._theme, when, Type.BODY, tone, clock=True),
            Label(self._theme, name.last_woken, Type.BODY, Tone.MUTED),
        )
        for column, cell in enumerate(cells):
            self._grid.addWidget(cell, row, column)
