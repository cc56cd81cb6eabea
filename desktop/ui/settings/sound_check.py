"""The sound check: rings for a moment and asks whether a person heard it, for nothing else can know."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.present.words import tr
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone, Type
from desktop.ui.widgets.button import QuietButton
from desktop.ui.widgets.label import Label


class SoundCheck(QWidget):
    """`wanted`: ring now. `answered`: True when the person heard it."""

    wanted = Signal()
    answered = Signal(bool)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = Label(theme, "", Type.BODY, max_lines=0)
        self._advice = Label(theme, "", Type.SMALL, Tone.MUTED, max_lines=0)
        self._advice.hide()
        self.begin = QuietButton(theme, tr("Sound check"), "mdi6.bell-ring-outline")
        self.yes = QuietButton(theme, tr("I heard it"), "mdi6.ear-hearing")
        self.no = QuietButton(theme, tr("I heard nothing"), "mdi6.ear-hearing-off")
        self.begin.clicked.connect(self.start)
        self.yes.clicked.connect(lambda: self._answer(True))
        self.no.clicked.connect(lambda: self._answer(False))
        row = QHBoxLayout()
        row.setSpacing(2 * SPACE)
        for button in (self.begin, self.yes, self.no):
            row.addWidget(button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * SPACE)
        column.addWidget(self._state)
        column.addLayout(row)
        column.addWidget(self._advice)
        self._ask(False)

    @property
    def advice(self) -> str:
        return self._advice.text()

    def show_state(self, words: str, tone: Tone) -> None:
        self._state.set(words, tone)

    def start(self) -> None:
        self._ask(True)
        self.yes.setFocus(Qt.FocusReason.OtherFocusReason)
        self.wanted.emit()

    def _ask(self, asking: bool) -> None:
        self.begin.setVisible(not asking)
        self.yes.setVisible(asking)
        self.no.setVisible(asking)
        self._advice.setVisible(asking or (bool(self._advice.text()) and not asking))
        if asking:
            self._advice.set(tr("It rings for a few seconds, as an alarm begins. Did you hear it?"))

    def _answer(self, heard: bool) -> None:
        words = tr("Good: alarms reach you here.")
        if not heard:
            words = tr(
                "Turn the volume up, choose another output in the system's sound settings, unplug headphones,"
                " and try again."
            )
        self._ask(False)
        self._advice.set(words, Tone.OK if heard else Tone.WARN)
        self._advice.show()
        self.begin.setFocus(Qt.FocusReason.OtherFocusReason)
        self.answered.emit(heard)
