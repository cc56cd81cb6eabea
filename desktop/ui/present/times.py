"""Instants and durations as people read them. Everything is shown in one zone, the viewer's."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from desktop.core.team.team import Team
from desktop.core.zones import zone
from desktop.ui.present.words import tr

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_LONG_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def _clock(seconds: int) -> str:
    minutes, rest = divmod(max(0, seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def elapsed(since: datetime, now: datetime) -> str:
    """What has passed, as a running clock: "0:21", "1:02:09"."""
    return _clock(math.floor((now - since).total_seconds()))


def left(until: datetime, now: datetime) -> str:
    """What is left, as a running clock; it reads 0:00 only when nothing is left."""
    return _clock(math.ceil((until - now).total_seconds()))


def fraction_left(since: datetime, until: datetime, now: datetime) -> float:
    """The part of a wait that is left: 1 (all of it) to 0 (none)."""
    whole = (until - since).total_seconds()
    return min(max((until - now).total_seconds() / whole, 0.0), 1.0) if whole > 0 else 0.0


def span(duration: timedelta) -> str:
    """A duration in words as short as they stay clear: "0.4 s", "19 s", "4 min", "2 h", "3 days"."""
    seconds = max(0.0, duration.total_seconds())
    if seconds < 10:
        return tr("{n} s").format(n=f"{seconds:.1f}".removesuffix(".0"))
    if seconds < 90:
        return tr("{n} s").format(n=round(seconds))
    if seconds < 90 * 60:
        return tr("{n} min").format(n=round(seconds / 60))
    if seconds < 36 * 3600:
        return tr("{n} h").format(n=round(seconds / 3600))
    return tr("{n} days").format(n=round(seconds / 86400))


def ago(since: datetime, now: datetime) -> str:
    """ "just now", "12 s ago", "4 min ago"."""
    passed = now - since
    if passed < timedelta(seconds=2):
        return tr("just now")
    whole = timedelta(seconds=math.floor(passed.total_seconds()))
    return tr("{span} ago").format(span=span(whole))


@dataclass(frozen=True, slots=True)
class Viewer:
    """Whoever looks: their roster id, and the zone in which every time is told to them."""

    me: str | None
    zone: ZoneInfo

    @property
    def city(self) -> str:
        """The zone as a place: "Berlin"."""
        return self.zone.key.rsplit("/", 1)[-1].replace("_", " ")

    def hour(self, at: datetime) -> str:
        """ "03:47"."""
        return f"{at.astimezone(self.zone):%H:%M}"

    def second(self, at: datetime) -> str:
        """ "03:41:52"."""
        return f"{at.astimezone(self.zone):%H:%M:%S}"

    def days_between(self, at: datetime, now: datetime) -> int:
        """Calendar days from `at` to `now` in this zone; negative when `at` is later."""
        return (now.astimezone(self.zone).date() - at.astimezone(self.zone).date()).days

    def moment(self, at: datetime, now: datetime) -> str:
        """The hour, with the day where it is not today's: "03:47", "Mon 09:00", "12 Nov 23:10"."""
        days = self.days_between(at, now)
        if days == 0:
            return self.hour(at)
        local = at.astimezone(self.zone)
        if abs(days) < 7:
            return f"{tr(_DAYS[local.weekday()])} {self.hour(at)}"
        return f"{local.day} {tr(_MONTHS[local.month - 1])} {self.hour(at)}"

    def day(self, at: datetime, now: datetime) -> str:
        """A past day in a sentence: "today", "yesterday", "on Sunday", "on 12 Nov"."""
        days = self.days_between(at, now)
        if days <= 0:
            return tr("today")
        if days == 1:
            return tr("yesterday")
        local = at.astimezone(self.zone)
        if days < 7:
            return tr("on {day}").format(day=tr(_LONG_DAYS[local.weekday()]))
        return tr("on {day}").format(day=f"{local.day} {tr(_MONTHS[local.month - 1])}")

    def headline(self, now: datetime) -> str:
        """The time of now with its day and place: "03:42 · Tue 24 Nov · Berlin"."""
        local = now.astimezone(self.zone)
        day = f"{tr(_DAYS[local.weekday()])} {local.day} {tr(_MONTHS[local.month - 1])}"
        return f"{self.hour(now)} · {day} · {self.city}"


def viewer_of(team: Team | None, me: str | None, fallback: str = "UTC") -> Viewer:
    """The viewer's own zone as the roster knows it; `fallback` for somebody it does not know."""
    known = team.roster.find(me) if team else None
    return Viewer(me, zone(known.zone if known else fallback))
