"""Exceptions that people make: overrides and shadows. What is past is never altered.

Each change is one transaction: what is stored, the change that desktops hear of, and due times worked out
anew.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from desktop.core.schedule.schedule import ExceptionKind, Shadow, ShiftException
from desktop.core.schedule.schedule_warnings import ScheduleWarning, new_warnings, warnings_of
from desktop.core.team.team import Team
from desktop.hub.store import team as teams
from desktop.hub.store.schedule import absences, schedule
from desktop.hub.store.transaction import Transaction
from desktop.hub.usecases.errors import BadShift, UnknownResponder, UnknownShift
from desktop.hub.usecases.incident.due import plan_again
from desktop.hub.usecases.schedule.schedule import utc
from desktop.wire.schedule import OverrideMade, OverrideRequest, ShadowRequest

LATE = timedelta(minutes=5)
"""What was meant to begin a moment ago begins now: it took somebody so long to press."""
FARTHEST = timedelta(days=3 * 366)
LONGEST_REASON = 200
"""Characters."""


def add_override(tx: Transaction, asked: OverrideRequest, by: str, *, preview: bool = False) -> OverrideMade:
    """Let somebody have a seat for a time; with `preview` only say what that would be. Raises BadShift,
    BadPeriod, UnknownResponder."""
    known = schedule.find_exception(tx, asked.id) if asked.id is not None else None
    if known is not None:
        return OverrideMade(exception=known)
    team = teams.load(tx)
    _pageable(team, asked.responder)
    begin, end = _coming(tx, asked.starts_at, asked.ends_at)
    made = ShiftException(
        id=asked.id or uuid4(),
        seat=asked.seat,
        responder=asked.responder,
        starts_at=begin,
        ends_at=end,
        kind=ExceptionKind.OVERRIDE,
        by=by,
        because=reason(asked.because),
        at=tx.now,
    )
    answer = OverrideMade(exception=made, warnings=_warned(tx, team, made))
    if not preview:
        schedule.add_exceptions(tx, [made])
        schedule_changed(tx)
    return answer


def remove_override(tx: Transaction, exception_id: UUID, by: str) -> None:
    """As if it had not been made; one that has begun ends now. Raises UnknownShift, BadShift."""
    known = schedule.find_exception(tx, exception_id)
    if known is None:
        raise UnknownShift("There is no such override (any more).", "Look at the schedule.")
    if known.kind is not ExceptionKind.OVERRIDE:
        raise BadShift(
            "This was agreed between two people.", "Undo the swap, or offer the shift to somebody."
        )
    if known.ends_at <= tx.now:
        raise BadShift("It is over: what was is never altered.", "Add a note to the incident instead.")
    if known.starts_at < tx.now:
        schedule.end_exception(tx, known, tx.now)
    else:
        schedule.remove_exception(tx, exception_id, by)
    schedule_changed(tx)


def add_shadow(tx: Transaction, asked: ShadowRequest, by: str) -> Shadow:
    """Let somebody get everything for a time, and count for nothing. Raises as `add_override` does."""
    known = schedule.find_shadow(tx, asked.id) if asked.id is not None else None
    if known is not None:
        return known
    _pageable(teams.load(tx), asked.responder)
    begin, end = _coming(tx, asked.starts_at or tx.now, asked.ends_at)
    made = Shadow(
        id=asked.id or uuid4(),
        responder=asked.responder,
        starts_at=begin,
        ends_at=end,
        by=by,
        because=reason(asked.because),
        at=tx.now,
    )
    schedule.save_shadow(tx, made)
    schedule_changed(tx)
    return made


def remove_shadow(tx: Transaction, shadow_id: UUID) -> None:
    """As if they had not shadowed; who does already stops now. Raises UnknownShift, BadShift."""
    known = schedule.find_shadow(tx, shadow_id)
    if known is None:
        raise UnknownShift("There is no such shadow (any more).", "Look at the schedule.")
    if known.ends_at <= tx.now:
        raise BadShift("It is over: what was is never altered.", "There is nothing to do.")
    if known.starts_at < tx.now:
        schedule.save_shadow(tx, replace(known, ends_at=tx.now))
    else:
        schedule.remove_shadow(tx, shadow_id)
    schedule_changed(tx)


def schedule_changed(tx: Transaction) -> None:
    """Tell everybody, and work out anew who is paged when."""
    teams.touch(tx)
    plan_again(tx)


def reason(text: str) -> str:
    """The reason tidied. Raises BadShift."""
    text = " ".join(text.split())
    if len(text) > LONGEST_REASON:
        raise BadShift("The reason is too long.", f"Use at most {LONGEST_REASON} characters.")
    return text


def _coming(tx: Transaction, begin: datetime, end: datetime) -> tuple[datetime, datetime]:
    begin, end = utc(begin), utc(end)
    if end <= tx.now or begin < tx.now - LATE:
        raise BadShift("That time has begun or is over: what was is never altered.", "Begin now or later.")
    begin = max(begin, tx.now)
    if begin >= end:
        raise BadShift("It would end before it begins.", "Set a later end.")
    if end > tx.now + FARTHEST:
        raise BadShift("That is more than three years away.", "Set an earlier end.")
    return begin, end


def _pageable(team: Team, responder: str) -> None:
    if team.roster.find(responder) is None:
        raise UnknownResponder(f"“{responder}” is not on the roster.", "Use the id of a responder.")
    if not team.roster.can_be_paged(responder):
        raise BadShift(
            f"{team.roster.name(responder)} is an observer, who is never paged.", "Choose somebody else."
        )


def _warned(tx: Transaction, team: Team, made: ShiftException) -> tuple[ScheduleWarning, ...]:
    begin, end = made.starts_at, made.ends_at
    away = absences.between(tx, begin, end)
    after = replace(team.schedule, exceptions=(*team.schedule.exceptions, made))
    before = warnings_of(team, begin, end, away)
    return tuple(new_warnings(before, warnings_of(team, begin, end, away, after)))
