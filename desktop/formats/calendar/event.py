"""One event of a calendar, once: repetitions are told one by one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarEvent:
    """`uid` names it, the same for ever. `is_busy`: the time is taken, and it was not called off."""

    uid: str
    summary: str
    starts_at: datetime
    ends_at: datetime
    description: str = ""
    all_day: bool = False
    is_busy: bool = True
    people: tuple[str, ...] = ()
    """Attendees and organiser, by name or mail address."""
