"""The verdict: two large choices. Saying it is doing it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.core.closing.closing import Verdict
from desktop.ui.panels.closing.step_form import StepForm
from desktop.ui.present.telling.communicating import verdict_name
from desktop.ui.present.words import tr
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import Tone, Type
from desktop.ui.widgets.button import QuietButton
from desktop.ui.widgets.flow_row import FlowRow
from desktop.ui.widgets.label import Label

_ICONS = {Verdict.ACT_NOW: "mdi6.run-fast", Verdict.COULD_HAVE_WAITED: "mdi6.weather-sunset-up"}


class VerdictForm(StepForm):
    """`given` carries a Verdict."""

    given = Signal(object)
    needs_done = False

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        words = tr("Was it right to be woken for it? Your own word; both go to the retro.")
        self.column.addWidget(Label(theme, words, Type.SMALL, Tone.MUTED, max_lines=0))
        row = FlowRow()
        self.choices: dict[Verdict, _Large] = {}
        for verdict in Verdict:
            button = _Large(theme, verdict_name(verdict), _ICONS[verdict])
            button.clicked.connect(lambda _=False, said=verdict: self.given.emit(said))
            self.choices[verdict] = button
            row.addWidget(button)
        self.column.addLayout(row)

    def first(self) -> QWidget:
        return self.choices[Verdict.ACT_NOW]

    def show_said(self, said: Verdict | None) -> None:
        """What the viewer said before."""
        for verdict, button in self.choices.items():
            button.set_icon_name("mdi6.check" if verdict is said else _ICONS[verdict])


class _Large(QuietButton):
    padding = (12, 16)
