"""Urgency on both databases: what can wait is stored as such, rules are changed, holidays are kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from desktop.core.closing.closing import Verdict
from desktop.core.errors import InvalidTeam
from desktop.core.incident.commands import ChangeUrgency, GiveVerdict, ResolveIncident
from desktop.core.incident.page import PageOutcome
from desktop.core.urgency.office import Office
from desktop.core.urgency.urgency import Urgency, UrgencyPolicy, UrgencyRule
from desktop.core.urgency.urgency_effect import RuleEffect
from desktop.hub.engine.engine import Engine
from desktop.hub.store.transaction import Transaction
from desktop.hub.usecases.errors import BadUrgency, OwnedByFile, UrgencyChangedMeanwhile
from desktop.hub.usecases.incident.due import agenda
from desktop.hub.usecases.incident.feed import snapshot
from desktop.hub.usecases.incident.ingest import receive_report
from desktop.hub.usecases.schedule.holidays import with_holidays
from desktop.hub.usecases.team.team import apply_team, current_team
from desktop.hub.usecases.team.urgency import effect, keep_holidays, read_urgency, save_urgency, stale_office
from desktop.wire.urgency import KeptUrgency, WrittenUrgency
from tests.integration.store.conftest import FILE, Hub
from tests.sample import MINUTE, NIGHT, TEAM, report

WAITS = UrgencyRule(id="w", name="Warnings", severity=("warning",), urgency=Urgency.OFFICE_HOURS)
CHECKOUT = UrgencyRule(id="c", name="Checkout", service=("checkout*",), urgency=Urgency.OFFICE_HOURS)
NINE = datetime(2026, 11, 24, 8, tzinfo=UTC)


async def save(hub: Hub, *rules: UrgencyRule, office: Office | None = None) -> KeptUrgency:
    known = await hub.read(read_urgency)
    written = WrittenUrgency(rules=rules, office=office, based_on=known.version)
    return await hub.write(save_urgency, written)


def warning(tx: Transaction, key: str = "checkout", severity: str = "warning"):
    return receive_report(tx, "prometheus", replace(report(key), severity=severity)).incident


async def test_what_can_wait_falls_due_when_the_office_opens(hub: Hub):
    await save(hub, WAITS)
    incident = await hub.write(warning)
    assert await hub.pages(incident.id) == []
    assert (await hub.read(agenda)).next_at == NINE
    assert await hub.pass_time(NINE - NIGHT - MINUTE) == 0
    assert await hub.pass_time(MINUTE) == 1
    assert {page.responder for page in await hub.pages(incident.id)} == {"ana", "ben"}
    assert (await hub.incident(incident.id)).quiet_until is None
    for _ in range(3):
        assert await hub.pass_time(5 * MINUTE) == 1
    assert {page.level for page in await hub.pages(incident.id)} == {1}
    assert await hub.pass_time(timedelta(hours=9)) == 1
    assert (await hub.incident(incident.id)).quiet_until == NINE + timedelta(days=1)
    assert not [page for page in await hub.pages(incident.id) if page.is_open]


async def test_by_hand_and_back(hub: Hub):
    incident = await hub.opened()
    command = ChangeUrgency(
        incident_id=incident.id, by="ana", pressed_at=NIGHT, urgency=Urgency.OFFICE_HOURS, because="dev"
    )
    assert (await hub.command(command)).incident.quiet_until == NINE
    assert {page.outcome for page in await hub.pages(incident.id)} == {PageOutcome.CAN_WAIT}
    assert (await hub.command(command, "second press")).refusal is None
    back = replace(command, urgency=Urgency.NOW, because="it is not")
    await hub.command(back, "third press")
    assert len([page for page in await hub.pages(incident.id) if page.is_open]) == 2


async def test_an_alert_that_cannot_wait_wakes_at_once(hub: Hub):
    await save(hub, WAITS)
    incident = await hub.write(warning)
    await hub.write(warning, severity="critical")
    assert len(await hub.pages(incident.id)) == 2


async def test_rules_are_replaced_as_a_whole_and_nobodys_silently(hub: Hub):
    first = await save(hub, WAITS, CHECKOUT)
    assert (await hub.read(snapshot, me="ana")).team.urgency.rules == (WAITS, CHECKOUT)
    second = await hub.write(save_urgency, WrittenUrgency(rules=(CHECKOUT, WAITS), based_on=first.version))
    assert second.version != first.version
    with pytest.raises(UrgencyChangedMeanwhile, match="meanwhile") as refused:
        await hub.write(save_urgency, WrittenUrgency(rules=(), based_on=first.version))
    assert refused.value.status == 409
    again = WrittenUrgency(rules=(CHECKOUT, WAITS), based_on=first.version)
    assert await hub.write(save_urgency, again) == second, "the same is no quarrel"


async def test_what_makes_no_rules_is_refused(hub: Hub):
    with pytest.raises(InvalidTeam, match="id of another"):
        await save(hub, WAITS, WAITS)
    with pytest.raises(InvalidTeam, match="no name"):
        await save(hub, replace(WAITS, name=" "))
    with pytest.raises(BadUrgency, match="pattern is empty"):
        await save(hub, replace(WAITS, service=(" ",)))
    assert (await hub.read(read_urgency)).policy == UrgencyPolicy()


async def test_a_file_with_rules_owns_them_and_one_without_leaves_them(hub: Hub):
    mine = await save(hub, WAITS)
    assert await hub.write(apply_team, FILE) is False, "the file says nothing of urgency"
    assert (await hub.read(read_urgency)) == mine
    owned = replace(FILE, team=replace(TEAM, urgency=UrgencyPolicy(rules=(CHECKOUT,), from_file=True)))
    assert await hub.write(apply_team, owned) is True
    assert await hub.write(apply_team, owned) is False
    with pytest.raises(OwnedByFile, match="team file"):
        await save(hub, WAITS)
    assert await hub.write(apply_team, FILE) is True
    assert (await hub.read(read_urgency)).policy == UrgencyPolicy(), "what the file owned is gone with it"


async def test_the_effect_on_incidents_that_there_were(hub: Hub):
    acted = await hub.write(warning, key="a")
    await hub.write(warning, key="b")
    await hub.write(warning, key="c", severity="critical")
    await hub.command(ResolveIncident(incident_id=acted.id, by="ana", pressed_at=NIGHT), "1")
    for number, (by, verdict) in enumerate((("ana", Verdict.ACT_NOW), ("ben", Verdict.COULD_HAVE_WAITED))):
        said = GiveVerdict(incident_id=acted.id, by=by, pressed_at=NIGHT, verdict=verdict)
        await hub.command(said, f"v{number}")
    found = await hub.read(effect, (WAITS, CHECKOUT))
    assert [one.number for one in found.incidents] == [3, 2, 1]
    assert found.of("w") == RuleEffect(matched=2, become_quiet=2, of_them_act_now=1)
    assert found.of("c") == RuleEffect(matched=1, become_quiet=1, of_them_act_now=0)
    assert found.total == RuleEffect(matched=3, become_quiet=3, of_them_act_now=1)
    assert (await hub.read(effect, ())).of("").matched == 3
    assert (await hub.incident(acted.id)).urgency is Urgency.NOW, "nothing is changed by asking"


async def test_holidays_are_looked_up_and_kept_until_a_year_before_they_end(hub: Hub):
    place = Office(country="DE", region="BE")
    await save(hub, WAITS, office=place)
    stale = await hub.read(stale_office)
    assert stale == (place, date(2026, 11, 24))
    filled = await with_holidays(*stale)
    assert date(2026, 12, 25) in filled.holidays
    assert date(2028, 3, 8) in filled.holidays, "Women's Day is one in Berlin"
    version = (await hub.read(read_urgency)).version
    assert await hub.write(keep_holidays, filled) is True
    assert (await hub.read(read_urgency)).version == version, "nobody changed anything"
    assert await hub.read(stale_office) is None
    hub.clock.advance(timedelta(days=2 * 366))
    assert await hub.read(stale_office) is not None
    await save(hub, WAITS, office=Office())
    assert await hub.write(keep_holidays, filled) is False, "the office has moved"


async def test_the_engine_looks_them_up_by_itself(hub: Hub):
    file = replace(
        FILE,
        team=replace(TEAM, urgency=UrgencyPolicy(office=Office(country="DE"), from_file=True)),
    )
    await hub.write(apply_team, file)
    engine = Engine(hub.store, hub.clock)
    await engine.start()
    await hub.opened()
    try:
        team = await hub.heard(
            lambda: hub.read(current_team), lambda team: bool(team.urgency.office.holidays)
        )
    finally:
        await engine.stop()
    assert date(2026, 12, 26) in team.urgency.office.holidays
    assert await hub.write(apply_team, file) is False, "they are no change of the file"


async def test_an_unknown_place_is_told_with_a_remedy():
    with pytest.raises(BadUrgency, match="Use its two letters"):
        await with_holidays(Office(country="XX"), date(2026, 1, 1))
    with pytest.raises(BadUrgency, match="BB, BE"):
        await with_holidays(Office(country="DE", region="London"), date(2026, 1, 1))
