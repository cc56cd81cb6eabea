"""Rules of urgency that past incidents speak for: undecided and disputed ones, and those of which people said
otherwise than the rules, grouped by what they have in common."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID, uuid5

from desktop.core.retro.retro_incident import Mentioned
from desktop.core.urgency.conditions import (
    Condition,
    Conditions,
    conditions_of,
    rule_of,
    says_source_only,
    sets_of_conditions,
)
from desktop.core.urgency.past_incident import Doubt, doubt_of
from desktop.core.urgency.proposal_effect import Past, ProposalEffect
from desktop.core.urgency.urgency import Urgency, UrgencyRule

LOOKED_BACK = timedelta(days=90)
MOST = 8
"""So many rules are proposed at once."""
FEWEST = 2
"""One incident is no pattern."""
_AGAINST = 4
"""For one incident that speaks against a rule there must be so many that speak for it."""
_HALF_AGAIN = 1.5
_NAMES = UUID("7d3f3f86-0f0f-4a0e-9b2c-6f0f5d1f7a10")


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubtful:
    """An incident that the proposal would settle, and why it is in doubt."""

    incident: Mentioned
    doubt: Doubt


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """`key` is the same for the same rule. `place`: it would be the one of this number, from 0. `incidents`
    are those in doubt that it would settle, by their numbers."""

    key: str
    rule: UrgencyRule
    place: int
    incidents: tuple[Doubtful, ...]
    effect: ProposalEffect


def proposals(past: Past) -> list[Proposal]:
    """The rules to propose, what spares most first; always the same for the same past.

    Each is the most general one that separates well: of those with two incidents in its favour at least, and
    none against it if that can be had, the one that settles most incidents with the fewest conditions; one
    condition more must settle half as many again, or else it is there by chance. At most a quarter as many as
    speak for it speak against it, which its effect then says; and of the incidents that it would change at
    least half were judged so by somebody. What several rules could settle is proposed once.
    """
    kinds = conditions_of(past.incidents)
    found = [proposal for urgency in Urgency for proposal in _for(past, kinds, urgency)]
    found.sort(key=lambda one: (-one.effect.nights, -one.effect.pages, -len(one.incidents), one.key))
    return found[:MOST]


@dataclass(frozen=True, slots=True)
class _Votes:
    """Incidents as bits: who speaks for a rule of this urgency, who against it, and what it would change."""

    favour: int
    against: int
    changes: int


@dataclass(frozen=True, slots=True)
class _Candidate:
    conditions: Conditions
    covers: int
    against: int
    changes: int
    front: bool
    """Whether it must stand before rules that decide already; else it is the last one."""


def _for(past: Past, kinds: Sequence[frozenset[Condition]], urgency: Urgency) -> list[Proposal]:
    doubts = [doubt_of(one, *past.decisions[one.id]) for one in past.incidents]
    votes = _votes(past, urgency)
    having: dict[Condition, int] = {}
    for number, kind in enumerate(kinds):
        for condition in kind:
            having[condition] = having.get(condition, 0) | 1 << number
    undecided = sum(1 << number for number, doubt in enumerate(doubts) if doubt is Doubt.UNDECIDED)
    speaking = [kind for number, kind in enumerate(kinds) if votes.favour >> number & 1]
    candidates = _candidates(sets_of_conditions(speaking), having, votes, undecided, urgency)
    found: list[Proposal] = []
    left = votes.favour
    while len(found) < MOST:
        best = min(candidates, key=lambda one: _rank(one, left), default=None)
        if best is None:
            break
        # The same rule at another place is no other rule.
        candidates = [one for one in candidates if one.conditions != best.conditions]
        proposal = _proposal(past, best, left & best.covers, doubts, urgency)
        if proposal is not None:
            found.append(proposal)
            left &= ~best.covers
        candidates = [one for one in candidates if (one.covers & left).bit_count() >= FEWEST]
    return found


def _votes(past: Past, urgency: Urgency) -> _Votes:
    favour = against = changes = 0
    for number, one in enumerate(past.incidents):
        bit = 1 << number
        now, decider = past.decisions[one.id]
        if urgency is Urgency.OFFICE_HOURS:
            if now is Urgency.NOW:
                favour |= bit * one.could_have_waited
                against |= bit * one.was_called_act_now
                changes |= bit
        else:
            # Silence is no reason to let wait, and reason enough to say that it is acted on at once.
            undecided = decider is None and not one.could_have_waited
            favour |= bit * (undecided or (now is Urgency.OFFICE_HOURS and one.was_called_act_now))
            against |= bit * ((decider is None or now is Urgency.OFFICE_HOURS) and one.could_have_waited)
            changes |= bit * (now is Urgency.OFFICE_HOURS)
    return _Votes(favour, against, changes)


def _candidates(
    sets: set[Conditions], having: dict[Condition, int], votes: _Votes, undecided: int, urgency: Urgency
) -> list[_Candidate]:
    """Those that separate well; of several that mean the same incidents only the plainest."""
    plainest: dict[tuple[int, int, int, bool], _Candidate] = {}
    for conditions in sets:
        if urgency is Urgency.OFFICE_HOURS and says_source_only(conditions):
            continue
        mask = -1
        for condition in conditions:
            mask &= having[condition]
        for front, within in ((False, mask & undecided), (True, mask)):
            covers, against = within & votes.favour, within & votes.against
            changes = within & votes.changes
            enough = covers.bit_count()
            if enough < FEWEST or against.bit_count() * _AGAINST > enough:
                continue
            if (changes & covers).bit_count() * 2 < changes.bit_count():
                continue
            made = _Candidate(conditions, covers, against, changes, front)
            same = (covers, against, changes, front)
            known = plainest.get(same)
            if known is None or _plainness(made) < _plainness(known):
                plainest[same] = made
    return list(plainest.values())


def _plainness(one: _Candidate) -> tuple[int, Conditions]:
    return len(one.conditions), one.conditions


def _rank(one: _Candidate, left: int) -> tuple[bool, float, int, int, bool, Conditions]:
    """The best comes first."""
    others = (one.changes & ~one.covers).bit_count()
    settled = (one.covers & left).bit_count() / _HALF_AGAIN ** (len(one.conditions) - 1)
    return bool(one.against), -settled, len(one.conditions), others, one.front, one.conditions


def _proposal(
    past: Past, best: _Candidate, new: int, doubts: Sequence[Doubt | None], urgency: Urgency
) -> Proposal | None:
    """With its exact effect; None when that is not what it was chosen for."""
    key = _key(best.conditions, urgency)
    rule = rule_of(best.conditions, urgency, f"proposed-{key}")
    place = _place(past, rule, best.covers) if best.front else len(past.policy.rules)
    effect = past.effect(rule, place)
    settled = {one.number for one in (*effect.quieted, *effect.hurried, *effect.settled)}
    incidents = tuple(
        Doubtful(incident=one.mention, doubt=doubt)
        for one, doubt in zip(past.incidents, doubts, strict=True)
        if doubt is not None and one.number in settled
    )
    for_it = sum(one.number in settled for n, one in enumerate(past.incidents) if new >> n & 1)
    speak_against = len(effect.delayed if urgency is Urgency.OFFICE_HOURS else effect.needless)
    if for_it < FEWEST or speak_against * _AGAINST > best.covers.bit_count():
        return None
    return Proposal(key=key, rule=rule, place=place, incidents=incidents, effect=effect)


def _place(past: Past, rule: UrgencyRule, covers: int) -> int:
    """As late as it can be and still decide: before the first rule that decides one of these otherwise."""
    rules = past.policy.rules
    places = [len(rules)]
    for number, one in enumerate(past.incidents):
        if covers >> number & 1:
            for alert in one.alerts:
                found = (n for n, known in enumerate(rules) if known.matches(alert))
                first = next(found, len(rules))
                if first < len(rules) and rules[first].urgency is not rule.urgency:
                    places.append(first)
    return min(places)


def _key(conditions: Conditions, urgency: Urgency) -> str:
    words = [urgency.value, *(f"{one.field}/{one.label}={one.value}" for one in conditions)]
    return uuid5(_NAMES, "\n".join(words)).hex[:16]
