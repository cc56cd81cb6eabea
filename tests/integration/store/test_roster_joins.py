"""Who is new on the roster, and since when; on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from desktop.core.team.responder import Responder, Roster
from desktop.hub.usecases.schedule.rotation_facts import rotation_facts
from desktop.hub.usecases.schedule.schedule import schedule_page
from desktop.hub.usecases.team.team import apply_team, ensure_first_admin, welcome
from tests.integration.store.conftest import FILE, Hub
from tests.sample import ROSTER, TEAM

DAY, WEEK = timedelta(days=1), timedelta(days=7)
MONDAY = datetime(2026, 11, 30, 8, tzinfo=UTC)


async def test_who_is_new_on_the_roster_was_not_always_there(hub: Hub):
    facts = await rotation_facts(hub.store, MONDAY, MONDAY + WEEK)
    assert {person.starts_on for person in facts.people} == {None}, "the first team was always there"
    hub.clock.advance(2 * DAY)
    newcomer = Responder(id="leila", name="Leila Haddad")
    told = Responder(id="jonas", name="Jonas Weber", joined=date(2026, 12, 7))
    team = replace(TEAM, roster=Roster(responders=(*ROSTER.responders, newcomer, told)))
    await hub.write(apply_team, replace(FILE, team=team))
    hub.clock.advance(20 * DAY)
    await hub.write(apply_team, replace(FILE, team=TEAM))
    await hub.write(apply_team, replace(FILE, team=team))
    facts = await rotation_facts(hub.store, MONDAY, MONDAY + WEEK)
    came = {person.id: person.starts_on for person in facts.people}
    assert came["leila"] == date(2026, 11, 26), "coming back makes nobody new"
    assert came["jonas"] == date(2026, 12, 7)
    assert came["ana"] is None
    page = await hub.read(schedule_page, MONDAY, MONDAY + WEEK)
    assert page.joined == {"leila": date(2026, 11, 26), "jonas": date(2026, 12, 7)}


async def test_whoever_is_invited_is_new_from_that_day(store_url, open_hub):
    hub = open_hub(store_url)
    await hub.write(ensure_first_admin, "Ana Okafor", "Europe/Berlin")
    hub.clock.advance(3 * DAY)
    await hub.write(welcome, "Ben Sato", "Asia/Tokyo")
    facts = await rotation_facts(hub.store, MONDAY, MONDAY + WEEK)
    assert [person.starts_on for person in facts.people] == [None, date(2026, 11, 27)]
