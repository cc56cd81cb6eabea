"""The three questions after duty, and the offer to rest, in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from desktop.core.retro.asking import Occasion, Question
from desktop.core.retro.morale import Slept
from desktop.core.retro.recovery import DAY_HOURS, LATE_START, Recovery, RecoveryOffer
from desktop.core.team.responder import NIGHT_ENDS
from desktop.ui.present.schedule.days import told_day
from desktop.ui.present.times import Viewer
from desktop.ui.present.words import tr

HALF_A_DAY = DAY_HOURS / 2


@dataclass(frozen=True, slots=True)
class Titled:
    """A title, and a line below it."""

    title: str
    line: str


@dataclass(frozen=True, slots=True)
class RestRow:
    """Rest that the viewer noted."""

    id: UUID
    words: str
    hours: float


def mood_names() -> tuple[str, ...]:
    """From 1 to 5."""
    return (tr("awful"), tr("hard"), tr("so-so"), tr("good"), tr("very good"))


def slept_name(slept: Slept) -> str:
    """ "well"."""
    return {Slept.WELL: tr("well"), Slept.BADLY: tr("badly"), Slept.HARDLY: tr("hardly")}[slept]


def question_words(question: Question, viewer: Viewer, now: datetime) -> Titled:
    """What is asked about."""
    at = viewer.moment(question.at, now)
    if question.occasion is Occasion.SHIFT:
        return Titled(
            tr("How was your shift?"), tr("It ended at {time}. Three short questions.").format(time=at)
        )
    return Titled(
        tr("How was the night?"), tr("You were paged at {time}. Three short questions.").format(time=at)
    )


def offer_words(offer: RecoveryOffer, viewer: Viewer, now: datetime) -> Titled:
    """ "You were woken at 03:12. Start later today?" """
    local = offer.woken_at.astimezone(viewer.zone)
    woken = tr("You were woken at {time}.") if local.time() < NIGHT_ENDS else tr("You were paged at {time}.")
    day = told_day(offer.day, now.astimezone(viewer.zone).date())
    return Titled(
        f"{woken.format(time=viewer.hour(offer.woken_at))} "
        + tr("Start later {day}, or stay at home?").format(day=day),
        tr(
            "It is noted for you, and counted for the team: how much rest its nights cost. You may change it"
            " in the retro."
        ),
    )


def noted_words(noted: Recovery, today: date) -> Titled:
    """ "Noted: half a day of rest, today." """
    rest, day = rest_words(noted.hours), told_day(noted.day, today)
    return Titled(
        tr("Noted: {rest} of rest, {day}.").format(rest=rest, day=day),
        tr("Tell whom you work with. In the retro you may change it."),
    )


def rest_choices() -> tuple[tuple[float, str], ...]:
    """Hours, and what they are called."""
    return (
        (LATE_START, tr("Late start, {n} h").format(n=f"{LATE_START:g}")),
        (HALF_A_DAY, tr("Half a day")),
        (DAY_HOURS, tr("A day")),
    )


def anonymity_words(*, anonymous: bool) -> str:
    """What becomes of an answer; beside the switch."""
    if not anonymous:
        return tr(
            "Your name stands beside what would have helped. How it was and how you slept are only ever"
            " shown for all together."
        )
    return tr(
        "Kept without your name, a time or an order, and shown from three answers on, once the week's"
        " questions are over. Your own words may tell who you are; in a week with few people, so may the"
        " rest. It cannot be changed afterwards."
    )


def rest_words(hours: float) -> str:
    """ "a day", "half a day", "3 h"."""
    named = {DAY_HOURS: tr("a day"), HALF_A_DAY: tr("half a day")}
    return named.get(hours, tr("{n} h").format(n=f"{hours:g}"))


def rest_rows(noted: Iterable[Recovery], today: date, first: date, last: date) -> tuple[RestRow, ...]:
    """Those on the days from `first` to `last`, by day."""
    return tuple(
        RestRow(
            one.id,
            tr("{rest} of rest, {day}").format(
                rest=_capital(rest_words(one.hours)), day=told_day(one.day, today)
            ),
            one.hours,
        )
        for one in noted
        if first <= one.day <= last
    )


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
