"""The numbers of the retro over many weeks: one value for each figure and week.

A week in which nobody watched has no values, and a figure without a number has none in that week: both are
gaps, never zeros. Nothing is counted here: what a week comes to is said by `retro_figures` alone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from types import MappingProxyType
from typing import Final

from desktop.core.retro.retro_figures import RetroFigures, ServiceFigures
from desktop.core.retro.retro_week import Week
from desktop.core.retro.spread import Spread
from desktop.core.retro.uptime import DEFINITION, ServiceUptime, WeekUptime

WEEKS = 26
"""So many weeks are shown unless somebody asks for others."""
MOST = 60
"""More are not made at once."""

Value = Callable[[RetroFigures], float | None]


def _seconds(duration: timedelta | None) -> float | None:
    return None if duration is None else duration.total_seconds()


def _median(spread: Callable[[RetroFigures], Spread]) -> Value:
    return lambda figures: _seconds(spread(figures).median)


def _ninetieth(spread: Callable[[RetroFigures], Spread]) -> Value:
    return lambda figures: _seconds(spread(figures).ninetieth)


FIGURES: Final[Mapping[str, Value]] = MappingProxyType(
    {
        "pages": lambda f: f.pages,
        "incidents": lambda f: f.incidents,
        "manager_median": _median(lambda f: f.manager),
        "manager_ninetieth": _ninetieth(lambda f: f.manager),
        "engineer_median": _median(lambda f: f.engineer),
        "engineer_ninetieth": _ninetieth(lambda f: f.engineer),
        "resolved_median": _median(lambda f: f.resolved),
        "resolved_ninetieth": _ninetieth(lambda f: f.resolved),
        "climbs": lambda f: len(f.climbs),
        "woken": lambda f: f.woken,
        "nights": lambda f: f.nights_disturbed,
        "updates_on_time": lambda f: f.updates_on_time,
        "updates_late": lambda f: f.updates_late,
        "undecided": lambda f: len(f.undecided),
        "disputed": lambda f: len(f.disputed),
        "documented": lambda f: f.documented,
        "automated": lambda f: f.automated,
        "neither": lambda f: f.neither,
        "unsaid": lambda f: f.unsaid,
        "repeats": lambda f: len(f.repeats),
        # What was lost before that week is no matter of it: else the line could only rise.
        "hours_lost": lambda f: sum(repeat.lost_again.total_seconds() for repeat in f.repeats),
        "both_seats": lambda f: len(f.both_seats),
        "drawn_in_each": lambda f: f.drawn_in_each,
        "same_person": lambda f: _same_person(f.services),
        "without_run_book": lambda f: sum(service.without_run_book for service in f.services),
        "left_out": lambda f: f.left_out,
        "unproven": lambda f: f.unproven,
        "morale": lambda f: f.morale.mean if f.morale is not None else None,
        "recovery_days": lambda f: f.recovery_days,
    }
)
"""What is told of each week, by name; durations in seconds, shares from 0 to 1. A figure more is one line
here, and one in `ui/present/retro/trend_lines`, which draws it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceWeek:
    """One service in one week. In so many of its `incidents` (at least one) the person who was called in most
    often was, and in so many no run-book was worked through."""

    service: str
    incidents: int
    same_person: int = 0
    without_run_book: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendWeek:
    """What a week comes to, by the names of `FIGURES`; what has no number is left out. `watched`: whether
    anybody watched; else there is nothing to tell."""

    starts_on: date
    watched: bool = True
    values: Mapping[str, float] = field(default_factory=dict)
    services: tuple[ServiceWeek, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Trends:
    """Weeks in a row, the latest last; `uptime` has the same weeks of each service. `zone` says by whose
    clocks they are meant; `told_at` when the numbers were made. `pending`: so many of the earliest weeks are
    still being counted, and here as if nobody had watched; who asks again is told more."""

    zone: str
    told_at: datetime
    weeks: tuple[TrendWeek, ...] = ()
    uptime: tuple[ServiceUptime, ...] = ()
    pending: int = 0
    definition: str = DEFINITION

    @property
    def mondays(self) -> tuple[date, ...]:
        """Of its weeks."""
        return tuple(week.starts_on for week in self.weeks)

    @property
    def services(self) -> tuple[str, ...]:
        """Those that anything is known of, by name."""
        named = {one.service for week in self.weeks for one in week.services}
        return tuple(sorted(named | {one.service for one in self.uptime}))

    @property
    def is_empty(self) -> bool:
        """With less than two weeks that somebody watched there is nothing to compare."""
        return sum(week.watched for week in self.weeks) < 2

    def values(self, name: str) -> tuple[float | None, ...]:
        """One figure, week by week; None where it has no number."""
        return tuple(week.values.get(name) for week in self.weeks)

    def service_values(self, service: str, value: Callable[[ServiceWeek], float]) -> tuple[float | None, ...]:
        """Something of one service, week by week; None where it had no incident."""
        found = ({one.service: one for one in week.services}.get(service) for week in self.weeks)
        return tuple(None if one is None else value(one) for one in found)

    def uptime_values(
        self, service: str, value: Callable[[WeekUptime], object | None]
    ) -> tuple[float | None, ...]:
        """A number of the uptime of one service, week by week, as per cent; None where it has none."""
        weeks = next((one.weeks for one in self.uptime if one.service == service), ())
        found = {week.starts_on: value(week) for week in weeks}
        return tuple(
            None if (percent := found.get(monday)) is None else float(str(percent)) for monday in self.mondays
        )


def trend_week(figures: RetroFigures) -> TrendWeek:
    """What these figures say in the course of weeks."""
    known = ((name, value(figures)) for name, value in FIGURES.items())
    return TrendWeek(
        starts_on=figures.starts_on,
        values={name: float(value) for name, value in known if value is not None},
        services=tuple(_service(one) for one in figures.services if one.service),
    )


def trends(
    weeks: Sequence[Week],
    figures: Mapping[date, RetroFigures],
    uptime: Sequence[ServiceUptime],
    told_at: datetime,
    pending: int = 0,
) -> Trends:
    """Of these weeks in a row. `figures` by their Mondays: nobody watched in a week that has none, save for
    the `pending` ones."""
    return Trends(
        zone=weeks[0].zone,
        told_at=told_at,
        weeks=tuple(
            trend_week(figures[week.monday])
            if week.monday in figures
            else TrendWeek(starts_on=week.monday, watched=False)
            for week in weeks
        ),
        uptime=tuple(one.latest(len(weeks)) for one in uptime),
        pending=pending,
    )


def _service(one: ServiceFigures) -> ServiceWeek:
    return ServiceWeek(
        service=one.service,
        incidents=one.incidents,
        same_person=one.called[0].incidents if one.called else 0,
        without_run_book=one.without_run_book,
    )


def _same_person(services: Sequence[ServiceFigures]) -> float | None:
    """In which share of all incidents the person was called in who is called in most often for the service;
    None without incidents."""
    incidents = sum(one.incidents for one in services)
    called = sum(one.called[0].incidents for one in services if one.called)
    return called / incidents if incidents else None
