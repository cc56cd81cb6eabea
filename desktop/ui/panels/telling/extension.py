"""Moving the next update, with a reason."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from desktop.ui.present.words import tr
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE
from desktop.ui.widgets.button import QuietButton
from desktop.ui.widgets.choice_row import ChoiceRow
from desktop.ui.widgets.flow_row import FlowRow

MINUTES = (10, 20, 30, 60)


class Extension(QWidget):
    """`moved` carries the timedelta from now and the reason."""

    moved = Signal(object, str)
    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._number = 0
        self._minutes = ChoiceRow(
            theme, tr("How much later"), [(tr("in {n} min").format(n=n), "") for n in MINUTES], small=True
        )
        self._minutes.show_chosen(0)
        self._minutes.chosen.connect(self._choose)
        self.reason = QLineEdit()
        self.reason.setPlaceholderText(tr("Why: everybody sees it"))
        self.reason.setAccessibleName(tr("Why the next update comes later"))
        self.reason.returnPressed.connect(self._move)
        self.move_it = QuietButton(theme, tr("Move it"), key="Enter")
        self.move_it.clicked.connect(self._move)
        self.back = QuietButton(theme, tr("Back"), key="Esc", flat=True)
        self.back.clicked.connect(self.closed)
        buttons = FlowRow()
        buttons.addWidget(self.move_it)
        buttons.addWidget(self.back)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * SPACE)
        column.addWidget(self._minutes)
        column.addWidget(self.reason)
        column.addLayout(buttons)

    def begin(self) -> None:
        """For another time."""
        self.reason.clear()
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
            return
        super().keyPressEvent(event)

    def _choose(self, number: int) -> None:
        self._number = number

    def _move(self) -> None:
        reason = self.reason.text().strip()
        if reason:
            self.moved.emit(timedelta(minutes=MINUTES[self._number]), reason)
        else:
            self.reason.setFocus(Qt.FocusReason.OtherFocusReason)
