"""What people agree on: "take it from me", swaps, and answers to offers."""

from __future__ import annotations

from collections.abc import Awaitable
from dataclasses import replace
from uuid import UUID, uuid4

from PySide6.QtCore import QObject

from desktop import tasks
from desktop.core.errors import PairwatchError
from desktop.core.schedule.schedule import ShiftException
from desktop.core.schedule.shift_offer import Part, ShiftOffer
from desktop.ui.bridge import Bridge
from desktop.ui.present.schedule.schedule_form import (
    SwapDraft,
    TakeDraft,
    people_choices,
    seats_now,
    shifts_of,
)
from desktop.ui.present.words import tr
from desktop.ui.schedule.deeds_done import DeedsDone
from desktop.ui.schedule.form_parts import Form
from desktop.ui.schedule.schedule_book import ScheduleBook
from desktop.ui.schedule.schedule_view import ScheduleView
from desktop.ui.timeline_loader import Start
from desktop.wire.schedule import OfferRequest


class OfferDeeds(QObject):
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
        page.take_wanted.connect(self._open_take)
        page.swap_wanted.connect(self._open_swap)
        page.take.submitted.connect(self._take)
        page.swap.person_chosen.connect(self._show_theirs)
        page.swap.edited.connect(self._warn_swap)
        page.swap.submitted.connect(self._swap)
        page.offers.accepted.connect(self._accept)
        page.offers.declined.connect(self._decline)
        page.offers.withdrawn.connect(self._withdraw)

    def _open_take(self) -> None:
        team, viewer, now = self._book.team, self._bridge.viewer, self._bridge.hub_now()
        mine = seats_now(team.schedule, viewer.me, now)
        if not mine:
            title = tr("You are not on duty now.")
            self._view.show_problem(title, tr("To give away a coming shift, offer a swap or override it."))
            return
        end = max(until for _seat, until in mine)
        people = people_choices(team, viewer, now, end, self._book.absences, without=[viewer.me or ""])
        self._page.only(self._page.take)
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
        self._page.only(self._page.swap)
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

        self._done.add(tr("Offered to {name}.").format(name=name), back)

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
