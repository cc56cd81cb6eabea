"""The closing update: a way to the composer."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.ui.panels.closing.step_form import StepForm
from desktop.ui.present.words import tr
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import Tone, Type
from desktop.ui.widgets.button import QuietButton
from desktop.ui.widgets.flow_row import FlowRow
from desktop.ui.widgets.label import Label


class UpdateForm(StepForm):
    """`wanted`: the composer shall open."""

    wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        words = tr("Who heard that it is broken should hear that it is over.")
        self.write = QuietButton(theme, tr("Write the update"), "mdi6.bullhorn-outline", tone=Tone.MANAGER)
        self.write.clicked.connect(self.wanted)
        row = FlowRow()
        row.addWidget(self.write)
        self.column.addWidget(Label(theme, words, Type.SMALL, Tone.MUTED, max_lines=0))
        self.column.addLayout(row)

    def first(self) -> QWidget:
        return self.write
