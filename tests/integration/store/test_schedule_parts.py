"""A plan in parts: published all or none, in one transaction; on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from desktop.core.schedule.schedule import Turn
from desktop.hub.usecases.errors import BadShift, UnknownResponder
from desktop.hub.usecases.incident.feed import heartbeat
from desktop.hub.usecases.schedule.plans import publish_plans
from desktop.hub.usecases.team.team import current_team
from desktop.wire.schedule import PlanRequest, PlansRequest
from tests.integration.store.conftest import Hub

WEEK = timedelta(days=7)
MONDAY = datetime(2026, 11, 30, 8, tzinfo=UTC)


async def pair(hub: Hub, at: datetime) -> tuple[str, str]:
    shift = (await hub.read(current_team)).schedule.shift_at(at)
    assert shift is not None
    return shift.turn.manager, shift.turn.engineer


async def test_parts_of_a_plan_are_published_all_or_none_and_told_as_one_change(hub: Hub):
    first = PlanRequest(starts_on=date(2026, 12, 7), turns=(Turn(manager="dmitri", engineer="mei"),))
    later = replace(first, starts_on=date(2026, 12, 21), turns=(Turn(manager="priya", engineer="ana"),))
    wrong = replace(later, turns=(Turn(manager="priya", engineer="nobody"),))
    before = (await hub.read(heartbeat)).cursor
    with pytest.raises(UnknownResponder):
        await hub.write(publish_plans, PlansRequest(parts=(first, wrong)), "ana")
    assert (await hub.read(current_team)).schedule.published == ()
    asked = PlansRequest(parts=(first, later))
    told = await hub.write(publish_plans, asked, "ana", preview=True)
    assert (told.published, (await hub.read(heartbeat)).cursor) == (False, before)
    done = await hub.write(publish_plans, asked, "ana")
    assert (done.published, [part.starts_on for part in (done.plan, *done.more)]) == (
        True,
        [date(2026, 12, 7), date(2026, 12, 21)],
    )
    assert done.changes == told.changes
    assert (await hub.read(heartbeat)).cursor == before + 1
    assert await pair(hub, MONDAY + WEEK) == ("dmitri", "mei")
    assert await pair(hub, MONDAY + 2 * WEEK) == ("ana", "ben"), "between them the rotation goes on"
    assert await pair(hub, MONDAY + 3 * WEEK) == ("priya", "ana")
    await hub.write(publish_plans, asked, "mei")
    assert len((await hub.read(current_team)).schedule.published) == 2, "the request came twice"


@pytest.mark.parametrize("parts", [(), (14, 7), (7, 7)])
async def test_parts_of_a_plan_follow_one_another(hub: Hub, parts: tuple[int, ...]):
    one = PlanRequest(starts_on=date(2026, 12, 7), turns=(Turn(manager="dmitri", engineer="mei"),))
    asked = tuple(replace(one, starts_on=date(2026, 12, day)) for day in parts)
    with pytest.raises(BadShift):
        await hub.write(publish_plans, PlansRequest(parts=asked), "ana")
    again = replace(one, repeat=True), replace(one, starts_on=date(2026, 12, 14))
    with pytest.raises(BadShift, match="begins before"):
        await hub.write(publish_plans, PlansRequest(parts=again), "ana")
