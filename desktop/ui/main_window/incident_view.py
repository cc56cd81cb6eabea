"""One incident: title, seats with their holders, what may be done, the ladder, the timeline."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.main_window.action_row import ActionRow
from desktop.ui.main_window.broken_card import BrokenCard
from desktop.ui.main_window.ladder_card import LadderCard
from desktop.ui.panels.question.question_card import QuestionCard
from desktop.ui.panels.telling.telling_card import TellingCard
from desktop.ui.panels.ticket.ticket_card import TicketCard
from desktop.ui.present.actions import Action
from desktop.ui.present.broken import BrokenView
from desktop.ui.present.ladder import LadderView
from desktop.ui.present.rows import SeatView
from desktop.ui.present.wakes import ForecastView
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone, Type
from desktop.ui.timeline.timeline_card import TimelineCard
from desktop.ui.widgets.button import QuietButton
from desktop.ui.widgets.label import Label
from desktop.ui.widgets.question_bar import QuestionBar
from desktop.ui.widgets.seat_card import SeatCard

_NARROW = 760


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentShown:
    """All that the view shows of one incident, in words."""

    key: str
    title: str
    detail: str
    seats: tuple[SeatView, SeatView]
    actions: tuple[Action, ...]
    resolve: Action | None
    ladder: LadderView | None
    forecast: ForecastView | None
    broken: BrokenView
    broken_opens: bool
    """Whether what broke is shown whole until the person chose."""


class IncidentView(QWidget):
    """`acted` carries an `Action` that was confirmed where it asks."""

    acted = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._shown: IncidentShown | None = None
        self._asking: Action | None = None
        self._title = Label(theme, "", Type.TITLE, max_lines=2)
        self._detail = Label(theme, "", Type.SMALL, Tone.MUTED, max_lines=2, clock=True)
        self._resolve = QuietButton(theme, "", "mdi6.flag-checkered")
        self._resolve.clicked.connect(self._press_resolve)
        self._seats: list[SeatCard] = []
        self._seat_row = QHBoxLayout()
        self._seat_row.setSpacing(3 * SPACE)
        self.action_row = ActionRow(theme)
        self.action_row.pressed.connect(self._press)
        self.question = QuestionBar(theme)
        self.question.said_yes.connect(self._yes)
        self.question.went_back.connect(self._back)
        self.ladder = LadderCard(theme)
        self.telling = TellingCard(theme)
        self.telling.hide()
        self.question_card = QuestionCard(theme)
        self.question_card.hide()
        self.ticket = TicketCard(theme)
        self.ticket.hide()
        self.broken = BrokenCard(theme)
        self.timeline = TimelineCard(theme)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._title)
        words.addWidget(self._detail)
        head = QHBoxLayout()
        head.setSpacing(4 * SPACE)
        head.addLayout(words, 1)
        head.addWidget(self._resolve, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(5 * SPACE, 4 * SPACE, 5 * SPACE, 4 * SPACE)
        column.setSpacing(2 * SPACE)
        column.addLayout(head)
        column.addLayout(self._seat_row)
        self._doing = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._doing.setSpacing(2 * SPACE)
        self._doing.addWidget(self.action_row, 1)
        self._doing.addWidget(self.ticket, 1)
        column.addLayout(self._doing)
        column.addWidget(self.question)
        column.addWidget(self.ladder)
        column.addWidget(self.broken)
        column.addWidget(self.telling)
        column.addWidget(self.question_card)
        column.addWidget(self.timeline, 1)

    @property
    def title(self) -> str:
        return self._title.text()

    @property
    def detail(self) -> str:
        return self._detail.text()

    @property
    def resolve_button(self) -> QuietButton:
        return self._resolve

    @property
    def seats(self) -> list[SeatCard]:
        return list(self._seats)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = event.size().width() < _NARROW * self._theme.text_scale
        self._doing.setDirection(
            QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        )

    def show_incident(self, shown: IncidentShown) -> None:
        if self._shown is None or shown.key != self._shown.key:
            self.question.hide()
            self._asking = None
            self.ladder.fold()
            self.broken.forget()
        self._shown = shown
        self._title.set(shown.title)
        self._detail.set(shown.detail)
        while len(self._seats) < len(shown.seats):
            card = SeatCard(self._theme, shown.seats[len(self._seats)])
            self._seats.append(card)
            self._seat_row.addWidget(card, 1)
        for card, seat in zip(self._seats, shown.seats, strict=True):
            card.show_view(seat)
        self.action_row.show_actions(shown.actions)
        if shown.resolve is not None:
            self._resolve.setText(shown.resolve.label)
        self._resolve.setVisible(shown.resolve is not None)
        if shown.ladder is not None:
            self.ladder.show_view(shown.ladder, shown.forecast)
        self.ladder.setVisible(shown.ladder is not None)
        self.broken.show_view(shown.broken, open_by_itself=shown.broken_opens)
        # What was asked about is not possible any more: the question goes.
        possible = (*shown.actions, shown.resolve)
        if self._asking is not None and self._asking.do not in {a.do for a in possible if a is not None}:
            self._asking = None
            self.question.hide()

    def _press_resolve(self) -> None:
        if self._shown is not None and self._shown.resolve is not None:
            self._press(self._shown.resolve)

    def _press(self, action: Action) -> None:
        if action.question:
            self._asking = action
            self.question.ask(action.question, action.yes)
        else:
            self.acted.emit(action)

    def _yes(self) -> None:
        action, self._asking = self._asking, None
        if action is not None:
            self.acted.emit(action)

    def _back(self) -> None:
        self._asking = None
        self._resolve.setFocus(Qt.FocusReason.OtherFocusReason)
