"""The escalation policy over the API: who may, what is answered."""

from __future__ import annotations

from dataclasses import replace

import msgspec

from desktop.core.team.team import Audience, Level, Policy
from desktop.core.team.waves import Wave
from desktop.wire.policy import KeptPolicy, PolicyPreview, ProposedPolicy, WrittenPolicy
from tests.integration.hub.running import RunningHub
from tests.sample import MINUTE

LEVELS = (
    Level(audience=Audience.PAIR, repeat=2 * MINUTE),
    Level(audience=Audience.STAFF, waves=(Wave(wait=3 * MINUTE), Wave(size=2))),
)
WAVES = Policy(levels=LEVELS, repage_after=None)


async def kept(hub: RunningHub, by: str = "ben") -> KeptPolicy:
    return msgspec.json.decode((await hub.get("/v1/policy", by)).content, type=KeptPolicy)


async def test_an_admin_changes_it_and_everybody_reads_it(hub: RunningHub):
    before = await kept(hub)
    written = WrittenPolicy(policy=WAVES, based_on=before.version)
    refused = await hub.put("/v1/policy", written, "ben")
    assert (refused.status_code, refused.json()["remedy"]) == (403, "Ask an admin of your team.")
    answer = await hub.put("/v1/policy", written)
    assert answer.status_code == 200
    after = await kept(hub)
    assert after.policy == WAVES
    assert answer.json()["version"] == after.version != before.version
    late = await hub.put("/v1/policy", WrittenPolicy(policy=Policy(), based_on=before.version))
    assert (late.status_code, "meanwhile" in late.json()["title"]) == (409, True)


async def test_what_cannot_be_is_told_in_words(hub: RunningHub):
    version = (await kept(hub)).version
    no_level = {"policy": {"levels": []}, "based_on": version}
    answer = await hub.put("/v1/policy", no_level)
    assert (answer.status_code, "no level" in answer.json()["title"]) == (400, True)
    long = replace(WAVES, levels=(replace(LEVELS[0], wait=2000 * MINUTE),))
    answer = await hub.put("/v1/policy", WrittenPolicy(policy=long, based_on=version))
    assert (answer.status_code, "longer than a day" in answer.json()["title"]) == (400, True)
    claimed = replace(WAVES, from_file=True)
    await hub.put("/v1/policy", WrittenPolicy(policy=claimed, based_on=version))
    assert not (await kept(hub)).policy.from_file, "only a file can say so"


async def test_the_effect_is_told_before_it_is_kept(hub: RunningHub):
    answer = await hub.post("/v1/policy/preview", ProposedPolicy(policy=WAVES), "ben")
    assert answer.status_code == 200
    told = msgspec.json.decode(answer.content, type=PolicyPreview)
    assert told.problems == ()
    assert (told.night.at < told.now.at) is True
    first = told.now.wakes[0]
    assert (first.at, first.level, first.people) == (told.now.at, 1, ("ana",))
    waves = [(wake.wave, wake.people) for wake in told.now.wakes if wake.level == 2]
    assert {number for number, _people in waves} == {0, 1}
    assert all(len(people) == 2 for _number, people in waves)
    nobody = Policy(levels=(Level(audience=Audience.PAIR),))
    assert (await kept(hub)).policy == Policy()
    assert (await hub.post("/v1/policy/preview", ProposedPolicy(policy=nobody))).status_code == 200
    assert (await hub.http.get(f"{hub.address}/v1/policy")).status_code == 401
