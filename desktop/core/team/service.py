"""Services: what the team says of what it runs, by the name that alerts have for it."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.core.incident.alert import Link


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """`name` may hold `*` for anything. `links` lead to its dashboards and logs; their addresses may have
    places such as `{from}` (`incident_links.PLACES`)."""

    name: str
    links: tuple[Link, ...] = ()
