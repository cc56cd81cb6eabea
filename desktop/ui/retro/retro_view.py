"""The retro as one page of cards."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from desktop.ui.present.words import tr
from desktop.ui.retro.actions_card import ActionsCard
from desktop.ui.retro.left_out_card import LeftOutCard
from desktop.ui.retro.meeting.meeting_bar import MeetingBar
from desktop.ui.retro.meeting.meeting_view import MeetingView
from desktop.ui.retro.meeting.meetings_card import MeetingsCard
from desktop.ui.retro.morale_card import MoraleCard
from desktop.ui.retro.services_card import ServicesCard
from desktop.ui.retro.trends_card import TrendsCard
from desktop.ui.retro.uptime.uptime_card import UptimeCard
from desktop.ui.retro.week_card import WeekCard
from desktop.ui.retro.week_details import AgendaCard, NightsCard
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Type
from desktop.ui.urgency.proposals_card import ProposalsCard
from desktop.ui.widgets.banner import Banner
from desktop.ui.widgets.label import Label

_WIDEST = 1060


class RetroView(QWidget):
    """A card more is one line in `_lay_out`; each is filled by the presenter."""

    shown = Signal()
    """It came to the front: what it shows may be old."""
    opened = Signal(object)
    """UUID of an incident that is to be shown."""
    run_book_wanted = Signal(str)
    """The text of a run-book that is begun here and goes on in the library."""
    link_wanted = Signal(str)
    """The address of a ticket, to be opened in the browser."""
    retried = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.problem = Banner(theme)
        self.problem.acted.connect(self.retried)
        self.problem.hide()
        self.bar = MeetingBar(theme)
        self.meeting = MeetingView(theme)
        self.meetings = MeetingsCard(theme)
        self.meeting.topic.opened.connect(self.opened)
        self.meeting.decided.opened.connect(self.opened)
        for actions in (self.meeting.topic.action_card, self.meeting.decided.action_card):
            actions.link_wanted.connect(self.link_wanted)
        self.week = WeekCard(theme)
        self.agenda = AgendaCard(theme)
        self.proposals = ProposalsCard(theme)
        self.nights = NightsCard(theme)
        self.morale = MoraleCard(theme)
        self.uptime = UptimeCard(theme)
        self.services = ServicesCard(theme)
        self.action_card = ActionsCard(theme)
        self.left_out = LeftOutCard(theme)
        self.trends = TrendsCard(theme)
        for card in (self.agenda, self.proposals, self.action_card, self.left_out):
            card.opened.connect(self.opened)
        self.action_card.link_wanted.connect(self.link_wanted)
        self.week.trends_wanted.connect(lambda: self._bring(self.trends))
        self.trends.week_wanted.connect(lambda: self._bring(self.week))
        self.setFocusProxy(self.action_card.form.text)
        self._lay_out()

    def _lay_out(self) -> None:
        column = QWidget()
        column.setMaximumWidth(_WIDEST)
        cards = QVBoxLayout(column)
        cards.setContentsMargins(0, 0, 0, 0)
        cards.setSpacing(4 * SPACE)
        cards.addWidget(Label(self._theme, tr("Retro"), Type.TITLE))
        cards.addWidget(self.problem)
        for card in (
            self.bar,
            self.week,
            self.agenda,
            self.proposals,
            self.nights,
            self.morale,
            self.uptime,
            self.services,
            self.action_card,
            self.left_out,
            self.meetings,
            self.trends,
        ):
            cards.addWidget(card)
        cards.addStretch(1)
        inner = QWidget()
        across = QHBoxLayout(inner)
        across.setContentsMargins(6 * SPACE, 4 * SPACE, 6 * SPACE, 6 * SPACE)
        across.addWidget(column, 100)
        across.addStretch(1)
        scroll = self._scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inner)
        self._held: tuple[QWidget, int] | None = None
        scroll.verticalScrollBar().rangeChanged.connect(self._keep_held)
        scroll.verticalScrollBar().actionTriggered.connect(self._let_go)
        self.trends.choosing.connect(
            lambda: self._hold(self.trends, self.trends.mapTo(scroll.viewport(), QPoint()).y())
        )
        self.trends.reached.connect(self._let_go)
        self.trends.reached.connect(scroll.ensureWidgetVisible)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._pages = QStackedWidget()
        self._pages.addWidget(scroll)
        self._pages.addWidget(self.meeting)
        outer.addWidget(self._pages)

    def show_meeting(self, shown: bool) -> None:
        """The moderator's view in place of the week, or the week again."""
        self._pages.setCurrentWidget(self.meeting if shown else self._scroll)
        if shown:
            self.meeting.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.bar.act.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_details(self, known: bool) -> None:
        """Whether something is known of the chosen week beside its name."""
        for card in (self.agenda, self.nights, self.morale, self.services):
            card.setVisible(known)

    def _bring(self, card: QWidget) -> None:
        """To the top of the page, with the keyboard."""
        self._hold(card, 4 * SPACE)
        self._keep_held()
        card.setFocus(Qt.FocusReason.OtherFocusReason)

    def _hold(self, card: QWidget, at: int) -> None:
        """Keep it so far below the upper edge while the page grows and shrinks: figures come later, and go
        where another week is awaited. Until somebody scrolls."""
        self._held = card, at

    def _keep_held(self) -> None:
        page = self._scroll.widget()
        if self._held is not None and page is not None:
            card, at = self._held
            self._scroll.verticalScrollBar().setValue(card.mapTo(page, QPoint()).y() - at)

    def _let_go(self) -> None:
        self._held = None

    def show_problem(self, title: str, remedy: str = "") -> None:
        """What could not be loaded or kept; an empty title: nothing is wrong (any more)."""
        self.problem.setVisible(bool(title))
        if title:
            self.problem.say(title, remedy, tr("Try again"))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.shown.emit()
