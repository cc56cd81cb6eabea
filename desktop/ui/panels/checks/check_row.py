"""One check: what it is, how it stands with it, and, below it, its output or what it asks."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.present.fixing.checks import CheckRow
from desktop.ui.present.words import tr
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone, Type
from desktop.ui.widgets.button import QuietButton
from desktop.ui.widgets.flow_row import FlowRow
from desktop.ui.widgets.focus_row import FocusRow
from desktop.ui.widgets.icon_label import IconLabel
from desktop.ui.widgets.label import Label


class CheckRowWidget(FocusRow):
    """Enter runs, O shows the output, A attaches, Delete cancels. `moved` -1 or 1: to the row above or
    below. What can be done shows while the row is looked at; what runs can always be cancelled."""

    run = Signal()
    cancelled = Signal()
    attached = Signal()
    toggled = Signal()
    moved = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.row: CheckRow | None = None
        self._kind = IconLabel(theme, "mdi6.web", Tone.MUTED, 18)
        self._name = Label(theme, "", Type.BODY, max_lines=2)
        self._state_icon = IconLabel(theme, "mdi6.circle-outline", Tone.MUTED, 16)
        self._state = Label(theme, "", Type.SMALL, max_lines=0)
        self._about = Label(theme, "", Type.SMALL, Tone.MUTED, max_lines=2)
        self.run_button = self._pill(tr("Run"), "Enter", self.run)
        self.output_button = self._pill(tr("Output"), "O", self.toggled)
        self.attach_button = self._pill(tr("Attach to timeline"), "A", self.attached)
        self.cancel_button = self._pill(tr("Cancel"), "Del", self.cancelled)
        self._actions = QWidget()
        flow = FlowRow(self._actions)
        flow.setSpacing(SPACE)
        for button in (self.run_button, self.cancel_button, self.output_button, self.attach_button):
            flow.addWidget(button)
        self.below = QVBoxLayout()
        self.below.setContentsMargins(0, 0, 0, 0)
        self._lay_out()

    def _pill(self, name: str, key: str, signal: object) -> QuietButton:
        button = QuietButton(self._theme, name, key=key)
        button.make_pill()
        button.clicked.connect(signal)
        return button

    def _lay_out(self) -> None:
        state = QHBoxLayout()
        state.setSpacing(SPACE + 2)
        state.addWidget(self._state_icon, 0, Qt.AlignmentFlag.AlignTop)
        state.addWidget(self._state, 1)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._name)
        words.addLayout(state)
        words.addWidget(self._about)
        words.addWidget(self._actions)
        head = QHBoxLayout()
        head.setSpacing(2 * SPACE)
        head.addWidget(self._kind, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(words, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE, SPACE, SPACE, SPACE)
        column.setSpacing(SPACE)
        column.addLayout(head)
        column.addLayout(self.below)

    @property
    def state(self) -> str:
        return self._state.text()

    @property
    def about(self) -> str:
        return self._about.text()

    def show_row(self, row: CheckRow) -> None:
        if row == self.row:
            return
        self.row = row
        self._kind.set(row.icon, Tone.MUTED)
        self._kind.setToolTip(row.kind)
        self._name.set(row.name)
        self._state_icon.set(row.verdict_icon, row.tone)
        self._state.set(row.state, row.tone)
        self._about.set(row.about)
        self.setAccessibleName(row.spoken)
        if row.run_words and row.run_words != self.run_button.text():
            self.run_button.setText(row.run_words)
            self.run_button.updateGeometry()
        self.run_button.setVisible(bool(row.run_words))
        self.cancel_button.setVisible(row.running)
        self.output_button.setVisible(row.has_output or row.running)
        self.attach_button.setVisible(row.can_attach)
        self.focus_moved()

    def focus_moved(self) -> None:
        """The keyboard is somewhere else now."""
        focused = QApplication.focusWidget()
        looked_at = focused is not None and (focused is self or self.isAncestorOf(focused))
        self._actions.setVisible(looked_at or (self.row is not None and self.row.running))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        row, key = self.row, event.key()
        if row is None or not plain or (event.isAutoRepeat() and key not in (Qt.Key.Key_Up, Qt.Key.Key_Down)):
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.moved.emit(-1 if key == Qt.Key.Key_Up else 1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and row.run_words:
            self.run.emit()
        elif key in (Qt.Key.Key_Escape, Qt.Key.Key_Delete) and row.running:
            self.cancelled.emit()
        elif key in (Qt.Key.Key_O, Qt.Key.Key_Space) and (row.has_output or row.running):
            self.toggled.emit()
        elif key == Qt.Key.Key_A and row.can_attach:
            self.attached.emit()
        else:
            super().keyPressEvent(event)
