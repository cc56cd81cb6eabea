"""Overrides: written, dragged, drawn out, removed; with what they would be to blame for said before."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from uuid import uuid4

from PySide6.QtCore import QObject

from desktop import tasks
from desktop.core.errors import PairwatchError
from desktop.core.schedule.schedule import ExceptionKind, ShiftException
from desktop.core.team.seat import Seat
from desktop.ui.bridge import Bridge
from desktop.ui.present.schedule.schedule_form import (
    OverrideDraft,
    made_words,
    override_problem,
    people_choices,
)
from desktop.ui.present.words import tr
from desktop.ui.schedule.deeds_done import DeedsDone
from desktop.ui.schedule.lane_scene import Ghost
from desktop.ui.schedule.schedule_book import ScheduleBook
from desktop.ui.schedule.schedule_view import ScheduleView
from desktop.ui.timeline_loader import Start
from desktop.wire.schedule import OverrideRequest


class OverrideDeeds(QObject):
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
        self._view, self._page = view, view.timeline
        self._bridge, self._book, self._done, self._start = bridge, book, done, start
        page = self._page
        page.lanes.wanted.connect(self.open)
        page.lanes.ghost_moved.connect(self._warn_ghost)
        page.lanes.stretched.connect(self._stretch)
        page.lanes.removed.connect(self._remove)
        page.override_wanted.connect(self._override_chosen)
        page.override.edited.connect(self._warn_override)
        page.override.submitted.connect(self._override)

    def open(self, seat: Seat, begin: datetime, end: datetime, responder: str = "") -> None:
        """The form, filled with what was dragged or chosen."""
        now, viewer = self._bridge.hub_now(), self._bridge.viewer
        if not self._page.lanes.can_change:
            return
        begin = now.replace(second=0, microsecond=0) if begin < now < end else begin
        people = people_choices(self._book.team, viewer, begin, end, self._book.absences)
        if not responder:
            there = self._page.lanes.band_at(seat, begin)
            others = [p.id for p in people if there is None or p.id != there.responder]
            responder = others[0] if others else ""
        draft = OverrideDraft(seat=seat, responder=responder, begin=begin, end=end)
        self._page.only(self._page.override)
        self._page.override.open(draft, people, viewer.zone)

    def _override_chosen(self) -> None:
        chosen = self._page.lanes.cursor_span
        if chosen is not None:
            self.open(*chosen)

    def _as_exception(self, draft: OverrideDraft) -> ShiftException:
        return ShiftException(
            id=uuid4(),
            seat=draft.seat,
            responder=draft.responder,
            starts_at=draft.begin,
            ends_at=draft.end,
            by=self._bridge.viewer.me or "",
            at=self._bridge.hub_now(),
        )

    def _warn_override(self) -> None:
        form, now = self._page.override, self._bridge.hub_now()
        draft = form.draft
        people = people_choices(
            self._book.team, self._bridge.viewer, draft.begin, draft.end, self._book.absences
        )
        form.offer(people)
        problem = override_problem(draft, now)
        form.say_problem(problem)
        form.warnings.say(() if problem else self._book.warned_by(self._as_exception(draft)))

    def _warn_ghost(self, ghost: Ghost | None) -> None:
        if ghost is None:
            return
        draft = OverrideDraft(seat=ghost.seat, responder=ghost.responder, begin=ghost.begin, end=ghost.end)
        self._page.lanes.show_said(self._book.warned_by(self._as_exception(draft)))

    def _override(self, draft: OverrideDraft) -> None:
        form = self._page.override
        problem = override_problem(draft, self._bridge.hub_now())
        if problem:
            form.say_problem(problem)
            return
        form.busy()
        self._start(self._add_override(draft), "schedule: override")

    async def _add_override(self, draft: OverrideDraft) -> None:
        form, desk = self._page.override, self._bridge.session.schedule
        try:
            made = await desk.override(_request(draft))
        except PairwatchError as error:
            form.say_problem(str(error))
            return
        form.say_problem("")
        form.leave()
        words = made_words(draft, self._book.team, self._bridge.viewer, self._bridge.hub_now())
        self._done.add(words, lambda: desk.remove_override(made.exception.id))

    def _stretch(self, known: ShiftException, begin: datetime, end: datetime) -> None:
        if not self._may_change(known):
            return
        now = self._bridge.hub_now()
        draft = _draft(replace(known, starts_at=max(begin, min(now, known.starts_at)), ends_at=end))
        draft = replace(draft, begin=max(draft.begin, now) if known.starts_at <= now else draft.begin)
        problem = override_problem(draft, now)
        if problem:
            self._view.show_problem(problem)
        else:
            self._start(self._move(known, draft), "schedule: move an override")

    async def _move(self, known: ShiftException, draft: OverrideDraft) -> None:
        desk = self._bridge.session.schedule
        try:
            # First the new one: for no moment is it nobody's.
            made = await desk.override(_request(draft))
            await desk.remove_override(known.id)
        except PairwatchError as error:
            self._view.show_problem(error.sentence, error.remedy)
            return

        async def back() -> None:
            await desk.override(_request(_draft(known)))
            await desk.remove_override(made.exception.id)

        words = made_words(draft, self._book.team, self._bridge.viewer, self._bridge.hub_now())
        self._done.add(words, back)

    def _remove(self, known: ShiftException) -> None:
        if self._page.lanes.can_change and self._may_change(known):
            self._start(self._take_away(known), "schedule: remove an override")

    async def _take_away(self, known: ShiftException) -> None:
        desk = self._bridge.session.schedule
        try:
            await desk.remove_override(known.id)
        except PairwatchError as error:
            self._view.show_problem(error.sentence, error.remedy)
            return
        draft, now = _draft(known), self._bridge.hub_now()
        name = self._book.team.roster.name(known.responder)
        words = tr("The override of {name} is removed.").format(name=name)
        self._done.add(words, lambda: desk.override(_request(replace(draft, begin=max(draft.begin, now)))))

    def _may_change(self, known: ShiftException) -> bool:
        """What two agreed on is undone as an offer."""
        if known.kind is ExceptionKind.OVERRIDE:
            return True
        self._view.show_problem(
            tr("This was agreed between two people."),
            tr("Undo it above, under the offers, or put an override over it."),
        )
        return False


def _draft(known: ShiftException) -> OverrideDraft:
    return OverrideDraft(
        seat=known.seat,
        responder=known.responder,
        begin=known.starts_at,
        end=known.ends_at,
        because=known.because,
    )


def _request(draft: OverrideDraft) -> OverrideRequest:
    return OverrideRequest(
        seat=draft.seat,
        responder=draft.responder,
        starts_at=draft.begin,
        ends_at=draft.end,
        because=draft.because,
        id=uuid4(),
    )
