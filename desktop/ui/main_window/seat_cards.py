"""The cards of the seats' panels, from the top, and the presenters that fill them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from desktop.core.incident.incident import Incident
from desktop.core.team.seat import Seat
from desktop.core.team.team import Team
from desktop.ui.bridge import Bridge
from desktop.ui.panels.call_in.call_in_card import CallInCard
from desktop.ui.panels.call_in.call_in_presenter import CallInPresenter
from desktop.ui.panels.checks.checks_card import ChecksCard
from desktop.ui.panels.checks.checks_presenter import ChecksPresenter
from desktop.ui.panels.closing.closing_card import ClosingCard
from desktop.ui.panels.closing.closing_presenter import ClosingPresenter
from desktop.ui.panels.findings.findings_card import FindingsCard
from desktop.ui.panels.findings.findings_presenter import FindingsPresenter
from desktop.ui.panels.history.changed_card import ChangedCard
from desktop.ui.panels.history.history_presenter import HistoryPresenter
from desktop.ui.panels.history.seen_before_card import SeenBeforeCard
from desktop.ui.panels.link.link_card import LinkCard
from desktop.ui.panels.link.link_presenter import LinkPresenter
from desktop.ui.panels.links.links_card import LinksCard
from desktop.ui.panels.links.links_presenter import LinksPresenter
from desktop.ui.panels.notices.notices_card import NoticesCard
from desktop.ui.panels.notices.notices_presenter import NoticesPresenter
from desktop.ui.panels.question.question_card import QuestionCard
from desktop.ui.panels.question.question_presenter import QuestionPresenter
from desktop.ui.panels.run_book.progress_line import ProgressLine
from desktop.ui.panels.run_book.progress_presenter import ProgressPresenter
from desktop.ui.panels.run_book.run_book_card import RunBookCard
from desktop.ui.panels.run_book.run_book_presenter import RunBookCardPresenter
from desktop.ui.panels.telling.telling_card import TellingCard
from desktop.ui.panels.telling.telling_presenter import TellingPresenter
from desktop.ui.panels.ticket.ticket_card import TicketCard
from desktop.ui.panels.ticket.ticket_presenter import TicketPresenter
from desktop.ui.present.times import Viewer
from desktop.ui.theme.theme import Theme
from desktop.ui.timeline_loader import Start


class SeatCards:
    """What each seat needs. Closing is led where the person looks: see `of`."""

    def __init__(self, theme: Theme) -> None:
        self.closing = ClosingCard(theme)
        self.telling = TellingCard(theme)
        self.question = QuestionCard(theme)
        self.notices = NoticesCard(theme)
        self.ticket = TicketCard(theme)
        self.link = LinkCard(theme)
        self.progress = ProgressLine(theme)
        self.answer = QuestionCard(theme)
        self.run_book = RunBookCard(theme)
        self.checks = ChecksCard(theme)
        self.findings = FindingsCard(theme)
        self.links = LinksCard(theme)
        self.call_in = CallInCard(theme)
        self.seen_before = SeenBeforeCard(theme)
        self.changed = ChangedCard(theme)
        for card in (*self.of(Seat.MANAGER), *self.of(Seat.ENGINEER)):
            card.hide()

    def of(self, seat: Seat, *, closing: Seat = Seat.MANAGER) -> Sequence[QWidget]:
        """The cards of `seat`; that of closing is among those of the seat `closing`."""
        cards: list[QWidget] = [self.closing] if seat is closing else []
        if seat is Seat.MANAGER:
            return [*cards, self.telling, self.question, self.progress, self.notices, self.ticket, self.link]
        return [
            *(*cards, self.answer, self.run_book, self.checks, self.findings, self.call_in),
            *(self.seen_before, self.changed, self.links),
        ]


class _Presenter(Protocol):
    def show(self, incident: Incident, team: Team, viewer: Viewer, now: datetime) -> None: ...


class SeatPresenters(QObject):
    """One for each card."""

    def __init__(self, cards: SeatCards, bridge: Bridge, start: Start, parent: QObject) -> None:
        super().__init__(parent)
        self.telling = TellingPresenter(cards.telling, bridge)
        self.closing = ClosingPresenter(cards.closing, bridge, start)
        checks = ChecksPresenter(cards.checks, bridge, start, bridge.folder)
        cards.run_book.check_wanted.connect(checks.run_diagnostic)
        self.history = HistoryPresenter(cards.seen_before, cards.changed, bridge, start)
        self._all: tuple[_Presenter, ...] = (
            self.closing,
            self.telling,
            QuestionPresenter(cards.question, bridge, Seat.MANAGER),
            NoticesPresenter(cards.notices, bridge, start),
            TicketPresenter(cards.ticket, bridge),
            LinkPresenter(cards.link, bridge, start),
            QuestionPresenter(cards.answer, bridge, Seat.ENGINEER),
            ProgressPresenter(cards.progress, bridge, start),
            RunBookCardPresenter(cards.run_book, bridge, start),
            checks,
            FindingsPresenter(cards.findings, bridge),
            LinksPresenter(cards.links, bridge, start),
            CallInPresenter(cards.call_in, bridge),
            self.history,
        )

    def show(self, incident: Incident, team: Team, viewer: Viewer, now: datetime) -> None:
        """All that they have to say of this incident."""
        for presenter in self._all:
            presenter.show(incident, team, viewer, now)
