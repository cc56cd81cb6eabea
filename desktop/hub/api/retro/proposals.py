"""Rules of urgency that are proposed: everybody signed in may read them, admins decide."""

from __future__ import annotations

from typing import Any

import msgspec
from litestar import Request, Response, get, post
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from desktop.core.team.responder import Responder
from desktop.hub.api.as_json import as_json
from desktop.hub.api.team.sign_in import may_administer, signed_in
from desktop.hub.store.store import Store
from desktop.hub.usecases.retro.kept_proposals import KeptProposals
from desktop.hub.usecases.retro.proposals import (
    accept_proposal,
    dismiss_proposal,
    told_proposals,
    undo_proposal,
)
from desktop.wire.proposals import UrgencyProposals

Asked = Request[Responder, Any, State]
HubStore = NamedDependency[Store]
Kept = NamedDependency[KeptProposals]
_MAY = [signed_in, may_administer]


class AcceptRequest(msgspec.Struct, frozen=True, kw_only=True):
    """`based_on` is the version of the rules that the proposal was told with."""

    based_on: str


@get("/v1/urgency/proposals", guards=[signed_in], summary="Rules of urgency that are proposed")
async def read_proposals(store: HubStore, kept_proposals: Kept) -> Response[UrgencyProposals]:
    """From what people said of the incidents of the last 90 days, each with its effect on them. 503 when they
    cannot be looked for just now."""
    return as_json(await told_proposals(store, kept_proposals))


@post(
    "/v1/urgency/proposals/{key:str}/accept", guards=_MAY, status_code=200, summary="Accept a proposed rule"
)
async def post_accept(
    request: Asked, key: FromPath[str], store: HubStore, kept_proposals: Kept, data: JSONBody[AcceptRequest]
) -> Response[UrgencyProposals]:
    """It is inserted at its place, and what is proposed now is told; 409 when the rules were changed
    meanwhile, or a team file owns them. Admins only."""
    return as_json(await accept_proposal(store, kept_proposals, key, data.based_on, request.user.id))


@post("/v1/urgency/proposals/{key:str}/undo", guards=_MAY, status_code=200, summary="Take it back")
async def post_undo(
    request: Asked, key: FromPath[str], store: HubStore, kept_proposals: Kept
) -> Response[UrgencyProposals]:
    """The rule is removed; 409 when somebody changed it since. Admins only."""
    return as_json(await undo_proposal(store, kept_proposals, key, request.user.id))


@post("/v1/urgency/proposals/{key:str}/dismiss", guards=_MAY, status_code=200, summary="Not this one")
async def post_dismiss(
    request: Asked, key: FromPath[str], store: HubStore, kept_proposals: Kept
) -> Response[UrgencyProposals]:
    """It is proposed again only when incidents join it. Admins only."""
    return as_json(await dismiss_proposal(store, kept_proposals, key, request.user.id))


ROUTES = [read_proposals, post_accept, post_undo, post_dismiss]
