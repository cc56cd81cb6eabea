"""Change events: the generic JSON, and PagerDuty's.

Generic fields: summary, service, at (2026-11-24T02:11:52Z, or seconds since 1970), source, author, kind,
details, links (addresses, or objects with href and text), key (the same again is the same change). Some
common other names are understood too. PagerDuty's source: the vendor's OpenAPI description of "PagerDuty V2
Events API", "Send Change Event".
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

from desktop.core.fixing.change_event import ChangeReport
from desktop.core.incident.alert import Link
from desktop.formats import dedup_key, loose
from desktop.formats.links import distinct, link
from desktop.formats.unparsed import cut

LONGEST_FIELD = 255
"""Characters of a service, a source, an author, a kind."""
LONGEST_DETAILS = 20_000
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
# "+0000" is common, and "+00:00Z" is what PagerDuty's own client for Python writes.
_OFFSET = re.compile(r"([+-]\d{2}):?(\d{2})Z?$")
_AUTHORS = ("author", "user", "by", "actor", "committer")
_SERVICES = ("service", "service_name", "component", "app", "application", "job")
_KINDS = ("kind", "type", "change_type")


class InvalidChange(ValueError):
    """The sender's 400. `errors` are its reasons."""

    def __init__(self, *errors: str) -> None:
        super().__init__("; ".join(errors))
        self.errors = errors


def read_generic(body: bytes) -> ChangeReport:
    """The change in `body`. Raises InvalidChange when it has no summary."""
    try:
        message = loose.decode(body)
    except loose.NotJson as error:
        raise InvalidChange("JSON parse error") from error
    if not isinstance(message, dict):
        raise InvalidChange("The change is no JSON object")
    summary = cut(loose.first(message, "summary", "title", "message", "text", "name"))
    if not summary:
        raise InvalidChange("'summary' is missing or blank")
    links = [*loose.items(message.get("links")), message.get("url")]
    return ChangeReport(
        summary=summary,
        at=_instant(next((message[n] for n in ("at", "timestamp", "time", "date") if message.get(n)), None)),
        service=_field(message, *_SERVICES),
        source=_field(message, "source", "host", "repository", "repo"),
        author=_field(message, *_AUTHORS),
        kind=_field(message, *_KINDS),
        details=_details(
            next((message[n] for n in ("details", "description", "body") if message.get(n)), "")
        ),
        links=distinct(_link(one) for one in links),
        key=dedup_key.bounded(loose.first(message, "key", "id", "dedup_key")),
    )


def read_pagerduty(event: dict[str, Any]) -> ChangeReport:
    """The change in a PagerDuty change event. Raises InvalidChange when it has no summary."""
    payload = loose.fields(event.get("payload"))
    summary = cut(loose.text(payload.get("summary")))
    if not summary:
        raise InvalidChange("'payload.summary' is missing or blank")
    details = payload.get("custom_details")
    known = loose.fields(details)
    links = [_link(one) for one in loose.items(event.get("links"))]
    for image in map(loose.fields, loose.items(event.get("images"))):
        links.append(link(loose.text(image.get("href")), loose.text(image.get("alt"))))
    return ChangeReport(
        summary=summary,
        at=_instant(payload.get("timestamp")),
        service=_field(known, *_SERVICES),
        source=_field(payload, "source"),
        author=_field(known, *_AUTHORS),
        kind=_field(known, *_KINDS),
        details=_details(details),
        links=distinct(links),
    )


def _field(of: dict[str, Any], *names: str) -> str:
    return " ".join(loose.first(of, *names).split())[:LONGEST_FIELD]


def _details(value: Any) -> str:
    return loose.readable(value)[:LONGEST_DETAILS]


def _link(value: Any) -> Link | None:
    if isinstance(value, dict):
        return link(loose.first(value, "href", "url"), loose.first(value, "text", "title"))
    return link(loose.text(value))


def _instant(value: Any) -> datetime | None:
    """The instant that `value` tells; None when it tells none, so that the time of arrival counts."""
    if isinstance(value, bool):
        return None
    text = loose.text(value)
    try:
        number = float(text)
    except ValueError:
        return _from_text(text)
    try:
        seconds = number / 1000 if number > 100_000_000_000 else number  # JavaScript counts milliseconds
        return _EPOCH + timedelta(seconds=seconds) if seconds > 0 else None
    except (OverflowError, ValueError):
        return None


def _from_text(text: str) -> datetime | None:
    try:
        at = datetime.fromisoformat(_OFFSET.sub(r"\1:\2", text))
        return at.astimezone(UTC) if at.tzinfo is not None else at.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None
