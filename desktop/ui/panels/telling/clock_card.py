"""The communication clock: what is due when, and the ways to tell it or to move it."""

from __future__ import annotations

from PySide6.QtGui import QColor, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.panels.telling.extension import Extension
from desktop.ui.present.words import tr
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone, Type
from desktop.ui.widgets.button import QuietButton
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.countdown_ring import CountdownRing
from desktop.ui.widgets.label import Label

_WIDE = 470
"""Pixels at text scale 1, from which the buttons have room beside the words."""


class _Write(QuietButton):
    """Quiet, until the update is late: then it is the one action."""

    urgent = False

    def urge(self, urgent: bool) -> None:
        if urgent is not self.urgent:
            self.urgent = urgent
            self.setText(tr("Write the update") if urgent else tr("Write an update"))
            self.updateGeometry()
            self.update()

    def fill(self) -> QColor | None:
        if not self.urgent:
            return super().fill()
        touched = self.isDown() or self.underMouse()
        return self._theme.colour(Tone.PRIMARY_PRESSED if touched else Tone.PRIMARY)

    def ink(self) -> QColor:
        return self._theme.colour(Tone.ON_PRIMARY) if self.urgent else super().ink()

    def hint_ink(self) -> QColor:
        return self.ink() if self.urgent else super().hint_ink()

    def edge(self) -> QColor | None:
        return None if self.urgent else super().edge()


class ClockCard(Card):
    """A ring that runs out beside what it is about. The buttons are public: their owner connects them."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self._late = self._can_move = False
        self.ring = CountdownRing(theme)
        self._lead = Label(theme, "", Type.STRONG, max_lines=2)
        self._detail = Label(theme, "", Type.SMALL, Tone.MUTED, max_lines=3)
        self._note = Label(theme, "", Type.SMALL, Tone.MUTED, max_lines=0)
        self.write = _Write(theme, tr("Write an update"), "mdi6.bullhorn-outline", "U")
        self.extend = QuietButton(theme, tr("Extend"), "mdi6.clock-plus-outline", flat=True)
        self.extension = Extension(theme)
        self.extension.hide()
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addStretch(1)
        words.addWidget(self._lead)
        words.addWidget(self._detail)
        words.addStretch(1)
        told = QHBoxLayout()
        told.setSpacing(3 * SPACE)
        told.addWidget(self.ring)
        told.addLayout(words, 1)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(2 * SPACE)
        self._buttons.addWidget(self.write)
        self._buttons.addWidget(self.extend)
        self._buttons.addStretch(1)
        self._head = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._head.setSpacing(3 * SPACE)
        self._head.addLayout(told, 1)
        self._head.addLayout(self._buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(4 * SPACE, 3 * SPACE, 3 * SPACE, 3 * SPACE)
        column.setSpacing(2 * SPACE)
        column.addLayout(self._head)
        column.addWidget(self._note)
        column.addWidget(self.extension)

    @property
    def sentence(self) -> str:
        """What the clock says."""
        parts = (self._lead.text(), self.ring.text, self._detail.text(), self._note.text())
        return " ".join(part for part in parts if part)

    def show_clock(
        self,
        lead: str,
        clock: str,
        left: float,
        tone: Tone,
        detail: str,
        note: str,
        *,
        late: bool,
        can_move: bool,
    ) -> None:
        """`left`: 1 (all of the wait) to 0. `late`: nothing is left, and the card says so."""
        self._late = late
        self._lead.set(lead, Tone.ALARM if late else Tone.TEXT)
        self.ring.setVisible(bool(clock))
        self.ring.show_left(clock, 1.0 if late else left, tone)
        self._detail.set(detail)
        self._detail.setVisible(bool(detail))
        self._note.set(note)
        self._note.setVisible(bool(note))
        self._can_move = can_move
        self.extend.setText(tr("Move it") if late else tr("Extend"))
        self.set_edge(Tone.ALARM if late else None)
        self.setAccessibleName(f"{lead} {clock}. {detail}. {note}")

    def show_composing(self, composing: bool) -> None:
        """While it is written the buttons would only be in the way: the time is chosen there too. While it is
        moved, the way there is of no use."""
        self.write.setVisible(not composing)
        self.extend.setVisible(self._can_move and not composing and self.extension.isHidden())
        self.write.urge(self._late)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = event.size().width() >= _WIDE * self._theme.text_scale
        direction = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        self._head.setDirection(direction)
