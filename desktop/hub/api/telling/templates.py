"""Templates: read, rewritten and restored by anyone of the team."""

from __future__ import annotations

from functools import partial
from typing import Any

import msgspec
from litestar import Request, Response, get, post, put
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, JSONBody

from desktop.core.team.responder import Responder
from desktop.core.telling.template import Template
from desktop.core.telling.update import Readers, Stage
from desktop.hub.api.as_json import as_json
from desktop.hub.api.team.sign_in import may_act, signed_in
from desktop.hub.store.store import Store
from desktop.hub.usecases.telling.templates import check_source, restore_template, save_template, versions

Asked = Request[Responder, Any, State]
HubStore = NamedDependency[Store]
_PATH = "/v1/templates/{stage:str}/{readers:str}"


class TemplateRequest(msgspec.Struct, frozen=True, kw_only=True):
    """Jinja2 source. `based_on`: the version that was changed into this one; when it is not the newest any
    more, the answer is 409. Without it the newest is replaced whatever it is."""

    subject: str
    text: str
    based_on: int | None = None


class RestoreRequest(msgspec.Struct, frozen=True, kw_only=True):
    """The version to come back to; 0 is what ships."""

    version: int


@get("/v1/templates", guards=[signed_in], summary="All versions of all templates")
async def read_templates(store: HubStore) -> Response[list[Template]]:
    """By stage and readers, the oldest version first; version 0 is what ships."""
    return as_json(await store.read(versions))


@put(_PATH, guards=[signed_in, may_act], summary="Write a new version of a template")
async def put_template(
    request: Asked,
    stage: FromPath[str],
    readers: FromPath[str],
    store: HubStore,
    data: JSONBody[TemplateRequest],
) -> Response[Template]:
    """What is in force afterwards."""
    for_whom = _for_whom(stage, readers)
    check_source(data.subject, data.text)
    by = request.user.id
    return as_json(
        await store.write(lambda tx: save_template(tx, *for_whom, data.subject, data.text, by, data.based_on))
    )


@post(
    f"{_PATH}/restore",
    guards=[signed_in, may_act],
    status_code=200,
    summary="Make an old version of a template the newest",
)
async def post_restore(
    request: Asked,
    stage: FromPath[str],
    readers: FromPath[str],
    store: HubStore,
    data: JSONBody[RestoreRequest],
) -> Response[Template]:
    """What is in force afterwards."""
    stage_, readers_ = _for_whom(stage, readers)
    restore = partial(
        restore_template, stage=stage_, readers=readers_, version=data.version, by=request.user.id
    )
    return as_json(await store.write(restore))


def _for_whom(stage: str, readers: str) -> tuple[Stage, Readers]:
    try:
        return Stage(stage), Readers(readers)
    except ValueError as error:
        stages, people = ", ".join(Stage), ", ".join(Readers)
        raise NotFoundException(f"Stages are {stages}; readers are {people}.") from error


ROUTES = [read_templates, put_template, post_restore]
