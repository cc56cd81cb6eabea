"""Absences: said by hand, or read from a person's own calendar."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from urllib.parse import urlsplit
from uuid import UUID, uuid4, uuid5

from desktop.core.schedule.absence import Absence, AbsenceKind, AbsenceSource
from desktop.core.team.responder import Responder, Role
from desktop.formats.calendar.event import CalendarEvent
from desktop.formats.calendar.reader import CalendarRead
from desktop.hub.store import team as teams
from desktop.hub.store.incident import changes
from desktop.hub.store.schedule import absences
from desktop.hub.store.schedule.absences import AbsenceCalendar
from desktop.hub.store.transaction import Transaction
from desktop.hub.usecases.access.seal import Seal
from desktop.hub.usecases.errors import BadShift, NotAllowed, UnknownResponder, UnknownShift
from desktop.hub.usecases.schedule.schedule import period, utc
from desktop.wire.schedule import AbsenceCalendarState, AbsenceRequest

LONGEST = timedelta(days=732)
SHORTEST = timedelta(hours=8)
"""What is shorter in a calendar is a meeting, and nobody is away for that."""
AGAIN = timedelta(hours=6)
"""A calendar is read so often."""
AHEAD = timedelta(days=400)
"""So far ahead calendars are read."""
LONGEST_ADDRESS = 2_000


def save_absence(tx: Transaction, asked: AbsenceRequest, by: Responder) -> Absence:
    """Somebody is away: oneself, or as an admin anybody. With the id of a known one it is changed. Raises
    BadShift, BadPeriod, NotAllowed, UnknownResponder."""
    whose = asked.responder or by.id
    _may(by, whose)
    if teams.load(tx).roster.find(whose) is None:
        raise UnknownResponder(f"“{whose}” is not on the roster.", "Use the id of a responder.")
    known = absences.find(tx, asked.id) if asked.id is not None else None
    if known is not None:
        _own(known, by)
    begin, end = utc(asked.starts_at), utc(asked.ends_at)
    if not timedelta(0) < end - begin <= LONGEST:
        raise BadShift("An absence ends after it begins, within two years.", "Set another end.")
    if asked.kind not in list(AbsenceKind):
        raise BadShift(f"“{asked.kind}” is no kind of absence.", f"Use one of: {', '.join(AbsenceKind)}.")
    absence = Absence(
        id=asked.id or uuid4(),
        responder=whose,
        starts_at=begin,
        ends_at=end,
        kind=AbsenceKind(asked.kind),
    )
    if absence != known:
        absences.save(tx, absence)
    return absence


def remove_absence(tx: Transaction, absence_id: UUID, by: Responder) -> None:
    """They are not away after all. Raises UnknownShift, BadShift, NotAllowed."""
    known = absences.find(tx, absence_id)
    if known is None:
        raise UnknownShift("There is no such absence (any more).", "Look at the list of absences.")
    _own(known, by)
    absences.remove(tx, absence_id)


def list_absences(tx: Transaction, begin: datetime, end: datetime) -> list[Absence]:
    """All that touch the time, in order. Raises BadPeriod."""
    return absences.between(tx, *period(begin, end))


def set_calendar(
    tx: Transaction, seal: Seal, address: str, whose: str, by: Responder
) -> AbsenceCalendarState:
    """From now on the person's absences are read there. Raises BadShift, NotAllowed, UnknownResponder."""
    _may(by, whose)
    if teams.load(tx).roster.find(whose) is None:
        raise UnknownResponder(f"“{whose}” is not on the roster.", "Use the id of a responder.")
    calendar = AbsenceCalendar(responder=whose, sealed=seal.close(checked_address(address)))
    absences.save_calendar(tx, calendar)
    changes.append(tx, None, [])
    return state_of(calendar, whose)


def remove_calendar(tx: Transaction, whose: str, by: Responder) -> None:
    """Forget the address and what was read there. Raises UnknownShift, NotAllowed."""
    _may(by, whose)
    if absences.calendar_of(tx, whose) is None:
        raise UnknownShift("No calendar is followed.", "There is nothing to do.")
    absences.remove_calendar(tx, whose)
    if not absences.replace_of_calendar(tx, whose, ()):
        changes.append(tx, None, [])


def calendar_state(tx: Transaction, whose: str) -> AbsenceCalendarState:
    """Whether the person's calendar is followed, and how that goes."""
    return state_of(absences.calendar_of(tx, whose), whose)


def due_calendars(tx: Transaction) -> list[tuple[AbsenceCalendar, str]]:
    """The calendars to be read now, each with the zone of its person."""
    roster = teams.load(tx).roster
    found = (absences.calendar_of(tx, whose) for whose in absences.not_looked_at_since(tx, tx.now - AGAIN))
    zones = {person.id: person.zone for person in roster.responders}
    return [(one, zones[one.responder]) for one in found if one is not None and one.responder in zones]


def take_calendar(tx: Transaction, calendar: AbsenceCalendar, read: CalendarRead) -> bool:
    """What was read there are now the person's absences; whether that changed any."""
    if not _looked(tx, calendar, _skipped(read)):
        return False
    whose = calendar.responder
    return absences.replace_of_calendar(tx, whose, [_absence(whose, e) for e in read.events if _is_away(e)])


def calendar_failed(tx: Transaction, calendar: AbsenceCalendar, problem: str) -> None:
    """It could not be read. What is known from before stays."""
    _looked(tx, calendar, problem)


def checked_address(address: str) -> str:
    """The address as it is asked. Raises BadShift."""
    address = address.strip()
    if address.lower().startswith("webcal://"):
        address = f"https://{address[len('webcal://') :]}"
    try:
        parts = urlsplit(address)
        is_good = parts.scheme == "https" and bool(parts.hostname) and parts.port != 0
    except ValueError:
        is_good = False
    if not is_good or len(address) > LONGEST_ADDRESS or any(c.isspace() for c in address):
        raise BadShift(
            "This is no address of a calendar.",
            "Copy the secret address in iCal format: it starts with https:// or webcal://.",
        )
    return address


def state_of(calendar: AbsenceCalendar | None, whose: str) -> AbsenceCalendarState:
    """What others may know of it."""
    if calendar is None:
        return AbsenceCalendarState(responder=whose, is_set=False)
    return AbsenceCalendarState(
        responder=whose, is_set=True, looked_at=calendar.looked_at, problem=calendar.problem
    )


def _looked(tx: Transaction, calendar: AbsenceCalendar, problem: str) -> bool:
    known = absences.calendar_of(tx, calendar.responder)
    if known is None or known.sealed != calendar.sealed:
        return False  # another address since
    absences.save_calendar(tx, replace(known, looked_at=tx.now, problem=problem))
    if known.looked_at is None or known.problem != problem:
        changes.append(tx, None, [])
    return True


def _skipped(read: CalendarRead) -> str:
    return f"{read.skipped} entries could not be understood and were left out." if read.skipped else ""


def _is_away(event: CalendarEvent) -> bool:
    return event.is_busy and (event.all_day or event.ends_at - event.starts_at >= SHORTEST)


def _absence(whose: str, event: CalendarEvent) -> Absence:
    return Absence(
        id=uuid5(_CALENDARS, f"{whose}\n{event.uid}\n{event.starts_at.isoformat()}"),
        responder=whose,
        starts_at=event.starts_at,
        ends_at=event.ends_at,
        source=AbsenceSource.CALENDAR,
    )


_CALENDARS = UUID("5b0b6d0c-8f53-4b7e-9d43-0f6cf9f8c6b1")


def _may(by: Responder, whose: str) -> None:
    if by.id != whose and by.role is not Role.ADMIN:
        raise NotAllowed("Only an admin can say this of others.", "Ask them, or an admin of your team.")


def _own(absence: Absence, by: Responder) -> None:
    _may(by, absence.responder)
    if absence.source is AbsenceSource.CALENDAR:
        raise BadShift("This is known from their calendar.", "Change it there; it is read again in 6 hours.")
