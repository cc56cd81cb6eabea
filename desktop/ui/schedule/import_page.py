"""Import a schedule: the exports, who is who, what came of it, and publishing it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.ui.present.words import tr
from desktop.ui.schedule.import_form import ImportForm
from desktop.ui.schedule.plan_page import PlanPage
from desktop.ui.theme.theme import Theme


class ImportPage(PlanPage):
    """Shows what it is told. What was shown of another export is put away."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        form = ImportForm(theme)
        super().__init__(theme, form, tr("Reading the export"), parent)
        self.form = form
        self.first = form.engineer.edit
        form.edited.connect(self.hide_result)
