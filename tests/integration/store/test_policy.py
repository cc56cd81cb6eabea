"""The escalation policy on both databases: changed, owned by a file, in force for what is open."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from desktop.core.incident.commands import OfferSeat, StillOnIt
from desktop.core.incident.incident import Incident
from desktop.core.incident.page import PageOutcome, PageReason
from desktop.core.team.seat import Seat
from desktop.core.team.team import Audience, Level, Policy
from desktop.core.team.waves import Wave
from desktop.hub.store.transaction import Transaction
from desktop.hub.usecases.errors import BadPolicy, OwnedByFile, PolicyChangedMeanwhile
from desktop.hub.usecases.incident.carry_out import carry_out
from desktop.hub.usecases.incident.due import agenda
from desktop.hub.usecases.incident.ingest import receive_report
from desktop.hub.usecases.team.policy import preview_policy, read_policy, save_policy
from desktop.hub.usecases.team.team import apply_team, current_team
from desktop.wire.policy import KeptPolicy, WrittenPolicy
from tests.integration.store.conftest import FILE, Hub
from tests.sample import MINUTE, NIGHT, TEAM, claim, report

PAIR = Level(audience=Audience.PAIR, repeat=2 * MINUTE)
STAFF = Level(audience=Audience.STAFF, waves=(Wave(size=1, wait=3 * MINUTE),))
WAVES = Policy(levels=(PAIR, STAFF), repage_after=30 * MINUTE)


def alert(tx: Transaction) -> Incident:
    incident = receive_report(tx, "prometheus", report()).incident
    assert incident is not None
    return incident


async def save(hub: Hub, policy: Policy) -> KeptPolicy:
    known = await hub.read(read_policy)
    return await hub.write(save_policy, WrittenPolicy(policy=policy, based_on=known.version))


async def test_what_is_open_follows_the_new_policy(hub: Hub):
    incident = await hub.write(alert)
    assert (await hub.read(agenda)).next_at == NIGHT + 5 * MINUTE
    kept = await save(hub, WAVES)
    assert (await hub.read(current_team)).policy == kept.policy == WAVES
    assert (await hub.read(agenda)).next_at == NIGHT + 2 * MINUTE
    assert await hub.pass_time(2 * MINUTE) == 1
    pages = await hub.pages(incident.id)
    assert [(page.responder, page.is_open) for page in pages].count(("ana", False)) == 1, "repeated"
    assert len(pages) == 4
    await hub.pass_time(2 * MINUTE)
    await hub.pass_time(MINUTE)
    level_2 = [page.responder for page in await hub.pages(incident.id) if page.level == 2]
    assert sorted(level_2) == ["dmitri", "mei"], "the next on the schedule, each for their own seat"


async def test_changing_it_twice_at_once_is_told(hub: Hub):
    known = await hub.read(read_policy)
    await save(hub, WAVES)
    assert (await save(hub, WAVES)).policy == WAVES, "the same is no quarrel"
    with pytest.raises(PolicyChangedMeanwhile):
        await hub.write(save_policy, WrittenPolicy(policy=Policy(), based_on=known.version))


async def test_one_that_would_page_nobody_is_refused_with_the_reason(hub: Hub):
    await hub.write(apply_team, replace(FILE, team=replace(TEAM, schedule=replace(TEAM.schedule, turns=()))))
    with pytest.raises(BadPolicy, match="nobody is on duty"):
        await save(hub, Policy(levels=(PAIR,)))
    assert (await hub.read(read_policy)).policy == Policy()


async def test_what_a_file_says_is_the_files_and_what_it_does_not_say_the_apps(hub: Hub):
    await save(hub, WAVES)
    await hub.write(apply_team, FILE)
    assert (await hub.read(read_policy)).policy == WAVES, "the file names no policy"
    said = replace(FILE, team=replace(TEAM, policy=Policy(repage_after=None, from_file=True)))
    await hub.write(apply_team, said)
    with pytest.raises(OwnedByFile):
        await save(hub, WAVES)
    await hub.write(apply_team, FILE)
    assert (await hub.read(read_policy)).policy == Policy(), "it is nobody's then"


@pytest.mark.parametrize(
    "policy",
    [
        Policy(levels=(PAIR,) * 11),
        Policy(levels=(replace(PAIR, wait=timedelta(hours=25)),)),
        Policy(levels=(PAIR, replace(STAFF, waves=(Wave(),) * 21))),
    ],
)
async def test_what_is_too_much_is_refused(hub: Hub, policy: Policy):
    with pytest.raises(BadPolicy):
        await save(hub, policy)


async def test_the_preview_changes_nothing(hub: Hub):
    told = await hub.read(preview_policy, WAVES)
    assert told.now.at == NIGHT
    assert told.night.at < NIGHT
    assert told.problems == ()
    assert [wake.level for wake in told.now.wakes][:2] == [1, 1]
    assert (await hub.read(read_policy)).policy == Policy()


async def test_holders_are_asked_and_offers_end_by_the_engine(hub: Hub):
    await save(hub, WAVES)
    incident = await hub.write(alert)
    for by, seat in (("ana", Seat.MANAGER), ("ben", Seat.ENGINEER)):
        command = replace(claim(by, seat, NIGHT), incident_id=incident.id)
        await hub.write(carry_out, command, f"{by}-1", by)
    await hub.pass_time(6 * MINUTE)
    offer = OfferSeat(incident_id=incident.id, by="ana", pressed_at=NIGHT, seat=Seat.MANAGER, to="mei")
    await hub.write(carry_out, offer, "ana-2", "ana")
    await hub.pass_time(5 * MINUTE)
    pages = [page for page in await hub.pages(incident.id) if page.reason is PageReason.OFFER]
    assert [(page.responder, page.outcome) for page in pages] == [("mei", PageOutcome.EXPIRED)]
    await hub.pass_time(26 * MINUTE)
    asked = (await hub.incident(incident.id)).still_pages
    assert {page.responder for page in asked} == {"ana", "ben"}
    said = StillOnIt(incident_id=incident.id, by="ana", pressed_at=NIGHT)
    await hub.write(carry_out, said, "ana-3", "ana")
    for _ in range(3):
        await hub.pass_time(5 * MINUTE)
    after = await hub.incident(incident.id)
    assert (after.manager.holder, after.engineer.holder) == ("ana", None)
