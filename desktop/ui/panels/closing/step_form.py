"""What every step's form can do."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui.theme.tokens import SPACE


class StepForm(QWidget):
    """A column of its own. `needs_done` is False where saying it is doing it."""

    needs_done = True

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(2 * SPACE)

    def first(self) -> QWidget:
        """What gets the keyboard when the step opens."""
        return self

    def stops(self) -> list[QWidget]:
        """Where Tab stops in it, from the top."""
        return [
            widget
            for widget in self.findChildren(QWidget)
            if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
            and widget.focusProxy() is None
            and widget.window() is self.window()  # not what a list opens
        ]

    def submit(self) -> bool:
        """Done was pressed. True: that is all, the step is behind; False: the form sees to it itself."""
        return True
