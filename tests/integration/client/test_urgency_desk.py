"""Desktops change the rules of urgency at a real hub, and an incident by hand."""

from __future__ import annotations

from functools import partial
from uuid import UUID

import pytest

from desktop.core.closing.closing import Verdict
from desktop.core.errors import PairwatchError
from desktop.core.incident.commands import ChangeUrgency, GiveVerdict
from desktop.core.urgency.office import Office
from desktop.core.urgency.urgency import Decider, Urgency, UrgencyRule
from desktop.hub.usecases.retro import proposal_finding
from tests.integration.client.desktops import Desktop, Desktops
from tests.integration.hub.running import RunningHub

WAITS = UrgencyRule(id="w", name="Warnings", severity=("warning",), urgency=Urgency.OFFICE_HOURS)


async def test_rules_reach_the_other_desktop_and_are_not_replaced_silently(
    hub: RunningHub, desktops: Desktops
) -> None:
    ana, ben = await desktops.pair()
    before = await ana.session.urgency.read()
    await hub.alert(severity="warning")
    assert (await ben.session.urgency.effect([WAITS])).of("w").become_quiet == 1
    office = Office(days=(0, 1, 2))
    saved = await ana.session.urgency.save([WAITS], before.version, office)
    assert (saved.policy.rules, saved.policy.office) == ((WAITS,), office)
    await ben.until(
        lambda desktop: desktop.state.team is not None and desktop.state.team.urgency == saved.policy
    )
    with pytest.raises(PairwatchError, match="meanwhile"):
        await ana.session.urgency.save([], before.version)
    with pytest.raises(PairwatchError, match="admin"):
        await ben.session.urgency.save([], saved.version)


async def test_by_hand_it_is_on_both_screens(hub: RunningHub, desktops: Desktops) -> None:
    ana, ben = await desktops.pair()
    await hub.alert()
    incident = await hub.incident()
    await ana.until(lambda desktop: incident.id in desktop.state.incidents)
    ana.session.do(incident.id, partial(ChangeUrgency, urgency=Urgency.OFFICE_HOURS, because="a test"))
    await ben.until(
        lambda desktop: (
            incident.id in desktop.state.incidents
            and desktop.state.incidents[incident.id].urgency_decided_by == Decider(person="ana")
        )
    )


def _knows(incident_id: UUID, desktop: Desktop) -> bool:
    return incident_id in desktop.state.incidents


def _has_verdicts(incident_id: UUID, desktop: Desktop) -> bool:
    return bool(desktop.state.incidents[incident_id].verdicts)


async def test_a_proposed_rule_is_accepted_by_an_admin_and_reaches_the_other_desktop(
    hub: RunningHub, desktops: Desktops
) -> None:
    ana, ben = await desktops.pair()
    for key in ("one", "two"):
        await hub.alert(dedup_key=key, severity="warning")
        incident = await hub.incident()
        await ana.until(partial(_knows, incident.id))
        ana.session.resolve(incident.id)
        ana.session.do(incident.id, partial(GiveVerdict, verdict=Verdict.COULD_HAVE_WAITED))
        await ana.until(partial(_has_verdicts, incident.id))
    told = await ben.session.proposals.read()
    (one,) = told.proposals
    assert len(one.proposal.effect.quieted) == 2
    key = one.proposal.key
    for wish in (ben.session.proposals.accept(key, told.version), ben.session.proposals.dismiss(key)):
        with pytest.raises(PairwatchError, match="admin"):
            await wish
    accepted = await ana.session.proposals.accept(key, told.version)
    assert [rule.key for rule in accepted.accepted] == [key]
    await ben.until(
        lambda desktop: (
            desktop.state.team is not None and desktop.state.team.urgency.rules == (one.proposal.rule,)
        )
    )
    assert (await ana.session.proposals.undo(key)).proposals == told.proposals
    assert (await ana.session.proposals.dismiss(key)).proposals == ()


async def test_while_no_rules_can_be_looked_for_the_desktop_says_so_and_the_hub_pages_on(
    hub: RunningHub, desktops: Desktops, monkeypatch: pytest.MonkeyPatch
) -> None:
    ana, _ = await desktops.pair()
    with monkeypatch.context() as broken:
        broken.setattr(proposal_finding, "MODULE", "this")
        assert (await hub.get("/v1/urgency/proposals")).status_code == 503
        with pytest.raises(PairwatchError, match="could not look for rules") as told:
            await ana.session.proposals.read()
        assert told.value.remedy == "Try again; if it stays so, the hub's log says more."
        await hub.alert()
        incident = await hub.incident()
        await ana.until(lambda desktop: incident.id in desktop.state.incidents)
    assert (await ana.session.proposals.read()).looked_at == 1
