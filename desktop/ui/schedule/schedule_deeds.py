"""What people change on the timeline: overrides, "take it from me", swaps, answers to offers; and undo."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID, uuid4

from PySide6.QtCore import QObject

from desktop import tasks
from desktop.core.errors import PairwatchError
from desktop.core.schedule import ExceptionKind, ShiftException
from desktop.core.seat import Seat
from desktop.core.shift_offer import Part, ShiftOffer
from desktop.ui.bridge import Bridge
from desktop.ui.present.schedule_form import (
    OverrideDraft,
    SwapDraft,
    TakeDraft,
    made_words,
    override_problem,
    people_choices,
    seats_now,
    shifts_of,
)
from desktop.ui.present.words import tr
from desktop.ui.schedule.form_parts import Form
from desktop.ui.schedule.lane_scene import Ghost
from desktop.ui.schedule.schedule_book import ScheduleBook
from desktop.ui.schedule.schedule_view import ScheduleView
from desktop.ui.timeline_loader import Start
from desktop.wire.schedule import OfferRequest, OverrideRequest

_REMEMBERED = 20


@dataclass(frozen=True, slots=True)
class _Done:
    """What was done, and how it is taken back."""

    words: str
    undo: Callable[[], Awaitable[object]]


class ScheduleDeeds(QObject):
    """Each asks the hub at once; nothing is kept for later."""

    def __init__(
        self, view: ScheduleView, bridge: Bridge, book: ScheduleBook, start: Start = tasks.start
    ) -> None:
        super().__init__(view)
        self._view, self._page = view, view.timeline
        self._bridge, self._book, self._start = bridge, book, start
        self._done: list[_Done] = []
        page = self._page
        page.lanes.wanted.connect(self.open_override)
        page.lanes.ghost_moved.connect(self._warn_ghost)
        page.lanes.stretched.connect(self._stretch)
        page.lanes.removed.connect(self._remove)
        page.override_wanted.connect(self._override_chosen)
        page.take_wanted.connect(self._open_take)
        page.swap_wanted.connect(self._open_swap)
        page.override.edited.connect(self._warn_override)
        page.override.submitted.connect(self._override)
        page.take.submitted.connect(self._take)
        page.swap.person_chosen.connect(self._show_theirs)
        page.swap.edited.connect(self._warn_swap)
        page.swap.submitted.connect(self._swap)
        page.offers.accepted.connect(self._accept)
        page.offers.declined.connect(self._decline)
        page.offers.withdrawn.connect(self._withdraw)
        view.undo_wanted.connect(self._undo)
        for form in (page.override, page.take, page.swap):
            form.left.connect(page.lanes.setFocus)

    # Overrides

    def open_override(self, seat: Seat, begin: datetime, end: datetime, responder: str = "") -> None:
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
        self._only(self._page.override)
        self._page.override.open(draft, people, viewer.zone)

    def _override_chosen(self) -> None:
        chosen = self._page.lanes.cursor_span
        if chosen is not None:
            self.open_override(*chosen)

    def _only(self, shown: Form) -> None:
        """One form at a time."""
        for form in (self._page.override, self._page.take, self._page.swap):
            if form is not shown:
                form.hide()

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
        self._did(words, lambda: desk.remove_override(made.exception.id))

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
        self._did(words, back)

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
        self._did(words, lambda: desk.override(_request(replace(draft, begin=max(draft.begin, now)))))

    def _may_change(self, known: ShiftException) -> bool:
        """What two agreed on is undone as an offer."""
        if known.kind is ExceptionKind.OVERRIDE:
            return True
        self._view.show_problem(
            tr("This was agreed between two people."),
            tr("Undo it above, under the offers, or put an override over it."),
        )
        return False

    # Take it from me, and swaps

    def _open_take(self) -> None:
        team, viewer, now = self._book.team, self._bridge.viewer, self._bridge.hub_now()
        mine = seats_now(team.schedule, viewer.me, now)
        if not mine:
            title = tr("You are not on duty now.")
            self._view.show_problem(title, tr("To give away a coming shift, offer a swap or override it."))
            return
        end = max(until for _seat, until in mine)
        people = people_choices(team, viewer, now, end, self._book.absences, without=[viewer.me or ""])
        self._only(self._page.take)
        self._page.take.open(mine, people, now)

    def _take(self, draft: TakeDraft) -> None:
        self._page.take.busy()
        self._start(self._offer_all(draft), "schedule: take it from me")

    async def _offer_all(self, draft: TakeDraft) -> None:
        form = self._page.take
        made: list[ShiftOffer] = []
        try:
            for seat in draft.seats:
                asked = OfferRequest(
                    seat=seat, to=draft.to, ends_at=draft.end, because=draft.because, id=uuid4()
                )
                made.append(await self._bridge.session.schedule.offer(asked))
        except PairwatchError as error:
            form.say_problem(str(error))
            self._book.reload()
            return
        self._offered(form, made, draft.to)

    def _open_swap(self) -> None:
        team, viewer, now = self._book.team, self._bridge.viewer, self._bridge.hub_now()
        if viewer.me is None:
            return
        mine = shifts_of(team.schedule, viewer.me, viewer, now)
        chosen = self._page.lanes.cursor_span
        number = 0
        if chosen is not None:
            at = chosen[1] + (chosen[2] - chosen[1]) / 2
            number = next((n for n, own in enumerate(mine) if own.begin <= at < own.end), 0)
        people = people_choices(team, viewer, now, now, (), without=[viewer.me])
        # Nobody can be asked for a shift that they do not have.
        people = tuple(p for p in people if shifts_of(team.schedule, p.id, viewer, now))
        self._only(self._page.swap)
        self._page.swap.open(mine, people, number)

    def _show_theirs(self, responder: str) -> None:
        schedule, now = self._book.team.schedule, self._bridge.hub_now()
        self._page.swap.show_theirs(shifts_of(schedule, responder, self._bridge.viewer, now))

    def _warn_swap(self) -> None:
        form, me, schedule = self._page.swap, self._bridge.viewer.me, self._book.team.schedule
        draft = form.draft
        if draft is None or me is None:
            form.warnings.say(())
            return
        now = self._bridge.hub_now()
        made = tuple(
            ShiftException(
                id=uuid4(), seat=own.seat, responder=who, starts_at=own.begin, ends_at=own.end, by=me, at=now
            )
            for own, who in ((draft.mine, draft.to), (draft.theirs, me))
        )
        after = replace(schedule, exceptions=(*schedule.exceptions, *made))
        told = [self._book.warned_about(after, e.starts_at, e.ends_at) for e in made]
        form.warnings.say(tuple(dict.fromkeys((*told[0], *told[1]))))

    def _swap(self, draft: SwapDraft) -> None:
        self._page.swap.busy()
        self._start(self._offer_swap(draft), "schedule: offer a swap")

    async def _offer_swap(self, draft: SwapDraft) -> None:
        form, theirs = self._page.swap, draft.theirs
        asked = OfferRequest(
            seat=draft.mine.seat,
            to=draft.to,
            starts_at=draft.mine.begin,
            ends_at=draft.mine.end,
            in_return=Part(seat=theirs.seat, starts_at=theirs.begin, ends_at=theirs.end),
            because=draft.because,
            id=uuid4(),
        )
        try:
            made = await self._bridge.session.schedule.offer(asked)
        except PairwatchError as error:
            form.say_problem(str(error))
            return
        self._offered(form, [made], draft.to)

    def _offered(self, form: Form, made: list[ShiftOffer], to: str | None) -> None:
        form.say_problem("")
        form.leave()
        desk = self._bridge.session.schedule
        name = self._book.team.roster.name(to) if to is not None else tr("everybody")

        async def back() -> None:
            for offer in made:
                await desk.withdraw(offer.id)

        self._did(tr("Offered to {name}.").format(name=name), back)

    # Answers

    def _accept(self, offer_id: UUID) -> None:
        desk = self._bridge.session.schedule
        words = tr("Accepted: it is yours.")
        self._start(self._answer(desk.accept(offer_id), words), "schedule: accept")

    def _decline(self, offer_id: UUID) -> None:
        desk = self._bridge.session.schedule
        self._start(self._answer(desk.decline(offer_id), tr("Declined.")), "schedule: decline")

    def _withdraw(self, offer_id: UUID) -> None:
        desk = self._bridge.session.schedule
        self._start(self._answer(desk.withdraw(offer_id), tr("Taken back.")), "schedule: withdraw")

    async def _answer(self, asked: Awaitable[ShiftOffer], words: str) -> None:
        try:
            await asked
        except PairwatchError as error:
            self._view.show_problem(error.sentence, error.remedy)
        else:
            self._view.show_problem("")
            self._page.show_chosen(words)
        self._book.reload()

    # Undo

    def _did(self, words: str, undo: Callable[[], Awaitable[object]]) -> None:
        self._view.show_problem("")
        self._done = [*self._done, _Done(words, undo)][-_REMEMBERED:]
        self._page.undo.say(words)
        self._book.reload()

    def _undo(self) -> None:
        if self._done:
            self._start(self._take_back(self._done.pop()), "schedule: undo")

    async def _take_back(self, done: _Done) -> None:
        self._page.undo.say(self._done[-1].words if self._done else "")
        try:
            await done.undo()
        except PairwatchError as error:
            self._view.show_problem(error.sentence, error.remedy)
        self._book.reload()


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
