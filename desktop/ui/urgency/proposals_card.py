"""Urgency could get better: rules that the last 90 days speak for, accepted with one click, undone with
another."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.present.rules.proposals import AcceptedRow, ProposalsShown
from desktop.ui.present.words import tr
from desktop.ui.retro.undo_bar import UndoBar
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone, Type
from desktop.ui.urgency.proposal_block import ProposalBlock
from desktop.ui.widgets.button import QuietButton
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.label import Label
from desktop.ui.widgets.sight import bring_into_sight, let_go

_FIRST = 3
"""So many proposals are shown at first: more are no longer read."""


class ProposalsCard(Card):
    """Knows no session: `proposals_presenter` fills it. The signals carry the key of a proposal."""

    accept_wanted = Signal(str)
    dismiss_wanted = Signal(str)
    undo_wanted = Signal(str)
    retried = Signal()
    opened = Signal(object)
    """UUID of an incident."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self._theme = theme
        self._shown: ProposalsShown | None = None
        self._all = False
        self._just_accepted = ""
        self.blocks: list[ProposalBlock] = []
        self.undos: dict[str, QuietButton] = {}
        self._summary = Label(theme, "", Type.SMALL, Tone.MUTED)
        self._note = Label(theme, "", Type.SMALL, Tone.MUTED, max_lines=0)
        self._empty = Label(theme, tr("Asking the hub for them …"), Type.BODY, Tone.MUTED, max_lines=0)
        self.undo = UndoBar(theme)
        self.undo.undone.connect(self._undo)
        self._problem = Label(theme, "", Type.SMALL, Tone.WARN, max_lines=0)
        self.again = QuietButton(theme, tr("Try again"), "mdi6.refresh")
        self.again.clicked.connect(self.retried)
        self.more = QuietButton(theme, "", "mdi6.chevron-down", flat=True)
        self.more.clicked.connect(self._show_all)
        self._lately = Label(theme, tr("Accepted lately"), Type.SMALL, Tone.MUTED)
        self._blocks, self._accepted = QVBoxLayout(), QVBoxLayout()
        shortcut = QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self._undo)
        self._lay_out()
        self.say("")

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(3 * SPACE)
        head.addWidget(Label(self._theme, tr("Urgency could get better"), Type.STRONG, keep=True))
        head.addWidget(self._summary, 1)
        problem = QHBoxLayout()
        problem.setSpacing(3 * SPACE)
        problem.addWidget(self._problem, 1)
        problem.addWidget(self.again, 0, Qt.AlignmentFlag.AlignTop)
        for rows in (self._blocks, self._accepted):
            rows.setSpacing(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(5 * SPACE, 3 * SPACE, 5 * SPACE, 4 * SPACE)
        column.setSpacing(2 * SPACE)
        column.addLayout(head)
        column.addWidget(self.undo)
        column.addLayout(problem)
        column.addWidget(self._note)
        column.addWidget(self._empty)
        column.addLayout(self._blocks)
        column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._lately)
        column.addLayout(self._accepted)
        self._note.hide()
        self.more.hide()
        self._lately.hide()

    @property
    def empty_words(self) -> str:
        return self._empty.text() if self._empty.isVisibleTo(self) else ""

    @property
    def note(self) -> str:
        return self._note.text()

    @property
    def problem(self) -> str:
        return self._problem.text()

    @property
    def summary(self) -> str:
        return self._summary.text()

    def show_proposals(self, shown: ProposalsShown) -> None:
        """Rebuilt only when something differs; the keyboard stays near where it was."""
        if shown == self._shown:
            return
        had = let_go(self)
        self._shown = shown
        self._summary.set(shown.summary)
        self._note.set(shown.note)
        self._note.setVisible(bool(shown.note))
        self._empty.set(shown.empty)
        self._empty.setVisible(bool(shown.empty))
        if self._just_accepted not in {row.key for row in shown.accepted if not row.why_not}:
            self._just_accepted = ""
            self.undo.say("")
        self._fill()
        if had:
            self.take_focus()

    def say(self, problem: str, *, can_retry: bool = False) -> None:
        """What went wrong; empty: nothing."""
        self._problem.set(problem)
        self._problem.setVisible(bool(problem))
        self.again.setVisible(bool(problem) and can_retry)

    def say_accepted(self, key: str, words: str) -> None:
        """What was just done, with the way back, which has the keyboard."""
        self._just_accepted = key
        let_go(self)
        self._fill()
        self.undo.say(words)
        self.undo.button.setFocus(Qt.FocusReason.OtherFocusReason)
        bring_into_sight(self.undo)

    def _fill(self) -> None:
        rows = self._shown.rows if self._shown is not None else ()
        accepted = self._shown.accepted if self._shown is not None else ()
        _clear(self._blocks)
        _clear(self._accepted)
        self.blocks = [
            self._block(number) for number in range(len(rows) if self._all else min(len(rows), _FIRST))
        ]
        rest = len(rows) - len(self.blocks)
        self.more.setText(tr("Show {n} more").format(n=rest))
        self.more.updateGeometry()
        self.more.setVisible(rest > 0)
        self.undos = {}
        older = [row for row in accepted if row.key != self._just_accepted]
        for row in older:
            line = self._line(row)
            self._accepted.addWidget(line)
            line.show()
        self._lately.setVisible(bool(older))

    def _block(self, number: int) -> ProposalBlock:
        assert self._shown is not None
        row = self._shown.rows[number]
        block = ProposalBlock(self._theme, row)
        block.accepted.connect(lambda: self.accept_wanted.emit(row.key))
        block.dismissed.connect(lambda: self.dismiss_wanted.emit(row.key))
        block.opened.connect(self.opened)
        self._blocks.addWidget(block)
        block.show()  # at once, so that it can take the keyboard
        return block

    def _line(self, row: AcceptedRow) -> QWidget:
        line = QWidget()
        across = QHBoxLayout(line)
        across.setContentsMargins(0, SPACE, 0, SPACE)
        across.setSpacing(2 * SPACE)
        words = f"{row.words}: {row.why_not}" if row.why_not else row.words
        across.addWidget(Label(self._theme, words, Type.SMALL, max_lines=0), 1)
        if not row.why_not:
            button = QuietButton(self._theme, tr("Undo"), "mdi6.undo")
            button.setAccessibleName(tr("Undo: {what}").format(what=row.words))
            button.clicked.connect(lambda: self.undo_wanted.emit(row.key))
            across.addWidget(button)
            self.undos[row.key] = button
        return line

    def _show_all(self) -> None:
        self._all = True
        self._fill()
        if len(self.blocks) > _FIRST:
            self.blocks[_FIRST].dismiss.setFocus(Qt.FocusReason.OtherFocusReason)

    def _undo(self) -> None:
        if self._just_accepted:
            self.undo_wanted.emit(self._just_accepted)

    def take_focus(self) -> None:
        """The keyboard goes to the first thing that can be done."""
        buttons = [button for block in self.blocks for button in (block.accept, block.dismiss)]
        for button in (*buttons, *self.undos.values()):
            if button.isVisibleTo(self) and button.isEnabled():
                button.setFocus(Qt.FocusReason.OtherFocusReason)
                bring_into_sight(button)
                return


def _clear(rows: QVBoxLayout) -> None:
    while (item := rows.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
