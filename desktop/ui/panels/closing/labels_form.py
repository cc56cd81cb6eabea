"""The labels that the retro counts by: suggestions with one press, a line for any other."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.core.closing.ticket import Label as TicketLabel
from desktop.ui.panels.closing.step_form import StepForm
from desktop.ui.present.words import tr
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import Tone, Type
from desktop.ui.widgets.button import QuietButton
from desktop.ui.widgets.flow_row import FlowRow
from desktop.ui.widgets.label import Label


class LabelsForm(StepForm):
    """`added` carries a label. What is typed without a key is of `key`, the first that is missing."""

    added = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._offered: tuple[TicketLabel, ...] = ()
        self._key = "cause"
        self._there = Label(theme, "", Type.SMALL, Tone.TEXT, max_lines=0)
        self._hint = Label(theme, "", Type.SMALL, Tone.MUTED, max_lines=0)
        self.suggestions: list[QuietButton] = []
        self._chips = QWidget()
        self._flow = FlowRow(self._chips)
        self.line = QLineEdit()
        self.line.setAccessibleName(tr("Add a label"))
        self.line.returnPressed.connect(self._add)
        for widget in (self._there, self._hint, self._chips, self.line):
            self.column.addWidget(widget)

    def first(self) -> QWidget:
        return self.suggestions[0] if self.suggestions else self.line

    @property
    def hint(self) -> str:
        return self._hint.text()

    def show_labels(
        self, labels: Sequence[TicketLabel], offered: Sequence[TicketLabel], hint: str, key: str
    ) -> None:
        """`labels` are there; `offered` are added with a press; `key` is wanted first."""
        self._there.set(" · ".join(str(label) for label in labels))
        self._there.setVisible(bool(labels))
        self._hint.set(hint)
        self._hint.setVisible(bool(hint))
        self._key = key
        self.line.setPlaceholderText(tr("{key}: … (Enter adds it)").format(key=key))
        if tuple(offered) != self._offered:
            self._offer(tuple(offered))
        self._chips.setVisible(bool(offered))

    def _offer(self, offered: tuple[TicketLabel, ...]) -> None:
        focused = any(button.hasFocus() for button in self.suggestions)
        self._offered = offered
        for button in self.suggestions:
            self._flow.removeWidget(button)
            button.deleteLater()
        self.suggestions = [QuietButton(self._theme, str(label), "mdi6.plus") for label in offered]
        for button, label in zip(self.suggestions, offered, strict=True):
            button.setAccessibleName(tr("Add the label {label}").format(label=label))
            button.clicked.connect(lambda _=False, found=label: self.added.emit(found))
            self._flow.addWidget(button)
        if focused:
            self.first().setFocus()

    def _add(self) -> None:
        key, colon, value = self.line.text().partition(":")
        if not colon:
            key, value = self._key, key
        if key.strip() and value.strip():
            self.added.emit(TicketLabel(key=key.strip().lower(), value=value.strip()))
            self.line.clear()
