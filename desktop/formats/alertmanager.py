"""Alertmanager's webhook, version 4: one message is about one group of alerts, and so is one report.

Source: "webhook_config" in Alertmanager's configuration manual; its `notify/webhook/webhook.go` and
`template/template.go`.
"""

from __future__ import annotations

from typing import Any

from desktop.core.incident.alert import AlertAction, Link, Report
from desktop.formats import dedup_key, loose
from desktop.formats.links import distinct, link
from desktop.formats.unparsed import cut, unparsed

_ACTIONS = {"firing": AlertAction.TRIGGER, "resolved": AlertAction.RESOLVE}
_WORST_FIRST = ("critical", "page", "emergency", "error", "major", "warning", "minor", "info", "none")
_SERVICE_LABELS = ("service", "job", "app")
_TITLES = ("summary", "title", "message", "description")
_LINK_ANNOTATIONS = {
    "runbook_url": "Run-book", "runbook": "Run-book", "runbookURL": "Run-book",
    "dashboard_url": "Dashboard", "dashboard": "Dashboard", "dashboardURL": "Dashboard",
}  # fmt: skip


def read(body: bytes, integration: str) -> Report:
    """The report in a webhook's body; an unparsed one when it is none."""
    try:
        message = loose.fields(loose.decode(body))
    except loose.NotJson:
        return unparsed(body, integration)
    group = _Group(message)
    action = _ACTIONS.get(loose.text(message.get("status")))
    key = loose.text(message.get("groupKey"))
    if action is None or not key:
        return unparsed(body, integration, group.title() if message else "", key)
    return Report(
        action=action,
        dedup_key=dedup_key.bounded(key),
        summary=cut(group.title()),
        source=loose.first(group.labels, "instance") or "Alertmanager",
        service=group.label(*_SERVICE_LABELS),
        severity=group.severity(),
        details=group.details(),
        labels=loose.pairs(group.labels),
        links=group.links(),
    )


class _Group:
    """The alerts of one message, those that fire first."""

    def __init__(self, message: dict[str, Any]) -> None:
        alerts = [loose.fields(alert) for alert in loose.items(message.get("alerts"))]
        self.firing = [alert for alert in alerts if alert.get("status") != "resolved"]
        self.alerts = self.firing + [alert for alert in alerts if alert.get("status") == "resolved"]
        self.labels = {
            **loose.fields(message.get("groupLabels")),
            **loose.fields(message.get("commonLabels")),
        }
        self.annotations = loose.fields(message.get("commonAnnotations"))
        self.address = loose.text(message.get("externalURL"))
        truncated = message.get("truncatedAlerts")
        self.left_out = truncated if isinstance(truncated, int) else 0

    def label(self, *names: str) -> str:
        """The first of the labels that the group, or else its first alert, has."""
        return loose.first(self.labels, *names) or next(
            (found for alert in self.alerts if (found := loose.first(_labels(alert), *names))), ""
        )

    def severity(self) -> str:
        """The group's, or else the worst of its alerts that fire."""
        common = loose.text(self.labels.get("severity"))
        if common:
            return common
        found = [s for alert in self.firing if (s := loose.text(_labels(alert).get("severity")))]
        known = [word for word in _WORST_FIRST if word in {s.lower() for s in found}]
        return known[0] if known else next(iter(found), "")

    def title(self) -> str:
        """What is wrong, in one line: what all alerts say together, else the first and how many more."""
        common = loose.first(self.annotations, *_TITLES)
        if common:
            return common
        more = len(self.firing or self.alerts) - 1 + self.left_out
        suffix = f" and {more} more" if more > 0 else ""
        for alert in self.alerts[:1]:
            own = loose.first(loose.fields(alert.get("annotations")), *_TITLES)
            if own:
                return own + suffix
        name = self.label("alertname") or "Alert"
        rest = ", ".join(
            f"{k}={v}" for k, v in loose.pairs(self.labels) if k not in ("alertname", "severity")
        )
        return f"{name} ({rest}){suffix}" if rest else name + suffix

    def details(self) -> str:
        """Every alert of the group with all that it says."""
        parts = [_describe(alert) for alert in self.alerts]
        if self.left_out > 0:
            parts.append(f"{self.left_out} more alerts of the group, left out by Alertmanager.")
        return "\n\n".join(part for part in parts if part)

    def links(self) -> tuple[Link, ...]:
        """Run-books and dashboards first, then where the alerts come from."""
        found = [_annotated(self.annotations)]
        found += [_annotated(loose.fields(alert.get("annotations"))) for alert in self.alerts]
        found.append([link(loose.text(alert.get("generatorURL")), "Expression") for alert in self.alerts])
        found.append([link(self.address, "Alertmanager")])
        return distinct(one for group in found for one in group)


def _labels(alert: dict[str, Any]) -> dict[str, Any]:
    return loose.fields(alert.get("labels"))


def _annotated(annotations: dict[str, Any]) -> list[Link | None]:
    return [link(loose.text(annotations.get(name)), text) for name, text in _LINK_ANNOTATIONS.items()]


def _describe(alert: dict[str, Any]) -> str:
    status = loose.text(alert.get("status")) or "firing"
    since = loose.text(alert.get("startsAt"))
    lines = [f"{status} since {since}" if since else status]
    lines.append(loose.readable(loose.fields(alert.get("annotations")), "  "))
    labels = " ".join(f"{name}={value}" for name, value in loose.pairs(_labels(alert)))
    lines.append(f"  {labels}" if labels else "")
    return "\n".join(line for line in lines if line)
