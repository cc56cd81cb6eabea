"""Alerts: what monitors report."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum


class AlertAction(StrEnum):
    """What a monitor says about an alert."""

    TRIGGER = "trigger"
    ACKNOWLEDGE = "acknowledge"
    RESOLVE = "resolve"


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Where to read more; shown as a link that opens in the browser."""

    href: str
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One message of a monitor about one alert, as `formats` understood it.

    `severity` is the monitor's word. `labels` are pairs in the monitor's order. `parsed` is False when the
    message was not understood; then `details` holds it whole.
    """

    action: AlertAction
    dedup_key: str
    summary: str = ""
    source: str = ""
    service: str = ""
    severity: str = ""
    details: str = ""
    labels: tuple[tuple[str, str], ...] = ()
    links: tuple[Link, ...] = ()
    parsed: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """What a monitor reports, unique within its incident by `integration` and `dedup_key`."""

    integration: str
    dedup_key: str
    summary: str
    source: str = ""
    service: str = ""
    severity: str = ""
    details: str = ""
    labels: tuple[tuple[str, str], ...] = ()
    links: tuple[Link, ...] = ()
    parsed: bool = True
    first_seen_at: datetime
    last_seen_at: datetime
    count: int = 1
    acknowledged_at: datetime | None = None
    resolved_at: datetime | None = None

    @property
    def key(self) -> tuple[str, str]:
        """What makes two reports be about the same alert."""
        return (self.integration, self.dedup_key)

    def repeated(self, report: Report, at: datetime) -> Alert:
        """The alert after the monitor reported it once more; a resolved one is open again."""
        return replace(
            self,
            summary=report.summary or self.summary,
            severity=report.severity or self.severity,
            details=report.details or self.details,
            labels=report.labels or self.labels,
            links=report.links or self.links,
            last_seen_at=at,
            count=self.count + 1,
            resolved_at=None,
        )


def alert_from(report: Report, integration: str, at: datetime) -> Alert:
    """The alert that a first report begins."""
    return Alert(
        integration=integration,
        dedup_key=report.dedup_key,
        summary=report.summary,
        source=report.source,
        service=report.service,
        severity=report.severity,
        details=report.details,
        labels=report.labels,
        links=report.links,
        parsed=report.parsed,
        first_seen_at=at,
        last_seen_at=at,
    )
