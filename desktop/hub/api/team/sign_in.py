"""Who asks: the bearer token of a responder, and what their role may do."""

from __future__ import annotations

from functools import partial
from typing import Any

from litestar.connection import ASGIConnection
from litestar.handlers import BaseRouteHandler

from desktop.core.team.responder import Responder, Role
from desktop.hub.store.store import Store
from desktop.hub.usecases.access.access import authenticate
from desktop.hub.usecases.errors import NotAllowed, NotAuthenticated

Connection = ASGIConnection[Any, Any, Any, Any]


async def signed_in(connection: Connection, _: BaseRouteHandler) -> None:
    """Guard: only with a token that the hub knows; its responder is then `request.user`."""
    scheme, _space, token = connection.headers.get("authorization", "").partition(" ")
    token = token.strip()
    if scheme.lower() != "bearer" or not token:
        raise NotAuthenticated("The request has no token.", "Join the hub with an invitation.")
    store: Store = connection.app.state.store
    connection.scope["user"] = await store.read(partial(authenticate, token=token))


async def may_administer(connection: Connection, _: BaseRouteHandler) -> None:
    """Guard, after `signed_in`: for admins only."""
    responder: Responder = connection.scope["user"]
    if responder.role is not Role.ADMIN:
        raise NotAllowed("Only an admin can change this.", "Ask an admin of your team.")


async def may_act(connection: Connection, _: BaseRouteHandler) -> None:
    """Guard, after `signed_in`: observers only read."""
    responder: Responder = connection.scope["user"]
    if responder.role is Role.OBSERVER:
        raise NotAllowed("An observer only reads.", "Ask an admin of your team to make you a responder.")
