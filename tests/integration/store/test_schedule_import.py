"""Exports of other tools as plans: shown, with what could not be kept, and never published by themselves."""

from __future__ import annotations

import json
from datetime import date, time

import pytest

from desktop.core.schedule.schedule import Turn
from desktop.hub.usecases.errors import BadShift
from desktop.hub.usecases.incident.feed import heartbeat
from desktop.hub.usecases.schedule.plans import publish_plan
from desktop.hub.usecases.schedule.schedule_import import plan_of_export, read_export
from desktop.hub.usecases.team.team import current_team
from desktop.wire.schedule import ImportedPerson, ImportPreview, ImportRequest
from tests.integration.store.conftest import Hub
from tests.sample import NIGHT, TEAM
from tests.unit.formats.schedules.samples import CALENDAR, OPSGENIE, pagerduty

NEXT_HAND_OVER = date(2026, 11, 30)


async def made(hub: Hub, asked: ImportRequest) -> ImportPreview:
    engineer = await read_export(asked.engineer, "Europe/Berlin", NIGHT)
    manager = await read_export(asked.manager, "Europe/Berlin", NIGHT) if asked.manager else None
    return await hub.read(plan_of_export, asked, manager, engineer, "ana")


async def test_two_rotations_are_one_plan_that_goes_round(hub: Hub):
    before = await hub.read(heartbeat)
    asked = ImportRequest(engineer=json.dumps(pagerduty()), manager=json.dumps(OPSGENIE))
    found = await made(hub, asked)
    assert found.plan is not None
    assert (found.plan.starts_on, found.plan.hand_over, found.plan.days, found.plan.repeat) == (
        NEXT_HAND_OVER, time(9), 7, True,
    )  # fmt: skip
    assert found.plan.turns == (
        Turn(manager="dmitri", engineer="ben"),
        Turn(manager="priya", engineer="mei"),
        Turn(manager="dmitri", engineer="ana"),
        Turn(manager="priya", engineer="ben"),
        Turn(manager="dmitri", engineer="mei"),
        Turn(manager="priya", engineer="ana"),
    )
    assert found.preview is not None
    assert (found.preview.published, bool(found.preview.changes)) == (False, True)
    assert any("time restriction" in sentence for sentence in found.sentences)
    assert await hub.read(heartbeat) == before
    assert (await hub.read(current_team)) == TEAM
    assert (await hub.write(publish_plan, found.plan, "ana")).published


async def test_one_export_fills_the_other_seat_with_who_comes_next_and_says_so(hub: Hub):
    found = await made(hub, ImportRequest(engineer=json.dumps(pagerduty())))
    assert found.plan is not None
    assert found.plan.turns == (
        Turn(manager="mei", engineer="ben"),
        Turn(manager="ana", engineer="mei"),
        Turn(manager="ben", engineer="ana"),
    )
    assert any("one person at a time" in sentence for sentence in found.sentences)


async def test_times_are_planned_by_days_and_what_is_lost_by_that_is_told(hub: Hub):
    export = pagerduty(schedule_layers=[{"end": None}, {"end": None}])
    found = await made(hub, ImportRequest(engineer=json.dumps(export), manager=json.dumps(export)))
    assert found.plan is not None
    assert (found.plan.days, found.plan.repeat) == (1, False)
    people = [turn.engineer for turn in found.plan.turns]
    assert people == ["priya"] * 7 + ["ana"] * 3 + ["ben"] * 4
    said = " ".join(found.sentences)
    assert "2 changes are not at 09:00" in said
    assert "until 2026-12-14" in said


async def test_a_calendar_is_read_too(hub: Hub):
    found = await made(hub, ImportRequest(engineer=CALENDAR))
    assert found.plan is not None
    assert (found.plan.days, found.plan.zone, found.plan.hand_over) == (7, "Europe/Berlin", time(9))
    assert [turn.engineer for turn in found.plan.turns] == ["mei", "ben"]


async def test_people_who_are_not_known_are_asked_about_first(hub: Hub):
    export = pagerduty()
    export["schedule"]["schedule_layers"][0]["users"][0]["user"]["summary"] = "A. O."
    found = await made(hub, ImportRequest(engineer=json.dumps(export)))
    assert found.plan is None
    assert found.people[0] == ImportedPerson(name="A. O.", responder=None)
    for wrong in ("olga", "nobody"):
        told = ImportRequest(engineer=json.dumps(export), people={"A. O.": wrong})
        assert (await made(hub, told)).plan is None
    told = ImportRequest(engineer=json.dumps(export), people={"A. O.": "ana"})
    assert (await made(hub, told)).plan is not None


async def test_who_is_nobody_here_is_left_out_and_others_have_their_time(hub: Hub):
    export = pagerduty()
    export["schedule"]["schedule_layers"][0]["users"][0]["user"]["summary"] = "A. O."
    found = await made(hub, ImportRequest(engineer=json.dumps(export), people={"A. O.": ""}))
    assert found.people[0] == ImportedPerson(name="A. O.", responder="")
    assert found.plan is not None
    assert {turn.engineer for turn in found.plan.turns} == {"ben", "mei"}
    assert "Nobody here is A. O.: others have their time." in found.sentences
    assert any("On 7 days nobody" in sentence for sentence in found.sentences)
    everybody = {"A. O.": "", "Ben Sato": "", "Mei Lindqvist": ""}
    with pytest.raises(BadShift, match="nobody on call"):
        await made(hub, ImportRequest(engineer=json.dumps(export), people=everybody))


async def test_gaps_go_to_who_was_on_before(hub: Hub):
    asked = ImportRequest(engineer=CALENDAR.replace("DTEND:20261207", "DTEND:20261205"))
    found = await made(hub, asked)
    assert found.plan is not None
    assert [turn.engineer for turn in found.plan.turns] == ["mei", "ben"]
    assert any("On 2 days nobody" in sentence for sentence in found.sentences)


async def test_an_export_without_anybody_to_come_is_refused(hub: Hub):
    for asked in (
        ImportRequest(engineer=CALENDAR, starts_on=date(2028, 1, 3)),
        ImportRequest(engineer=json.dumps({"schedule": {"final_schedule": {}}})),
    ):
        with pytest.raises(BadShift) as refused:
            await made(hub, asked)
        assert refused.value.remedy
