"""The notices that users still see: switched off, kept for a while, or kept."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.ui.panels.closing.step_form import StepForm
from desktop.ui.panels.notices.notices_left import NoticesLeft
from desktop.ui.theme.theme import Theme


class NoticesForm(StepForm):
    """Holds `left`, which asks; every answer of it ends the step."""

    needs_done = False

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.left = NoticesLeft(theme)
        self.column.addWidget(self.left)

    def first(self) -> QWidget:
        return self.left.switch_off
