"""The communication clock in the incident: what is due when, and the ways to tell it or to move it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.panels.telling.composer import Composer
from desktop.ui.panels.telling.extension import Extension
from desktop.ui.present.words import tr
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone, Type
from desktop.ui.widgets.button import QuietButton
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.label import Label


class TellingCard(Card):
    """Composer and extension open below the clock, one at a time. `wanted`: the composer shall open."""

    wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self._lead = Label(theme, "", Type.BODY, Tone.MUTED)
        self._clock = Label(theme, "", Type.TITLE, Tone.MANAGER, clock=True, keep=True)
        self._note = Label(theme, "", Type.SMALL, Tone.MUTED, max_lines=0)
        self.write = QuietButton(theme, tr("Write an update"), "mdi6.bullhorn-outline", "U")
        self.extend = QuietButton(theme, tr("Move it"), "mdi6.clock-plus-outline")
        self.composer, self.extension = Composer(theme), Extension(theme)
        self.composer.hide()
        self.extension.hide()
        head = QHBoxLayout()
        head.setSpacing(2 * SPACE)
        head.addWidget(self._lead)
        head.addWidget(self._clock)
        head.addStretch(1)
        head.addWidget(self.extend)
        head.addWidget(self.write)
        column = QVBoxLayout(self)
        column.setContentsMargins(4 * SPACE, 2 * SPACE + 2, 3 * SPACE, 2 * SPACE + 2)
        column.setSpacing(SPACE)
        column.addLayout(head)
        for widget in (self._note, self.extension, self.composer):
            column.addWidget(widget)
        self.write.clicked.connect(self.wanted)
        self.extend.clicked.connect(self._open_extension)
        self.composer.closed.connect(self.fold)
        self.extension.closed.connect(self.fold)

    @property
    def sentence(self) -> str:
        """What the clock says."""
        return " ".join(part for part in (self._lead.text(), self._clock.text(), self._note.text()) if part)

    @property
    def composing(self) -> bool:
        return not self.composer.isHidden()

    def show_clock(self, lead: str, clock: str, tone: Tone, note: str, *, can_move: bool) -> None:
        self._lead.set(lead)
        self._clock.set(clock, tone)
        self._clock.setVisible(bool(clock))
        self._note.set(note)
        self._note.setVisible(bool(note))
        self.extend.setVisible(can_move)
        self.setAccessibleName(f"{lead} {clock}. {note}")

    def open_composer(self) -> None:
        self.extension.hide()
        self.composer.show()
        self.composer.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def fold(self) -> None:
        """The clock alone again."""
        focused = QApplication.focusWidget()
        had_keyboard = focused is not None and self.isAncestorOf(focused)
        self.composer.hide()
        self.extension.hide()
        if had_keyboard:
            self.write.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open_extension(self) -> None:
        self.composer.hide()
        self.extension.show()
        self.extension.begin()
