"""The labels of an incident: a press takes one off, a line puts one on."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QLineEdit, QWidget

from desktop.core.ticket import Label
from desktop.ui.present.words import tr
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE
from desktop.ui.widgets.button import QuietButton
from desktop.ui.widgets.flow_row import FlowRow

_WIDEST = 240


class LabelRow(QWidget):
    """`added` and `removed` carry a `Label`. What is typed without a key is a cause."""

    added = Signal(object)
    removed = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._labels: tuple[Label, ...] | None = None
        self._suggested: tuple[str, ...] = ()
        self.chips: list[QuietButton] = []
        self.line = QLineEdit()
        self.line.setPlaceholderText(tr("Add a label (impact: …)"))
        self.line.setAccessibleName(tr("Add a label"))
        self.line.setFixedWidth(_WIDEST)
        self.line.returnPressed.connect(self._add)
        self._flow = FlowRow()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2 * SPACE)
        row.addLayout(self._flow, 1)
        row.addWidget(self.line, 0, Qt.AlignmentFlag.AlignTop)

    def show_labels(self, labels: Sequence[Label], suggested: Sequence[str], *, can_change: bool) -> None:
        self.line.setVisible(can_change)
        if tuple(suggested) != self._suggested:
            self._suggested = tuple(suggested)
            completer = QCompleter(list(suggested), self.line)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            self.line.setCompleter(completer)
        if tuple(labels) == self._labels:
            return
        self._labels = tuple(labels)
        for chip in self.chips:
            self._flow.removeWidget(chip)
            chip.deleteLater()
        self.chips = [self._chip(label) for label in labels]
        for chip in self.chips:
            self._flow.addWidget(chip)

    def _chip(self, label: Label) -> QuietButton:
        chip = QuietButton(self._theme, str(label), "mdi6.close")
        chip.setToolTip(tr("Take this label off"))
        chip.clicked.connect(lambda: self.removed.emit(label))
        return chip

    def _add(self) -> None:
        key, colon, value = self.line.text().partition(":")
        if not colon:
            key, value = "cause", key
        if key.strip() and value.strip():
            self.added.emit(Label(key=key.strip().lower(), value=value.strip()))
            # A completer writes its choice into the line after this.
            self.line.clear()
