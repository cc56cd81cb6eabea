"""Reads calendars as others export them: each event of a time, repetitions one by one.

What cannot be understood is left out and counted; the rest is read.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from desktop.core.errors import PairwatchError
from desktop.core.zones import zone
from desktop.formats.calendar.event import CalendarEvent

LONGEST = 10_000_000
"""Bytes."""
MOST = 5_000
"""Events, repetitions counted; what comes after them is left out."""
_DAY = timedelta(days=1)


class NoCalendar(PairwatchError):
    """What was given is no calendar."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarRead:
    """The events of the time, in the order of their beginning; `skipped` is how many entries could not be
    understood."""

    events: tuple[CalendarEvent, ...] = ()
    skipped: int = 0
    name: str = ""


def read_calendar(content: bytes, begin: datetime, end: datetime, zone_name: str) -> CalendarRead:
    """The events that touch the time from `begin` until before `end`. `zone_name` is where times without a
    zone, and whole days, are meant. Raises NoCalendar."""
    from icalendar import Calendar

    if len(content) > LONGEST:
        raise NoCalendar("The calendar is larger than 10 MB.", "Use a calendar for absences only.")
    try:
        calendars = Calendar.from_ical(content, multiple=True)
    except (ValueError, KeyError, IndexError, TypeError, AttributeError) as error:
        raise NoCalendar(
            "This is no calendar (iCalendar).", "Copy the address that ends in .ics, or export the file anew."
        ) from error
    if not calendars or any(calendar.name != "VCALENDAR" for calendar in calendars):
        raise NoCalendar(
            "This is no calendar (iCalendar).", "Copy the address that ends in .ics, or export the file anew."
        )
    entries = [entry for calendar in calendars for entry in calendar.walk("VEVENT")]
    moved = {(_text(e, "UID"), _instant(e["RECURRENCE-ID"].dt, zone_name)) for e in _moved(entries)}
    found: list[CalendarEvent] = []
    skipped = 0
    for entry in entries:
        try:
            for event in _events(entry, begin, end, zone_name, moved):
                if len(found) < MOST:
                    found.append(event)
        except (ValueError, KeyError, TypeError, AttributeError, OverflowError):
            skipped += 1
    found.sort(key=lambda event: (event.starts_at, event.uid))
    return CalendarRead(events=tuple(found), skipped=skipped, name=_text(calendars[0], "X-WR-CALNAME"))


def _moved(entries: list[Any]) -> Iterator[Any]:
    for entry in entries:
        if hasattr(entry.get("RECURRENCE-ID"), "dt"):
            yield entry


def _events(
    entry: Any, begin: datetime, end: datetime, zone_name: str, moved: set[tuple[str, datetime]]
) -> Iterator[CalendarEvent]:
    start = entry["DTSTART"].dt
    all_day = not isinstance(start, datetime)
    length = _length(entry, start)
    uid = _text(entry, "UID")
    for occurrence in _occurrences(entry, start, begin - max(length, _DAY), end + _DAY):
        at = _instant(occurrence, zone_name)
        until = _instant(occurrence + length, zone_name) if all_day else at + length
        if until <= begin or at >= end or at >= until:
            continue
        repeated = occurrence != start or entry.get("RRULE") is not None
        if repeated and (uid, at) in moved:
            continue
        yield CalendarEvent(
            uid=f"{uid}/{at:%Y%m%dT%H%M%SZ}" if repeated or entry.get("RECURRENCE-ID") else uid,
            summary=_text(entry, "SUMMARY"),
            description=_text(entry, "DESCRIPTION"),
            starts_at=at,
            ends_at=until,
            all_day=all_day,
            is_busy=_is_busy(entry),
            people=_people(entry),
        )


def _length(entry: Any, start: date) -> timedelta:
    if entry.get("DTEND") is not None:
        stop = entry["DTEND"].dt
        if isinstance(stop, datetime) and isinstance(start, datetime):
            if (stop.tzinfo is None) != (start.tzinfo is None):
                raise ValueError("one of the times has a zone, the other has none")
            return _aware(stop) - _aware(start) if stop.tzinfo else stop - start
        length: timedelta = stop - start
        return length
    if entry.get("DURATION") is not None:
        duration: timedelta = entry["DURATION"].dt
        return duration
    return timedelta(0) if isinstance(start, datetime) else _DAY


def _occurrences(entry: Any, start: date, begin: datetime, end: datetime) -> Iterator[date]:
    rule = entry.get("RRULE")
    dates = [d.dt for d in _listed(entry, "RDATE")]
    left_out = {_key(d.dt) for d in _listed(entry, "EXDATE")}
    if rule is None:
        yield from (d for d in [start, *dates] if _key(d) not in left_out)
        return
    from dateutil.rrule import rrulestr  # type: ignore[import-untyped]

    whole_days = not isinstance(start, datetime)
    first = datetime.combine(start, time()) if not isinstance(start, datetime) else start
    # The clock's own time is counted on; its zone is put back afterwards, for each day anew.
    text = _without_zone(rule.to_ical().decode(), first)
    plain = first.replace(tzinfo=None)
    counted = 0
    for naive in rrulestr(text, dtstart=plain):
        counted += 1
        if counted > 20 * MOST or naive > end.replace(tzinfo=None) + 2 * _DAY:
            break
        if naive < begin.replace(tzinfo=None) - 2 * _DAY:
            continue
        occurrence: date = naive.date() if whole_days else naive.replace(tzinfo=first.tzinfo)
        if _key(occurrence) not in left_out:
            yield occurrence
    yield from (d for d in dates if _key(d) not in left_out)


def _without_zone(rule: str, first: datetime) -> str:
    """The rule with its UNTIL by the clock of the event: RFC 5545 gives it in UTC."""
    parts = []
    for part in rule.split(";"):
        name, _, value = part.partition("=")
        if name.upper() == "UNTIL" and value.endswith("Z") and first.tzinfo is not None:
            until = datetime.strptime(value, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
            value = f"{until.astimezone(first.tzinfo):%Y%m%dT%H%M%S}"
        parts.append(f"{name}={value.removesuffix('Z')}")
    return ";".join(parts)


def _listed(entry: Any, name: str) -> Iterator[Any]:
    value = entry.get(name)
    for each in value if isinstance(value, list) else [value] if value is not None else []:
        yield from each.dts


def _key(value: date) -> str:
    if isinstance(value, datetime):
        return (value.astimezone(UTC) if value.tzinfo else value).isoformat()
    return value.isoformat()


def _instant(value: date, zone_name: str) -> datetime:
    if not isinstance(value, datetime):
        value = datetime.combine(value, time())
    return (value if value.tzinfo else value.replace(tzinfo=zone(zone_name))).astimezone(UTC)


def _aware(value: datetime) -> datetime:
    return value.astimezone(UTC)


def _is_busy(entry: Any) -> bool:
    called_off = _text(entry, "STATUS").upper() == "CANCELLED"
    out = _text(entry, "X-MICROSOFT-CDO-BUSYSTATUS").upper()
    return (
        not called_off and out != "FREE" and (out == "OOF" or _text(entry, "TRANSP").upper() != "TRANSPARENT")
    )


def _people(entry: Any) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for name in ("ATTENDEE", "ORGANIZER"):
        value = entry.get(name)
        for each in value if isinstance(value, list) else [value] if value is not None else []:
            found[str(each.params.get("CN", "")) or str(each).lower().removeprefix("mailto:")] = None
    return tuple(found)


def _text(entry: Any, name: str) -> str:
    value = entry.get(name)
    return str(value[0] if isinstance(value, list) else value).strip() if value else ""
