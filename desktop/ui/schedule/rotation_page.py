"""Make the rotation: what it is made from, how far it is, what came out, and publishing it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.ui.present.words import tr
from desktop.ui.schedule.plan_page import PlanPage
from desktop.ui.schedule.rotation_form import RotationForm
from desktop.ui.theme.theme import Theme
from desktop.ui.widgets.button import QuietButton


class RotationPage(PlanPage):
    """Shows what it is told."""

    copy_wanted = Signal()
    save_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        form = RotationForm(theme)
        super().__init__(theme, form, tr("Making the rotation"), parent)
        self.form = form
        self.first = form.days
        self.copy = QuietButton(theme, tr("Copy as CSV"), "mdi6.content-copy", flat=True)
        self.save = QuietButton(theme, tr("Save as CSV"), "mdi6.content-save-outline", flat=True)
        self.copy.clicked.connect(self.copy_wanted)
        self.save.clicked.connect(self.save_wanted)
        for button in (self.copy, self.save):
            self.buttons.addWidget(button)
