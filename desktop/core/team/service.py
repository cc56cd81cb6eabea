"""Services: what the team says of what it runs, by the name that alerts have for it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from desktop.core.incident.alert import Link


class UptimeUnit(StrEnum):
    """What the value of a query of uptime means: from 0 to 1, or from 0 to 100."""

    SHARE = "share"
    PERCENT = "percent"


@dataclass(frozen=True, slots=True, kw_only=True)
class UptimeQuery:
    """How Prometheus is asked for the uptime of a week, once it is over. `query` gives one value at the
    week's end; in it `{{ range }}` is the length of the week, such as 604800s. `url` empty: the hub's own
    Prometheus."""

    query: str
    url: str = ""
    unit: UptimeUnit = UptimeUnit.SHARE


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """`name` may hold `*` for anything. `links` lead to its dashboards and logs; their addresses may have
    places such as `{from}` (`incident_links.PLACES`). `uptime` None: it is not measured."""

    name: str
    links: tuple[Link, ...] = ()
    uptime: UptimeQuery | None = None
