"""The hand-over as one page of cards: what matters most to who comes on duty first."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.ui.hand_over.notes_card import NotesCard
from desktop.ui.hand_over.pair_card import PairCard
from desktop.ui.hand_over.rows_card import RowsCard
from desktop.ui.present.schedule.hand_over import HandOverPage
from desktop.ui.present.words import tr
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone, Type
from desktop.ui.widgets.banner import Banner
from desktop.ui.widgets.label import Label

_WIDEST = 1060
_TWO_COLUMNS = 760
"""Pixels at text scale 1."""


class HandOverView(QWidget):
    """Knows no session; the presenter fills it."""

    shown = Signal()
    """It came to the front: what it shows may be old."""
    opened = Signal(object)
    """UUID of an incident that is to be shown."""
    sound_check_wanted = Signal()
    relief_wanted = Signal()
    note_saved = Signal(str)
    retried = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._title = Label(theme, tr("Hand-over"), Type.TITLE, max_lines=2)
        self._line = Label(theme, tr("Asking the hub for it …"), Type.BODY, Tone.MUTED, max_lines=0)
        self.problem = Banner(theme)
        self.problem.acted.connect(self.retried)
        self.problem.hide()
        self.pair = PairCard(theme)
        self.notes = NotesCard(theme)
        self.open = RowsCard(theme, tr("Open incidents"), tr("Nothing is open."))
        self.noisy = RowsCard(theme, tr("What was noisy"), tr("Nothing was reported twice in this shift."))
        self.overdue = RowsCard(theme, tr("Overdue actions"))
        self.pair.sound_check_wanted.connect(self.sound_check_wanted)
        self.pair.relief_wanted.connect(self.relief_wanted)
        self.notes.saved.connect(self.note_saved)
        for card in (self.open, self.noisy, self.overdue):
            card.opened.connect(self.opened)
        self._lay_out()
        self._show_cards(False)

    def _lay_out(self) -> None:
        self._top = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._top.setSpacing(4 * SPACE)
        self._top.addWidget(self.pair, 2, Qt.AlignmentFlag.AlignTop)
        self._top.addWidget(self.notes, 3, Qt.AlignmentFlag.AlignTop)
        self._sheet = QWidget()
        self._sheet.setMaximumWidth(_WIDEST)
        cards = QVBoxLayout(self._sheet)
        cards.setContentsMargins(0, 0, 0, 0)
        cards.setSpacing(4 * SPACE)
        head = QVBoxLayout()
        head.setSpacing(SPACE)
        head.addWidget(self._title)
        head.addWidget(self._line)
        cards.addLayout(head)
        cards.addWidget(self.problem)
        cards.addLayout(self._top)
        for card in (self.open, self.noisy, self.overdue):
            cards.addWidget(card)
        cards.addStretch(1)
        inner = QWidget()
        across = QHBoxLayout(inner)
        across.setContentsMargins(6 * SPACE, 4 * SPACE, 6 * SPACE, 6 * SPACE)
        across.addWidget(self._sheet, 100)
        across.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inner)
        scroll.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFocusProxy(scroll)  # arrow keys read on
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)

    @property
    def title(self) -> str:
        return self._title.text()

    @property
    def line(self) -> str:
        return self._line.text()

    def show_page(self, page: HandOverPage | None) -> None:
        """None: there is no schedule, so nothing is handed over."""
        self._show_cards(page is not None)
        if page is None:
            self._title.set(tr("Hand-over"))
            self._line.set(
                tr("There is no schedule yet, so nothing is handed over. An admin makes one in the schedule.")
            )
            return
        self._title.set(page.title)
        self._line.set(page.line)
        self.pair.show_page(page)
        self.notes.show_page(page)
        self.open.show_rows(page.open)
        self.noisy.show_rows(page.noisy)
        self.overdue.show_rows(page.overdue)
        self.overdue.setVisible(bool(page.overdue))

    def show_problem(self, title: str, remedy: str = "") -> None:
        """What could not be loaded; an empty title: nothing is wrong (any more)."""
        self.problem.setVisible(bool(title))
        if title:
            self.problem.say(title, remedy, tr("Try again"))

    def _show_cards(self, are_there: bool) -> None:
        for card in (self.pair, self.notes, self.open, self.noisy):
            card.setVisible(are_there)
        if not are_there:
            self.overdue.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < _TWO_COLUMNS * self._theme.text_scale
        direction = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        # Below each other they are as wide as the others; beside each other, as high as they need.
        align = Qt.AlignmentFlag(0) if narrow else Qt.AlignmentFlag.AlignTop
        for card in (self.pair, self.notes):
            self._top.setAlignment(card, align)
        self._top.setDirection(direction)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.shown.emit()
