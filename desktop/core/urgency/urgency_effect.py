"""What rules of urgency would have meant for incidents that there were."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from desktop.core.closing.closing import Verdict
from desktop.core.incident.incident import Incident
from desktop.core.urgency.urgency import Urgency, UrgencyPolicy


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One incident under the rules: `rule` is the id of the one that would decide, empty for none; `before`
    is what the incident is. `act_now`: somebody said so at its end."""

    incident_id: UUID
    number: int
    title: str
    rule: str
    before: Urgency
    after: Urgency
    act_now: bool

    @property
    def becomes_quiet(self) -> bool:
        """Whether it woke people, and would have waited."""
        return self.before is Urgency.NOW and self.after is Urgency.OFFICE_HOURS


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleEffect:
    """How many incidents a rule decides, how many of them become `OFFICE_HOURS` by it, and how many of those
    were said to need acting at once."""

    matched: int = 0
    become_quiet: int = 0
    of_them_act_now: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class UrgencyEffect:
    """The incidents that were looked at, the newest first."""

    incidents: tuple[Judged, ...] = ()

    def of(self, rule: str) -> RuleEffect:
        """The effect of the rule with this id; empty: of all that no rule matches."""
        return _counted(one for one in self.incidents if one.rule == rule)

    @property
    def total(self) -> RuleEffect:
        """The effect of all rules together; `matched` leaves out what none matches."""
        return _counted(one for one in self.incidents if one.rule)


def effect_of(policy: UrgencyPolicy, incidents: Iterable[Incident]) -> UrgencyEffect:
    """What `policy` would have decided about each."""
    judged = []
    for incident in incidents:
        urgency, decider = policy.decide(incident.alerts)
        judged.append(
            Judged(
                incident_id=incident.id,
                number=incident.number,
                title=incident.title,
                rule=decider.rule if decider is not None else "",
                before=incident.urgency,
                after=urgency,
                act_now=any(given.verdict is Verdict.ACT_NOW for given in incident.verdicts),
            )
        )
    return UrgencyEffect(incidents=tuple(judged))


def _counted(judged: Iterable[Judged]) -> RuleEffect:
    ones = tuple(judged)
    quiet = tuple(one for one in ones if one.becomes_quiet)
    return RuleEffect(
        matched=len(ones),
        become_quiet=len(quiet),
        of_them_act_now=sum(1 for one in quiet if one.act_now),
    )
