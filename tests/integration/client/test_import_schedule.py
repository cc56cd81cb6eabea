"""An admin's desktop imports what other tools export at a real hub, and publishes it for everybody."""

from __future__ import annotations

import json
from typing import Any

import pytest

from desktop.core.errors import PairwatchError
from desktop.core.team.team import Team
from desktop.ui.present.schedule.schedule_import import (
    NOBODY,
    ImportDraft,
    import_request,
    imported_figures,
    imported_schedule,
    named_people,
    told_export,
    unsaid_words,
)
from tests.integration.client.desktops import Desktop, Desktops
from tests.integration.hub.running import RunningHub
from tests.unit.formats.schedules.samples import OPSGENIE, pagerduty


async def connected(desktops: Desktops, who: str) -> Desktop:
    desktop = await desktops.open(who)
    await desktop.until(lambda d: d.state.connection == "connected" and d.state.team)
    return desktop


def exports() -> tuple[str, str]:
    """Engineers with one whom nobody knows, Managers by their addresses."""
    engineers: dict[str, Any] = pagerduty()
    engineers["schedule"]["schedule_layers"][0]["users"][0]["user"]["summary"] = "A. O."
    return json.dumps(engineers), json.dumps(OPSGENIE)


async def test_exports_of_two_tools_are_looked_at_and_published(hub: RunningHub, desktops: Desktops):
    ana, mei = await connected(desktops, "ana"), await connected(desktops, "mei")
    engineers, managers = exports()
    assert told_export(engineers).is_known
    assert told_export(managers).is_known
    desk = ana.session.schedule
    draft = ImportDraft(engineer=engineers, manager=managers)
    first = await desk.read_import(import_request(draft))
    assert (first.plan, first.preview) == (None, None)
    assert unsaid_words(first.people).startswith("A. O. was not found")
    assert named_people(first.people, {})[0].name == "A. O."

    people = {"A. O.": NOBODY}
    left_out = await desk.read_import(
        import_request(ImportDraft(engineer=engineers, manager=managers, people=people))
    )
    assert left_out.plan is not None
    assert "ana" not in {turn.engineer for turn in left_out.plan.turns}

    people = {"A. O.": "ana"}
    found = await desk.read_import(
        import_request(ImportDraft(engineer=engineers, manager=managers, people=people))
    )
    assert found.plan is not None
    assert found.preview is not None
    assert {turn.engineer for turn in found.plan.turns} == {"ana", "ben", "mei"}
    assert {turn.manager for turn in found.plan.turns} == {"dmitri", "priya"}
    team = ana.state.team
    assert team is not None
    after = imported_schedule(team.schedule, found.preview)
    figures = {f.id: f for f in imported_figures(team, after, found.preview)}
    assert set(figures) == {"ana", "ben", "mei", "dmitri", "priya"}
    assert found.preview.changes

    assert (await desk.publish(found.plan)).published
    begin, first_turn = found.preview.begin, found.plan.turns[0]

    def has_it(team: Team | None) -> bool:
        shift = team.schedule.shift_at(begin) if team is not None else None
        return shift is not None and shift.turn == first_turn

    await mei.until(lambda d: has_it(d.state.team))


async def test_only_admins_import_and_what_is_no_export_is_refused(hub: RunningHub, desktops: Desktops):
    mei, ana = await connected(desktops, "mei"), await connected(desktops, "ana")
    engineers, _managers = exports()
    with pytest.raises(PairwatchError):
        await mei.session.schedule.read_import(import_request(ImportDraft(engineer=engineers)))
    with pytest.raises(PairwatchError, match="neither JSON nor a calendar") as refused:
        await ana.session.schedule.read_import(import_request(ImportDraft(engineer="nonsense")))
    assert refused.value.remedy
