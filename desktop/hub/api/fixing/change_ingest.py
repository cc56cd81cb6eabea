"""What deployment tools, scripts and git hooks tell of changes. Success is answered only after the commit;
else a 5xx, which they retry."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import msgspec
from litestar.handlers import ASGIRouteHandler, asgi
from litestar.types import Receive, Scope, Send

from desktop.core.fixing.change_event import ChangeReport
from desktop.formats import change, pagerduty
from desktop.hub.api import problems
from desktop.hub.api.asgi import Gone, method, read_body, respond
from desktop.hub.api.traffic import Traffic
from desktop.hub.store.store import Store
from desktop.hub.store.transaction import Transaction
from desktop.hub.usecases.access.integrations import integration_of
from desktop.hub.usecases.errors import UnknownKey
from desktop.hub.usecases.fixing.change_events import KeptChange, receive_change
from desktop.wire.problem import Problem

LARGEST_BODY = 512 * 1024
_COUNTED = "change"


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptedChange:
    """What the sender is told of a change that is on disk. `known`: it was there already."""

    status: str = "success"
    id: str
    known: bool


def pagerduty_change_route(store: Store, traffic: Traffic) -> ASGIRouteHandler:
    """The route by which PagerDuty's change events come in."""

    @asgi("/v2/change/enqueue", copy_scope=False)
    async def pagerduty_change(scope: Scope, receive: Receive, send: Send) -> None:
        if method(scope) != "POST":
            await _not_a_post(send)
            return
        try:
            status, answer = await _enqueue(store, traffic, receive)
        except Gone:
            return
        await respond(send, status, msgspec.json.encode(answer))

    return pagerduty_change


async def take_change(store: Store, traffic: Traffic, key: str, receive: Receive, send: Send) -> None:
    """A post to /ingest/change/KEY. Raises Gone, UnknownKey, StoreUnavailable."""
    body, complete = await read_body(receive, LARGEST_BODY)
    if not complete:
        traffic.count(_COUNTED, "refused")
        await _say(send, Problem(title="The change is too long.", remedy="Send at most 512 KB.", status=413))
        return
    try:
        kept = await _keep(store, traffic, key, lambda: change.read_generic(body))
    except change.InvalidChange as error:
        remedy = 'Post JSON such as {"summary": "Deploy checkout 2026.11.23-4", "service": "checkout-api"}.'
        await _say(send, Problem(title=f"This is no change: {error}.", remedy=remedy, status=400))
        return
    answer = AcceptedChange(id=kept.change.id, known=not kept.is_new)
    await respond(send, 202, msgspec.json.encode(answer))


async def _enqueue(store: Store, traffic: Traffic, receive: Receive) -> tuple[int, dict[str, object]]:
    """The status and body of PagerDuty's answer."""
    body, complete = await read_body(receive, LARGEST_BODY)
    if not complete:
        traffic.count(_COUNTED, "refused")
        return 413, _invalid("The event is larger than 512 KB")
    try:
        envelope = pagerduty.open_envelope(body)
        event = envelope.event
        if event is None:
            raise change.InvalidChange("JSON parse error")
        await _keep(store, traffic, envelope.routing_key, lambda: change.read_pagerduty(event))
    except UnknownKey:
        return 400, _invalid("'routing_key' is not one of this hub's")
    except (pagerduty.InvalidEvent, change.InvalidChange) as error:
        return 400, _invalid(*error.errors)
    return 202, {"status": "success", "message": "Change event processed"}


async def _keep(store: Store, traffic: Traffic, key: str, read: Callable[[], ChangeReport]) -> KeptChange:
    """The key is looked at first: whoever has none learns nothing else."""

    def take(tx: Transaction) -> KeptChange:
        integration = integration_of(tx, key)
        return receive_change(tx, integration, read())

    try:
        kept = await store.write(take)
    except (UnknownKey, change.InvalidChange):
        traffic.count(_COUNTED, "refused")
        raise
    except Exception:
        traffic.count(_COUNTED, "failed")
        raise
    traffic.count(_COUNTED, "accepted")
    return kept


def _invalid(*errors: str) -> dict[str, object]:
    return {"status": "invalid event", "message": "Event object is invalid", "errors": list(errors)}


async def _not_a_post(send: Send) -> None:
    problem = Problem(title="Changes are posted here.", remedy="Use POST.", status=405)
    await respond(send, 405, problems.encode(problem), problems.MEDIA_TYPE.encode(), {"Allow": "POST"})


async def _say(send: Send, problem: Problem) -> None:
    await respond(send, problem.status, problems.encode(problem), problems.MEDIA_TYPE.encode())
