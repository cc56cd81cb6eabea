"""For those who watch the hub: is it up, does its store answer, and how much is going on."""

from __future__ import annotations

from litestar import Response, get
from litestar.di import NamedDependency

from desktop.hub.api.incident.feed import Feed
from desktop.hub.api.traffic import Traffic
from desktop.hub.store.store import Store
from desktop.hub.usecases.incident.figures import Figures, figures


@get("/healthz", media_type="text/plain", summary="Whether the process answers")
async def healthz() -> str:
    """Always `ok`: that an answer comes is the answer."""
    return "ok\n"


@get("/readyz", media_type="text/plain", summary="Whether the store answers")
async def readyz(store: NamedDependency[Store]) -> str:
    """`ready`, or a problem with status 503."""
    await store.read(figures)
    return "ready\n"


@get("/metrics", media_type="text/plain; version=0.0.4; charset=utf-8", summary="Figures for Prometheus")
async def metrics(
    store: NamedDependency[Store], feed: NamedDependency[Feed], traffic: NamedDependency[Traffic]
) -> Response[str]:
    """Prometheus' text format."""
    text = exposition(await store.read(figures), traffic, feed.subscribers)
    return Response(text, media_type="text/plain; version=0.0.4; charset=utf-8")


def exposition(found: Figures, traffic: Traffic, subscribers: int) -> str:
    """The figures as Prometheus reads them (text format 0.0.4)."""
    incidents = {"open": found.open, "answered": found.answered, "resolved": found.resolved}
    lines = _family(
        "pairwatch_reports_total", "counter", "Requests of monitors since the start of this process."
    )
    for (source, outcome), count in traffic.reports().items():
        lines.append(f'pairwatch_reports_total{{format="{source}",outcome="{outcome}"}} {count}')
    lines += _family("pairwatch_incidents", "gauge", "Incidents by status.")
    lines += [f'pairwatch_incidents{{status="{status}"}} {count}' for status, count in incidents.items()]
    for name, kind, text, value in (
        ("pairwatch_pages_total", "counter", "Pages ever sent.", found.pages),
        ("pairwatch_open_pages", "gauge", "Pages that ring now.", found.open_pages),
        (
            "pairwatch_overdue_incidents",
            "gauge",
            "Incidents whose next step is due and not done.",
            found.overdue,
        ),
        ("pairwatch_changes_total", "counter", "Changes ever written.", found.cursor),
        ("pairwatch_feed_subscribers", "gauge", "Desktops connected to this process.", subscribers),
    ):
        lines += [*_family(name, kind, text), f"{name} {value}"]
    return "\n".join(lines) + "\n"


def _family(name: str, kind: str, text: str) -> list[str]:
    return [f"# HELP {name} {text}", f"# TYPE {name} {kind}"]


ROUTES = [healthz, readyz, metrics]
