"""The page log in sums: by week, by person, by service."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from desktop.core.incident.page import PageReason
from desktop.core.retro.nights import evening_of
from desktop.core.retro.page_row import PageRow, Reach


class Grouping(StrEnum):
    """By what pages are summed. A week begins on Monday, 00:00, by the schedule's clock."""

    WEEK = "week"
    PERSON = "person"
    SERVICE = "service"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sums:
    """What the pages of one group come to. `people` and `incidents` are counted once each; `nights` are
    different nights of different people in which a page found them asleep. Medians are in seconds, None when
    no page rang or was acknowledged. Pages of shadows are among `pages`, which are all rows, and in nothing
    else: a shadow gets everything and counts for nothing."""

    group: str
    pages: int
    acknowledged: int
    given_up: int
    incidents: int
    people: int
    off_hours: int
    asleep: int
    night: int
    nights: int
    to_ringing: float | None
    to_acknowledgement: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LogPage:
    """Some rows, the earliest first. `after` is where the next ones begin; empty: there are no more.
    `total` counts the pages of the whole time that was asked for, as the hub's store has them."""

    rows: tuple[PageRow, ...]
    after: str
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LogSums:
    """The log by week. `pages` is counted by the store itself, apart from the rows that the sums are made of:
    the two agree, or something is wrong."""

    weeks: tuple[Sums, ...]
    pages: int


def week_of(row: PageRow) -> date:
    """The Monday of the week in which the page was sent, by the schedule's clock."""
    day = row.schedule_time.date()
    return day - timedelta(days=day.weekday())


def group_of(row: PageRow, grouping: Grouping) -> str:
    """The group of a row: a Monday such as 2026-11-23, a name, or a service (empty: none)."""
    match grouping:
        case Grouping.WEEK:
            return week_of(row).isoformat()
        case Grouping.PERSON:
            return row.name
        case Grouping.SERVICE:
            return row.service


def sums(rows: Iterable[PageRow], grouping: Grouping = Grouping.WEEK) -> list[Sums]:
    """One for each group; weeks in their order, people and services with most pages first."""
    kept: dict[str, _Kept] = defaultdict(_Kept)
    for row in rows:
        kept[group_of(row, grouping)].add(row)
    made = sorted((one.sums(group) for group, one in kept.items()), key=lambda one: one.group)
    return made if grouping is Grouping.WEEK else sorted(made, key=lambda one: -one.pages)


def all_in_all(rows: Iterable[PageRow]) -> Sums:
    """The sums of all rows together, as the group ""."""
    kept = _Kept()
    for row in rows:
        kept.add(row)
    return kept.sums("")


class WeekSums:
    """The weekly sums of rows that come in pieces, too many to be held at once."""

    def __init__(self) -> None:
        self._kept: dict[str, _Kept] = defaultdict(_Kept)

    def add(self, rows: Iterable[PageRow]) -> None:
        """Some more rows."""
        for row in rows:
            self._kept[group_of(row, Grouping.WEEK)].add(row)

    def weeks(self) -> tuple[Sums, ...]:
        """What they come to, the earliest week first."""
        return tuple(self._kept[group].sums(group) for group in sorted(self._kept))


class _Kept:
    def __init__(self) -> None:
        self.pages = self.off_hours = self.asleep = self.night = self.acknowledged = self.given_up = 0
        self.incidents: set[UUID] = set()
        self.people: set[str] = set()
        self.nights: set[tuple[str, date]] = set()
        self.rang: list[float] = []
        self.answered: list[float] = []

    def add(self, row: PageRow) -> None:
        self.pages += 1
        if row.reason is PageReason.SHADOW:
            return
        self.off_hours += row.off_hours
        self.asleep += row.asleep
        self.night += row.night
        self.incidents.add(row.incident_id)
        self.people.add(row.responder)
        if row.asleep:
            self.nights.add((row.responder, evening_of(row.their_time)))
        reach = row.reach
        self.acknowledged += reach is Reach.ACKNOWLEDGED
        self.given_up += reach is Reach.GIVEN_UP
        if (rang := row.seconds_to_ringing) is not None:
            self.rang.append(rang)
        if (answered := row.seconds_to_acknowledgement) is not None:
            self.answered.append(answered)

    def sums(self, group: str) -> Sums:
        from statistics import median  # brings decimals and fractions: not for every start of the desktop

        return Sums(
            group=group,
            pages=self.pages,
            acknowledged=self.acknowledged,
            given_up=self.given_up,
            incidents=len(self.incidents),
            people=len(self.people),
            off_hours=self.off_hours,
            asleep=self.asleep,
            night=self.night,
            nights=len(self.nights),
            to_ringing=round(median(self.rang), 3) if self.rang else None,
            to_acknowledgement=round(median(self.answered), 3) if self.answered else None,
        )
