"""Proposed rules on both databases: told from what happened, accepted, undone, dismissed."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from desktop.core.closing.closing import Verdict
from desktop.core.incident.commands import GiveVerdict, ResolveIncident
from desktop.core.urgency.past_incident import Doubt
from desktop.core.urgency.urgency import Urgency, UrgencyPolicy, UrgencyRule
from desktop.hub.store.transaction import Transaction
from desktop.hub.usecases.errors import (
    OwnedByFile,
    RuleChangedSince,
    UnknownProposal,
    UrgencyChangedMeanwhile,
)
from desktop.hub.usecases.incident.ingest import receive_report
from desktop.hub.usecases.retro.kept_proposals import FRESH, KeptProposals
from desktop.hub.usecases.retro.proposals import (
    LATELY,
    accept_proposal,
    dismiss_proposal,
    told_proposals,
    undo_proposal,
)
from desktop.hub.usecases.team.team import apply_team
from desktop.hub.usecases.team.team_file import read_team_file
from desktop.hub.usecases.team.urgency import read_urgency, save_urgency
from desktop.wire.proposals import UrgencyProposals
from desktop.wire.urgency import WrittenUrgency
from tests.integration.store.conftest import FILE, Hub
from tests.sample import TEAM, report

DAY = timedelta(days=1)
MONEY = UrgencyRule(id="m", name="Money", service=("checkout",), urgency=Urgency.NOW)


def _alert(tx: Transaction, key: str, service: str, severity: str):
    said = replace(report(key), service=service, severity=severity)
    return receive_report(tx, "prometheus", said).incident


async def night(
    hub: Hub, key: str, verdict: Verdict, service: str = "search", severity: str = "warning"
) -> None:
    """An incident that pages the pair, is over at once, and of which both say this; a day later."""
    incident = await hub.write(_alert, key=key, service=service, severity=severity)
    now = hub.clock.now()
    await hub.command(ResolveIncident(incident_id=incident.id, by="ana", pressed_at=now), f"end {key}")
    for who in ("ana", "ben"):
        given = GiveVerdict(incident_id=incident.id, by=who, pressed_at=now, verdict=verdict)
        await hub.command(given, f"{who} {key}")
    hub.clock.advance(DAY)


async def three_nights(hub: Hub) -> UrgencyProposals:
    for number in range(3):
        await night(hub, f"slow {number}", Verdict.COULD_HAVE_WAITED)
    await night(hub, "pay", Verdict.ACT_NOW, service="checkout")
    return await told_proposals(hub.store, KeptProposals())


async def test_told_with_its_effect_and_accepted_with_one_click(hub: Hub):
    told = await three_nights(hub)
    (one,) = told.proposals
    rule = one.proposal.rule
    assert (rule.service, rule.urgency, one.before) == (("search",), Urgency.OFFICE_HOURS, "")
    effect = one.proposal.effect
    # 03:41 in Berlin on Tuesday, Wednesday and Thursday: two people each.
    assert (effect.nights, effect.pages, effect.delayed) == (6, 6, ())
    assert [doubt.incident.number for doubt in one.proposal.incidents] == [1, 2, 3]
    assert {doubt.doubt for doubt in one.proposal.incidents} == {Doubt.UNDECIDED}
    assert (told.looked_at, told.days, told.from_file) == (4, 90, False)

    after = await accept_proposal(hub.store, KeptProposals(), one.proposal.key, told.version, "ana")
    assert after.proposals == ()
    (accepted,) = after.accepted
    assert (accepted.rule, accepted.by, accepted.kept) == (rule, "ana", True)
    assert (await hub.read(read_urgency)).policy.rules == (rule,)
    quiet = await hub.write(_alert, key="slow 9", service="search", severity="warning")
    assert await hub.pages(quiet.id) == []
    hub.clock.advance(LATELY + DAY)
    assert (await told_proposals(hub.store, KeptProposals())).accepted == ()


async def test_undone_with_another_and_proposed_again(hub: Hub):
    told = await three_nights(hub)
    key = told.proposals[0].proposal.key
    await accept_proposal(hub.store, KeptProposals(), key, told.version, "ana")
    undone = await undo_proposal(hub.store, KeptProposals(), key, "ana")
    assert (await hub.read(read_urgency)).policy.rules == ()
    assert (undone.accepted, undone.proposals) == ((), told.proposals)
    with pytest.raises(UnknownProposal, match="No such rule"):
        await undo_proposal(hub.store, KeptProposals(), key, "ana")
    again = await accept_proposal(hub.store, KeptProposals(), key, undone.version, "ana")
    assert again.accepted[0].kept


async def test_undone_only_as_it_was_accepted(hub: Hub):
    told = await three_nights(hub)
    key = told.proposals[0].proposal.key
    after = await accept_proposal(hub.store, KeptProposals(), key, told.version, "ana")
    (rule,) = (await hub.read(read_urgency)).policy.rules
    renamed = WrittenUrgency(rules=(MONEY, replace(rule, name="Slow search")), based_on=after.version)
    kept = await hub.write(save_urgency, renamed)
    assert not (await told_proposals(hub.store, KeptProposals())).accepted[0].kept
    with pytest.raises(RuleChangedSince, match="Somebody changed the rule “Slow search”"):
        await undo_proposal(hub.store, KeptProposals(), key, "ana")
    gone = WrittenUrgency(rules=(MONEY,), based_on=kept.version)
    await hub.write(save_urgency, gone)
    with pytest.raises(RuleChangedSince, match="gone already"):
        await undo_proposal(hub.store, KeptProposals(), key, "ana")
    assert (await hub.read(read_urgency)).policy.rules == (MONEY,)


async def test_others_rules_that_were_added_meanwhile_stay_when_it_is_undone(hub: Hub):
    told = await three_nights(hub)
    key = told.proposals[0].proposal.key
    after = await accept_proposal(hub.store, KeptProposals(), key, told.version, "ana")
    rules = (await hub.read(read_urgency)).policy.rules
    await hub.write(save_urgency, WrittenUrgency(rules=(MONEY, *rules), based_on=after.version))
    await undo_proposal(hub.store, KeptProposals(), key, "ana")
    assert (await hub.read(read_urgency)).policy.rules == (MONEY,)


async def test_accepted_only_on_the_rules_that_it_was_told_for(hub: Hub):
    told = await three_nights(hub)
    await hub.write(save_urgency, WrittenUrgency(rules=(MONEY,), based_on=told.version))
    with pytest.raises(UrgencyChangedMeanwhile):
        await accept_proposal(hub.store, KeptProposals(), told.proposals[0].proposal.key, told.version, "ana")
    with pytest.raises(UnknownProposal, match="not proposed any more"):
        await accept_proposal(hub.store, KeptProposals(), "0123456789abcdef", told.version, "ana")
    assert (await hub.read(read_urgency)).policy.rules == (MONEY,)


async def test_dismissed_until_another_incident_joins(hub: Hub):
    told = await three_nights(hub)
    key = told.proposals[0].proposal.key
    left = await dismiss_proposal(hub.store, KeptProposals(), key, "ana")
    assert (left.proposals, left.dismissed) == ((), 1)
    assert await told_proposals(hub.store, KeptProposals()) == replace(left, told_at=left.told_at)
    await night(hub, "slow 8", Verdict.COULD_HAVE_WAITED)
    back = await told_proposals(hub.store, KeptProposals())
    assert [one.proposal.key for one in back.proposals] == [key]
    assert len(back.proposals[0].proposal.incidents) == 4


async def test_where_the_team_file_owns_the_rules_it_says_what_to_write_into_it(hub: Hub):
    owned = replace(FILE, team=replace(TEAM, urgency=UrgencyPolicy(rules=(MONEY,), from_file=True)))
    await hub.write(apply_team, owned)
    told = await three_nights(hub)
    (one,) = told.proposals
    assert told.from_file
    with pytest.raises(OwnedByFile, match="team file"):
        await accept_proposal(hub.store, KeptProposals(), one.proposal.key, told.version, "ana")
    text = f"""
        [[responders]]
        id = "ana"
        name = "Ana Okafor"
        [schedule]
        turns = [{{ manager = "ana", engineer = "ana" }}]
        {one.snippet}
        """
    (read,) = read_team_file(text).team.urgency.rules
    assert replace(read, id=one.proposal.rule.id) == one.proposal.rule


async def test_only_the_last_ninety_days_count(hub: Hub):
    await three_nights(hub)
    hub.clock.advance(91 * DAY)
    told = await told_proposals(hub.store, KeptProposals())
    assert (told.looked_at, told.proposals) == (0, ())


async def test_what_was_found_is_kept_for_a_while_while_the_rules_are_the_same(hub: Hub):
    kept = KeptProposals()
    await three_nights(hub)
    first = await told_proposals(hub.store, kept)
    hub.clock.advance(FRESH / 2)
    await night(hub, "slow 5", Verdict.COULD_HAVE_WAITED)
    hub.clock.jump(FRESH / 4 - DAY)
    again = await told_proposals(hub.store, kept)
    assert (again.looked_at, again.told_at) == (first.looked_at, first.told_at)
    key = first.proposals[0].proposal.key
    assert (await dismiss_proposal(hub.store, kept, key, "ana")).proposals == ()
    assert (await told_proposals(hub.store, kept)).proposals == (), "decisions count at once"
    hub.clock.advance(FRESH)
    later = await told_proposals(hub.store, kept)
    assert (later.looked_at, len(later.proposals)) == (first.looked_at + 1, 1)
    changed = WrittenUrgency(rules=(MONEY,), based_on=later.version)
    await hub.write(save_urgency, changed)
    assert (await told_proposals(hub.store, kept)).version != later.version
