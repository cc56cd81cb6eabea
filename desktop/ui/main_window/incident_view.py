"""One incident: seats, what may be done, ladder and timeline; beside it the panel of a seat.

In a narrow place incident and panels are tabs of one column.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.core.team.seat import Seat
from desktop.ui.main_window.action_row import ActionRow
from desktop.ui.main_window.broken_card import BrokenCard
from desktop.ui.main_window.ladder_card import LadderCard
from desktop.ui.main_window.seat_cards import SeatCards
from desktop.ui.main_window.seat_panel import SEATS, SeatPanel
from desktop.ui.panels.offer.offer_bar import OfferBar
from desktop.ui.present.incident.actions import Action
from desktop.ui.present.incident.broken import BrokenView
from desktop.ui.present.incident.ladder import LadderView
from desktop.ui.present.incident.wakes import ForecastView
from desktop.ui.present.people import SEAT_ICON, SEAT_TONE, seat_name
from desktop.ui.present.rows import SeatView
from desktop.ui.present.words import tr
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone, Type
from desktop.ui.timeline.timeline_card import TimelineCard
from desktop.ui.urgency.urgency_bar import UrgencyBar
from desktop.ui.widgets.button import QuietButton
from desktop.ui.widgets.label import Label
from desktop.ui.widgets.question_bar import QuestionBar
from desktop.ui.widgets.seat_card import SeatCard
from desktop.ui.widgets.tabs import Tab, Tabs

_NARROW = 820
"""Below this width, times the text scale, incident and panels are tabs of one column."""
_PANEL = (350, 460)
"""The panel's width is two fifths of the whole within these, times the text scale."""
_SEAT_KEY = {Seat.MANAGER: "M", Seat.ENGINEER: "E"}


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
        self.urgency = UrgencyBar(theme)
        self._seats: list[SeatCard] = []
        self._seat_row = QHBoxLayout()
        self._seat_row.setSpacing(3 * SPACE)
        self.action_row = ActionRow(theme)
        self.action_row.pressed.connect(self._press)
        self.question = QuestionBar(theme)
        self.question.said_yes.connect(self._yes)
        self.question.went_back.connect(self._back)
        self.offer = OfferBar(theme)
        self.ladder = LadderCard(theme)
        self.cards = SeatCards(theme)
        self.broken = BrokenCard(theme)
        self.timeline = TimelineCard(theme)
        self.panel = SeatPanel(theme)
        for seat in SEATS:
            self.panel.put(seat, self.cards.of(seat))
        self.tabs = Tabs(
            theme,
            tr("Incident and panels"),
            [
                Tab(label=tr("Incident"), icon="mdi6.pulse", key="I"),
                *(
                    Tab(
                        label=seat_name(seat),
                        icon=SEAT_ICON[seat],
                        key=_SEAT_KEY[seat],
                        tone=SEAT_TONE[seat],
                    )
                    for seat in SEATS
                ),
            ],
        )
        self.tabs.chosen.connect(self._choose_tab)
        self.panel.seat_shown.connect(lambda _seat: self._arrange())
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._reveal)
        self._narrow, self._at_panel = False, False
        self._lay_out()
        self._arrange()

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._title)
        words.addWidget(self._detail)
        title = QHBoxLayout()
        title.setSpacing(4 * SPACE)
        title.addLayout(words, 1)
        title.addWidget(self._resolve, 0, Qt.AlignmentFlag.AlignTop)
        self._head = _column(2 * SPACE)
        head = self._head.layout()
        assert isinstance(head, QVBoxLayout)
        head.addLayout(title)
        head.addWidget(self.urgency)
        head.addLayout(self._seat_row)
        head.addWidget(self.action_row)
        head.addWidget(self.question)
        head.addWidget(self.offer)
        inside = _column(2 * SPACE)
        body = inside.layout()
        assert isinstance(body, QVBoxLayout)
        body.addWidget(self.ladder)
        body.addWidget(self.broken)
        body.addWidget(self.timeline, 1)
        self._body = QScrollArea()
        self._body.setWidgetResizable(True)
        self._body.setFrameShape(QFrame.Shape.NoFrame)
        self._body.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._body.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._body.setWidget(inside)
        self._side = _column(2 * SPACE)
        side = self._side.layout()
        assert isinstance(side, QVBoxLayout)
        side.addWidget(self.tabs)
        side.addWidget(self.panel, 1)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(4 * SPACE, 4 * SPACE, 4 * SPACE, 3 * SPACE)
        self._grid.setHorizontalSpacing(4 * SPACE)
        self._grid.setVerticalSpacing(2 * SPACE)
        self._place()

    def _place(self) -> None:
        """Beside each other, or below each other."""
        for widget in (self._head, self._side, self._body):
            self._grid.removeWidget(widget)
        self._grid.addWidget(self._head, 0, 0)
        if self._narrow:
            self._grid.addWidget(self._side, 1, 0)
            self._grid.addWidget(self._body, 2, 0)
        else:
            self._grid.addWidget(self._body, 1, 0)
            self._grid.addWidget(self._side, 0, 1, 2, 1)

    def _arrange(self) -> None:
        at_incident = self._narrow and not self._at_panel
        self.panel.setVisible(not at_incident)
        self._body.setVisible(not self._narrow or at_incident)
        self.tabs.show_tab(0, shown=self._narrow)
        self.tabs.show_chosen(0 if at_incident else 1 + SEATS.index(self.panel.seat))
        self._grid.setRowStretch(1, 0 if at_incident else 1)
        self._grid.setRowStretch(2, 1 if at_incident else 0)

    def show_panel(self, seat: Seat) -> None:
        """The panel of this seat, in front."""
        self._at_panel = True
        self.panel.show_seat(seat)
        self._arrange()

    def suit(self, seat: Seat) -> None:
        """Another incident, or another seat of mine: this seat's panel comes to the front, and closing is led
        there."""
        self.panel.show_seat(seat)
        for one in SEATS:
            self.panel.put(one, self.cards.of(one, closing=seat))

    def show_story(self) -> None:
        """In a narrow place: ladder and timeline instead of a panel."""
        self._at_panel = False
        self._arrange()

    def _choose_tab(self, number: int) -> None:
        if number == 0:
            self.show_story()
        else:
            self.show_panel(SEATS[number - 1])

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
        scale, width = self._theme.text_scale, event.size().width()
        narrow = width < _NARROW * scale
        if narrow is not self._narrow:
            self._narrow = narrow
            self._place()
            self._arrange()
        if narrow:
            self._side.setMinimumWidth(0)
            self._side.setMaximumWidth(16_777_215)
        else:
            least, most = (round(limit * scale) for limit in _PANEL)
            self._side.setFixedWidth(min(max(round(0.4 * width), least), most))

    def show_incident(self, shown: IncidentShown) -> None:
        if self._shown is None or shown.key != self._shown.key:
            self.question.hide()
            self._asking = None
            self.ladder.fold()
            self.broken.forget()
            self.panel.to_top()
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

    def _reveal(self, _before: QWidget | None, line: QWidget | None) -> None:
        """A key may put the keyboard into a line that is scrolled out of sight."""
        if isinstance(line, QLineEdit) and self._body.isAncestorOf(line):
            self._body.ensureWidgetVisible(line, 0, 4 * SPACE)

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


def _column(spacing: int) -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(spacing)
    return made
