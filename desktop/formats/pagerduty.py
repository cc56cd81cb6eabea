"""PagerDuty Events API v2 (trigger, acknowledge, resolve).

Source: the vendor's OpenAPI description of "PagerDuty V2 Events API"; limits from its documentation.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from desktop.core.incident.alert import AlertAction, Report
from desktop.formats import dedup_key, loose
from desktop.formats.links import distinct, link
from desktop.formats.unparsed import cut, unparsed

LARGEST_BODY = 512 * 1024

_KEY_IN_BROKEN_JSON = re.compile(rb'"routing_key"\s*:\s*"([^"\\\s]{1,255})"')
# Alertmanager's PagerDuty notifier writes the labels of all alerts into one text, a line each.
_LABEL_LINE = re.compile(r"^ *- *(service|app|job) *= *(\S.*)$", re.MULTILINE)
_SERVICE_FIELDS = ("service", "service_name", "app", "job")


class InvalidEvent(ValueError):
    """The sender's 400: there is nothing in it that could page anybody. `errors` are its reasons."""

    def __init__(self, *errors: str) -> None:
        super().__init__("; ".join(errors))
        self.errors = errors


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """A request of which only the key was read yet. `event` is None when the body is no JSON object."""

    routing_key: str
    body: bytes
    event: dict[str, Any] | None


def open_envelope(body: bytes) -> Envelope:
    """Find the key, even in a body that is cut off or broken: it may be a page. Raises InvalidEvent."""
    try:
        event = loose.decode(body)
    except loose.NotJson as error:
        found = _KEY_IN_BROKEN_JSON.search(body)
        if found is None:
            raise InvalidEvent("JSON parse error") from error
        return Envelope(routing_key=found[1].decode(errors="replace"), body=body, event=None)
    if not isinstance(event, dict):
        raise InvalidEvent("The event is no JSON object")
    routing_key = loose.text(event.get("routing_key"))
    if not routing_key:
        raise InvalidEvent("'routing_key' is missing or blank")
    return Envelope(routing_key=routing_key, body=body, event=event)


def read(envelope: Envelope, integration: str, made_key: str) -> Report:
    """The report in a request whose key is valid. `made_key` becomes the dedup key of a trigger without one.

    Raises InvalidEvent for a trigger without any text, and for an acknowledge or resolve that does not say
    of what.
    """
    event = envelope.event
    if event is None:
        return unparsed(envelope.body, integration)
    key = dedup_key.bounded(loose.text(event.get("dedup_key")))
    match event.get("event_action"):
        case ("acknowledge" | "resolve") as action:
            if not key:
                raise InvalidEvent("'dedup_key' is missing or blank")
            return Report(action=AlertAction(action), dedup_key=key)
        case "trigger":
            understood = True
        case _:
            understood = False
    payload = loose.fields(event.get("payload"))
    summary = cut(loose.text(payload.get("summary")))
    if summary and understood:
        return _trigger(event, payload, summary, key or made_key)
    if not summary and not _has_text(event):
        raise InvalidEvent("'payload.summary' is missing or blank")
    return unparsed(envelope.body, integration, summary, key)


def _trigger(event: dict[str, Any], payload: dict[str, Any], summary: str, key: str) -> Report:
    client = loose.text(event.get("client"))
    client_url = loose.text(event.get("client_url"))
    details = payload.get("custom_details")
    labels = {name: payload.get(name) for name in ("component", "group", "class")}
    if not client_url:
        labels["client"] = client
    links = [link(client_url, client)]
    for one in map(loose.fields, loose.items(event.get("links"))):
        links.append(link(loose.text(one.get("href")), loose.text(one.get("text"))))
    for one in map(loose.fields, loose.items(event.get("images"))):
        alt = loose.text(one.get("alt"))
        links.append(link(loose.text(one.get("src")), alt or "Image"))
        links.append(link(loose.text(one.get("href")), alt))
    return Report(
        action=AlertAction.TRIGGER,
        dedup_key=key,
        summary=summary,
        source=loose.text(payload.get("source")) or client,
        service=_service(payload, details),
        severity=loose.text(payload.get("severity")),
        details=_details(payload, details),
        labels=loose.pairs(labels),
        links=distinct(links),
    )


def _service(payload: dict[str, Any], details: Any) -> str:
    known = loose.fields(details)
    named = loose.text(payload.get("component")) or loose.first(known, *_SERVICE_FIELDS)
    if named:
        return named
    lines: dict[str, str] = {}
    for name, value in _LABEL_LINE.findall(loose.text(known.get("firing"))):
        lines.setdefault(name, value.strip())
    return loose.first(lines, *_SERVICE_FIELDS)


def _details(payload: dict[str, Any], details: Any) -> str:
    whole = payload.get("summary")
    parts = [loose.readable(details)]
    if isinstance(whole, str) and cut(whole) != " ".join(loose.text(whole).split()):
        parts.insert(0, loose.text(whole))
    if payload.get("timestamp"):
        parts.append(f"timestamp: {loose.text(payload['timestamp'])}")
    return "\n".join(part for part in parts if part)


def _has_text(event: dict[str, Any]) -> bool:
    """Whether anything beside the envelope could tell a person what is wrong."""
    frame = ("routing_key", "event_action", "dedup_key", "client", "client_url")
    payload = event.get("payload")
    if isinstance(payload, dict):
        event = {**event, "payload": {k: v for k, v in payload.items() if k not in ("severity", "timestamp")}}
    return any(_words(value) for name, value in event.items() if name not in frame)


def _words(value: Any) -> bool:
    if isinstance(value, dict):
        return any(_words(inner) for inner in value.values())
    if isinstance(value, list):
        return any(_words(inner) for inner in value)
    return bool(loose.text(value))
