"""One step of closing: its line, and below it, while it is open, its form with Done and Skip."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.core.closing.closing_plan import ClosingState
from desktop.ui.panels.closing.step_form import StepForm
from desktop.ui.panels.closing.step_head import StepHead
from desktop.ui.present.closing.after import StepView
from desktop.ui.present.words import tr
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE
from desktop.ui.widgets.button import QuietButton
from desktop.ui.widgets.flow_row import FlowRow

_INDENT = 7 * SPACE


class StepRow(QWidget):
    """`toggled`: its line was pressed; `done` and `skipped`: the buttons."""

    toggled = Signal()
    done = Signal()
    skipped = Signal()

    def __init__(self, theme: Theme, view: StepView, form: StepForm, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.head = StepHead(theme, view)
        self.form = form
        self.done_button = QuietButton(theme, tr("Done"), "mdi6.check")
        self.skip_button = QuietButton(theme, tr("Skip"), key="S", flat=True)
        self._open = False
        self._body = QWidget()
        inner = QVBoxLayout(self._body)
        inner.setContentsMargins(_INDENT, SPACE, SPACE, 3 * SPACE)
        inner.setSpacing(3 * SPACE)
        buttons = FlowRow()
        buttons.addWidget(self.done_button)
        buttons.addWidget(self.skip_button)
        inner.addWidget(form)
        inner.addLayout(buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self._body)
        self._body.hide()
        self.head.clicked.connect(self.toggled)
        self.done_button.clicked.connect(self._submit)
        self.skip_button.clicked.connect(self.skipped)

    @property
    def opened(self) -> bool:
        return self._open

    def stops(self) -> list[QWidget]:
        """Where Tab stops, from the top."""
        return [self.head, *self.form.stops(), self.done_button, self.skip_button]

    def show_view(self, view: StepView, *, opened: bool, can_act: bool) -> None:
        """`can_act`: the viewer may do or skip it."""
        self._open = opened and can_act
        self.head.show_view(view, opened=self._open)
        self.head.setEnabled(can_act)
        self.done_button.setVisible(self.form.needs_done)
        self.skip_button.setVisible(view.state is ClosingState.OPEN)
        self._body.setVisible(self._open)

    def _submit(self) -> None:
        if self.form.submit():
            self.done.emit()
