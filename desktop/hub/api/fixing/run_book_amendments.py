"""Amendments of run-books: proposed, listed, accepted, rejected."""

from __future__ import annotations

from functools import partial
from typing import Annotated, Any
from uuid import UUID

from litestar import Request, Response, get, post
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody, QueryParameter

from desktop.core.fixing.run_book_amendment import AmendmentState, RunBookAmendment
from desktop.core.team.responder import Responder
from desktop.hub.api.as_json import as_json
from desktop.hub.api.fixing.run_books import parsed
from desktop.hub.api.team.sign_in import may_act, signed_in
from desktop.hub.store.store import Store
from desktop.hub.usecases.fixing.run_book_amendments import (
    accept_amendment,
    amended_text,
    list_amendments,
    propose_amendment,
    reject_amendment,
)
from desktop.wire.run_book import DecidedAmendment, ProposedAmendment

Asked = Request[Responder, Any, State]
HubStore = NamedDependency[Store]
_PATH = "/v1/run-book-amendments"


@get(_PATH, guards=[signed_in], summary="Amendments of run-books")
async def read_amendments(
    store: HubStore,
    wanted: Annotated[
        AmendmentState | None, QueryParameter(name="state", description="Only those in this state")
    ] = None,
    run_book_id: Annotated[str, QueryParameter(description="Only those of this run-book")] = "",
    incident_id: Annotated[UUID | None, QueryParameter(description="Only those from this incident")] = None,
) -> Response[list[RunBookAmendment]]:
    """The latest 200 first."""
    asked = partial(list_amendments, state=wanted, run_book_id=run_book_id, incident_id=incident_id)
    return as_json(await store.read(asked))


@post(_PATH, guards=[signed_in, may_act], status_code=200, summary="Propose an amendment of a run-book")
async def post_amendment(
    request: Asked, store: HubStore, data: JSONBody[ProposedAmendment]
) -> Response[RunBookAmendment]:
    """Sent again with the same id it is answered as it is by then."""
    return as_json(await store.write(partial(propose_amendment, proposed=data, by=request.user.id)))


@post(
    f"{_PATH}/{{amendment_id:uuid}}/accept",
    guards=[signed_in, may_act],
    status_code=200,
    summary="Accept an amendment",
)
async def post_accept(
    request: Asked, amendment_id: FromPath[UUID], store: HubStore
) -> Response[DecidedAmendment]:
    """A new version of the run-book. One that is a file stays as it is; the answer has the difference to take
    over there."""
    run_book, text = await store.read(partial(amended_text, amendment_id=amendment_id))
    amended = run_book if run_book.source.is_file else await parsed(store, run_book.id, text)
    accept = partial(accept_amendment, amendment_id=amendment_id, amended=amended, by=request.user.id)
    return as_json(await store.write(accept))


@post(
    f"{_PATH}/{{amendment_id:uuid}}/reject",
    guards=[signed_in, may_act],
    status_code=200,
    summary="Reject an amendment",
)
async def post_reject(
    request: Asked, amendment_id: FromPath[UUID], store: HubStore
) -> Response[DecidedAmendment]:
    """The run-book stays as it is."""
    reject = partial(reject_amendment, amendment_id=amendment_id, by=request.user.id)
    return as_json(await store.write(reject))


ROUTES = [read_amendments, post_amendment, post_accept, post_reject]
