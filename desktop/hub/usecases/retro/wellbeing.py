"""How duty was: who is asked what, answers, and rest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

from desktop.core.incident.page import Page
from desktop.core.retro.asking import LOOKED_BACK, Wellbeing, asked, is_busy
from desktop.core.retro.morale import EMPTY, MoraleAnswer, closed_at, morale_figures
from desktop.core.retro.recovery import Recovery, RecoveryHours, recovery_days, recovery_hours
from desktop.core.retro.retro_figures import RetroFigures
from desktop.core.retro.retro_week import Week, week_of
from desktop.core.team.team import Team
from desktop.hub.store import team as teams
from desktop.hub.store.incident import incidents, pages
from desktop.hub.store.retro import wellbeing
from desktop.hub.store.transaction import Transaction
from desktop.hub.usecases.errors import BadAnswer, BadPeriod, UnknownQuestion
from desktop.wire.wellbeing import AnswerRequest, RecoveryRequest

LONGEST_WISH = 500
LISTED = timedelta(days=60)
"""So far back somebody's own rest is listed, and may be changed."""
AHEAD = timedelta(days=14)
LONGEST = timedelta(days=1_200)
_DAY = timedelta(days=1)


def read_wellbeing(tx: Transaction, me: str) -> Wellbeing:
    """What `me` is asked and offered now: nothing while an incident of theirs is running."""
    found = _asked(tx, me)
    if is_busy(me, incidents.unresolved(tx)):
        found = Wellbeing()
    return replace(found, noted=_noted_by(tx, me))


def answer(tx: Transaction, said: AnswerRequest, me: str) -> Wellbeing:
    """Throw the answers on the heap of their week; answered twice they count once. What is given back says
    nothing of them. Raises BadAnswer, UnknownQuestion."""
    helped = " ".join(said.helped.split())
    if len(helped) > LONGEST_WISH:
        raise BadAnswer("The wish is too long.", f"Say it in at most {LONGEST_WISH} characters.")
    try:
        given = MoraleAnswer(mood=said.mood, slept=said.slept, helped=helped, anonymous=said.anonymous)
    except ValueError as error:
        raise BadAnswer(str(error), "Choose one of the five.") from error
    forget_who_answered(tx)
    settled = wellbeing.settled_of(tx, me)
    if settled.get(said.question):
        return read_wellbeing(tx, me)
    question = next(
        (one for one in _asked(tx, me, everything=True).questions if one.id == said.question), None
    )
    if question is None:
        raise UnknownQuestion("These questions are over.", "They are asked for a day and a half.")
    wellbeing.settle(tx, question.id, me, question.starts_on, answered=True)
    heap = wellbeing.heap(tx, question.starts_on) or EMPTY
    people = wellbeing.people_of(tx, question.starts_on)
    wellbeing.save_heap(tx, question.starts_on, heap.with_answer(given, me, people))
    return read_wellbeing(tx, me)


def decline(tx: Transaction, this: UUID, me: str) -> Wellbeing:
    """Not this time: it is not asked, or offered, again."""
    forget_who_answered(tx)
    found = _asked(tx, me)
    days = {one.id: one.starts_on for one in found.questions} | {one.id: one.day for one in found.offers}
    if this in days:
        wellbeing.settle(tx, this, me, _monday(days[this]), answered=False)
    return read_wellbeing(tx, me)


def note_recovery(tx: Transaction, this: UUID, said: RecoveryRequest, me: str) -> Wellbeing:
    """Note the rest that was offered with this id, or change what was noted. Raises BadAnswer,
    UnknownQuestion."""
    before = wellbeing.find_recovery(tx, this)
    offer = next((one for one in _asked(tx, me, everything=True).offers if one.id == this), None)
    if before is not None and before.responder != me:
        before = None
    if before is not None:
        usual = before.day
    elif offer is not None:
        usual = offer.day
    else:
        raise UnknownQuestion("There is nothing of the kind to note any more.", "Tell the team in the retro.")
    day = said.day or usual
    today = tx.now.date()
    if not today - LISTED <= day <= today + AHEAD:
        raise BadAnswer("That day is too far away.", "Choose one of the last weeks, or of the next two.")
    try:
        after = Recovery(id=this, responder=me, day=day, hours=said.hours)
    except ValueError as error:
        raise BadAnswer(str(error), "Say how many hours it was.") from error
    if after != before:
        wellbeing.settle(tx, this, me, _monday(usual), answered=False)
        wellbeing.save_recovery(tx, after)
    return read_wellbeing(tx, me)


def remove_recovery(tx: Transaction, this: UUID, me: str) -> Wellbeing:
    """As if it had not been noted: while its day lasts it is offered again."""
    known = wellbeing.find_recovery(tx, this)
    if known is not None and known.responder == me:
        wellbeing.unsettle(tx, this)
        wellbeing.remove_recovery(tx, this)
    return read_wellbeing(tx, me)


def hours_of_rest(tx: Transaction, first: date, last: date) -> RecoveryHours:
    """By person, for the table of fairness. Raises BadPeriod."""
    if not timedelta(0) <= last - first <= LONGEST:
        raise BadPeriod("The time ends before it begins, or is too long.", "Ask for three years at most.")
    return recovery_hours(wellbeing.noted_within(tx, first, last), first, last)


def with_wellbeing(tx: Transaction, figures: RetroFigures, week: Week) -> RetroFigures:
    """The figures of one week with how it was, as far as it may be shown."""
    noted = wellbeing.noted_within(tx, week.monday, week.last_day)
    return replace(
        figures,
        recovery_days=recovery_days(week, noted, wellbeing.first_day(tx)),
        morale=morale_figures(week, wellbeing.heap(tx, week.monday), tx.now),
    )


def forget_who_answered(tx: Transaction) -> int:
    """Of the weeks whose questions are over; gives how many rows."""
    team = teams.load(tx)
    week = week_of(tx.now, team.schedule.zone).moved(-1)
    over = week if closed_at(week) <= tx.now else week.moved(-1)
    return wellbeing.forget_settled(tx, over.monday)


def _asked(tx: Transaction, me: str, *, everything: bool = False) -> Wellbeing:
    """`everything`: what was settled, too."""
    team = teams.load(tx)
    settled = {} if everything else wellbeing.settled_of(tx, me)
    return asked(me, team, _pages(tx, me, team), settled, tx.now)


def _pages(tx: Transaction, me: str, team: Team) -> Sequence[Page]:
    if team.roster.find(me) is None:
        return ()
    return pages.sent_since(tx, me, tx.now - LOOKED_BACK)


def _noted_by(tx: Transaction, me: str) -> tuple[Recovery, ...]:
    today = tx.now.date()
    found = wellbeing.noted_within(tx, today - LISTED, today + AHEAD)
    return tuple(one for one in found if one.responder == me)


def _monday(day: date) -> date:
    return day - day.weekday() * _DAY
