"""Uptime: told by week, corrected by hand, asked of Prometheus, imported."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from functools import partial
from typing import Annotated, Any
from uuid import UUID

import msgspec
from litestar import Request, Response, delete, get, post, put
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody, QueryParameter

from desktop.core.retro.impact import ALL, ImpactCorrection
from desktop.core.retro.uptime_number import UptimeNumber
from desktop.core.retro.uptime_told import ImportPreview, UptimeRow, UptimeTold, UptimeWeek
from desktop.core.team.responder import Responder
from desktop.hub.api.as_json import as_json
from desktop.hub.api.team.sign_in import may_act, signed_in
from desktop.hub.store.store import Store
from desktop.hub.usecases.retro.uptime import MOST_WEEKS, uptime_told, uptime_week
from desktop.hub.usecases.retro.uptime_measuring import ask_again
from desktop.hub.usecases.retro.uptime_writing import (
    correct_impact,
    import_numbers,
    preview_import,
    undo_correction,
    undo_numbers,
    write_number,
)

Asked = Request[Responder, Any, State]
HubStore = NamedDependency[Store]
_StartsOn = Annotated[date, QueryParameter(description="The week's Monday, such as 2026-11-23")]


class NumberRequest(msgspec.Struct, frozen=True, kw_only=True):
    """A week's number by hand, in per cent, and why."""

    service: str
    starts_on: date
    percent: Decimal
    reason: str


class ImpactRequest(msgspec.Struct, frozen=True, kw_only=True):
    """What the impact of an incident on a service was. No `ends_at`: until the incident was over. `share`:
    so many per cent of the service failed; 0: there was no impact."""

    incident_id: UUID
    service: str
    begins_at: datetime
    ends_at: datetime | None = None
    share: int = ALL
    reason: str


class WeekRequest(msgspec.Struct, frozen=True, kw_only=True):
    """One week of a service."""

    service: str
    starts_on: date


class FileRequest(msgspec.Struct, frozen=True, kw_only=True):
    """The text of a CSV file: service, week (its Monday, or 2026-W48), uptime in per cent."""

    text: str


class ImportRequest(msgspec.Struct, frozen=True, kw_only=True):
    """The lines of a file that are taken, and its name."""

    file: str
    rows: list[UptimeRow]


@get("/v1/retro/uptime", guards=[signed_in], summary="The uptime of services by week")
async def read_uptime(
    store: HubStore,
    starts_on: Annotated[date, QueryParameter(description="The Monday of the last week")],
    weeks: Annotated[int, QueryParameter(description=f"So many, at most {MOST_WEEKS}")] = 6,
) -> Response[UptimeTold]:
    """By name, each with its weeks, the oldest first. Per cent are texts of two decimals; null: no number.
    `definition` says how they are made."""
    return as_json(await store.read(partial(uptime_told, starts_on=starts_on, weeks=weeks)))


@get("/v1/retro/uptime/week", guards=[signed_in], summary="One week of one service")
async def read_uptime_week(
    store: HubStore, service: Annotated[str, QueryParameter()], starts_on: _StartsOn
) -> Response[UptimeWeek]:
    """With every number that was ever given for it, the incidents that ran, and what was said of them."""
    return as_json(await store.read(partial(uptime_week, service=service, starts_on=starts_on)))


@put(
    "/v1/retro/uptime/numbers/{number_id:uuid}",
    guards=[signed_in, may_act],
    summary="Write a week's uptime by hand",
)
async def put_number(
    request: Asked, number_id: FromPath[UUID], store: HubStore, data: JSONBody[NumberRequest]
) -> Response[UptimeNumber]:
    """It counts before any other. The id is the caller's: sent twice it is written once."""
    write = partial(
        write_number,
        number_id=number_id,
        service=data.service,
        starts_on=data.starts_on,
        percent=data.percent,
        reason=data.reason,
        by=request.user.id,
    )
    return as_json(await store.write(write))


@delete(
    "/v1/retro/uptime/numbers/{batch:uuid}",
    guards=[signed_in, may_act],
    status_code=200,
    summary="Undo a number, or an import",
)
async def delete_numbers(
    request: Asked, batch: FromPath[UUID], store: HubStore
) -> Response[list[UptimeNumber]]:
    """By its `batch`: all that was written at once. It stays in the history; what was before counts again."""
    return as_json(await store.write(partial(undo_numbers, batch=batch, by=request.user.id)))


@put(
    "/v1/retro/uptime/impacts/{correction_id:uuid}",
    guards=[signed_in, may_act],
    summary="Correct the impact of an incident",
)
async def put_impact(
    request: Asked, correction_id: FromPath[UUID], store: HubStore, data: JSONBody[ImpactRequest]
) -> Response[ImpactCorrection]:
    """For one service; that of others stays as it is. The id is the caller's."""
    said = ImpactCorrection(
        id=correction_id,
        incident_id=data.incident_id,
        service=data.service,
        begins_at=data.begins_at,
        ends_at=data.ends_at,
        share=data.share,
        reason=data.reason,
        by=request.user.id,
        at=store.now(),
    )
    return as_json(await store.write(partial(correct_impact, said=said, by=request.user.id)))


@delete(
    "/v1/retro/uptime/impacts/{correction_id:uuid}",
    guards=[signed_in, may_act],
    status_code=200,
    summary="Undo a correction",
)
async def delete_impact(
    request: Asked, correction_id: FromPath[UUID], store: HubStore
) -> Response[ImpactCorrection]:
    """What was said before it counts again, or the times of the incident."""
    undo = partial(undo_correction, correction_id=correction_id, by=request.user.id)
    return as_json(await store.write(undo))


@post(
    "/v1/retro/uptime/measure",
    guards=[signed_in, may_act],
    status_code=202,
    summary="Ask Prometheus for a week again",
)
async def post_measure(store: HubStore, data: JSONBody[WeekRequest]) -> None:
    """It is asked at once; a change tells when it has answered, or why not."""
    await store.write(partial(ask_again, service=data.service, starts_on=data.starts_on))


@post(
    "/v1/retro/uptime/import/preview",
    guards=[signed_in, may_act],
    status_code=200,
    summary="What a CSV file would change",
)
async def post_preview(store: HubStore, data: JSONBody[FileRequest]) -> Response[ImportPreview]:
    """Nothing is taken. `problems` name each line that cannot be, and why."""
    return as_json(await store.read(partial(preview_import, text=data.text)))


@put("/v1/retro/uptime/imports/{batch:uuid}", guards=[signed_in, may_act], summary="Take lines of a CSV file")
async def put_import(
    request: Asked, batch: FromPath[UUID], store: HubStore, data: JSONBody[ImportRequest]
) -> Response[list[UptimeNumber]]:
    """All or none. The id is the caller's; by it the import is undone."""
    take = partial(import_numbers, batch=batch, file=data.file, rows=data.rows, by=request.user.id)
    return as_json(await store.write(take))


ROUTES = [
    read_uptime,
    read_uptime_week,
    put_number,
    delete_numbers,
    put_impact,
    delete_impact,
    post_measure,
    post_preview,
    put_import,
]
