"""What broke, as an incident's view tells it: each alert with severity, times, labels, links and words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from desktop.core.incident.alert import Alert, Link
from desktop.core.incident.incident import Incident
from desktop.ui.present.incident.incident_list import title
from desktop.ui.present.times import Viewer
from desktop.ui.present.words import tr
from desktop.ui.theme.tokens import Tone


@dataclass(frozen=True, slots=True)
class LinkView:
    """`host` is where it leads, empty for what is no web address: that is shown, never opened."""

    text: str
    href: str
    host: str


@dataclass(frozen=True, slots=True)
class AlertFacts:
    """One alert. `heading` is empty where the incident's own title says it. `raw`: `words` are the message
    as it came, which nobody understood."""

    heading: str
    facts: str
    icon: str
    tone: Tone
    labels: tuple[tuple[str, str], ...]
    links: tuple[LinkView, ...]
    words: str
    raw: bool


@dataclass(frozen=True, slots=True)
class BrokenView:
    """`summary` is one line for the folded card; open alerts come first."""

    summary: str
    alerts: tuple[AlertFacts, ...]

    @property
    def unread(self) -> bool:
        """Whether some alert could not be understood."""
        return any(alert.raw for alert in self.alerts)


def broken_view(incident: Incident, viewer: Viewer, now: datetime) -> BrokenView:
    """All that the monitors told about this incident."""
    alerts = sorted(incident.alerts, key=lambda alert: alert.resolved_at is not None)
    several = len(alerts) > 1
    shown = title(incident)
    return BrokenView(
        _summary(alerts, viewer, now),
        tuple(_facts(alert, incident, shown, viewer, now, several=several) for alert in alerts),
    )


def _summary(alerts: list[Alert], viewer: Viewer, now: datetime) -> str:
    if not alerts:
        return ""
    if len(alerts) == 1:
        return " · ".join(_told(alerts[0], viewer, now))
    over = sum(alert.resolved_at is not None for alert in alerts)
    last = max(alert.last_seen_at for alert in alerts)
    parts = [tr("{n} alerts").format(n=len(alerts))]
    if over:
        parts.append(tr("{n} of them over").format(n=over))
    parts.append(tr("last seen {time}").format(time=viewer.moment(last, now)))
    return " · ".join(parts)


def _facts(
    alert: Alert, incident: Incident, shown: str, viewer: Viewer, now: datetime, *, several: bool
) -> AlertFacts:
    service = alert.service if alert.service != incident.service else ""
    over = alert.resolved_at is not None
    icon, tone = ("mdi6.check-circle-outline", Tone.MUTED) if over else ("mdi6.alert-circle", Tone.ALARM)
    if not alert.parsed and not over:
        icon = "mdi6.help-circle-outline"
    return AlertFacts(
        heading=alert.summary if several or alert.summary != shown else "",
        facts=" · ".join(part for part in (service, *_told(alert, viewer, now)) if part),
        icon=icon,
        tone=tone,
        labels=alert.labels,
        links=tuple(_link(link) for link in alert.links),
        words=alert.details,
        raw=not alert.parsed,
    )


def _told(alert: Alert, viewer: Viewer, now: datetime) -> list[str]:
    first, last = viewer.moment(alert.first_seen_at, now), viewer.moment(alert.last_seen_at, now)
    if alert.count == 1:
        seen = tr("seen once, {time}").format(time=first)
    elif first == last:
        seen = tr("seen {n} times, {time}").format(n=alert.count, time=first)
    else:
        seen = tr("seen {n} times, {first} to {last}").format(n=alert.count, first=first, last=last)
    parts = [alert.severity, alert.source or alert.integration, seen]
    if not alert.parsed:
        parts.append(tr("could not be read, shown as it came"))
    if alert.acknowledged_at is not None:
        at = viewer.moment(alert.acknowledged_at, now)
        parts.append(tr("acknowledged at the monitor {time}").format(time=at))
    if alert.resolved_at is not None:
        parts.append(tr("over since {time}").format(time=viewer.moment(alert.resolved_at, now)))
    return [part for part in parts if part]


def _link(link: Link) -> LinkView:
    host = web_host(link.href)
    return LinkView(link.text or host or link.href, link.href, host)


def web_host(href: str) -> str:
    """The host that a browser would go to; empty when `href` is no plain web address.

    Spaces, control characters and backslashes are read differently by different programs, so that what is
    shown might not be what is opened: such an address is none. The host is given as the network knows it
    ("xn--…"), because letters of other scripts look like those of a known name.
    """
    if any(character.isspace() or ord(character) < 0x20 or character == "\\" for character in href):
        return ""
    try:
        parts = urlsplit(href)
        host = (parts.hostname or "").encode("idna").decode("ascii")
        port = parts.port
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not host:
        return ""
    return f"{host}:{port}" if port is not None else host
