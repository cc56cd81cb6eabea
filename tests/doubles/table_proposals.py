"""Proposed rules of a hub that sits at the same table."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

from desktop.core.errors import PairwatchError
from desktop.core.incident.events import PageSent
from desktop.core.urgency.past_incident import PastIncident
from desktop.core.urgency.proposal import LOOKED_BACK, proposals
from desktop.core.urgency.proposal_effect import Past, SentPages, with_rule_at
from desktop.core.urgency.urgency import UrgencyPolicy
from desktop.formats.urgency_toml import rule_snippet
from desktop.wire.proposals import AcceptedRule, ProposedRule, UrgencyProposals

if TYPE_CHECKING:
    from tests.doubles.table_session import TableSession


class TableProposals:
    """Implements `desktop.client.desks.proposals_desk.ProposalsDesk`. `refusal`: the hub says no with it."""

    def __init__(self, session: TableSession) -> None:
        self._session = session
        self._accepted: list[AcceptedRule] = []
        self._dismissed: list[set[int]] = []
        self.refusal: PairwatchError | None = None
        self.asked = 0

    async def read(self) -> UrgencyProposals:
        self._ask()
        return self._told()

    async def accept(self, key: str, based_on: str) -> UrgencyProposals:
        self._ask()
        told = self._told()
        if based_on != told.version:
            raise PairwatchError(
                "Somebody changed the urgency rules meanwhile.", "Look at what is proposed now."
            )
        proposal = next(one.proposal for one in told.proposals if one.proposal.key == key)
        me, now = self._session.state.me or "", self._session.clock.now()
        self._put(with_rule_at(self._policy.rules, proposal.rule, proposal.place))
        self._accepted.append(AcceptedRule(key=key, rule=proposal.rule, by=me, at=now, kept=True))
        return self._told()

    async def undo(self, key: str) -> UrgencyProposals:
        self._ask()
        accepted = next(one for one in self._accepted if one.key == key)
        if accepted.rule not in self._policy.rules:
            raise PairwatchError(
                f"Somebody changed the rule “{accepted.rule.name}” since it was accepted.",
                "Look at it among the urgency rules, and delete it there if it should go.",
            )
        self._accepted.remove(accepted)
        self._put(tuple(rule for rule in self._policy.rules if rule != accepted.rule))
        return self._told()

    async def dismiss(self, key: str) -> UrgencyProposals:
        self._ask()
        told = self._told()
        proposal = next(one.proposal for one in told.proposals if one.proposal.key == key)
        self._dismissed.append({one.incident.number for one in proposal.incidents})
        return self._told()

    @property
    def _policy(self) -> UrgencyPolicy:
        team = self._session.state.team
        assert team is not None
        return team.urgency

    def _put(self, rules: Any) -> None:
        self._session.urgency.put(replace(self._policy, rules=tuple(rules)))

    def _told(self) -> UrgencyProposals:
        state, now = self._session.state, self._session.clock.now()
        assert state.team is not None
        known = [one for one in state.incidents.values() if one.opened_at >= now - LOOKED_BACK]
        events = [event for one in known for event in self._session._events.get(one.id, ())]
        pages = [event.page for event in events if isinstance(event, PageSent)]
        parts = [
            PastIncident(**{field.name: getattr(one, field.name) for field in fields(PastIncident)})
            for one in known
        ]
        policy = self._policy
        sent = SentPages(state.team)
        sent.add(pages)
        found = proposals(Past(policy, parts, sent))
        wanted = [
            one
            for one in found
            if not any({d.incident.number for d in one.incidents} <= seen for seen in self._dismissed)
        ]
        return UrgencyProposals(
            told_at=now,
            version=str(self._session.urgency.changes),
            days=LOOKED_BACK.days,
            looked_at=len(known),
            from_file=policy.from_file,
            proposals=tuple(
                ProposedRule(
                    proposal=one,
                    before=policy.rules[one.place].name if one.place < len(policy.rules) else "",
                    snippet=rule_snippet(one.rule),
                )
                for one in wanted
            ),
            accepted=tuple(replace(one, kept=one.rule in policy.rules) for one in reversed(self._accepted)),
            dismissed=len(found) - len(wanted),
        )

    def _ask(self) -> None:
        self.asked += 1
        if not self._session.online:
            raise PairwatchError("The hub cannot be reached.", "Pairwatch goes on trying.")
        if self.refusal is not None:
            raise self.refusal
