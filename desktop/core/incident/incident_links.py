"""Links of an incident: dashboards and logs with its time span filled in, and what its alerts and run-books
link to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from urllib.parse import quote, urlsplit

from desktop.core.fixing.run_book_fit import matches
from desktop.core.incident.alert import Link
from desktop.core.incident.incident import Incident
from desktop.core.team.service import Service

BEFORE = timedelta(minutes=30)
"""What is looked at begins so long before the incident: the cause comes first."""
PLACES = ("from", "to", "from_ms", "to_ms", "service")
"""What stands in braces in an address: times as 2026-11-24T02:11:52Z or in milliseconds since 1970, and the
name of the service."""

_PLACE = re.compile(r"\{(" + "|".join(PLACES) + r")\}")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class LinkOrigin(StrEnum):
    """Who says that it is worth a look."""

    SERVICE = "service"
    ALERT = "alert"
    RUN_BOOK = "run_book"


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentLink:
    """`origin_name` is the service, the alert's source or the run-book's title."""

    link: Link
    origin: LinkOrigin
    origin_name: str = ""


def span_of(incident: Incident, now: datetime) -> tuple[datetime, datetime]:
    """From half an hour before it opened until its end, or now."""
    return incident.opened_at - BEFORE, max(incident.resolved_at or now, incident.opened_at)


def filled(link: Link, incident: Incident, service: str, now: datetime) -> Link | None:
    """The link with its places filled; None when that makes no safe address.

    Values are percent-encoded, so that a hostile one stays within the part that it stands in. In a host
    nothing is filled: the name of a service must never decide which site is opened.
    """
    if not places_are_safe(link.href) or (not service.strip(". ") and "{service}" in link.href):
        return None  # a segment of nothing but dots would climb out of its path
    begin, end = span_of(incident, now)
    values = {
        "from": _iso(begin),
        "to": _iso(end),
        "from_ms": str((begin - _EPOCH) // timedelta(milliseconds=1)),
        "to_ms": str((end - _EPOCH) // timedelta(milliseconds=1)),
        "service": service,
    }
    href = _PLACE.sub(lambda found: quote(values[found[1]], safe=""), link.href)
    return Link(href=href, text=link.text) if is_web_address(href) else None


def places_are_safe(href: str) -> bool:
    """Whether everything before the path is written out, with no place in it."""
    scheme, _, rest = href.partition("://")
    host = re.split(r"[/?#]", rest, maxsplit=1)[0]
    return "{" not in scheme + host and "}" not in scheme + host


def is_web_address(href: str) -> bool:
    """Whether every browser reads `href` as the same page of the web. What names somebody before an `@`, and
    what programs read differently (blanks, control characters, backslashes), is none."""
    if any(character.isspace() or not character.isprintable() or character == "\\" for character in href):
        return False
    try:
        parts = urlsplit(href)
        _ = parts.port
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and "@" not in parts.netloc


def incident_links(
    incident: Incident,
    services: Sequence[Service],
    run_books: Iterable[tuple[str, tuple[Link, ...]]],
    now: datetime,
) -> tuple[IncidentLink, ...]:
    """Each address once: the services' first, then the alerts', then the run-books' (title, links)."""
    found: dict[str, IncidentLink] = {}
    for one in (
        *_of_services(incident, services, now),
        *_of_alerts(incident),
        *_of_run_books(incident, run_books, now),
    ):
        found.setdefault(one.link.href, one)
    return tuple(found.values())


def _of_services(incident: Incident, services: Sequence[Service], now: datetime) -> Iterator[IncidentLink]:
    for name in _services(incident):
        for service in services:
            if matches(service.name, name):
                for link in service.links:
                    whole = filled(link, incident, name, now)
                    if whole is not None:
                        yield IncidentLink(link=whole, origin=LinkOrigin.SERVICE, origin_name=name)


def _of_alerts(incident: Incident) -> Iterator[IncidentLink]:
    for alert in incident.alerts:
        for link in alert.links:
            if is_web_address(link.href):  # a monitor's address is opened as it is: nothing is filled in
                name = alert.source or alert.integration
                yield IncidentLink(link=link, origin=LinkOrigin.ALERT, origin_name=name)


def _of_run_books(
    incident: Incident, run_books: Iterable[tuple[str, tuple[Link, ...]]], now: datetime
) -> Iterator[IncidentLink]:
    service = next(iter(_services(incident)), "")
    for title, links in run_books:
        for link in links:
            whole = filled(link, incident, service, now)
            if whole is not None:
                yield IncidentLink(link=whole, origin=LinkOrigin.RUN_BOOK, origin_name=title)


def _services(incident: Incident) -> tuple[str, ...]:
    """Those that are hit, the incident's own first."""
    named = [incident.service, *(alert.service for alert in incident.alerts)]
    return tuple(dict.fromkeys(name for name in named if name.strip()))


def _iso(at: datetime) -> str:
    return at.astimezone(UTC).replace(microsecond=0).isoformat().replace("+00:00", "Z")
