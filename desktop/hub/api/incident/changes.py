"""`GET /v1/changes`: the feed as server-sent events, or the same once as JSON for those that poll."""

from __future__ import annotations

import asyncio
from datetime import datetime
from functools import partial
from urllib.parse import parse_qs

import msgspec
from litestar.datastructures import Headers
from litestar.exceptions import ClientException, MethodNotAllowedException
from litestar.handlers import ASGIRouteHandler, asgi
from litestar.types import Receive, Scope, Send

from desktop import tasks
from desktop.hub.api.asgi import method, respond
from desktop.hub.api.incident.feed import SNAPSHOT_FRAME, Feed, Subscriber, change_frame
from desktop.hub.api.team.sign_in import signed_in
from desktop.hub.store.store import Store
from desktop.hub.usecases.incident.feed import changes_after
from desktop.wire.feed import encode_change

_HEAD = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    # nginx and its like would gather events before they pass them on.
    (b"x-accel-buffering", b"no"),
]


class Polled(msgspec.Struct, frozen=True):
    """The answer to a poll: go on from `cursor`, or take a new snapshot if that is needed."""

    changes: list[msgspec.Raw]
    cursor: int
    epoch: str
    now: datetime
    snapshot_needed: bool


def changes_route(store: Store, feed: Feed) -> ASGIRouteHandler:
    """The route of the feed."""

    @asgi("/v1/changes", guards=[signed_in], copy_scope=False)
    async def changes(scope: Scope, receive: Receive, send: Send) -> None:
        if method(scope) != "GET":
            raise MethodNotAllowedException(headers={"Allow": "GET"})
        headers = Headers.from_scope(scope)
        cursor = _cursor(headers, scope["query_string"])
        if "text/event-stream" in headers.get("accept", ""):
            await _stream(store, feed, cursor, receive, send)
        else:
            await respond(send, 200, await _poll(store, cursor))

    return changes


async def _poll(store: Store, cursor: int) -> bytes:
    caught_up = await store.read(partial(changes_after, cursor=cursor))
    return msgspec.json.encode(
        Polled(
            changes=[msgspec.Raw(encode_change(change)) for change in caught_up.changes],
            cursor=caught_up.cursor,
            epoch=store.epoch,
            now=store.now(),
            snapshot_needed=caught_up.snapshot_needed,
        )
    )


async def _stream(store: Store, feed: Feed, cursor: int, receive: Receive, send: Send) -> None:
    # Listening begins before the store is read: what is committed in between comes twice and is dropped once.
    subscriber = feed.subscribe()
    watch = tasks.start(_until_gone(receive, subscriber), "feed: wait for the desktop to go")
    try:
        caught_up = await store.read(partial(changes_after, cursor=cursor))
        await send({"type": "http.response.start", "status": 200, "headers": _HEAD})
        await _send(send, feed.heartbeat())
        if caught_up.snapshot_needed:
            await _send(send, SNAPSHOT_FRAME)
            sent = 0
        else:
            await _send(send, b"".join(map(change_frame, caught_up.changes)))
            sent = caught_up.cursor
        await _live(feed, subscriber, sent, send)
        await send({"type": "http.response.body", "body": b"", "more_body": False})
    finally:
        watch.cancel()
        feed.leave(subscriber)


async def _live(feed: Feed, subscriber: Subscriber, sent: int, send: Send) -> None:
    """Send what comes until the subscription is over, and a heartbeat whenever the last is one pulse old."""
    loop = asyncio.get_running_loop()
    pulse = feed.pulse.total_seconds()
    beat_at = loop.time() + pulse
    while not subscriber.over:
        frames = await subscriber.take(max(0.0, beat_at - loop.time()))
        await _send(send, b"".join(frame for seq, frame in frames if seq > sent))
        if loop.time() >= beat_at and not subscriber.over:
            await _send(send, feed.heartbeat())
            beat_at = loop.time() + pulse


async def _send(send: Send, body: bytes) -> None:
    if body:
        await send({"type": "http.response.body", "body": body, "more_body": True})


async def _until_gone(receive: Receive, subscriber: Subscriber) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    subscriber.end()


def _cursor(headers: Headers, query: bytes) -> int:
    given = headers.get("last-event-id") or parse_qs(query.decode("latin-1")).get("after", ["0"])[-1]
    try:
        return max(0, min(int(given), 2**63 - 1))
    except ValueError as error:
        raise ClientException("`after` and Last-Event-ID are numbers of changes.") from error
