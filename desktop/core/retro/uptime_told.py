"""What is told of uptime beside the figures of a week: services over the weeks, one week of one service with
all that was said of it, and what a file would change."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from desktop.core.retro.impact import Impact, ImpactCorrection
from desktop.core.retro.uptime import DEFINITION, ServiceUptime, WeekUptime
from desktop.core.retro.uptime_number import UptimeNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class UptimeTold:
    """`services` have the asked weeks, in their order. `measured` are the names of those whose uptime
    Prometheus is asked for."""

    zone: str
    told_at: datetime
    services: tuple[ServiceUptime, ...] = ()
    measured: tuple[str, ...] = ()
    definition: str = DEFINITION


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentImpact:
    """An incident that ran in the week, or whose impact did. `impact` is what counts of it for the service;
    None: nothing. `corrections` are all that was ever said of it for the service."""

    incident_id: UUID
    number: int
    title: str
    service: str
    opened_at: datetime
    resolved_at: datetime | None = None
    impact: Impact | None = None
    corrections: tuple[ImpactCorrection, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class UptimeWeek:
    """One week of one service. `numbers` are all that were ever written, imported or measured, `incidents`
    those that ran, first the service's own. `query` empty: Prometheus is not asked for it. `asks_again_at`:
    when it is asked the next time."""

    service: str
    zone: str
    week: WeekUptime
    from_incidents: Decimal | None = None
    numbers: tuple[UptimeNumber, ...] = ()
    incidents: tuple[IncidentImpact, ...] = ()
    query: str = ""
    asked_at: datetime | None = None
    asks_again_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UptimeRow:
    """One line of a file that was read."""

    service: str
    starts_on: date
    percent: Decimal
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class UptimeDifference:
    """What taking a line would change: `before` is what was imported so far, None: nothing. `stands`: a
    number by hand goes on counting. `is_new`: nobody has heard of such a service."""

    row: UptimeRow
    before: Decimal | None = None
    stands: Decimal | None = None
    is_new: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPreview:
    """`same` lines say what was imported already; `problems` name each line that cannot be taken, and why."""

    differences: tuple[UptimeDifference, ...] = ()
    same: int = 0
    problems: tuple[str, ...] = ()
