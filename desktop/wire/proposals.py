"""What desktops and hub say to each other about rules of urgency that are proposed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from desktop.core.urgency.proposal import Proposal
from desktop.core.urgency.urgency import UrgencyRule


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedRule:
    """A proposal. It would stand before the rule named `before`; empty: it would be the last. `snippet` is
    the rule as a team file has it."""

    proposal: Proposal
    before: str = ""
    snippet: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptedRule:
    """One that was accepted lately. `kept`: it is still as it was accepted, and can be undone."""

    key: str
    rule: UrgencyRule
    by: str
    at: datetime
    kept: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class UrgencyProposals:
    """What is proposed from `looked_at` incidents of the last `days` days, what spares most first; what was
    accepted lately, the latest first. `version` is that of the rules. `from_file`: the team file owns them.
    `dismissed`: so many more are proposed again when incidents join them."""

    told_at: datetime
    version: str
    days: int
    looked_at: int
    from_file: bool = False
    proposals: tuple[ProposedRule, ...] = ()
    accepted: tuple[AcceptedRule, ...] = ()
    dismissed: int = 0
