"""A time that may be left open: the usual answer, or an instant."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE
from desktop.ui.widgets.choice_row import ChoiceRow
from desktop.ui.widgets.moment_edit import MomentEdit


class WhenRow(QWidget):
    """`changed` by the person."""

    changed = Signal()

    def __init__(
        self, theme: Theme, name: str, usual: str, at_a_time: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.choice = ChoiceRow(theme, name, [(usual, ""), (at_a_time, "")])
        self.edit = MomentEdit(theme, name)
        self.edit.hide()
        self.choice.chosen.connect(self._choose)
        self.edit.dateTimeChanged.connect(lambda _at: self.changed.emit())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * SPACE)
        column.addWidget(self.choice)
        column.addWidget(self.edit, 0, Qt.AlignmentFlag.AlignLeft)

    @property
    def at(self) -> datetime | None:
        """None: as usual."""
        return None if self.edit.isHidden() else self.edit.at

    def show_at(self, at: datetime | None, first: datetime, there: ZoneInfo) -> None:
        """`first`: where to begin when somebody wants a time."""
        self.edit.blockSignals(True)
        self.edit.show_at(at or first, there)
        self.edit.blockSignals(False)
        self.choice.show_chosen(0 if at is None else 1)
        self.edit.setVisible(at is not None)

    def _choose(self, number: int) -> None:
        self.edit.setVisible(number == 1)
        if number == 1:
            self.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()
