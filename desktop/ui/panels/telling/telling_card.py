"""Telling: the clock of the next update, the update as it is written, and what became of the last one."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from desktop.ui.panels.telling.clock_card import ClockCard
from desktop.ui.panels.telling.composer import Composer
from desktop.ui.panels.telling.results_card import ResultsCard
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE


class TellingCard(QWidget):
    """Three cards below each other. Composer and extension are open one at a time. `wanted`: the composer
    shall open."""

    wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.clock = ClockCard(theme)
        self.composer = Composer(theme)
        self.results = ResultsCard(theme)
        self.write, self.extend, self.extension = self.clock.write, self.clock.extend, self.clock.extension
        self.composer.hide()
        self.results.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * SPACE)
        for card in (self.clock, self.composer, self.results):
            column.addWidget(card)
        self.write.clicked.connect(self.wanted)
        self.extend.clicked.connect(self.open_extension)
        self.composer.closed.connect(self.fold)
        self.extension.closed.connect(self.fold)

    @property
    def sentence(self) -> str:
        """What the clock says."""
        return self.clock.sentence

    @property
    def composing(self) -> bool:
        return not self.composer.isHidden()

    def open_composer(self) -> None:
        self.extension.hide()
        self.composer.show()
        self.clock.show_composing(True)
        self.composer.take_focus()

    def open_extension(self) -> None:
        """Ask how much later, and why."""
        self.composer.hide()
        self.extension.show()
        self.extension.begin()
        self.clock.show_composing(False)

    def fold(self) -> None:
        """The clock alone again."""
        focused = QApplication.focusWidget()
        had_keyboard = focused is not None and self.isAncestorOf(focused)
        self.composer.hide()
        self.extension.hide()
        self.clock.show_composing(False)
        if had_keyboard:
            self.write.setFocus(Qt.FocusReason.OtherFocusReason)
