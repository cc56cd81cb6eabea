"""Rules of urgency that are proposed from the last 90 days: told, accepted, undone, dismissed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from functools import partial

from desktop.core.urgency.proposal import LOOKED_BACK, Proposal
from desktop.core.urgency.proposal_effect import with_rule_at
from desktop.core.urgency.urgency import UrgencyPolicy, UrgencyRule
from desktop.formats.urgency_toml import rule_snippet
from desktop.hub.store import team as teams
from desktop.hub.store.retro import proposals as store_of
from desktop.hub.store.retro.proposals import Decided, Settled
from desktop.hub.store.store import Store
from desktop.hub.store.transaction import Transaction
from desktop.hub.usecases.errors import OwnedByFile, RuleChangedSince, UnknownProposal
from desktop.hub.usecases.retro.kept_proposals import KeptProposals
from desktop.hub.usecases.retro.proposal_finding import Found
from desktop.hub.usecases.team.urgency import read_urgency, save_urgency
from desktop.wire.proposals import AcceptedRule, ProposedRule, UrgencyProposals
from desktop.wire.urgency import WrittenUrgency

LATELY = timedelta(days=14)
"""So long what was accepted is shown with the way back: until the retro after the next."""


async def told_proposals(store: Store, kept: KeptProposals) -> UrgencyProposals:
    """What is proposed now, without what was dismissed."""
    return await store.read(partial(_told, found=await kept.found(store)))


async def accept_proposal(
    store: Store, kept: KeptProposals, key: str, based_on: str, by: str
) -> UrgencyProposals:
    """The rule is inserted at its place, and in force. Raises UnknownProposal, OwnedByFile and
    UrgencyChangedMeanwhile."""
    told = await told_proposals(store, kept)
    proposed = _found(told, key)
    await store.write(partial(_accept, proposal=proposed.proposal, based_on=based_on, by=by))
    return await told_proposals(store, kept)


async def dismiss_proposal(store: Store, kept: KeptProposals, key: str, by: str) -> UrgencyProposals:
    """It is not proposed again before incidents join it. Raises UnknownProposal."""
    told = await told_proposals(store, kept)
    proposed = _found(told, key)
    await store.write(partial(_settle, proposal=proposed.proposal, decided=Decided.DISMISSED, by=by))
    left = tuple(one for one in told.proposals if one is not proposed)
    return replace(told, proposals=left, dismissed=told.dismissed + 1)


async def undo_proposal(store: Store, kept: KeptProposals, key: str, by: str) -> UrgencyProposals:
    """The accepted rule is taken away again: this one, and only as it was accepted. Raises UnknownProposal,
    OwnedByFile and RuleChangedSince."""
    await store.write(partial(_undo, key=key, by=by))
    return await told_proposals(store, kept)


def _told(tx: Transaction, found: Found) -> UrgencyProposals:
    policy, settled = read_urgency(tx).policy, store_of.settled(tx)
    wanted = [one for one in found.proposals if not _is_dismissed(one, settled)]
    return UrgencyProposals(
        told_at=found.made_at,
        # Somebody may have changed the rules since: who accepts is then told so.
        version=found.version,
        days=LOOKED_BACK.days,
        looked_at=found.looked_at,
        from_file=policy.from_file,
        proposals=tuple(_proposed(one, policy) for one in wanted),
        accepted=_accepted(tx, policy, settled),
        dismissed=len(found.proposals) - len(wanted),
    )


def _is_dismissed(proposal: Proposal, settled: Mapping[str, Settled]) -> bool:
    """Whether somebody did not want it for these incidents, or for more, or another of the same urgency."""
    numbers = {one.incident.number for one in proposal.incidents}
    return any(
        word.decided is Decided.DISMISSED
        and word.rule.urgency is proposal.rule.urgency
        and numbers <= set(word.numbers)
        for word in settled.values()
    )


def _proposed(proposal: Proposal, policy: UrgencyPolicy) -> ProposedRule:
    rules = policy.rules
    before = rules[proposal.place].name if proposal.place < len(rules) else ""
    return ProposedRule(proposal=proposal, before=before, snippet=rule_snippet(proposal.rule))


def _accepted(
    tx: Transaction, policy: UrgencyPolicy, settled: Mapping[str, Settled]
) -> tuple[AcceptedRule, ...]:
    found = [
        AcceptedRule(key=word.key, rule=word.rule, by=word.by, at=word.at, kept=word.rule in policy.rules)
        for word in settled.values()
        if word.decided is Decided.ACCEPTED and word.at >= tx.now - LATELY
    ]
    return tuple(sorted(found, key=lambda one: (one.at, one.key), reverse=True))


def _found(told: UrgencyProposals, key: str) -> ProposedRule:
    for one in told.proposals:
        if one.proposal.key == key:
            return one
    raise UnknownProposal("This rule is not proposed any more.", "Look at what is proposed now.")


def _accept(tx: Transaction, proposal: Proposal, based_on: str, by: str) -> None:
    rules = teams.load(tx).urgency.rules
    rule = _with_own_id(proposal.rule, rules)
    written = WrittenUrgency(rules=with_rule_at(rules, rule, proposal.place), based_on=based_on)
    save_urgency(tx, written)
    _settle(tx, replace(proposal, rule=rule), Decided.ACCEPTED, by)


def _with_own_id(rule: UrgencyRule, rules: tuple[UrgencyRule, ...]) -> UrgencyRule:
    """Somebody may have changed the one that was accepted before."""
    taken, number, wanted = {known.id for known in rules}, 1, rule.id
    while wanted in taken:
        number += 1
        wanted = f"{rule.id}-{number}"
    return replace(rule, id=wanted)


def _settle(tx: Transaction, proposal: Proposal, decided: Decided, by: str) -> None:
    numbers = tuple(one.incident.number for one in proposal.incidents)
    word = Settled(key=proposal.key, decided=decided, by=by, at=tx.now, rule=proposal.rule, numbers=numbers)
    store_of.settle(tx, word)


def _undo(tx: Transaction, key: str, by: str) -> None:
    word = store_of.settled(tx).get(key)
    if word is None or word.decided is not Decided.ACCEPTED:
        raise UnknownProposal("No such rule was accepted.", "Look at what is proposed now.")
    kept = read_urgency(tx)
    rules = kept.policy.rules
    if kept.policy.from_file:
        raise OwnedByFile(
            "The urgency rules belong to the team file by now.",
            "Take the rule out there and start the hub again.",
        )
    known = next((rule for rule in rules if rule.id == word.rule.id), None)
    if known is None:
        raise RuleChangedSince(
            f"The rule “{word.rule.name}” is gone already.", "There is nothing to take back."
        )
    if known != word.rule:
        raise RuleChangedSince(
            f"Somebody changed the rule “{known.name}” since it was accepted.",
            "Look at it among the urgency rules, and delete it there if it should go.",
        )
    left = tuple(rule for rule in rules if rule.id != known.id)
    save_urgency(tx, WrittenUrgency(rules=left, based_on=kept.version))
    store_of.settle(tx, replace(word, decided=Decided.UNDONE, by=by, at=tx.now))
