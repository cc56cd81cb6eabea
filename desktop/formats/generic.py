"""Generic JSON: what `pairwatch send` sends, and whatever a script can put together with curl.

Fields: summary, service, severity, dedup_key, action (trigger, acknowledge, resolve), source, details,
labels (an object), links (a list of addresses or of `{"href", "text"}`). Some common other names are
understood too.
"""

from __future__ import annotations

from typing import Any

from desktop.core.incident.alert import AlertAction, Link, Report
from desktop.formats import dedup_key, loose
from desktop.formats.links import distinct, link
from desktop.formats.unparsed import cut, unparsed

_TRIGGER, _ACKNOWLEDGE, _RESOLVE = AlertAction.TRIGGER, AlertAction.ACKNOWLEDGE, AlertAction.RESOLVE
_ACTIONS = {
    "": _TRIGGER, "trigger": _TRIGGER, "triggered": _TRIGGER, "firing": _TRIGGER, "alerting": _TRIGGER,
    "problem": _TRIGGER, "down": _TRIGGER, "critical": _TRIGGER,
    "acknowledge": _ACKNOWLEDGE, "acknowledged": _ACKNOWLEDGE, "ack": _ACKNOWLEDGE,
    "resolve": _RESOLVE, "resolved": _RESOLVE, "recovery": _RESOLVE, "recovered": _RESOLVE, "ok": _RESOLVE,
    "up": _RESOLVE, "closed": _RESOLVE,
}  # fmt: skip


def read(body: bytes, integration: str, made_key: str) -> Report:
    """The report in `body`; an unparsed one when it has neither a summary nor says what it resolves.

    `made_key` becomes the dedup key of a trigger without one.
    """
    try:
        message = loose.fields(loose.decode(body))
    except loose.NotJson:
        return unparsed(body, integration)
    summary = cut(loose.first(message, "summary", "title", "message", "text", "subject", "name"))
    key = dedup_key.bounded(loose.first(message, "dedup_key", "key", "id", "fingerprint", "alias"))
    action = _ACTIONS.get(loose.first(message, "action", "event_action", "status", "state").lower())
    if action is None or (action is not AlertAction.TRIGGER and not key):
        return unparsed(body, integration, summary, key)
    if action is not AlertAction.TRIGGER:
        return Report(action=action, dedup_key=key, summary=summary)
    if not summary:
        return unparsed(body, integration, key=key)
    labels = loose.fields(message.get("labels"))
    return Report(
        action=action,
        dedup_key=key or made_key,
        summary=summary,
        source=loose.first(message, "source", "host", "hostname") or integration,
        service=loose.first(message, "service", "component", "app")
        or loose.first(labels, "service", "job", "app"),
        severity=loose.first(message, "severity", "priority", "level") or loose.text(labels.get("severity")),
        details=loose.readable(
            next((message[n] for n in ("details", "description", "body") if message.get(n)), "")
        ),
        labels=loose.pairs(labels),
        links=distinct(_link(one) for one in [*loose.items(message.get("links")), message.get("url")]),
    )


def _link(value: Any) -> Link | None:
    if isinstance(value, dict):
        return link(loose.first(value, "href", "url"), loose.first(value, "text", "title"))
    return link(loose.text(value))
