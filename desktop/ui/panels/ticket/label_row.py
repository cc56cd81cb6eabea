"""The labels of an incident: a press takes one off, a line puts one on."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QVBoxLayout, QWidget

from desktop.core.closing.ticket import Label
from desktop.ui.present.words import tr
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone
from desktop.ui.widgets.button import QuietButton
from desktop.ui.widgets.flow_row import FlowRow


class _Line(QLineEdit):
    """Escape closes it."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class LabelRow(QWidget):
    """`added` and `removed` carry a `Label`. What is typed without a key is a cause."""

    added = Signal(object)
    removed = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._shown: tuple[tuple[Label, ...], bool] = ((), False)
        self._suggested: tuple[str, ...] = ()
        self.chips: list[QuietButton] = []
        self.add = QuietButton(theme, tr("label"), "mdi6.plus", flat=False, tone=Tone.MUTED)
        self.add.make_pill()
        self.add.setAccessibleName(tr("Add a label"))
        self.add.clicked.connect(self._open)
        self.line = _Line()
        self.line.setPlaceholderText(tr("impact: a third of payments"))
        self.line.setAccessibleName(tr("Add a label"))
        self.line.returnPressed.connect(self._add)
        self.line.left.connect(self._close)
        self.line.hide()
        self._flow = FlowRow()
        self._flow.setSpacing(SPACE)
        self._flow.addWidget(self.add)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * SPACE)
        column.addLayout(self._flow)
        column.addWidget(self.line)

    def forget(self) -> None:
        """For another incident: what was begun belongs to the last one."""
        self.line.clear()
        self.line.hide()

    def show_labels(self, labels: Sequence[Label], suggested: Sequence[str], *, can_change: bool) -> None:
        self.add.setVisible(can_change)
        if not can_change:
            self.line.hide()
        if tuple(suggested) != self._suggested:
            self._suggested = tuple(suggested)
            completer = QCompleter(list(suggested), self.line)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            self.line.setCompleter(completer)
        if (tuple(labels), can_change) == self._shown:
            return
        self._shown = (tuple(labels), can_change)
        for chip in self.chips:
            self._flow.removeWidget(chip)
            chip.deleteLater()
        self._flow.removeWidget(self.add)
        self.chips = [self._chip(label, can_change=can_change) for label in labels]
        for widget in (*self.chips, self.add):
            self._flow.addWidget(widget)

    def _chip(self, label: Label, *, can_change: bool) -> QuietButton:
        chip = QuietButton(self._theme, str(label), "mdi6.close" if can_change else "")
        chip.make_pill()
        chip.setEnabled(can_change)
        if can_change:
            chip.setAccessibleName(tr("Take the label {label} off").format(label=label))
        chip.clicked.connect(lambda: self.removed.emit(label))
        return chip

    def _open(self) -> None:
        if self.line.isHidden():
            self.line.show()
            self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._close()

    def _close(self) -> None:
        self.line.clear()
        self.line.hide()
        self.add.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add(self) -> None:
        key, colon, value = self.line.text().partition(":")
        if not colon:
            key, value = "cause", key
        if key.strip() and value.strip():
            self.added.emit(Label(key=key.strip().lower(), value=value.strip()))
            # A completer writes its choice into the line after this.
            QTimer.singleShot(0, self.line, self.line.clear)
            self.line.clear()
