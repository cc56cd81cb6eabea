"""After a night page: start later, or stay at home? One press notes it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.present.retro.wellbeing import Titled, rest_choices
from desktop.ui.present.words import tr
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone, Type
from desktop.ui.widgets.button import QuietButton
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.flow_row import FlowRow
from desktop.ui.widgets.icon_label import IconLabel
from desktop.ui.widgets.label import Label


class RestOffer(Card):
    """`taken` carries the hours."""

    taken = Signal(float)
    later = Signal()
    """Not now."""
    never = Signal()
    """No."""
    undone = Signal()
    seen = Signal()
    """What was noted was read."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self._title = Label(theme, "", Type.STRONG, max_lines=0)
        self._line = Label(theme, "", Type.SMALL, Tone.MUTED, max_lines=0)
        self._note = Label(theme, "", Type.SMALL, Tone.WARN, max_lines=0)
        self.choices: dict[float, QuietButton] = {}
        buttons = FlowRow()
        buttons.setSpacing(SPACE)
        for hours, called in rest_choices():
            button = self.choices[hours] = QuietButton(theme, called)
            button.clicked.connect(partial(self._take, hours))
            buttons.addWidget(button)
        self.no = QuietButton(theme, tr("No"), flat=True)
        self.not_now = QuietButton(theme, tr("Not now"), flat=True)
        self.no.clicked.connect(self.never)
        self.not_now.clicked.connect(self.later)
        buttons.addWidget(self.no)
        buttons.addWidget(self.not_now)
        self.fine = QuietButton(theme, tr("Fine"))
        self.undo = QuietButton(theme, tr("Undo"), "mdi6.undo", flat=True)
        self.fine.clicked.connect(self.seen)
        self.undo.clicked.connect(self.undone)
        self._offered = (*self.choices.values(), self.no, self.not_now)
        for button in (self.fine, self.undo):
            buttons.addWidget(button)
        self._awake = QTimer(self)
        self._awake.setSingleShot(True)
        self._awake.timeout.connect(lambda: self._enable(True))
        words = QVBoxLayout()
        words.setSpacing(SPACE)
        words.addWidget(self._title)
        words.addLayout(buttons)
        words.addWidget(self._line)
        words.addWidget(self._note)
        row = QHBoxLayout(self)
        row.setContentsMargins(4 * SPACE, 3 * SPACE, 4 * SPACE, 3 * SPACE)
        row.setSpacing(3 * SPACE)
        icon = IconLabel(theme, "mdi6.weather-sunset-up", Tone.MUTED)
        row.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        self.setAccessibleName(tr("Rest after a night"))
        self.offer(Titled("", ""))
        self.say("")

    @property
    def words(self) -> str:
        """The title, and the note below if there is one."""
        return f"{self._title.text()} {self._note.text()}".strip()

    def offer(self, words: Titled, *, noted: bool = False) -> None:
        """`noted`: it is done, and may be undone."""
        changed = self.undo.isHidden() is noted
        self._title.set(words.title)
        self._line.set(words.line)
        for button in self._offered:
            button.setVisible(not noted)
        for button in (self.fine, self.undo):
            button.setVisible(noted)
        if changed and noted:
            # The second half of a double click is meant for what was there before.
            self._enable(False)
            self._awake.start(QApplication.doubleClickInterval())

    def say(self, words: str) -> None:
        """Why it was not noted; empty: nothing is wrong."""
        self._note.set(words)
        self._note.setVisible(bool(words))

    def _enable(self, wanted: bool) -> None:
        self.fine.setEnabled(wanted)
        self.undo.setEnabled(wanted)
        if wanted and self.isVisible() and QApplication.focusWidget() is None:
            self.fine.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take(self, hours: float, _checked: bool = False) -> None:
        self.taken.emit(hours)
