"""Inviting people to this hub."""

from __future__ import annotations

from functools import partial
from typing import Any
from urllib.parse import urlsplit

from litestar import Request, Response, post
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.params import JSONBody

from desktop.core.team.responder import Responder
from desktop.hub.api.as_json import as_json
from desktop.hub.api.team.sign_in import may_administer, signed_in
from desktop.hub.store import address
from desktop.hub.store.store import Store
from desktop.hub.store.transaction import Transaction
from desktop.hub.usecases.access.invitations import written_invitation
from desktop.hub.usecases.errors import CannotInvite
from desktop.wire.invitation import InvitationRequest, WrittenInvitation

_OWN = ("127.0.0.1", "::1", "localhost")

Asked = Request[Responder, Any, State]


@post("/v1/invitations", guards=[signed_in, may_administer], status_code=200, summary="Invite somebody")
async def post_invitation(
    request: Asked, store: NamedDependency[Store], data: JSONBody[InvitationRequest]
) -> Response[WrittenInvitation]:
    """One line to paste, good once, for 24 hours. Who is not in the roster yet is added to it, unless a
    team file has it."""
    answer = await store.write(partial(_invite, asked=data, zone=request.user.zone))
    return as_json(answer)


def _invite(tx: Transaction, asked: InvitationRequest, zone: str) -> WrittenInvitation:
    known = address.known(tx)
    reached = asked.address or (known.url if known else "")
    if (urlsplit(reached).hostname or "") in _OWN:
        raise CannotInvite(
            "Other computers cannot reach this hub.",
            "Let them in first: in the settings of the computer that it runs on, or with --listen.",
        )
    return written_invitation(tx, asked.name, asked.address, zone)


ROUTES = [post_invitation]
