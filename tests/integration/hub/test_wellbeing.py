"""How duty was, over the API: who may, and what is told to whom."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from tests.integration.hub.running import RunningHub

NOBODYS = UUID(int=7)


async def test_everybody_is_asked_only_of_themselves(hub: RunningHub):
    found = await hub.get("/v1/wellbeing", "mei")
    assert (found.status_code, found.headers["cache-control"]) == (200, "no-store")
    assert found.json() == {"questions": [], "offers": [], "noted": []}
    assert (await hub.http.get(f"{hub.address}/v1/wellbeing")).status_code == 401


async def test_an_observer_answers_nothing(hub: RunningHub):
    said = {"question": str(NOBODYS), "mood": 3, "slept": "well"}
    assert (await hub.post("/v1/wellbeing/answers", said, "olga")).status_code == 403
    assert (await hub.post("/v1/wellbeing/declined", {"id": str(NOBODYS)}, "olga")).status_code == 403
    route = f"/v1/wellbeing/recovery/{NOBODYS}"
    assert (await hub.put(route, {"hours": 2}, "olga")).status_code == 403
    assert (await hub.delete(route, "olga")).status_code == 403


async def test_what_nobody_asks_is_refused_with_a_sentence(hub: RunningHub):
    said = {"question": str(NOBODYS), "mood": 3, "slept": "well"}
    answered = await hub.post("/v1/wellbeing/answers", said)
    assert answered.status_code == 404
    assert answered.json()["title"] == "These questions are over."
    assert (await hub.post("/v1/wellbeing/answers", said | {"mood": 9})).status_code == 400
    assert (await hub.post("/v1/wellbeing/answers", said | {"slept": "no"})).status_code == 400
    noted = await hub.put(f"/v1/wellbeing/recovery/{NOBODYS}", {"hours": 2})
    assert noted.status_code == 404
    assert (await hub.delete(f"/v1/wellbeing/recovery/{NOBODYS}")).status_code == 200
    assert (await hub.post("/v1/wellbeing/declined", {"id": str(NOBODYS)})).status_code == 200


async def test_hours_of_rest_are_told_for_a_time(hub: RunningHub):
    today = hub.hub.store.now().date()
    ago = today - timedelta(days=90)
    found = await hub.get(f"/v1/retro/recovery?first={ago}&last={today}", "olga")
    assert found.json() == {"first": str(ago), "last": str(today), "hours": {}}
    assert (await hub.get(f"/v1/retro/recovery?first={today}&last={ago}")).status_code == 400
