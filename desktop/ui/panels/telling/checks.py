"""What to think about again before an update is sent, or one quiet line that nothing was found."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone, Type
from desktop.ui.widgets.icon_label import IconLabel
from desktop.ui.widgets.label import Label

_ICON = 16


class Checks(QWidget):
    """Warnings, never walls: it can be sent all the same."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._rows: list[tuple[IconLabel, Label]] = []
        self._said: tuple[tuple[str, ...], str] = ((), "")
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(2 * SPACE)
        self._grid.setVerticalSpacing(SPACE)
        self._grid.setColumnStretch(1, 1)

    @property
    def warnings(self) -> str:
        """One a line."""
        return "\n".join(self._said[0])

    @property
    def words(self) -> str:
        """All that it says."""
        return self.warnings or self._said[1]

    def show_found(self, warnings: Sequence[str], clean: str) -> None:
        """`clean` is said when there are no warnings; empty says nothing."""
        self._said = (tuple(warnings), clean)
        lines = [(sentence, Tone.WARN, "mdi6.alert-outline") for sentence in warnings]
        if not lines and clean:
            lines = [(clean, Tone.MUTED, "mdi6.check")]
        while len(self._rows) < len(lines):
            icon = IconLabel(self._theme, "", Tone.WARN, _ICON)
            label = Label(self._theme, "", Type.SMALL, Tone.WARN, max_lines=0)
            number = len(self._rows)
            self._grid.addWidget(icon, number, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(label, number, 1)
            self._rows.append((icon, label))
        for number, (icon, label) in enumerate(self._rows):
            used = number < len(lines)
            icon.setVisible(used)
            label.setVisible(used)
            if used:
                words, tone, name = lines[number]
                label.set(words, tone)
                icon.set(name, Tone.OK if tone is Tone.MUTED else tone)
        self.setVisible(bool(lines))
        self.setAccessibleName(self.words)
