"""The page log: its rows, its sums, and what people write into it."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Annotated, Any
from uuid import UUID

import msgspec
from litestar import Request, Response, get, put
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody, QueryParameter

from desktop.core.retro.page_log import LogPage, LogSums
from desktop.core.retro.page_row import Cell, PageRow
from desktop.core.team.responder import Responder
from desktop.hub.api.as_json import as_json
from desktop.hub.api.team.sign_in import may_act, signed_in
from desktop.hub.store.retro.page_log import Asked
from desktop.hub.store.store import Store
from desktop.hub.usecases.retro.page_log import MOST, read_log, week_sums, write_cell

HubStore = NamedDependency[Store]
_From = Annotated[datetime | None, QueryParameter(name="from", description="Attempted then or later")]
_To = Annotated[datetime | None, QueryParameter(name="to", description="Attempted before")]


class CellRequest(msgspec.Struct, frozen=True, kw_only=True):
    """One cell: a text for `note`; true, false or null (as the outcome says) for `documented` and
    `automated`. `based_on`: the version of the cell that was seen; 0 when nobody wrote into it."""

    cell: Cell
    value: str | bool | None
    based_on: int = 0


@get("/v1/page-log", guards=[signed_in], summary="Every page ever sent")
async def read_page_log(
    store: HubStore,
    begin: _From = None,
    end: _To = None,
    incident: Annotated[UUID | None, QueryParameter(description="Only of this incident")] = None,
    edited_from: Annotated[
        datetime | None, QueryParameter(description="Only rows that somebody wrote into then or later")
    ] = None,
    after: Annotated[str, QueryParameter(description="The `after` of the answer before")] = "",
    limit: Annotated[int, QueryParameter(description=f"At most {MOST}")] = MOST,
) -> Response[LogPage]:
    """The earliest first, in pieces: while `after` is not empty there are more. `total` counts the pages of
    the whole time in the store, so that whoever read all pieces can prove that none is missing."""
    asked = Asked(begin=begin, end=end, incident=incident, edited_from=edited_from)
    return as_json(await store.read(partial(read_log, asked=asked, after=after, limit=limit)))


@get("/v1/page-log/sums", guards=[signed_in], summary="The page log by week")
async def read_sums(store: HubStore, begin: _From = None, end: _To = None) -> Response[LogSums]:
    """Weeks begin on Monday by the schedule's clock. `pages` is counted apart from them."""
    return as_json(await week_sums(store, Asked(begin=begin, end=end)))


@put("/v1/page-log/{page_id:uuid}", guards=[signed_in, may_act], summary="Write into a row")
async def put_cell(
    request: Request[Responder, Any, State],
    page_id: FromPath[UUID],
    store: HubStore,
    data: JSONBody[CellRequest],
) -> Response[PageRow]:
    """One cell at a time, so that several people can write into the log at once. 409: somebody wrote into
    the same cell meanwhile."""
    write = partial(
        write_cell,
        page_id=page_id,
        cell=data.cell,
        value=data.value,
        based_on=data.based_on,
        by=request.user.id,
    )
    return as_json(await store.write(write))


ROUTES = [read_page_log, read_sums, put_cell]
