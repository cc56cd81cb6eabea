"""What stands beside the figures of a week: what to talk about, and nights."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.present.closing.left_out import LeftOutRow
from desktop.ui.present.retro.debts import DebtRow
from desktop.ui.present.words import tr
from desktop.ui.retro.debt_block import DebtBlock
from desktop.ui.retro.left_out_card import LeftOutBlock
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone, Type
from desktop.ui.widgets.button import QuietButton
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.label import Label
from desktop.ui.widgets.sight import let_go

_STEP = 8
"""So many topics at first, and so many more on each demand."""


class _Titled(Card):
    """A card with a title, a summary beside it, and a sentence."""

    def __init__(self, theme: Theme, title: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self._theme = theme
        self.summary = Label(theme, "", Type.SMALL, Tone.MUTED)
        self.sentence = Label(theme, "", Type.SMALL, Tone.MUTED, max_lines=0)
        head = QHBoxLayout()
        head.setSpacing(3 * SPACE)
        head.addWidget(Label(theme, title, Type.STRONG))
        head.addWidget(self.summary, 1)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(5 * SPACE, 3 * SPACE, 5 * SPACE, 4 * SPACE)
        self.column.setSpacing(2 * SPACE)
        self.column.addLayout(head)


class AgendaCard(_Titled):
    """What to talk about, the most expensive first."""

    opened = Signal(object)
    """UUID of the incident."""
    run_book_wanted = Signal(object)
    """DebtRow whose run-book is to be written."""
    action_wanted = Signal(object)
    """DebtRow of which an action is to be made."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, tr("To talk about"), parent)
        self._rows: tuple[LeftOutRow, ...] | None = None
        self._most = _STEP
        self.blocks: list[LeftOutBlock] = []
        self._blocks = QVBoxLayout()
        self._blocks.setSpacing(0)
        self.more = QuietButton(theme, "", "mdi6.chevron-down", flat=True)
        self.more.clicked.connect(self._show_more)
        self.column.addWidget(self.sentence)
        self.column.addLayout(self._blocks)
        self.column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        self.definition = Label(theme, "", Type.SMALL, Tone.MUTED, max_lines=0)
        self.column.addWidget(self.definition)

    def show_rows(self, rows: Sequence[LeftOutRow], definition: str = "") -> None:
        """In their order; the definition of the hours stands below them where debts are among them."""
        self.definition.set(definition)
        self.definition.setVisible(any(isinstance(row, DebtRow) for row in rows))
        if tuple(rows) == self._rows:
            return
        self._rows, self._most = tuple(rows), _STEP
        self.summary.set(str(len(rows)) if rows else "")
        self.sentence.set(
            tr(
                "Nothing. What came again though it was neither documented nor automated stands here, and"
                " urgency that was disputed or that no rule decided."
            )
        )
        self.sentence.setVisible(not rows)
        self._fill()

    def _fill(self) -> None:
        rows = self._rows or ()
        place = next((number for number, block in enumerate(self.blocks) if let_go(block)), None)
        for block in self.blocks:
            self._blocks.removeWidget(block)
            block.hide()
            block.deleteLater()
        self.blocks = [self._block(row) for row in rows[: self._most]]
        rest = len(rows) - len(self.blocks)
        self.more.setText(tr("Show {n} of {rest} more").format(n=min(rest, _STEP), rest=rest))
        self.more.updateGeometry()
        self.more.setVisible(rest > 0)
        if place is not None and self.blocks:
            block = self.blocks[min(place, len(self.blocks) - 1)]
            block.show()  # at once, so that it can take the keyboard
            button = block.write if isinstance(block, DebtBlock) else block.open
            button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _block(self, row: LeftOutRow) -> LeftOutBlock:
        block: LeftOutBlock
        if isinstance(row, DebtRow):
            block = debt = DebtBlock(self._theme, row)
            debt.run_book_wanted.connect(lambda: self.run_book_wanted.emit(row))
            debt.action_wanted.connect(lambda: self.action_wanted.emit(row))
        else:
            block = LeftOutBlock(self._theme, row)
        block.open.clicked.connect(lambda: self.opened.emit(row.incident_id))
        self._blocks.addWidget(block)
        return block

    def _show_more(self) -> None:
        self._most += _STEP
        self._fill()


class NightsCard(_Titled):
    """In which nights people were paged: the team's burden, in the order of the roster."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, tr("Nights disturbed"), parent)
        self.people = Label(theme, "", Type.BODY, max_lines=0)
        self.column.addWidget(self.people)
        self.column.addWidget(self.sentence)
        self.sentence.set(
            tr(
                "A night counts for whoever was paged between 22:00 and 08:00 by their own clock, once"
                " however often it was. It is a burden of the team, not a ranking."
            )
        )

    def show_nights(self, people: Sequence[str], summary: str) -> None:
        """One line for each person."""
        self.summary.set(summary)
        self.people.set("\n".join(people) or tr("Nobody was paged at night."))
