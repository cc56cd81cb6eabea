"""Who comes on duty, whether their alarm was heard, and who is paged with them until then."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.present.schedule.hand_over import ComingRow, HandOverPage
from desktop.ui.present.words import tr
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone, Type
from desktop.ui.widgets.button import PrimaryButton, QuietButton
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.flow_row import FlowRow
from desktop.ui.widgets.icon_label import IconLabel
from desktop.ui.widgets.label import Label


class ComingLine(QWidget):
    """One of the incoming."""

    def __init__(self, theme: Theme, row: ComingRow) -> None:
        super().__init__()
        self.row = row
        self.setAccessibleName(row.spoken)
        words = QVBoxLayout()
        words.setSpacing(SPACE)
        words.addWidget(Label(theme, row.name, Type.BODY, max_lines=2))
        words.addWidget(Label(theme, row.seat, Type.SMALL, Tone.MUTED, max_lines=2))
        proof = QHBoxLayout()
        proof.setSpacing(2 * SPACE)
        proof.addWidget(IconLabel(theme, row.icon, row.tone, 16), 0, Qt.AlignmentFlag.AlignTop)
        proof.addWidget(Label(theme, row.words, Type.SMALL, row.tone, max_lines=0), 1)
        words.addLayout(proof)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, SPACE, 0, SPACE)
        across.setSpacing(3 * SPACE)
        across.addWidget(IconLabel(theme, row.seat_icon, row.seat_tone), 0, Qt.AlignmentFlag.AlignTop)
        across.addLayout(words, 1)


class PairCard(Card):
    """Rebuilt only when what it says differs. One thing is asked first: the sound check, or else nothing."""

    sound_check_wanted = Signal()
    relief_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self._rows: tuple[ComingRow, ...] = ()
        self.lines: list[ComingLine] = []
        self._lines = QVBoxLayout()
        self._lines.setSpacing(SPACE)
        self._still = Label(theme, "", Type.SMALL, Tone.WARN, max_lines=0)
        self.check = PrimaryButton(theme, tr("Sound check"), "mdi6.bell-ring-outline")
        self.relieve = QuietButton(theme, "", "mdi6.account-check-outline")
        self.check.clicked.connect(self.sound_check_wanted)
        self.relieve.clicked.connect(self.relief_wanted)
        self._buttons = QWidget()
        buttons = FlowRow(self._buttons)
        buttons.addWidget(self.check)
        buttons.addWidget(self.relieve)
        self._said = Label(theme, "", Type.SMALL, Tone.WARN, max_lines=0)
        column = QVBoxLayout(self)
        column.setContentsMargins(5 * SPACE, 3 * SPACE, 5 * SPACE, 4 * SPACE)
        column.setSpacing(2 * SPACE)
        column.addWidget(Label(theme, tr("Who comes on duty"), Type.STRONG))
        column.addLayout(self._lines)
        column.addWidget(self._still)
        column.addWidget(self._buttons)
        column.addWidget(self._said)
        self._said.hide()

    @property
    def still(self) -> str:
        return self._still.text() if self._still.isVisibleTo(self) else ""

    @property
    def said(self) -> str:
        return self._said.text() if self._said.isVisibleTo(self) else ""

    def say(self, words: str) -> None:
        """Why the hub did not do what was pressed; empty: nothing is wrong."""
        self._said.set(words)
        self._said.setVisible(bool(words))

    def show_page(self, page: HandOverPage) -> None:
        if page.coming != self._rows:
            self._rows = page.coming
            for line in self.lines:
                self._lines.removeWidget(line)
                line.hide()
                line.deleteLater()
            self.lines = [ComingLine(self._theme, row) for row in page.coming]
            for line in self.lines:
                self._lines.addWidget(line)
        self._still.set(page.still)
        self._still.setVisible(bool(page.still))
        self.check.setVisible(page.asks_for_check)
        self.relieve.setText(page.relieve)
        self.relieve.setVisible(bool(page.relieve))
        self.relieve.updateGeometry()
        self._buttons.setVisible(page.asks_for_check or bool(page.relieve))
