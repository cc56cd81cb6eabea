"""Urgency: everybody signed in may read its rules and see what others would mean, admins change them."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from litestar import Response, get, post, put
from litestar.di import NamedDependency
from litestar.params import JSONBody

from desktop.core.urgency.urgency_effect import UrgencyEffect
from desktop.hub.api.as_json import as_json
from desktop.hub.api.team.sign_in import may_administer, signed_in
from desktop.hub.store.store import Store
from desktop.hub.usecases.schedule.holidays import with_holidays
from desktop.hub.usecases.team.urgency import effect, read_urgency, save_urgency
from desktop.wire.urgency import KeptUrgency, ProposedRules, WrittenUrgency

HubStore = NamedDependency[Store]


@get("/v1/urgency", guards=[signed_in], summary="The rules of urgency and the office hours")
async def get_urgency(store: HubStore) -> Response[KeptUrgency]:
    """In the order in which they are tried; the first that matches counts."""
    return as_json(await store.read(read_urgency))


@put("/v1/urgency", guards=[signed_in, may_administer], summary="Change the rules of urgency")
async def put_urgency(store: HubStore, data: JSONBody[WrittenUrgency]) -> Response[KeptUrgency]:
    """The whole list, in its order; 409 when `based_on` is not in force any more. Admins only, and only while
    no team file owns the rules."""
    office = data.office
    if office is not None:
        data = replace(data, office=await with_holidays(office, store.now().date()))
    return as_json(await store.write(partial(save_urgency, written=data)))


@post(
    "/v1/urgency/effect",
    guards=[signed_in],
    status_code=200,
    summary="What rules would have meant for the latest incidents",
)
async def post_effect(store: HubStore, data: JSONBody[ProposedRules]) -> Response[UrgencyEffect]:
    """For each of the last 100 incidents the rule that would decide, its urgency as it is and as it would be.
    Changes nothing."""
    return as_json(await store.read(partial(effect, rules=data.rules)))


ROUTES = [get_urgency, put_urgency, post_effect]
