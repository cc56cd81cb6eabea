"""Three short questions: one line until somebody wants to answer."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.core.retro.morale import Slept
from desktop.ui.present.retro.wellbeing import Titled, anonymity_words, mood_names, slept_name
from desktop.ui.present.words import tr
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone, Type
from desktop.ui.wellbeing.numbered_choice import NumberedChoice
from desktop.ui.widgets.button import QuietButton
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.flow_row import FlowRow
from desktop.ui.widgets.icon_label import IconLabel
from desktop.ui.widgets.label import Label
from desktop.ui.widgets.switch import Switch

_LONGEST = 500
"""Characters; the hub takes no more."""
_SLEPT = tuple(Slept)


class SurveyCard(Card):
    """`sent` when it is to be sent: the owner reads `mood`, `slept`, `helped` and `anonymous`. What was
    chosen stays until `clear`, so that nothing is said twice where the hub could not be reached."""

    sent = Signal()
    later = Signal()
    """Not now."""
    never = Signal()
    """Not this time."""
    unfolded = Signal(bool)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self._anonymous, self._busy, self._open = True, False, False
        self._title = Label(theme, "", Type.STRONG, max_lines=0)
        self._line = Label(theme, "", Type.SMALL, Tone.MUTED, max_lines=0)
        self.begin = QuietButton(theme, tr("Answer"), "mdi6.chevron-down")
        self.not_now = QuietButton(theme, tr("Not now"), flat=True)
        self.not_this_time = QuietButton(theme, tr("Not this time"), flat=True)
        self.begin.clicked.connect(lambda: self.unfold(not self._open))
        self.not_now.clicked.connect(self.later)
        self.not_this_time.clicked.connect(self.never)
        self.mood = NumberedChoice(theme, tr("How was it?"), mood_names())
        self.sleep = NumberedChoice(theme, tr("Could you sleep?"), [slept_name(one) for one in _SLEPT])
        self.wish = QLineEdit()
        self.wish.setMaxLength(_LONGEST)
        self.wish.setAccessibleName(tr("What would have helped?"))
        self.wish.setPlaceholderText(tr("A run-book, a second pair of eyes, fewer alerts … or nothing"))
        self.switch = Switch(theme)
        self.switch.setAccessibleName(tr("Anonymous"))
        self.switch.wanted.connect(self._be_anonymous)
        self._promise = Label(theme, "", Type.SMALL, Tone.MUTED, max_lines=0)
        self.send = QuietButton(theme, tr("Send"), "mdi6.send-outline", key="Ctrl+Enter")
        self.send.clicked.connect(self._send)
        self._note = Label(theme, "", Type.SMALL, Tone.WARN, max_lines=0)
        self.mood.chosen.connect(self._mood_chosen)
        self.sleep.chosen.connect(self._sleep_chosen)
        self._form = QWidget()
        self._lay_out(theme)
        self.setAccessibleName(tr("How duty was"))
        self._be_anonymous(True)
        self.clear()

    def _lay_out(self, theme: Theme) -> None:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._title)
        words.addWidget(self._line)
        buttons = FlowRow()
        buttons.setSpacing(SPACE)
        for button in (self.begin, self.not_now, self.not_this_time):
            buttons.addWidget(button)
        head = QHBoxLayout()
        head.setSpacing(3 * SPACE)
        icon = IconLabel(theme, "mdi6.sprout-outline", Tone.MUTED)
        head.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(words, 1)
        switch = QHBoxLayout()
        switch.setSpacing(2 * SPACE)
        switch.addWidget(Label(theme, tr("Anonymous"), Type.BODY, keep=True))
        switch.addWidget(self.switch)
        switch.addStretch(1)
        form = QVBoxLayout(self._form)
        form.setContentsMargins(0, SPACE, 0, 0)
        form.setSpacing(2 * SPACE)
        form.addWidget(self.mood)
        form.addWidget(self.sleep)
        form.addWidget(Label(theme, tr("What would have helped?"), Type.BODY))
        form.addWidget(self.wish)
        form.addLayout(switch)
        form.addWidget(self._promise)
        form.addWidget(self.send, 0, Qt.AlignmentFlag.AlignLeft)
        column = QVBoxLayout(self)
        column.setContentsMargins(4 * SPACE, 3 * SPACE, 4 * SPACE, 3 * SPACE)
        column.setSpacing(2 * SPACE)
        column.addLayout(head)
        column.addLayout(buttons)
        column.addWidget(self._form)
        column.addWidget(self._note)
        self._form.hide()

    # What was said

    @property
    def slept(self) -> Slept:
        return _SLEPT[self.sleep.number - 1]

    @property
    def helped(self) -> str:
        return self.wish.text()

    @property
    def anonymous(self) -> bool:
        return self._anonymous

    @property
    def is_open(self) -> bool:
        """Whether the questions are shown."""
        return self._open

    @property
    def words(self) -> str:
        """The title, and the note below if there is one."""
        return f"{self._title.text()} {self._note.text()}".strip()

    @property
    def promise(self) -> str:
        """What stands beside the switch."""
        return self._promise.text()

    # What is shown

    def ask(self, words: Titled) -> None:
        self._title.set(words.title)
        self._line.set(words.line)

    def say(self, words: str) -> None:
        """Why it was not sent; empty: nothing is wrong."""
        self._busy = False
        self._note.set(words)
        self._note.setVisible(bool(words))
        self._enable()

    def clear(self) -> None:
        """Nothing is chosen, and nothing written: another one is asked, or it was sent."""
        self.mood.clear()
        self.sleep.clear()
        self.wish.clear()
        self._be_anonymous(True)
        self.say("")
        self.unfold(False)

    def unfold(self, wanted: bool) -> None:
        """Show the questions, or only the line."""
        self._form.setVisible(wanted)
        self.begin.setText(tr("Fold") if wanted else tr("Answer"))
        self.begin.set_icon_name("mdi6.chevron-up" if wanted else "mdi6.chevron-down")
        self.begin.updateGeometry()
        changed, self._open = self._open is not wanted, wanted
        if wanted and changed:
            self.mood.take_focus()
        if changed:
            self.unfolded.emit(wanted)

    # What is pressed

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if self._open and event.key() == Qt.Key.Key_Escape:
            self.unfold(False)
            self.begin.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self._open and enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._send()
        else:
            super().keyPressEvent(event)

    def _mood_chosen(self, _number: int) -> None:
        self._enable()
        self.sleep.take_focus()

    def _sleep_chosen(self, _number: int) -> None:
        self._enable()
        self.wish.setFocus(Qt.FocusReason.OtherFocusReason)

    def _be_anonymous(self, wanted: bool) -> None:
        self._anonymous = wanted
        self.switch.show_state(on=wanted)
        self._promise.set(anonymity_words(anonymous=wanted))

    def _enable(self) -> None:
        self.send.setEnabled(bool(self.mood.number and self.sleep.number) and not self._busy)

    def _send(self) -> None:
        if self.send.isEnabled():
            self._busy = True
            self._enable()
            self.sent.emit()
