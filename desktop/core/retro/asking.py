"""Whom the survey asks, and when: the pair after each shift, everybody after a night in which they were
paged; each once, never while something rings for them or a seat is theirs, and only for a while."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from uuid import UUID, uuid5

from desktop.core.incident.incident import Incident, Status
from desktop.core.incident.page import Page, PageReason
from desktop.core.retro.morale import closed_at
from desktop.core.retro.nights import night_of
from desktop.core.retro.recovery import Recovery, RecoveryOffer
from desktop.core.retro.retro_week import Week, week_of
from desktop.core.schedule.hand_over import on_duty_since
from desktop.core.schedule.schedule import Schedule
from desktop.core.team.team import Team
from desktop.core.zones import instant, zone

ASKED_FOR = timedelta(hours=36)
"""So long a question is offered: who slept through the day after still finds it."""
LEAST = timedelta(hours=2)
"""Who stood in for less is not asked about it."""
BREAK = timedelta(hours=6)
"""Who is back within the same turn after less was not off duty: their shift goes on."""
LOOKED_BACK = ASKED_FOR + timedelta(hours=24)
"""Pages of so long ago belong to nights that may still be asked about."""
_DAY = timedelta(days=1)
_TICK = timedelta(microseconds=1)
_NAMES = UUID("a3a1cf3e-6f1f-4d0b-9b57-5b9a6ce0a3f5")


class Occasion(StrEnum):
    """What the questions are about."""

    SHIFT = "shift"
    NIGHT = "night"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """The three questions, about a shift that ended `at`, or a night whose first page came `at`. `starts_on`:
    the Monday of the week that the answers count in."""

    id: UUID
    occasion: Occasion
    at: datetime
    until_at: datetime
    starts_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Wellbeing:
    """All that one responder is asked and offered now, the latest first, and what they noted lately, by day.
    Never anything of anybody else."""

    questions: tuple[Question, ...] = ()
    offers: tuple[RecoveryOffer, ...] = ()
    noted: tuple[Recovery, ...] = ()


def is_busy(responder: str, incidents: Iterable[Incident]) -> bool:
    """Whether an incident of theirs is running: they have a seat of it, or are being paged for it."""
    return any(
        one.status is not Status.RESOLVED and (one.held_by(responder) or one.open_pages_of(responder))
        for one in incidents
    )


def asked(
    responder: str, team: Team, pages: Sequence[Page], settled: Collection[UUID], now: datetime
) -> Wellbeing:
    """What they are asked, if they are not busy. `pages`: at least those of the last `LOOKED_BACK`;
    `settled`: the ids of what was answered or declined."""
    nights = _nights(responder, team, pages)
    questions = [
        *_after_shifts(responder, team.schedule, now),
        *(_after_night(responder, team, evening, at) for evening, at in nights.items()),
    ]
    offers = [_offer(responder, team, evening, at) for evening, at in nights.items()]
    return Wellbeing(
        questions=tuple(
            one
            for one in sorted(questions, key=lambda one: one.at, reverse=True)
            if one.at <= now < one.until_at and one.id not in settled
        ),
        offers=tuple(
            one
            for one in sorted(offers, key=lambda one: one.woken_at, reverse=True)
            if one.woken_at <= now < one.until_at and one.id not in settled
        ),
    )


def _nights(responder: str, team: Team, pages: Sequence[Page]) -> dict[date, datetime]:
    """By the date of the evening, when the first page of the night came. A shadow is not asked for."""
    found: dict[date, datetime] = {}
    for page in pages:
        night = night_of(page, team)
        if page.responder != responder or page.reason is PageReason.SHADOW or night is None:
            continue
        found[night[1]] = min(page.attempted_at, found.get(night[1], page.attempted_at))
    return found


def _after_night(responder: str, team: Team, evening: date, at: datetime) -> Question:
    """It counts in the week of its evening, as nights do."""
    week = Week(monday=evening - evening.weekday() * _DAY, zone=team.schedule.zone)
    return _question(responder, Occasion.NIGHT, evening.isoformat(), at, week)


def _after_shifts(responder: str, schedule: Schedule, now: datetime) -> list[Question]:
    found = []
    for shift in schedule.shifts_between(now - ASKED_FOR, now):
        ended = shift.ends_at
        if ended > now or shift.seat_of(responder) is None or _goes_on(responder, schedule, ended):
            continue
        begun = on_duty_since(schedule, responder, ended - _TICK) or shift.starts_at
        if ended - begun >= LEAST:
            # One that ends on Monday morning was one of the week before.
            week = week_of(max(begun, ended - _DAY), schedule.zone)
            found.append(_question(responder, Occasion.SHIFT, ended.isoformat(), ended, week))
    return found


def _goes_on(responder: str, schedule: Schedule, ended: datetime) -> bool:
    """Whether they are on duty in the same turn again, at once or soon."""
    turn_ends = schedule.turn_ends_at(ended - _TICK)
    if turn_ends is not None and turn_ends <= ended:
        return False
    until = ended + BREAK if turn_ends is None else min(ended + BREAK, turn_ends)
    return any(shift.seat_of(responder) is not None for shift in schedule.shifts_between(ended, until))


def _question(responder: str, occasion: Occasion, which: str, at: datetime, week: Week) -> Question:
    return Question(
        id=uuid5(_NAMES, f"{responder}/{occasion}/{which}"),
        occasion=occasion,
        at=at,
        until_at=min(at + ASKED_FOR, closed_at(week)),
        starts_on=week.monday,
    )


def _offer(responder: str, team: Team, evening: date, at: datetime) -> RecoveryOffer:
    """For the day after the night, as long as it lasts where they live."""
    person = team.roster.find(responder)
    there = zone(person.zone if person is not None else team.schedule.zone)
    day = evening + _DAY
    return RecoveryOffer(
        id=uuid5(_NAMES, f"{responder}/recovery/{evening}"),
        woken_at=at,
        day=day,
        until_at=instant(day + _DAY, time(), there),
    )
