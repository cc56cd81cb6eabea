"""The end of the meeting: what was decided, what is missing, a note on the whole; and the figures as they
were told then."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.ui.present.words import tr
from desktop.ui.retro.actions_card import ActionsCard
from desktop.ui.retro.figure_grid import FigureGrid, Row
from desktop.ui.retro.meeting.note_field import NoteField
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone, Type
from desktop.ui.widgets.banner import Banner
from desktop.ui.widgets.button import PrimaryButton, QuietButton
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.flow_row import FlowRow
from desktop.ui.widgets.label import Label
from desktop.ui.widgets.markdown.markdown_view import MarkdownView

_WIDEST = 980


class FiguresThen(Card):
    """The week as it was told when the meeting was closed, or as it stands today."""

    chosen = Signal(bool)
    """True: as told then."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self.then = QuietButton(theme, tr("As told then"), "mdi6.history")
        self.today = QuietButton(theme, tr("As it is today"), "mdi6.refresh")
        for button, is_then in ((self.then, True), (self.today, False)):
            button.clicked.connect(lambda _=False, which=is_then: self.chosen.emit(which))
        self.says = Label(theme, "", Type.SMALL, Tone.MUTED, max_lines=0)
        self.grid = FigureGrid(theme, parent=self)
        buttons = FlowRow()
        buttons.addWidget(self.then)
        buttons.addWidget(self.today)
        column = QVBoxLayout(self)
        column.setContentsMargins(5 * SPACE, 3 * SPACE, 5 * SPACE, 4 * SPACE)
        column.setSpacing(2 * SPACE)
        column.addWidget(Label(theme, tr("The week's figures"), Type.STRONG))
        column.addLayout(buttons)
        column.addWidget(self.says)
        column.addWidget(self.grid)
        self.hide()

    def show_figures(self, head: Sequence[str], rows: Sequence[Row], says: str, *, then: bool) -> None:
        """`says` when they were told."""
        self.says.set(says)
        self.then.setEnabled(not then)
        self.today.setEnabled(then)
        self.grid.show_rows(tuple(head), list(rows))
        self.show()


class DecidedPage(QScrollArea):
    """Shows what it is told. `close_wanted`: the meeting is over."""

    opened = Signal(object)
    close_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = Label(theme, tr("What was decided"), Type.TITLE, max_lines=0)
        self.says = Label(theme, "", Type.BODY, Tone.MUTED, max_lines=0)
        self.missing = Banner(theme)
        self.action_card = ActionsCard(
            theme,
            tr("Actions"),
            tr("No actions were made. That may be right: not all that happens asks for one."),
        )
        self.action_card.opened.connect(self.opened)
        self.note = NoteField(theme, tr("Notes on the whole meeting"))
        self.close_meeting = PrimaryButton(theme, tr("Close the meeting"))
        self.close_meeting.clicked.connect(self.close_wanted)
        self.figures = FiguresThen(theme)
        self.said = MarkdownView(theme, tr("What was said"), whole=True)
        self._said = Card(theme)
        told = QVBoxLayout(self._said)
        told.setContentsMargins(5 * SPACE, 3 * SPACE, 5 * SPACE, 4 * SPACE)
        told.setSpacing(2 * SPACE)
        told.addWidget(Label(theme, tr("What was said"), Type.STRONG))
        told.addWidget(self.said)
        self._said.hide()
        writing = Card(theme)
        inside = QVBoxLayout(writing)
        inside.setContentsMargins(5 * SPACE, 3 * SPACE, 5 * SPACE, 4 * SPACE)
        inside.addWidget(self.note)
        column = QWidget()
        column.setMaximumWidth(_WIDEST)
        cards = QVBoxLayout(column)
        cards.setContentsMargins(0, 0, 0, 0)
        cards.setSpacing(3 * SPACE)
        cards.addWidget(self.title)
        cards.addWidget(self.says)
        cards.addWidget(self.missing)
        cards.addWidget(self.action_card)
        cards.addWidget(writing)
        cards.addWidget(self.close_meeting, 0, Qt.AlignmentFlag.AlignLeft)
        cards.addWidget(self._said)
        cards.addWidget(self.figures)
        cards.addStretch(1)
        inner = QWidget()
        across = QHBoxLayout(inner)
        across.setContentsMargins(0, 0, 2 * SPACE, 2 * SPACE)
        across.addWidget(column, 100)
        across.addStretch(1)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(inner)

    def show_said(self, markdown: str) -> None:
        """The notes of all topics."""
        self.said.show_markdown(markdown, checks=False)
        self._said.setVisible(bool(markdown))

    def show_end(self, says: str, missing: str, *, can_close: bool) -> None:
        """`missing`: what somebody should fill in before it is closed; empty: nothing."""
        self.says.set(says)
        self.says.setVisible(bool(says))
        self.missing.setVisible(bool(missing))
        if missing:
            self.missing.say(missing, "", icon="mdi6.account-question-outline")
        self.close_meeting.setVisible(can_close)
        self.close_meeting.setText(
            tr("Close it without owners") if missing else tr("Close the meeting")
        )  # fmt: skip
        self.close_meeting.updateGeometry()
