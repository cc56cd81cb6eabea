"""Uptime of services by week, to two decimals as teams report it, and as average of four weeks.

weeks            99.00   99.60   99.80   100.00   99.40   99.80
average of four      (99.00)  (99.30)  (99.47)  99.60   99.70   99.75
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from uuid import UUID

from desktop.core.closing.outcome import Outcome, ResolvedHow
from desktop.core.retro.retro_week import Week
from desktop.core.urgency.urgency import Urgency

ROLLING = 4
"""Weeks of the average."""
DEFINITION = (
    "Uptime is the share of a week in which no incident of the service ran that could not wait, from its"
    " opening to its end; false alarms do not count. A week in which nobody watched has no number and is not"
    " 100 %; a week that is not over counts up to now. The mean of four is that of the week and the three"
    " before it, of those that have a number."
)
_CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True, kw_only=True)
class Impact:
    """A service did not do what it should from `begins_at` on (included) until `ends_at` (excluded; None: it
    still does not). `because`: why somebody wrote other times than the incident's; empty: nobody did."""

    service: str
    begins_at: datetime
    ends_at: datetime | None = None
    incident_id: UUID | None = None
    because: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RanIncident:
    """What uptime asks of an incident: a part of `core.incident.Incident`, field by field."""

    id: UUID
    service: str = ""
    opened_at: datetime
    urgency: Urgency = Urgency.NOW
    resolved_at: datetime | None = None
    outcome: Outcome | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekUptime:
    """Per cent, to two decimals. None: nothing was measured. `rolling` is the average of the `weeks` that
    have a number among the last four; with less than four it is marked as such."""

    starts_on: date
    percent: Decimal | None = None
    rolling: Decimal | None = None
    weeks: int = 0

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


def impact_of(incident: RanIncident) -> Impact | None:
    """The impact of an incident as long as nobody wrote another; None: it has none."""
    false = incident.outcome is not None and incident.outcome.how is ResolvedHow.FALSE_ALARM
    if not incident.service or incident.urgency is not Urgency.NOW or false:
        return None
    return Impact(
        service=incident.service,
        begins_at=incident.opened_at,
        ends_at=incident.resolved_at,
        incident_id=incident.id,
    )


def percent_up(week: Week, impacts: Iterable[Impact], since: datetime, until: datetime) -> Decimal | None:
    """Of the week as far as somebody watched, from `since` until `until`; None: nobody did. The impacts are
    those of one service; where they overlap the time counts once."""
    begin, end = max(week.begins_at, since), min(week.ends_at, until)
    if begin >= end:
        return None
    down, reached = timedelta(), begin
    for impact in sorted(impacts, key=lambda one: one.begins_at):
        stops = min(impact.ends_at or end, end)
        starts = max(impact.begins_at, reached)
        if starts < stops:
            down += stops - starts
            reached = stops
    tick = timedelta(microseconds=1)
    share = Decimal((end - begin - down) // tick) / Decimal((end - begin) // tick)
    return _rounded(share * 100)


def rolling(percents: Sequence[Decimal | None]) -> list[tuple[Decimal | None, int]]:
    """For each week the average of it and the three before, and of how many it is: those without a number do
    not count. It is made of the numbers as they are shown, so that everybody can check it."""
    found: list[tuple[Decimal | None, int]] = []
    for index in range(len(percents)):
        known = [one for one in percents[max(0, index + 1 - ROLLING) : index + 1] if one is not None]
        found.append((_rounded(sum(known, Decimal()) / len(known)) if known else None, len(known)))
    return found


def uptimes(
    weeks: Sequence[Week],
    impacts: Iterable[Impact],
    services: Iterable[str],
    since: datetime,
    until: datetime,
) -> tuple[ServiceUptime, ...]:
    """By service in the order of names, for those that are named and those that have an impact. The first
    three weeks only serve the averages of the others when those are asked for."""
    by_service: dict[str, list[Impact]] = defaultdict(list)
    for impact in impacts:
        by_service[impact.service].append(impact)
    found = []
    for service in sorted({*services, *by_service}):
        percents = [percent_up(week, by_service[service], since, until) for week in weeks]
        averages = rolling(percents)
        found.append(
            ServiceUptime(
                service=service,
                weeks=tuple(
                    WeekUptime(starts_on=week.monday, percent=percent, rolling=average, weeks=count)
                    for week, percent, (average, count) in zip(weeks, percents, averages, strict=True)
                ),
            )
        )
    return tuple(found)


def _rounded(value: Decimal) -> Decimal:
    return value.quantize(_CENT, rounding=ROUND_HALF_UP)
