"""Monitors' requests. Success is answered only after the commit; else a 5xx, which they retry.

Thin ASGI handlers: these routes must keep up when everything breaks at once.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass

import msgspec
from litestar.handlers import ASGIRouteHandler, asgi
from litestar.types import Receive, Scope, Send

from desktop.core.incident.alert import Report
from desktop.formats import alertmanager, generic, pagerduty
from desktop.formats.unparsed import unparsed
from desktop.hub.api import problems
from desktop.hub.api.asgi import Gone, method, read_body, respond
from desktop.hub.api.fixing.change_ingest import take_change
from desktop.hub.api.traffic import Traffic
from desktop.hub.store.store import Store
from desktop.hub.store.transaction import Transaction
from desktop.hub.usecases.access.integrations import integration_of
from desktop.hub.usecases.errors import UnknownKey
from desktop.hub.usecases.incident.ingest import Receipt, receive_report
from desktop.wire.problem import Problem

LARGEST_BODY = 4 * 1024 * 1024
"""Beyond, a message is cut and pages unparsed: Alertmanager does not retry a 413, the page would be lost."""

Reader = Callable[[bytes, str, str], Report]
"""Makes a report of (body, integration, a dedup key to use if there is none)."""

READERS: dict[str, Reader] = {
    "alertmanager": lambda body, integration, _made_key: alertmanager.read(body, integration),
    "generic": generic.read,
}


_UNKNOWN_FORMAT = Problem(
    title="The hub does not know this format.",
    remedy="Alertmanager posts to /ingest/alertmanager/KEY, scripts to /ingest/generic/KEY, and what tells of"
    " changes to /ingest/change/KEY.",
    status=404,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """What the sender is told of a report that is on disk. `number` is None when there was nothing to do."""

    status: str = "success"
    dedup_key: str
    number: int | None = None


def ingest_routes(store: Store, traffic: Traffic) -> list[ASGIRouteHandler]:
    """The routes by which alerts come in."""

    @asgi("/v2/enqueue", copy_scope=False)
    async def pagerduty_event(scope: Scope, receive: Receive, send: Send) -> None:
        if await _not_a_post(scope, send):
            return
        try:
            status, answer = await _enqueue(store, traffic, receive)
        except Gone:
            return
        await respond(send, status, msgspec.json.encode(answer))

    # A mount: Litestar gives path parameters to its own kind of handlers only.
    @asgi("/ingest", is_mount=True, copy_scope=False)
    async def message(scope: Scope, receive: Receive, send: Send) -> None:
        if await _not_a_post(scope, send):
            return
        source, _, key = scope["path"].strip("/").partition("/")
        read = READERS.get(source)
        if not key or (read is None and source != "change"):
            await respond(send, 404, problems.encode(_UNKNOWN_FORMAT), problems.MEDIA_TYPE.encode())
            return
        try:
            if read is None:
                await take_change(store, traffic, key, receive, send)
            else:
                await _take_message(store, traffic, source, read, key, receive, send)
        except Gone:
            return

    return [pagerduty_event, message]


async def _take_message(
    store: Store, traffic: Traffic, source: str, read: Reader, key: str, receive: Receive, send: Send
) -> None:
    body, complete = await read_body(receive, LARGEST_BODY)
    if not complete:
        read = _cut_off
    made_key = secrets.token_hex(16)

    def take(tx: Transaction) -> tuple[Report, Receipt]:
        integration = integration_of(tx, key)
        report = read(body, integration, made_key)
        return report, receive_report(tx, integration, report)

    try:
        report, receipt = await store.write(take)
    except Exception as error:
        traffic.count(source, "refused" if isinstance(error, UnknownKey) else "failed")
        raise
    traffic.count(source, "accepted" if report.parsed else "unparsed")
    number = receipt.incident.number if receipt.incident else None
    answer = Accepted(dedup_key=report.dedup_key, number=number)
    await respond(send, 202, msgspec.json.encode(answer))


async def _enqueue(store: Store, traffic: Traffic, receive: Receive) -> tuple[int, dict[str, object]]:
    """The status and body of PagerDuty's answer."""
    body, complete = await read_body(receive, pagerduty.LARGEST_BODY)
    if not complete:
        traffic.count("pagerduty", "refused")
        return 413, _invalid("The event is larger than 512 KB")
    made_key = secrets.token_hex(16)
    try:
        envelope = pagerduty.open_envelope(body)

        def take(tx: Transaction) -> Report:
            integration = integration_of(tx, envelope.routing_key)
            report = pagerduty.read(envelope, integration, made_key)
            receive_report(tx, integration, report)
            return report

        report = await store.write(take)
    except (pagerduty.InvalidEvent, UnknownKey) as error:
        traffic.count("pagerduty", "refused")
        reasons = (
            ("'routing_key' is not one of this hub's",) if isinstance(error, UnknownKey) else error.errors
        )
        return 400, _invalid(*reasons)
    except Exception:
        traffic.count("pagerduty", "failed")
        raise
    traffic.count("pagerduty", "accepted" if report.parsed else "unparsed")
    return 202, {"status": "success", "message": "Event processed", "dedup_key": report.dedup_key}


def _invalid(*errors: str) -> dict[str, object]:
    return {"status": "invalid event", "message": "Event object is invalid", "errors": list(errors)}


def _cut_off(body: bytes, integration: str, _made_key: str) -> Report:
    return unparsed(body, integration, f"Alert from {integration}, too long to be understood")


async def _not_a_post(scope: Scope, send: Send) -> bool:
    if method(scope) == "POST":
        return False
    problem = Problem(title="Alerts are posted here.", remedy="Use POST.", status=405)
    await respond(send, 405, problems.encode(problem), problems.MEDIA_TYPE.encode(), {"Allow": "POST"})
    return True
