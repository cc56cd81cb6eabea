"""What people would have run-books say: a list of proposals, the difference of each, accepted or not."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.present.telling.texts import TextRow
from desktop.ui.present.telling.texts_difference import DifferenceLine
from desktop.ui.present.words import tr
from desktop.ui.texts.row_list import RowList
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone, Type
from desktop.ui.widgets.button import QuietButton
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.difference_view import DifferenceView
from desktop.ui.widgets.flow_row import FlowRow
from desktop.ui.widgets.label import Label

_LINES = 6
_MOST_ROWS = 6


class ProposalsPage(Card):
    """`chosen` carries an amendment's id. `accepted` and `rejected` mean the chosen one."""

    chosen = Signal(str)
    accepted = Signal()
    rejected = Signal()
    now_wanted = Signal()
    """Compare with what the run-book says now."""
    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self._theme = theme
        self._copied = ""
        self.back = QuietButton(theme, tr("Back"), "mdi6.arrow-left", "Esc", flat=True)
        self.back.clicked.connect(self.left)
        self._title = Label(theme, tr("Proposals"), Type.STRONG)
        self.list = RowList(theme, tr("Proposals"))
        self.list.moved.connect(self._choose)
        self.list.left.connect(self.left)
        self._words = Label(theme, "", Type.SMALL, max_lines=0)
        self._conflict = Label(theme, "", Type.SMALL, Tone.WARN, max_lines=0)
        self.text = DifferenceView(theme, tr("What would differ"), _LINES)
        self.accept = QuietButton(theme, tr("Accept"), "mdi6.check", tone=Tone.OK)
        self.accept.clicked.connect(self.accepted)
        self.reject = QuietButton(theme, tr("Reject"), "mdi6.close")
        self.reject.clicked.connect(self.rejected)
        self.compare = QuietButton(theme, tr("Compare with what it says now"), "mdi6.compare-horizontal")
        self.compare.clicked.connect(self.now_wanted)
        self.copy = QuietButton(theme, tr("Copy the difference"), "mdi6.content-copy")
        self.copy.clicked.connect(self._copy)
        self._said = Label(theme, "", Type.SMALL, Tone.OK, max_lines=0)
        self._lay_out()
        theme.changed.connect(self._fit)
        self.say("")

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self.back)
        buttons = FlowRow()
        for button in (self.accept, self.reject, self.compare, self.copy):
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(4 * SPACE, 4 * SPACE, 4 * SPACE, 3 * SPACE)
        column.setSpacing(2 * SPACE)
        column.addLayout(head)
        column.addWidget(self.list)
        column.addWidget(self._words)
        column.addWidget(self._conflict)
        column.addWidget(self.text, 1)
        column.addLayout(buttons)
        column.addWidget(self._said)

    @property
    def words(self) -> str:
        return self._words.text()

    @property
    def conflict(self) -> str:
        return self._conflict.text()

    @property
    def said(self) -> str:
        return self._said.text()

    def show_rows(self, rows: Sequence[TextRow], chosen: str) -> None:
        self.list.show_rows(rows)
        self.list.setVisible(bool(rows))
        number = self.list.number_of(chosen)
        if number >= 0:
            self.list.go_to(number)
        self._fit()

    def show_proposal(
        self,
        lines: Sequence[DifferenceLine],
        words: str,
        conflict: str,
        *,
        can_decide: bool,
        copied: str = "",
    ) -> None:
        """`conflict`: why it cannot simply be accepted. `copied`: the difference for somebody's files."""
        self.text.show_lines(lines)
        self._words.set(words)
        self._words.setVisible(bool(words))
        self._conflict.set(conflict)
        self._conflict.setVisible(bool(conflict))
        self._copied = copied
        self.accept.setVisible(can_decide)
        self.accept.setEnabled(not conflict)
        self.reject.setVisible(can_decide)
        self.compare.setVisible(bool(conflict))
        self.copy.setVisible(bool(copied))

    def say(self, words: str, tone: Tone = Tone.OK) -> None:
        """What became of it."""
        self._said.set(words, tone)
        self._said.setVisible(bool(words))

    def take_focus(self) -> None:
        to = self.list if self.list.isVisible() else self.back
        to.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._copied)
        self.say(tr("Copied."))

    def _choose(self, number: int) -> None:
        row = self.list.row_of(number)
        if isinstance(row, TextRow):
            self.chosen.emit(row.key)

    def _fit(self) -> None:
        heights = [self.list.sizeHintForRow(n) for n in range(min(self.list.count(), _MOST_ROWS))]
        self.list.setFixedHeight(sum(heights) + 2 * SPACE)
