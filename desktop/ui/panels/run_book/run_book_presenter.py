"""Fills the run-books of the incident that is shown, and carries out what is marked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication

from desktop import tasks
from desktop.client.state import Connection
from desktop.core.errors import PairwatchError
from desktop.core.fixing.fixing_commands import BeginRunBook, EndRunBook, MarkStep
from desktop.core.fixing.run_book import RunBook
from desktop.core.fixing.variables import variables_of
from desktop.core.fixing.work import RunBookWork, StepState
from desktop.core.incident.commands import Command
from desktop.core.incident.incident import Incident, Status
from desktop.core.team.team import Team
from desktop.ui.bridge import Bridge
from desktop.ui.panels.run_book.amend_presenter import AmendPresenter
from desktop.ui.panels.run_book.find_presenter import FindPresenter
from desktop.ui.panels.run_book.run_book_card import RunBookCard
from desktop.ui.present.fixing.run_book_head import BookHead, book_head
from desktop.ui.present.fixing.run_book_pending import unsent_steps, with_pending
from desktop.ui.present.fixing.run_book_progress import works_shown
from desktop.ui.present.fixing.run_book_steps import copied, parts_of
from desktop.ui.present.times import Viewer
from desktop.ui.present.words import tr
from desktop.ui.theme.tokens import Tone
from desktop.ui.timeline_loader import Start


class RunBookCardPresenter(QObject):
    """`show` is called whenever the incident is drawn; cheap while nothing differs."""

    def __init__(self, card: RunBookCard, bridge: Bridge, start: Start = tasks.start) -> None:
        super().__init__(card)
        self._card, self._bridge, self._start = card, bridge, start
        self._incident: Incident | None = None
        self._team: Team | None = None
        self._viewer = bridge.viewer
        self._may_act = False
        self._book: RunBook | None = None
        self._opened: dict[UUID, str] = {}  # what is open in each incident; "" is the list
        self._drawn: object = None
        self._find = FindPresenter(card.finder, bridge, start)
        self._amend = AmendPresenter(card.book.form, bridge, start)
        self._amend.proposed.connect(self._proposed)
        page = card.book
        card.finder.opened.connect(self._open)
        page.back_wanted.connect(self._close)
        page.begin_wanted.connect(self._begin)
        page.ended.connect(self._end)
        page.again.connect(self._load)
        page.amend_wanted.connect(self._amend_now)
        page.form.left.connect(self._leave_amending)
        page.steps.marked.connect(self._mark)
        page.steps.copy_wanted.connect(self._copy)

    def show(self, incident: Incident, team: Team, viewer: Viewer, now: datetime) -> None:
        """The run-books of this incident."""
        pending = self._bridge.state.pending_for(incident.id)
        known, incident = incident, with_pending(incident, pending)
        before = self._incident
        self._incident, self._team, self._viewer = incident, team, viewer
        self._may_act = viewer.me is not None and team.roster.can_be_paged(viewer.me)
        if before is None or before.id != incident.id:
            self._suit(incident)
        self._card.setVisible(incident.status is not Status.RESOLVED or bool(incident.work))
        self._find.show(incident, team, viewer, now)
        lost = self._bridge.state.connection is not Connection.CONNECTED
        unsent = unsent_steps(pending, known) if lost else frozenset()
        drawn = (
            incident.work,
            incident.alerts,
            incident.labels,
            incident.status,
            unsent,
            self._book,
            self._may_act,
            viewer.days_between(incident.opened_at, now),
        )
        if drawn != self._drawn:
            self._drawn = drawn
            self._draw(incident, team, viewer, now, unsent)

    def _suit(self, incident: Incident) -> None:
        """Another incident: what was open there, or what somebody works through."""
        self._amend.forget()
        at_work = next((work for work in works_shown(incident) if work.ended_at is None), None)
        wanted = self._opened.get(incident.id, at_work.run_book_id if at_work is not None else "")
        self._opened[incident.id] = wanted
        self._book = None
        if not wanted:
            self._card.close_book()
            return
        self._open_page()

    # Opening

    @property
    def _wanted(self) -> str:
        return self._opened.get(self._incident.id, "") if self._incident is not None else ""

    def _open(self, run_book_id: str) -> None:
        if self._incident is None:
            return
        self._opened[self._incident.id] = run_book_id
        self._book = None
        self._open_page(keyboard=True)

    def _open_page(self, *, keyboard: bool = False) -> None:
        """`keyboard`: it goes along, to the step to do now as soon as that is there."""
        page = self._card.book
        page.steps.forget()
        page.say(tr("Opening …"))
        work = self._work()
        page.show_head(BookHead(title=work.title if work is not None else tr("Run-book")))
        self._card.open_book()
        if keyboard:
            page.back.setFocus(Qt.FocusReason.OtherFocusReason)
        self._load()

    def _close(self) -> None:
        if self._incident is not None:
            self._opened[self._incident.id] = ""
        self._book = None
        self._amend.forget()

    def _load(self) -> None:
        if self._wanted:
            self._start(self._fetch(self._wanted), "run-book")

    async def _fetch(self, run_book_id: str) -> None:
        try:
            book = await self._bridge.session.run_books.get(run_book_id)
        except PairwatchError as error:
            if run_book_id == self._wanted:
                self._card.book.say(str(error), Tone.ALARM, can_retry=True)
            return
        if run_book_id != self._wanted:
            return
        self._card.book.say("")
        had_keyboard = self._card.book.back.hasFocus()
        self._book = book
        self._again()
        if had_keyboard:
            self._card.book.steps.take_focus()

    # Drawing

    def _again(self) -> None:
        """What the incident is by now, also when nobody told."""
        if self._incident is not None and self._team is not None:
            incident = self._bridge.state.incidents.get(self._incident.id)
            if incident is not None:
                self.show(incident, self._team, self._viewer, self._bridge.hub_now())

    def _draw(
        self, incident: Incident, team: Team, viewer: Viewer, now: datetime, unsent: frozenset[str]
    ) -> None:
        book = self._book
        if book is None:
            return
        work, page, values = self._work(), self._card.book, variables_of(incident)
        running = incident.status is not Status.RESOLVED
        may_mark = self._may_act and running and (work is None or work.ended_at is None)
        page.show_head(book_head(book, work, team, viewer, now, may_act=self._may_act, running=running))
        page.steps.show_parts(
            parts_of(book, work, values, team, viewer, now, unsent), values, can_mark=may_mark
        )
        if not book.steps and not book.body.strip():
            page.say(tr("There is nothing in it yet. It can be written under Run-books."))

    def _work(self) -> RunBookWork | None:
        if self._incident is None:
            return None
        return next((work for work in self._incident.work if work.run_book_id == self._wanted), None)

    # What is pressed

    def _begin(self) -> None:
        if self._book is not None:
            self._do(_begin(self._book))
            self._card.book.steps.take_focus()

    def _mark(self, step_id: str, state: StepState | None, words: str) -> None:
        book, work = self._book, self._work()
        step = book.step(step_id) if book is not None else None
        if book is None or step is None:
            return
        if work is None:
            self._do(_begin(book))
        self._do(
            partial(
                MarkStep, run_book_id=book.id, step_id=step.id, title=step.title, state=state, words=words
            )
        )

    def _end(self, helped: bool) -> None:
        if self._book is not None:
            self._do(partial(EndRunBook, run_book_id=self._book.id, helped=helped))
            page = self._card.book
            to = page.amend if not page.amend.isHidden() else page.back
            to.setFocus(Qt.FocusReason.OtherFocusReason)

    def _copy(self, step_id: str) -> None:
        row = self._card.book.steps.row(step_id)
        if row is not None and self._incident is not None and row.view.code:
            found = copied(row.view.code, variables_of(self._incident))
            QGuiApplication.clipboard().setText(found.text)
            self._card.book.say(found.said, found.tone)

    def _amend_now(self) -> None:
        work = self._work()
        if self._book is not None and work is not None and self._incident is not None:
            self._amend.open(self._book, work, self._incident, self._viewer)
            self._card.book.amend.hide()

    def _leave_amending(self) -> None:
        self._amend.forget()
        self._card.book.amend.show()
        self._card.book.amend.setFocus(Qt.FocusReason.OtherFocusReason)

    def _proposed(self, title: str) -> None:
        self._card.book.say(tr("Proposed for “{title}”. Anyone can accept it.").format(title=title), Tone.OK)
        self._card.book.back.setFocus(Qt.FocusReason.OtherFocusReason)

    def _do(self, make: Callable[..., Command]) -> None:
        if self._incident is None:
            return
        try:
            self._bridge.session.do(self._incident.id, make)
        except PairwatchError as error:
            self._bridge.refused.emit(str(error))
            return
        self._again()


def _begin(book: RunBook) -> Callable[..., Command]:
    return partial(BeginRunBook, run_book_id=book.id, title=book.title, version=book.version)
