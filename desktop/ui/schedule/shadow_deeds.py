"""Shadowing: begun and ended from the timeline."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid4

from PySide6.QtCore import QObject

from desktop import tasks
from desktop.core.errors import PairwatchError
from desktop.core.schedule.schedule import Shadow
from desktop.ui.bridge import Bridge
from desktop.ui.present.schedule.schedule_form import people_choices
from desktop.ui.present.schedule.schedule_shadows import (
    ShadowDraft,
    coming_shadows,
    shadow_problem,
    shadows_words,
)
from desktop.ui.present.words import tr
from desktop.ui.schedule.deeds_done import DeedsDone
from desktop.ui.schedule.schedule_book import ScheduleBook
from desktop.ui.schedule.schedule_view import ScheduleView
from desktop.ui.timeline_loader import Start
from desktop.wire.schedule import ShadowRequest

_USUAL = timedelta(days=7)


class ShadowDeeds(QObject):
    """Each asks the hub at once; nothing is kept for later."""

    def __init__(
        self,
        view: ScheduleView,
        bridge: Bridge,
        book: ScheduleBook,
        done: DeedsDone,
        start: Start = tasks.start,
    ) -> None:
        super().__init__(view)
        self._page, self._form = view.timeline, view.timeline.shadow
        self._bridge, self._book, self._done, self._start = bridge, book, done, start
        self._page.shadow_wanted.connect(self.open)
        self._form.submitted.connect(self._add)
        self._form.removed.connect(self._remove)

    def open(self) -> None:
        """The form, from now on for a week."""
        begin = self._bridge.hub_now().replace(second=0, microsecond=0)
        viewer = self._bridge.viewer
        people = people_choices(self._book.team, viewer, begin, begin + _USUAL, self._book.absences)
        shift = self._book.team.schedule.shift_at(begin)
        free = [p.id for p in people if shift is None or shift.seat_of(p.id) is None]
        draft = ShadowDraft(responder=free[0] if free else "", begin=begin, end=begin + _USUAL)
        self._page.only(self._form)
        self.refresh()
        self._form.open(draft, people, viewer.zone)

    def refresh(self) -> None:
        """Draw who shadows, as it is known now."""
        team, now = self._book.team, self._bridge.hub_now()
        self._form.show_rows(coming_shadows(team.schedule, team, self._bridge.viewer, now))

    def _add(self, draft: ShadowDraft) -> None:
        problem = shadow_problem(draft, self._bridge.hub_now())
        if problem:
            self._form.say_problem(problem)
            return
        self._form.busy()
        self._start(self._ask(draft), "schedule: shadow")

    async def _ask(self, draft: ShadowDraft) -> None:
        desk = self._bridge.session.schedule
        try:
            made = await desk.shadow(_request(draft))
        except PairwatchError as error:
            self._form.say_problem(str(error))
            return
        self._form.say_problem("")
        self._form.leave()
        self._done.add(f"{self._words(made)}.", lambda: desk.remove_shadow(made.id))

    def _remove(self, shadow_id: UUID) -> None:
        known = next((one for one in self._book.team.schedule.shadows if one.id == shadow_id), None)
        if known is not None:
            self._start(self._end(known), "schedule: end shadowing")

    async def _end(self, known: Shadow) -> None:
        desk = self._bridge.session.schedule
        try:
            await desk.remove_shadow(known.id)
        except PairwatchError as error:
            self._form.say_problem(str(error))
            return
        self._form.leave()
        begin = max(known.starts_at, self._bridge.hub_now())
        draft = ShadowDraft(responder=known.responder, begin=begin, end=known.ends_at, because=known.because)
        name = self._book.team.roster.name(known.responder)
        words = tr("The shadowing of {name} is ended.").format(name=name)
        self._done.add(words, lambda: desk.shadow(_request(draft)))

    def _words(self, made: Shadow) -> str:
        return shadows_words(made, self._book.team, self._bridge.viewer, self._bridge.hub_now())


def _request(draft: ShadowDraft) -> ShadowRequest:
    return ShadowRequest(
        responder=draft.responder,
        starts_at=draft.begin,
        ends_at=draft.end,
        because=draft.because,
        id=uuid4(),
    )
