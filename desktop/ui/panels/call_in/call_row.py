"""One person who was called in: how they answered, and what may still be done about it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.present.fixing.call_ins import CallRow
from desktop.ui.present.words import tr
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone, Type
from desktop.ui.widgets.button import PrimaryButton, QuietButton
from desktop.ui.widgets.flow_row import FlowRow
from desktop.ui.widgets.icon_label import IconLabel
from desktop.ui.widgets.label import Label


class CallRowWidget(QWidget):
    """Its signals carry the responder; `comes` and `cannot` are the viewer's own answers."""

    again = Signal(str)
    cancelled = Signal(str)
    comes = Signal()
    cannot = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row: CallRow | None = None
        self._icon = IconLabel(theme, "mdi6.bell-ring-outline", Tone.WARN)
        self._name = Label(theme, "", Type.STRONG)
        self._state = Label(theme, "", Type.SMALL_STRONG, max_lines=2, clock=True)
        self._why = Label(theme, "", Type.SMALL, Tone.MUTED, max_lines=3)
        self._local_icon = IconLabel(theme, "mdi6.weather-night", Tone.MUTED, 16)
        self._local = Label(theme, "", Type.SMALL, Tone.MUTED, max_lines=2, clock=True)
        self._local_row = QWidget()
        local = QHBoxLayout(self._local_row)
        local.setContentsMargins(0, 0, 0, 0)
        local.setSpacing(SPACE)
        local.addWidget(self._local_icon, 0, Qt.AlignmentFlag.AlignTop)
        local.addWidget(self._local, 1)
        self.coming = PrimaryButton(theme, tr("I'm coming"))
        self.declined = QuietButton(theme, tr("I can't"))
        self.call_again = QuietButton(theme, "", "mdi6.account-plus-outline")
        self.never_mind = QuietButton(theme, "", "mdi6.account-minus-outline")
        self._buttons = QWidget()
        below = QVBoxLayout(self._buttons)
        below.setContentsMargins(0, SPACE, 0, 0)
        buttons = FlowRow()
        below.addLayout(buttons)
        for button in (self.coming, self.declined, self.call_again, self.never_mind):
            buttons.addWidget(button)
        words = QVBoxLayout()
        words.setSpacing(SPACE // 2)
        for widget in (self._name, self._state, self._local_row, self._why):
            words.addWidget(widget)
        words.addWidget(self._buttons)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(3 * SPACE)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        self.coming.clicked.connect(self.comes)
        self.declined.clicked.connect(self.cannot)
        self.call_again.clicked.connect(self._again)
        self.never_mind.clicked.connect(self._never_mind)

    @property
    def row(self) -> CallRow | None:
        return self._row

    def show_row(self, row: CallRow) -> None:
        if row == self._row:
            return
        self._row = row
        self._icon.set(row.icon, row.tone)
        self._name.set(row.name)
        self._state.set(row.state, row.tone)
        self._why.set(row.why)
        self._local.set(row.local)
        self._local_icon.set(row.local_icon, Tone.MUTED)
        self._local_row.setVisible(bool(row.local))
        for button, words in ((self.call_again, row.again), (self.never_mind, row.cancel)):
            button.setVisible(bool(words))
            button.setText(words)
            button.setAccessibleName(f"{words}: {row.name}" if words else "")
        self.coming.setVisible(row.mine)
        self.declined.setVisible(row.mine)
        self._buttons.setVisible(bool(row.again or row.cancel or row.mine))
        self.setAccessibleName(row.spoken)

    def _again(self) -> None:
        if self._row is not None:
            self.again.emit(self._row.responder)

    def _never_mind(self) -> None:
        if self._row is not None:
            self.cancelled.emit(self._row.responder)
