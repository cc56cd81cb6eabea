"""A rotation from the form to everybody's screen: facts of a real hub, the real solver, published; and then
somebody comes."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from desktop.core.schedule.rotation import RotationResult, segments_of
from desktop.core.schedule.schedule import Schedule, Turn
from desktop.core.team.team import Team
from desktop.hub.usecases.team.team import welcome
from desktop.rotation.solve import solve
from desktop.ui.present.schedule.schedule_rotation import (
    RotationDraft,
    request_of,
    usual_draft,
    with_facts,
)
from desktop.wire.schedule import PlanRequest
from tests.integration.client.desktops import Desktop, Desktops
from tests.integration.hub.running import RunningHub

WEEK = timedelta(days=7)


async def made(desktop: Desktop, team: Team, draft: RotationDraft) -> RotationResult:
    """Made as the form does it, and published."""
    desk = desktop.session.schedule
    asked = request_of(draft, team)
    request = with_facts(asked, await desk.rotation_facts(asked.times[0][0], asked.times[-1][1]))
    result = await solve(request, within=timedelta(seconds=30))
    parts = [
        PlanRequest(
            starts_on=part.starts_on,
            turns=part.turns,
            days=part.days,
            zone=part.zone,
            hand_over=part.hand_over,
        )
        for part in segments_of(request, result.turns)
    ]
    assert (await desk.publish_parts(parts)).published
    return result


def turns_of(schedule: Schedule, begin: datetime, shifts: int) -> list[Turn]:
    found = [schedule.shift_at(begin + number * WEEK + timedelta(days=1)) for number in range(shifts)]
    return [shift.turn for shift in found if shift is not None]


async def test_a_rotation_is_made_published_and_takes_in_who_comes(hub: RunningHub, desktops: Desktops):
    desktop = await desktops.open("ana")
    await desktop.until(lambda d: d.state.connection == "connected")
    team = desktop.state.team
    assert team is not None
    now = hub.hub.store.now()
    page = await desktop.session.schedule.page(now, now + WEEK)
    draft = replace(usual_draft(team, now, page.joined), apart=(("ana", "ben"),))
    draft = replace(draft, end=draft.begin + 20 * WEEK)
    first = await made(desktop, team, draft)
    plan = [turn for turn in first.turns if turn is not None]
    assert len(plan) == 20
    assert all({turn.manager, turn.engineer} != {"ana", "ben"} for turn in plan)
    begin = request_of(draft, team).times[0][0]
    await desktop.until(lambda d: d.state.team and turns_of(d.state.team.schedule, begin, 20) == plan)

    newcomer = await hub.hub.store.write(lambda tx: welcome(tx, "Leila Haddad", "Europe/Paris"))
    await desktop.until(lambda d: d.state.team and d.state.team.roster.find(newcomer.id))
    team = desktop.state.team
    assert team is not None
    page = await desktop.session.schedule.page(now, now + WEEK)
    assert set(page.joined) == {newcomer.id}
    again = replace(usual_draft(team, now, page.joined), begin=draft.begin, end=draft.end, repair=True)
    assert newcomer.id in again.people
    second = [turn for turn in (await made(desktop, team, again)).turns if turn is not None]
    changed = [
        has
        for before, after in zip(plan, second, strict=True)
        for was, has in ((before.manager, after.manager), (before.engineer, after.engineer))
        if was != has
    ]
    assert changed.count(newcomer.id) in range(5, 9), "about a sixth of 40"
    assert len(changed) <= changed.count(newcomer.id) + 2, "all else stays"
    await desktop.until(lambda d: d.state.team and turns_of(d.state.team.schedule, begin, 20) == second)
    assert (await desktop.session.schedule.on_call(begin)).seats[0].source == "plan"
