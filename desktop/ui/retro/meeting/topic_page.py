"""One topic, large: why it is here, what is known of it, the notes, the actions."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.ui.present.closing.left_out import LeftOutLine, LeftOutRow
from desktop.ui.present.retro.meeting_topic import TopicShown
from desktop.ui.present.words import tr
from desktop.ui.retro.actions_card import ActionsCard
from desktop.ui.retro.left_out_card import LeftOutBlock
from desktop.ui.retro.meeting.note_field import NoteField
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone, Type
from desktop.ui.widgets.button import QuietButton
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.icon_label import IconLabel
from desktop.ui.widgets.label import Label

_WIDEST = 980
_STEP = 3
"""So many incidents are shown at first."""


class _Facts(Card):
    """Rebuilt only when what it says differs."""

    opened = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._shown: TopicShown | None = None
        self._most = _STEP
        self.blocks: list[LeftOutBlock] = []
        self.icon = IconLabel(theme, "mdi6.forum-outline", Tone.MUTED, 18)
        self.name = Label(theme, "", Type.SMALL_STRONG, Tone.MUTED, max_lines=0)
        self.title = Label(theme, "", Type.TITLE, max_lines=0)
        self.question = Label(theme, "", Type.BODY, Tone.MUTED, max_lines=0)
        self.more = QuietButton(theme, "", "mdi6.chevron-down", flat=True)
        self.more.clicked.connect(self._show_more)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(SPACE)
        self._blocks = QVBoxLayout()
        self._blocks.setSpacing(0)
        head = QHBoxLayout()
        head.setSpacing(2 * SPACE)
        head.addWidget(self.icon)
        head.addWidget(self.name, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(5 * SPACE, 4 * SPACE, 5 * SPACE, 4 * SPACE)
        column.setSpacing(2 * SPACE)
        column.addLayout(head)
        column.addWidget(self.title)
        column.addWidget(self.question)
        column.addLayout(self._lines)
        column.addLayout(self._blocks)
        column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)

    @property
    def lines(self) -> list[str]:
        return [line.words for line in self._shown.lines] if self._shown is not None else []

    def show_topic(self, shown: TopicShown) -> None:
        if shown == self._shown:
            return
        if self._shown is None or (shown.name, shown.title) != (self._shown.name, self._shown.title):
            self._most = _STEP
        self._shown = shown
        self.set_edge(shown.tone if shown.tone is Tone.WARN else None)
        self.icon.set(shown.icon, shown.tone)
        self.name.set(shown.name, shown.tone)
        self.title.set(shown.title)
        self.question.set(shown.question)
        self.question.setVisible(bool(shown.question))
        _empty(self._lines)
        for line in shown.lines:
            self._lines.addWidget(self._line(line))
        self._fill(shown.rows)

    def _line(self, line: LeftOutLine) -> QWidget:
        widget = QWidget()
        across = QHBoxLayout(widget)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(2 * SPACE)
        across.addWidget(IconLabel(self._theme, line.icon, line.tone, 18), 0, Qt.AlignmentFlag.AlignTop)
        across.addWidget(Label(self._theme, line.words, Type.BODY, line.tone, max_lines=0), 1)
        return widget

    def _fill(self, rows: tuple[LeftOutRow, ...]) -> None:
        _empty(self._blocks)
        self.blocks = []
        for row in rows[: self._most]:
            block = LeftOutBlock(self._theme, row)
            block.open.clicked.connect(lambda _=False, which=row.incident_id: self.opened.emit(which))
            self._blocks.addWidget(block)
            self.blocks.append(block)
        rest = len(rows) - len(self.blocks)
        self.more.setText(tr("Show {n} more").format(n=rest))
        self.more.updateGeometry()
        self.more.setVisible(rest > 0)

    def _show_more(self) -> None:
        if self._shown is not None:
            self._most = len(self._shown.rows)
            self._fill(self._shown.rows)


class TopicPage(QScrollArea):
    """Shows what it is told."""

    opened = Signal(object)
    """UUID of an incident."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.facts = _Facts(theme)
        self.note = NoteField(theme, tr("Notes"))
        self.action_card = ActionsCard(theme, tr("Actions of this topic"), tr("None yet."), ticket=True)
        self.facts.opened.connect(self.opened)
        self.action_card.opened.connect(self.opened)
        writing = Card(theme)
        inside = QVBoxLayout(writing)
        inside.setContentsMargins(5 * SPACE, 3 * SPACE, 5 * SPACE, 4 * SPACE)
        inside.addWidget(self.note)
        column = QWidget()
        column.setMaximumWidth(_WIDEST)
        cards = QVBoxLayout(column)
        cards.setContentsMargins(0, 0, 0, 0)
        cards.setSpacing(3 * SPACE)
        cards.addWidget(self.facts)
        cards.addWidget(writing)
        cards.addWidget(self.action_card)
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

    def to_top(self) -> None:
        """Another topic begins at its title."""
        self.verticalScrollBar().setValue(0)


def _empty(layout: QVBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
