"""Many weeks of the retro, asked for as desktops do."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import msgspec

from desktop.core.retro.retro_week import week_of
from desktop.core.retro.trends import Trends
from tests.integration.hub.running import RunningHub


async def test_many_weeks_in_numbers(hub: RunningHub):
    await hub.alert()
    await hub.incident()
    monday = week_of(hub.hub.store.now(), "Europe/Berlin").monday
    answers = await asyncio.gather(*(hub.get(f"/v1/retro/weeks?until={monday}", "olga") for _ in range(3)))
    for answer in answers:
        found = msgspec.json.decode(answer.content, type=Trends)
        assert (len(found.weeks), found.mondays[-1]) == (26, monday)
        assert found.values("incidents") == (None,) * 25 + (1,)
    # Something new is seen by the next one who asks.
    await hub.alert("another")
    await hub.incident(lambda one: one.number == 2)
    found = msgspec.json.decode(
        (await hub.get(f"/v1/retro/weeks?until={monday}&weeks=2")).content, type=Trends
    )
    assert found.values("incidents") == (None, 2)


async def test_what_cannot_be_told_is_answered_with_a_sentence(hub: RunningHub):
    monday = week_of(hub.hub.store.now(), "Europe/Berlin").monday
    for query, words in (
        (f"until={monday}&weeks=61", "at once"),
        (f"until={monday + timedelta(days=1)}", "begins on a Monday"),
    ):
        answer = await hub.get(f"/v1/retro/weeks?{query}")
        assert answer.status_code == 400
        assert words in answer.text
    assert (await hub.http.get(f"{hub.address}/v1/retro/weeks?until={monday}")).status_code == 401
