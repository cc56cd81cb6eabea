"""A desktop is asked how the night was, by a real hub, and keeps nothing of the answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path

import pytest

from desktop.core.errors import PairwatchError
from desktop.core.retro.asking import Occasion
from desktop.core.retro.morale import Slept
from desktop.core.team.responder import Roster
from desktop.hub.usecases.team.team import apply_team
from desktop.hub.usecases.team.team_file import TeamFile
from desktop.wire.wellbeing import AnswerRequest
from tests.integration.client.desktops import Desktops
from tests.integration.hub.running import RunningHub
from tests.sample import ROSTER, TEAM

WISH = "A run-book that says whom to call"


def zone_where_it_is_three(now: datetime) -> str:
    """At night, whenever this test is run."""
    ahead = (3 - now.hour + 11) % 24 - 11
    return f"Etc/GMT{-ahead:+d}"


def kept_by_desktops(folder: Path) -> dict[Path, bytes]:
    """Outboxes, snapshots, whatever there is; the hub's database is not theirs."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path: path.read_bytes() for path in files if path.parent != folder}


async def at_night(hub: RunningHub) -> None:
    zone = zone_where_it_is_three(hub.hub.store.now())
    everybody = Roster(responders=tuple(replace(one, zone=zone) for one in ROSTER.responders))
    team = replace(TEAM, roster=everybody)
    await hub.hub.store.write(partial(apply_team, file=TeamFile(team=team, integrations=())))


async def test_a_night_is_asked_about_answered_and_rested_from(
    hub: RunningHub, desktops: Desktops, tmp_path: Path
) -> None:
    await at_night(hub)
    ana, ben = await desktops.pair()
    await hub.alert()
    incident = await hub.incident()
    await ben.until(lambda desktop: incident.id in desktop.state.incidents)
    desk = ben.session.wellbeing
    assert (await desk.asked()).questions == (), "not while it rings for him"
    ana.session.resolve(incident.id)
    await ben.until(lambda desktop: desktop.state.incidents[incident.id].resolved_at is not None)

    found = await desk.asked()
    (question,) = [one for one in found.questions if one.occasion is Occasion.NIGHT]
    said = AnswerRequest(question=question.id, mood=2, slept=Slept.HARDLY, helped=WISH)
    for _ in range(2):
        assert question.id not in [one.id for one in (await desk.answer(said)).questions]
    assert kept_by_desktops(tmp_path)
    assert not any(WISH.encode() in body for body in kept_by_desktops(tmp_path).values())

    (offer,) = found.offers
    (noted,) = (await desk.note_recovery(offer.id, 2)).noted
    assert (noted.day, noted.hours) == (offer.day, 2)
    (changed,) = (await desk.note_recovery(offer.id, 4.5)).noted
    assert changed.hours == 4.5
    assert (await ana.session.wellbeing.recovery_hours(offer.day, offer.day)).hours == {"ben": 4.5}
    with pytest.raises(PairwatchError, match="nothing of the kind"):
        await ana.session.wellbeing.note_recovery(offer.id, 2)
    assert (await desk.remove_recovery(offer.id)).noted == ()
    mine = [one for one in (await ana.session.wellbeing.asked()).questions if one.at == question.at]
    assert mine, "Ana is asked, too"
    assert mine[0].id not in [one.id for one in (await ana.session.wellbeing.decline(mine[0].id)).questions]
