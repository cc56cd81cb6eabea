"""A schedule that was exported as a calendar: an event for each time on call, the person in its title."""

from __future__ import annotations

import re

from desktop.formats.calendar.reader import CalendarRead
from desktop.formats.schedules.fields import entries
from desktop.formats.schedules.imported import ImportedSchedule

_AROUND = re.compile(
    r"^(?:\[[^\]]*\]\s*)?(?:on[- ]call\s*[-–:]\s*)?|\s*\((?:on[- ]call|oncall)\)\s*$", re.IGNORECASE
)


def from_calendar(read: CalendarRead, zone: str) -> ImportedSchedule:
    """The events as times on call. Titles are taken as names, without what tools write around them:
    “On Call - Ana Okafor - Payments” in a calendar called Payments is Ana Okafor."""
    problems = []
    if read.skipped:
        problems.append(f"{read.skipped} entries of the calendar could not be understood.")
    found = ((_name(event.summary, read.name), event.starts_at, event.ends_at) for event in read.events)
    return ImportedSchedule(
        tool="iCal", name=read.name, zone=zone, entries=entries(found), problems=tuple(problems)
    )


def _name(title: str, calendar: str) -> str:
    name = _AROUND.sub("", title.strip())
    for end in (calendar, calendar.removeprefix("On Call Schedule for ").strip()):
        if end:
            name = re.sub(rf"\s*[-–:|]\s*{re.escape(end)}\s*$", "", name)
    return name.strip()
