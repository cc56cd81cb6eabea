"""The rules of urgency over the API: who may, what is answered."""

from __future__ import annotations

import msgspec

from desktop.core.urgency.office import Office
from desktop.core.urgency.urgency import Urgency, UrgencyRule
from desktop.core.urgency.urgency_effect import UrgencyEffect
from desktop.wire.urgency import KeptUrgency, ProposedRules, WrittenUrgency
from tests.integration.hub.running import RunningHub

WAITS = UrgencyRule(
    id="w", name="Warnings", severity=("warning",), labels=(("env", "*"),), urgency=Urgency.OFFICE_HOURS
)


async def kept(hub: RunningHub, by: str = "ben") -> KeptUrgency:
    return msgspec.json.decode((await hub.get("/v1/urgency", by)).content, type=KeptUrgency)


async def test_an_admin_changes_the_rules_and_everybody_reads_them(hub: RunningHub):
    before = await kept(hub)
    written = WrittenUrgency(rules=(WAITS,), office=Office(country="DE"), based_on=before.version)
    refused = await hub.put("/v1/urgency", written, "ben")
    assert (refused.status_code, refused.json()["remedy"]) == (403, "Ask an admin of your team.")
    answer = await hub.put("/v1/urgency", written)
    assert answer.status_code == 200
    after = await kept(hub)
    assert after.policy.rules == (WAITS,)
    assert len(after.policy.office.holidays) > 20, "three years of them"
    assert answer.json()["version"] == after.version != before.version
    late = await hub.put("/v1/urgency", written)
    assert late.status_code == 200, "the same is no quarrel"
    late = await hub.put("/v1/urgency", WrittenUrgency(rules=(), based_on=before.version))
    assert late.status_code == 409


async def test_what_cannot_be_is_told_in_words(hub: RunningHub):
    version = (await kept(hub)).version
    twice = await hub.put("/v1/urgency", WrittenUrgency(rules=(WAITS, WAITS), based_on=version))
    assert (twice.status_code, "id of another" in twice.json()["title"]) == (400, True)
    nowhere = WrittenUrgency(rules=(), office=Office(country="XX"), based_on=version)
    assert "two letters" in (await hub.put("/v1/urgency", nowhere)).json()["remedy"]
    never = {"rules": [], "office": {"days": []}, "based_on": version}
    assert (await hub.put("/v1/urgency", never)).status_code == 400
    assert (await kept(hub)).version == version


async def test_the_effect_of_rules_is_told_before_they_are_kept(hub: RunningHub):
    await hub.alert(severity="warning", labels={"env": "staging"})
    answer = await hub.post("/v1/urgency/effect", ProposedRules(rules=(WAITS,)), "ben")
    assert answer.status_code == 200
    (judged,) = msgspec.json.decode(answer.content, type=UrgencyEffect).incidents
    assert (judged.rule, judged.before, judged.after) == ("w", Urgency.NOW, Urgency.OFFICE_HOURS)
    assert (await kept(hub)).policy.rules == ()
    assert (await hub.http.get(f"{hub.address}/v1/urgency")).status_code == 401
