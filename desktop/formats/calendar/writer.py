"""Writes a calendar feed. Times are in UTC, which every calendar shows by its own clock: no VTIMEZONE can be
wrong, whatever rules its zone gets."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from desktop.formats.calendar.event import CalendarEvent

REFRESH = timedelta(hours=1)
"""How often calendars are asked to look again."""


def write_calendar(name: str, events: Iterable[CalendarEvent], stamp: datetime) -> bytes:
    """The feed as text/calendar. `stamp` is when what it says was true."""
    from icalendar import Calendar, Event

    calendar = Calendar()
    calendar.add("prodid", "-//Pairwatch//Schedule//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    for event in events:
        entry = Event()
        entry.add("uid", event.uid)
        entry.add("dtstamp", stamp.astimezone(UTC).replace(microsecond=0))
        entry.add("dtstart", event.starts_at.astimezone(UTC))
        entry.add("dtend", event.ends_at.astimezone(UTC))
        entry.add("summary", event.summary)
        if event.description:
            entry.add("description", event.description)
        # On call is no meeting: the person can still be invited.
        entry.add("transp", "TRANSPARENT")
        calendar.add_component(entry)
    written: bytes = calendar.to_ical()
    return written
