"""Uptime of services by week, to two decimals as teams report it, and as average of four weeks.

weeks            99.00   99.60   99.80   100.00   99.40   99.80
average of four      (99.00)  (99.30)  (99.47)  99.60   99.70   99.75
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

from desktop.core.retro.impact import ALL, Impact, RanIncident, impact_of, lost
from desktop.core.retro.retro_week import Week
from desktop.core.retro.uptime_number import Source, UptimeNumber, counting

__all__ = [
    "DEFINITION",
    "ROLLING",
    "Impact",
    "RanIncident",
    "ServiceUptime",
    "WeekUptime",
    "impact_of",
    "percent_up",
    "rolling",
    "rounded",
    "uptimes",
]

ROLLING = 4
"""Weeks of the average."""
DEFINITION = (
    "Uptime is the share of a week in which the service did what it should. Of each week one number"
    " counts: the one that somebody wrote by hand, else the one that was imported, else the one that"
    " Prometheus measured, else the one that incidents give. Those give the share of the week in which no"
    " incident of the service ran that could not wait, from its opening to its end, or as somebody"
    " corrected its impact: where only a part of the service failed, that part of the time is lost; false"
    " alarms do not count. A week in which nobody watched, or whose measurement failed, has no number and"
    " is not 100 %; a week that is not over counts up to now. The mean of four is that of the week and the"
    " three before it, of those that have a number, and says so when they are fewer."
)
_CENT = Decimal("0.01")
_TICK = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekUptime:
    """Per cent, to two decimals. None: nothing was measured. `rolling` is the average of the `weeks` that
    have a number among the last four; with less than four it is marked as such.

    `source` says where the number comes from, `because` more of it (the reason, the file, the query), `by`
    who gave it. `corrected`: so many impacts of the week were written by hand; of a number from incidents
    they are part. `problem`: why Prometheus did not give the number."""

    starts_on: date
    percent: Decimal | None = None
    rolling: Decimal | None = None
    weeks: int = 0
    source: Source = Source.INCIDENTS
    because: str = ""
    by: str = ""
    corrected: int = 0
    problem: str = ""

    @property
    def is_full(self) -> bool:
        """Whether the average is one of four weeks."""
        return self.weeks == ROLLING


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceUptime:
    """One service, its weeks in their order."""

    service: str
    weeks: tuple[WeekUptime, ...]

    def latest(self, count: int) -> ServiceUptime:
        """Only its last so many weeks."""
        return replace(self, weeks=self.weeks[-count:])


def percent_up(week: Week, impacts: Iterable[Impact], since: datetime, until: datetime) -> Decimal | None:
    """Of the week as far as somebody watched, from `since` until `until`; None: nobody did. The impacts are
    those of one service; where they overlap the worst of them counts, once."""
    begin, end = max(week.begins_at, since), min(week.ends_at, until)
    if begin >= end:
        return None
    length = (end - begin) // _TICK
    return rounded(Decimal(length * ALL - lost(impacts, begin, end)) / length)


def rolling(percents: Sequence[Decimal | None]) -> list[tuple[Decimal | None, int]]:
    """For each week the average of it and the three before, and of how many it is: those without a number do
    not count. It is made of the numbers as they are shown, so that everybody can check it."""
    found: list[tuple[Decimal | None, int]] = []
    for index in range(len(percents)):
        known = [one for one in percents[max(0, index + 1 - ROLLING) : index + 1] if one is not None]
        found.append((rounded(sum(known, Decimal()) / len(known)) if known else None, len(known)))
    return found


def rounded(value: Decimal) -> Decimal:
    """To two decimals, a half upwards, as people do."""
    return value.quantize(_CENT, rounding=ROUND_HALF_UP)


def uptimes(
    weeks: Sequence[Week],
    impacts: Iterable[Impact],
    services: Iterable[str],
    since: datetime,
    until: datetime,
    numbers: Iterable[UptimeNumber] = (),
    unanswered: Mapping[tuple[str, date], str] | None = None,
) -> tuple[ServiceUptime, ...]:
    """By service in the order of names, for those that are named, that have an impact, or a number of these
    weeks. The first three weeks only serve the averages of the others when those are asked for.

    `numbers` come in the order of their making; `unanswered` says, by service and Monday, why a measurement
    failed: without another number that week has none."""
    by_service: dict[str, list[Impact]] = defaultdict(list)
    for impact in impacts:
        by_service[impact.service].append(impact)
    given: dict[tuple[str, date], list[UptimeNumber]] = defaultdict(list)
    mondays = {week.monday for week in weeks}
    for number in numbers:
        if number.starts_on in mondays:
            given[number.service, number.starts_on].append(number)
    failed = unanswered or {}
    counted = {service for (service, _), said in given.items() if counting(said) is not None}
    # Of a service that only a file or a person named, no incident could have been heard of.
    watched = {*services, *by_service}
    found = []
    for service in sorted(watched | counted):
        told = [
            _week(
                week,
                by_service.get(service, ()),
                (since if service in watched else until, until),
                counting(given.get((service, week.monday), ())),
                failed.get((service, week.monday), ""),
            )
            for week in weeks
        ]
        averages = rolling([one.percent for one in told])
        found.append(
            ServiceUptime(
                service=service,
                weeks=tuple(
                    replace(one, rolling=average, weeks=count)
                    for one, (average, count) in zip(told, averages, strict=True)
                ),
            )
        )
    return tuple(found)


def _week(
    week: Week,
    impacts: Sequence[Impact],
    watched: tuple[datetime, datetime],
    number: UptimeNumber | None,
    problem: str,
) -> WeekUptime:
    written = sum(bool(one.because) and _touches(one, week) for one in impacts)
    bare = WeekUptime(starts_on=week.monday, corrected=written, problem=problem)
    if number is not None:
        return replace(
            bare, percent=number.percent, source=number.source, because=number.because, by=number.by
        )
    if problem:
        return replace(bare, source=Source.MEASURED)
    return replace(bare, percent=percent_up(week, impacts, *watched))


def _touches(impact: Impact, week: Week) -> bool:
    return impact.begins_at < week.ends_at and (impact.ends_at is None or impact.ends_at > week.begins_at)
