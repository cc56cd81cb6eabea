"""The escalation policy: everybody signed in may read it and see what another would do, admins change it."""

from __future__ import annotations

from functools import partial

from litestar import Response, get, post, put
from litestar.di import NamedDependency
from litestar.params import JSONBody

from desktop.hub.api.as_json import as_json
from desktop.hub.api.team.sign_in import may_administer, signed_in
from desktop.hub.store.store import Store
from desktop.hub.usecases.team.policy import preview_policy, read_policy, save_policy
from desktop.wire.policy import KeptPolicy, PolicyPreview, ProposedPolicy, WrittenPolicy

HubStore = NamedDependency[Store]


@get("/v1/policy", guards=[signed_in], summary="The escalation policy")
async def get_policy(store: HubStore) -> Response[KeptPolicy]:
    """Levels with their waits, waves and repeats, when holders are asked whether they are still on it, and
    the communication clock. Durations as ISO 8601 has them (PT5M)."""
    return as_json(await store.read(read_policy))


@put("/v1/policy", guards=[signed_in, may_administer], summary="Change the escalation policy")
async def put_policy(store: HubStore, data: JSONBody[WrittenPolicy]) -> Response[KeptPolicy]:
    """The whole policy; 409 when `based_on` is not in force any more, or when a team file owns it; 400 with
    the reason when it would page nobody. Admins only."""
    return as_json(await store.write(partial(save_policy, written=data)))


@post("/v1/policy/preview", guards=[signed_in], status_code=200, summary="Whom a policy would wake")
async def post_preview(store: HubStore, data: JSONBody[ProposedPolicy]) -> Response[PolicyPreview]:
    """The wake forecast of an incident that opens now, and of one that opened last night at four, if nobody
    answers. Changes nothing."""
    return as_json(await store.read(partial(preview_policy, policy=data.policy)))


ROUTES = [get_policy, put_policy, post_preview]
