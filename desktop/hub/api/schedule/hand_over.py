"""Hand-over: the page of the incoming pair, sound checks, notes, and who is relieved."""

from __future__ import annotations

from functools import partial
from typing import Any

from litestar import Request, Response, get, post, put
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.params import JSONBody

from desktop.core.schedule.hand_over import Proof, Relief
from desktop.core.schedule.hand_over_page import HandOver, HandOverNote
from desktop.core.team.responder import Responder
from desktop.hub.api.as_json import as_json
from desktop.hub.api.team.sign_in import may_act, signed_in
from desktop.hub.store.store import Store
from desktop.hub.usecases.schedule.hand_over import hand_over_page, prove, relieve, write_note
from desktop.wire.hand_over import NoteRequest, ProofRequest

Asked = Request[Responder, Any, State]
HubStore = NamedDependency[Store]


@get("/v1/hand-over", guards=[signed_in], summary="What the incoming pair should know")
async def read_hand_over(store: HubStore) -> Response[HandOver | None]:
    """Of the shift that has just begun (twelve hours, or half of a shorter one), else of the next: open
    incidents, what was noisy, the outgoing's notes, who is unproven and who is paged with them, overdue
    actions. Null without a schedule."""
    return as_json(await store.read(hand_over_page))


@put("/v1/hand-over/note", guards=[signed_in, may_act], summary="Tell the incoming pair something")
async def put_note(
    request: Asked, store: HubStore, data: JSONBody[NoteRequest]
) -> Response[HandOverNote | None]:
    """From who is on duty, or was until lately; one for each duty. An empty text takes it back."""
    return as_json(await store.write(partial(write_note, text=data.text, by=request.user.id)))


@post("/v1/duty/proof", guards=[signed_in, may_act], status_code=200, summary="Confirm a sound check")
async def post_proof(request: Asked, store: HubStore, data: JSONBody[ProofRequest]) -> Response[Proof]:
    """Who asks heard the alarm. It counts for duties that begin within 24 hours, and for the one that they
    are in. Said twice it counts once."""
    return as_json(await store.write(partial(prove, asked=data, by=request.user.id)))


@post("/v1/duty/relieve", guards=[signed_in, may_act], status_code=200, summary="Relieve the outgoing")
async def post_relieve(request: Asked, store: HubStore) -> Response[Relief]:
    """From the outgoing ("relieve me") or the incoming ("I have it"): the outgoing is paged with the unproven
    incoming no longer. 409 when nobody is."""
    return as_json(await store.write(partial(relieve, by=request.user.id)))


ROUTES = [read_hand_over, put_note, post_proof, post_relieve]
