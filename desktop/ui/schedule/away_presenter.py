"""Absences said and taken back: one's own, an admin's of anybody; and the own calendar that is read."""

from __future__ import annotations

from collections.abc import Awaitable
from uuid import UUID, uuid4

from PySide6.QtCore import QObject

from desktop import tasks
from desktop.core.errors import PairwatchError
from desktop.core.team.responder import Role
from desktop.ui.bridge import Bridge
from desktop.ui.present.schedule.schedule_away import (
    AwayDraft,
    away_problem,
    away_rows,
    calendar_words,
    usual_away,
)
from desktop.ui.present.schedule.schedule_form import people_choices
from desktop.ui.schedule.schedule_book import ScheduleBook
from desktop.ui.schedule.timeline_page import TimelinePage
from desktop.ui.timeline_loader import Start
from desktop.wire.schedule import AbsenceCalendarState, AbsenceRequest


class AwayPresenter(QObject):
    """Each asks the hub at once; nothing is kept for later."""

    def __init__(
        self, page: TimelinePage, bridge: Bridge, book: ScheduleBook, start: Start = tasks.start
    ) -> None:
        super().__init__(page)
        self._page, self._form = page, page.away
        self._bridge, self._book, self._start = bridge, book, start
        self._calendar: AbsenceCalendarState | None = None
        form = self._form
        page.away_wanted.connect(self.open)
        form.person_chosen.connect(lambda _who: self.refresh())
        form.submitted.connect(self._add)
        form.removed.connect(self._remove)
        form.followed.connect(self._follow)
        form.unfollowed.connect(self._unfollow)

    def open(self) -> None:
        if not self._form.isHidden():
            self._form.leave()
            return
        team, viewer, now = self._book.team, self._bridge.viewer, self._bridge.hub_now()
        me = viewer.me
        known = team.roster.find(me)
        if me is None or known is None:
            return
        people = people_choices(team, viewer, now, now)
        if known.role is not Role.ADMIN:
            people = tuple(person for person in people if person.id == me)
        self._page.only(self._form)
        self._calendar = None
        self._form.open(usual_away(me, viewer, now), people, viewer)
        self.refresh()
        self._start(self._load(me), "schedule: my calendar")

    def refresh(self) -> None:
        """The absences of whom is chosen; the calendar only of oneself."""
        if self._form.isHidden():
            return
        viewer, now, whose = self._bridge.viewer, self._bridge.hub_now(), self._form.person.chosen
        self._form.show_rows(away_rows(self._book.absences, whose, viewer, now))
        known = self._calendar
        self._form.calendar.setVisible(known is not None and whose == viewer.me)
        if known is not None:
            self._form.show_calendar(calendar_words(known, viewer, now), known.is_set)

    # Asked of the hub

    async def _load(self, me: str) -> None:
        try:
            self._calendar = await self._bridge.session.schedule.calendar(me)
        except PairwatchError as error:
            self._form.say_problem(str(error))
            return
        self.refresh()

    def _add(self, draft: AwayDraft) -> None:
        problem = away_problem(draft)
        self._form.say_problem(problem)
        if problem:
            return
        asked = AbsenceRequest(
            responder=draft.responder,
            starts_at=draft.begin,
            ends_at=draft.end,
            kind=draft.kind.value,
            id=uuid4(),
        )
        self._form.busy()
        self._start(self._do(self._bridge.session.schedule.save_absence(asked)), "schedule: away")

    def _remove(self, absence_id: UUID) -> None:
        self._start(self._do(self._bridge.session.schedule.remove_absence(absence_id)), "schedule: not away")

    async def _do(self, deed: Awaitable[object]) -> None:
        try:
            await deed
        except PairwatchError as error:
            self._form.say_problem(str(error))
            return
        self._form.say_problem("")
        self._book.reload()

    def _follow(self, address: str) -> None:
        self._start(self._begin_to_read(address), "schedule: read my calendar")

    async def _begin_to_read(self, address: str) -> None:
        me = self._bridge.viewer.me
        if me is None:
            return
        try:
            self._calendar = await self._bridge.session.schedule.follow_calendar(me, address)
        except PairwatchError as error:
            self._form.say_problem(str(error))
            return
        self._form.address.clear()
        self._form.say_problem("")
        self.refresh()

    def _unfollow(self) -> None:
        self._start(self._stop_reading(), "schedule: read my calendar no longer")

    async def _stop_reading(self) -> None:
        me = self._bridge.viewer.me
        if me is None:
            return
        try:
            await self._bridge.session.schedule.unfollow_calendar(me)
        except PairwatchError as error:
            self._form.say_problem(str(error))
            return
        self._calendar = AbsenceCalendarState(responder=me, is_set=False)
        self._form.say_problem("")
        self._book.reload()
        self.refresh()
