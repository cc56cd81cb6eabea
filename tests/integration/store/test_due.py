"""What falls due is a column: found late, early or twice, it is done once. On both databases."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from functools import partial

from desktop.core.fixing.fixing_commands import AnswerCallIn, CallInPerson
from desktop.core.incident import escalation
from desktop.core.incident.alert import AlertAction
from desktop.core.incident.commands import ClaimSeat
from desktop.core.incident.page import PageOutcome, PageReason
from desktop.core.incident.progress import next_step
from desktop.core.incident.woken import woken_before
from desktop.core.team.seat import Seat
from desktop.hub.engine.engine import Engine
from desktop.hub.store.incident import incidents, pages
from desktop.hub.usecases.incident import due
from desktop.hub.usecases.incident.due import advance_due, agenda
from desktop.hub.usecases.team.team import apply_team
from tests.integration.store.conftest import FILE
from tests.sample import MINUTE, NIGHT, TEAM


async def test_the_due_time_is_what_core_says(hub):
    incident = await hub.opened()
    expected = next_step(incident, TEAM, NIGHT)
    assert expected == NIGHT + 5 * MINUTE
    assert (await hub.read(agenda)).next_at == expected
    assert (await hub.read(agenda)).due == ()


async def test_levels_follow_each_other(hub):
    incident = await hub.opened()
    assert await hub.pass_time(5 * MINUTE - timedelta(seconds=1)) == 0
    assert await hub.pass_time(timedelta(seconds=1)) == 1
    assert (await hub.incident(incident.id)).manager.level == 2
    assert await hub.pass_time(5 * MINUTE) == 1
    after = await hub.incident(incident.id)
    assert (after.manager.level, after.engineer.level) == (3, 3)
    assert {p.responder for p in await hub.pages(incident.id) if p.level == 3} == {"ruth", "henrik"}


async def test_what_fell_due_long_ago_happens_once_and_one_level_only(hub):
    incident = await hub.opened()
    assert await hub.pass_time(timedelta(hours=3)) == 1
    assert (await hub.incident(incident.id)).manager.level == 2
    assert (await hub.read(agenda)).next_at == NIGHT + timedelta(hours=3) + 5 * MINUTE


async def test_advancing_twice_is_harmless(hub):
    incident = await hub.opened()
    hub.clock.advance(5 * MINUTE)
    done = await asyncio.gather(*(hub.write(advance_due, incident.id) for _ in range(5)))
    assert sorted(done) == [False] * 4 + [True]


async def test_a_due_time_without_cause_is_put_right(hub):
    incident = await hub.opened()
    await hub.write(incidents.save_due, incident.id, NIGHT)
    assert (await hub.read(agenda)).due == (incident.id,)
    assert not await hub.write(advance_due, incident.id)
    assert (await hub.read(agenda)).next_at == NIGHT + 5 * MINUTE


async def test_an_answered_incident_moves_up_no_more(hub):
    incident = await hub.opened()
    for person, seat in (("ana", Seat.MANAGER), ("ben", Seat.ENGINEER)):
        await hub.command(ClaimSeat(incident_id=incident.id, by=person, pressed_at=NIGHT, seat=seat), person)
    answered = await hub.incident(incident.id)
    assert (await hub.read(agenda)).next_at == next_step(answered, TEAM, NIGHT)
    await hub.pass_time(5 * MINUTE)
    after = await hub.incident(incident.id)
    assert [state.level for state in after.seats] == [1, 1]


async def test_a_call_in_is_paged_again_until_it_is_answered(hub):
    incident = await hub.opened()
    for person, seat in (("ana", Seat.MANAGER), ("ben", Seat.ENGINEER)):
        await hub.command(ClaimSeat(incident_id=incident.id, by=person, pressed_at=NIGHT, seat=seat), person)
    press = {"incident_id": incident.id, "pressed_at": NIGHT}
    await hub.command(CallInPerson(**press, by="ben", responder="mei", because="knows DNS"), "call")
    await hub.pass_time(5 * MINUTE)
    called = [page for page in await hub.pages(incident.id) if page.reason is PageReason.CALL_IN]
    assert [(page.responder, page.outcome) for page in called] == [
        ("mei", PageOutcome.REPEATED),
        ("mei", None),
    ]
    assert (await hub.read(pages.last_woken))["mei"].at == NIGHT + 5 * MINUTE
    await hub.command(AnswerCallIn(**press, by="mei"), "come")
    await hub.pass_time(5 * MINUTE)
    assert (await hub.incident(incident.id)).call_ins[0].pages == 2
    assert not (await hub.incident(incident.id)).call_in_pages


async def test_who_was_woken_is_remembered(hub):
    await hub.opened()
    await hub.pass_time(5 * MINUTE)
    woken = await hub.read(pages.last_woken)
    # It is 03:41 in Berlin, 21:41 in New York, and 08:11 in Kolkata.
    assert {who: last.at for who, last in woken.items()} == {
        "ana": NIGHT + 5 * MINUTE,
        "ben": NIGHT + 5 * MINUTE,
        "mei": NIGHT + 5 * MINUTE,
    }


async def test_what_rings_now_does_not_hide_when_somebody_was_woken_before(hub):
    first = await hub.opened()
    await hub.pass_time(5 * MINUTE)
    before = {who: last.at for who, last in (await hub.read(pages.last_woken)).items()}
    assert set(before) == {"ana", "ben", "mei"}
    await hub.monitor("checkout", AlertAction.RESOLVE)
    await hub.pass_time(60 * MINUTE)
    second = await hub.opened("search")
    await hub.pass_time(5 * MINUTE)
    woken = await hub.read(pages.last_woken)
    assert woken_before(woken, second.id) == before
    assert woken["ana"].apart_from(first.id) == woken["ana"].at > before["ana"], "by the other one"


async def test_the_engine_does_what_is_due_and_sleeps_otherwise(hub):
    incident = await hub.opened()
    engine = Engine(hub.store, hub.clock)
    await engine.start()
    try:
        hub.clock.advance(5 * MINUTE)
        engine.wake()
        await until(hub, lambda seen: seen.manager.level == 2, incident.id)
        hub.clock.advance(5 * MINUTE)
        engine.wake()
        await until(hub, lambda seen: seen.manager.level == 3, incident.id)
    finally:
        await engine.stop()
        await engine.stop()


async def test_the_engine_wakes_by_itself(hub):
    incident = await hub.opened()
    engine = Engine(hub.store, hub.clock)
    await engine.start()
    try:
        await until(hub, lambda seen: seen.manager.level == 1, incident.id)
        hub.clock.advance(5 * MINUTE)
        await until(hub, lambda seen: seen.manager.level == 2, incident.id)
    finally:
        await engine.stop()


async def test_a_thousand_due_at_once_are_all_done(hub):
    opened = [hub.opened(f"alert {n}") for n in range(1000)]
    ids = [incident.id for incident in await asyncio.gather(*opened)]
    hub.clock.advance(5 * MINUTE)
    engine = Engine(hub.store, hub.clock)
    await engine.start()
    try:
        await nothing_due(hub)
    finally:
        await engine.stop()
    levels = {incident.manager.level for incident in await hub.read(incidents.unresolved)}
    assert levels == {2}
    assert len(ids) == 1000


async def test_one_that_cannot_be_advanced_does_not_stop_the_others(hub, monkeypatch, expected_errors):
    bad, good = await hub.opened("bad"), await hub.opened("good")

    def advance(incident, team, now):
        if incident.id == bad.id:
            raise ArithmeticError("poisoned")
        return real(incident, team, now)

    real = escalation.advance
    monkeypatch.setattr(due, "advance", advance)
    engine = Engine(hub.store, hub.clock)
    await engine.start()
    try:
        hub.clock.advance(5 * MINUTE)
        engine.wake()
        await until(hub, lambda seen: seen.manager.level == 2, good.id)
    finally:
        await engine.stop()
    assert (await hub.incident(bad.id)).manager.level == 1
    assert str(bad.id) in expected_errors[0].getMessage()


async def test_planning_again_after_the_team_changed(hub):
    incident = await hub.opened()
    quick = tuple(replace(level, wait=timedelta(seconds=30)) for level in TEAM.policy.levels)
    file = replace(FILE, team=replace(TEAM, policy=replace(TEAM.policy, levels=quick)))
    assert await hub.write(apply_team, file)
    assert (await hub.read(agenda)).next_at == NIGHT + timedelta(seconds=30)
    assert await hub.pass_time(timedelta(seconds=30)) == 1
    assert (await hub.incident(incident.id)).manager.level == 2


async def until(hub, condition, incident_id):
    await hub.heard(lambda: hub.incident(incident_id), condition)


async def nothing_due(hub):
    await hub.heard(lambda: hub.read(partial(agenda, limit=1)), lambda current: not current.due)
