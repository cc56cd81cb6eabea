"""One of a few, side by side."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QButtonGroup, QWidget

from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone
from desktop.ui.widgets.button import QuietButton
from desktop.ui.widgets.flow_row import FlowRow


class _Choice(QuietButton):
    """The chosen one has a strong edge, and a tick is its icon."""

    def edge(self) -> QColor | None:
        return self._theme.colour(Tone.MUTED) if self.isChecked() else super().edge()


class ChoiceRow(QWidget):
    """`chosen` carries the number of the option that a person chose."""

    chosen = Signal(int)

    def __init__(
        self,
        theme: Theme,
        name: str,
        options: Sequence[tuple[str, str]],
        parent: QWidget | None = None,
        *,
        small: bool = False,
    ) -> None:
        """`options`: label and icon of each. `small`: pills, where a panel has many of them."""
        super().__init__(parent)
        self.setAccessibleName(name)
        self._icons = [icon for _label, icon in options]
        self._group = QButtonGroup(self)
        row = FlowRow(self)
        row.setSpacing(SPACE)
        for number, (label, icon) in enumerate(options):
            button = _Choice(theme, label, icon)
            button.setCheckable(True)
            if small:
                button.make_pill()
            self._group.addButton(button, number)
            row.addWidget(button)
        self._group.idClicked.connect(self._choose)

    def show_chosen(self, number: int) -> None:
        for position, button in enumerate(self._group.buttons()):
            button.setChecked(position == number)
            assert isinstance(button, QuietButton)
            button.set_icon_name("mdi6.check" if position == number else self._icons[position])

    def button(self, number: int) -> QuietButton:
        found = self._group.button(number)
        assert isinstance(found, QuietButton)
        return found

    def _choose(self, number: int) -> None:
        self.show_chosen(number)
        self.chosen.emit(number)
