"""`/public`: what anybody may see: notices for products and people, and for whoever has its link an incident,
or a calendar.

A thin ASGI handler: when a product breaks, all of its users ask at once.
"""

from __future__ import annotations

from functools import partial

from litestar.datastructures import Headers
from litestar.handlers import ASGIRouteHandler, asgi
from litestar.types import Receive, Scope, Send

from desktop.hub.api.asgi import JSON, method, respond
from desktop.hub.api.incident import pages
from desktop.hub.api.incident.board import Board
from desktop.hub.api.incident.incident_view import view
from desktop.hub.store.errors import StoreUnavailable
from desktop.hub.store.store import Store
from desktop.hub.usecases.errors import UnknownLink
from desktop.hub.usecases.schedule.calendar_feed import calendar_of
from desktop.hub.usecases.telling.public_links import look

HTML = b"text/html; charset=utf-8"
CALENDAR = b"text/calendar; charset=utf-8"
_READING = ("GET", "HEAD")
_ANY_ORIGIN = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "X-Content-Type-Options": "nosniff",
}
_PREFLIGHT = {
    **_ANY_ORIGIN,
    "Access-Control-Allow-Methods": "GET, HEAD",
    "Access-Control-Allow-Headers": "If-None-Match, Cache-Control",
    "Access-Control-Max-Age": "86400",
    "Allow": "GET, HEAD, OPTIONS",
}


def public_route(store: Store, board: Board) -> ASGIRouteHandler:
    """The route of everything public."""

    # A mount, so that the token in the path is never seen by Litestar's own handlers.
    @asgi("/public", is_mount=True, copy_scope=False)
    async def public(scope: Scope, receive: Receive, send: Send) -> None:
        what, _, token = scope["path"].strip("/").partition("/")
        if what == "notices.json" and not token:
            await _notices(board, scope, send)
        elif method(scope) not in _READING:
            await _say(
                send, 405, "This page is only read", "Open its address in a browser.", Allow="GET, HEAD"
            )
        elif not what:
            await _page(board, scope, send)
        elif what == "incidents" and token:
            # The link is a secret: nobody further on, and no log, needs to know it.
            scope["path"], scope["raw_path"] = "/public/incidents/…", b"/public/incidents"
            await _incident(store, token, send)
        elif what == "calendar" and token.endswith(".ics"):
            scope["path"], scope["raw_path"] = "/public/calendar/…", b"/public/calendar"
            await _calendar(store, token.removesuffix(".ics"), send)
        else:
            await _say(send, 404, "There is nothing here", "Look at the address again.")

    return public


async def _notices(board: Board, scope: Scope, send: Send) -> None:
    asked = method(scope)
    if asked == "OPTIONS":
        await respond(send, 204, b"", headers=_PREFLIGHT)
        return
    if asked not in _READING:
        await respond(send, 405, b"", headers=_PREFLIGHT)
        return
    posting, now = board.posting()
    body, tag = posting.json
    await _cached(scope, send, body, tag, posting.fresh_for(now), JSON, _ANY_ORIGIN)


async def _page(board: Board, scope: Scope, send: Send) -> None:
    posting, now = board.posting()
    body, tag = posting.html
    await _cached(scope, send, body, tag, posting.fresh_for(now), HTML, _page_headers())


async def _cached(
    scope: Scope, send: Send, body: bytes, tag: str, seconds: int, kind: bytes, headers: dict[str, str]
) -> None:
    headers = {**headers, "ETag": tag, "Cache-Control": f"public, max-age={seconds}"}
    if is_known(Headers.from_scope(scope).get("if-none-match", ""), tag):
        head = [(name.lower().encode(), value.encode()) for name, value in headers.items()]
        await send({"type": "http.response.start", "status": 304, "headers": head})
        await send({"type": "http.response.body", "body": b"", "more_body": False})
        return
    await respond(send, 200, body, kind, headers)


def is_known(asked: str, tag: str) -> bool:
    """Whether `If-None-Match` names the tag; compared weakly (RFC 9110, 13.1.2): proxies that compress make
    tags weak."""
    return asked.strip() == "*" or any(known.strip().removeprefix("W/") == tag for known in asked.split(","))


async def _incident(store: Store, token: str, send: Send) -> None:
    try:
        shown = await store.read(partial(look, token=token))
    except UnknownLink as error:
        await _say(send, error.status, error.sentence, error.remedy)
        return
    except StoreUnavailable as error:
        await _say(send, 503, error.sentence, "This page tries again by itself.", refresh=True)
        return
    body = pages.incident_page(view(shown.incident, shown.team, shown.now))
    await respond(send, 200, body, HTML, _secret_headers())


async def _calendar(store: Store, token: str, send: Send) -> None:
    try:
        body = await store.read(partial(calendar_of, token=token))
    except UnknownLink as error:
        await _say(send, error.status, error.sentence, error.remedy)
        return
    except StoreUnavailable as error:
        await _say(send, 503, error.sentence, error.remedy)
        return
    headers = {
        "Cache-Control": "private, max-age=300",
        "Content-Disposition": 'inline; filename="on-call.ics"',
        "X-Content-Type-Options": "nosniff",
        "X-Robots-Tag": "noindex, nofollow",
    }
    await respond(send, 200, body, CALENDAR, headers)


async def _say(
    send: Send, status: int, title: str, sentence: str, *, refresh: bool = False, **headers: str
) -> None:
    body = pages.sentence_page(title, sentence, refresh=refresh)
    await respond(send, status, body, HTML, {**_secret_headers(), **headers})


def _page_headers() -> dict[str, str]:
    return {
        "Content-Security-Policy": pages.content_policy(),
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
    }


def _secret_headers() -> dict[str, str]:
    return {**_page_headers(), "Cache-Control": "no-store", "X-Robots-Tag": "noindex, nofollow"}
