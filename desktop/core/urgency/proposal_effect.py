"""What one rule more would have meant for the incidents that there were: nights and pages spared, and who
would have been told too late."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias
from uuid import UUID

from desktop.core.incident.page import BY_NAME, Page, PageReason
from desktop.core.retro.nights import Night, night_of
from desktop.core.retro.retro_incident import Mentioned
from desktop.core.team.team import Team
from desktop.core.urgency.past_incident import PastIncident
from desktop.core.urgency.urgency import Decider, Urgency, UrgencyPolicy, UrgencyRule


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalEffect:
    """Incidents by their numbers. `nights`: people times nights, as the retro counts them, in which nobody
    would have been paged. `pages` that would not have been sent when they were. `quieted` would have waited,
    `delayed` are those of them that somebody called "act now". `hurried` would not have waited, `needless`
    are those of them that could have. `settled` had no rule, and have one."""

    nights: int = 0
    pages: int = 0
    quieted: tuple[Mentioned, ...] = ()
    delayed: tuple[Mentioned, ...] = ()
    hurried: tuple[Mentioned, ...] = ()
    needless: tuple[Mentioned, ...] = ()
    settled: tuple[Mentioned, ...] = ()


Decision: TypeAlias = tuple[Urgency, Decider | None]


class Past:
    """Incidents of a time with all their pages, under the rules that are in force. Made once, asked for the
    effect of many rules."""

    def __init__(
        self, policy: UrgencyPolicy, incidents: Iterable[PastIncident], pages: Iterable[Page], team: Team
    ) -> None:
        self.policy, self.team = policy, team
        self.incidents: Sequence[PastIncident] = sorted(incidents, key=lambda one: one.number)
        self.decisions: Mapping[UUID, Decision] = {
            one.id: policy.decide(one.alerts) for one in self.incidents
        }
        self._pages: dict[UUID, list[Page]] = defaultdict(list)
        self._nights: dict[Night, list[Page]] = defaultdict(list)
        for page in pages:
            self._pages[page.incident_id].append(page)
            night = night_of(page, team)
            if night is not None:
                self._nights[night].append(page)

    def effect(self, rule: UrgencyRule, place: int) -> ProposalEffect:
        """What it would have meant had `rule` been the one at `place`, from 0."""
        rules = with_rule_at(self.policy.rules, rule, place)
        after = UrgencyPolicy(rules=rules, office=self.policy.office)
        quieted: list[PastIncident] = []
        hurried: list[PastIncident] = []
        settled: list[PastIncident] = []
        for one in self.incidents:
            # A rule that matches none of its alerts changes nothing for it.
            if not any(map(rule.matches, one.alerts)):
                continue
            before, by = self.decisions[one.id]
            urgency, decider = after.decide(one.alerts)
            if urgency is not before:
                (hurried if urgency is Urgency.NOW else quieted).append(one)
            if by is None and decider is not None:
                settled.append(one)
        ids = {one.id for one in quieted}
        return ProposalEffect(
            nights=self._spared_nights(ids),
            pages=sum(self._is_spared(page) for one in quieted for page in self._pages.get(one.id, ())),
            quieted=_mentioned(quieted),
            delayed=_mentioned(one for one in quieted if one.was_called_act_now),
            hurried=_mentioned(hurried),
            needless=_mentioned(one for one in hurried if one.could_have_waited),
            settled=_mentioned(settled),
        )

    def _spared_nights(self, quiet: set[UUID]) -> int:
        """A night is spared only if nothing else disturbed it."""
        touched = (night_of(page, self.team) for one in quiet for page in self._pages.get(one, ()))
        return sum(
            all(page.incident_id in quiet and self._is_spared(page) for page in self._nights[night])
            for night in {night for night in touched if night is not None}
        )

    def _is_spared(self, page: Page) -> bool:
        """What can wait pages nobody while the office is closed, and never beyond level 1; a person who calls
        somebody in by name does so in any case."""
        if page.reason in BY_NAME:
            return False
        beyond = page.reason is PageReason.SEAT and page.level > 1
        return beyond or not self.team.office_is_open(page.attempted_at)


def with_rule_at(rules: Sequence[UrgencyRule], rule: UrgencyRule, place: int) -> tuple[UrgencyRule, ...]:
    """The rules with one more, which is then the one at `place`, from 0."""
    return (*rules[:place], rule, *rules[place:])


def _mentioned(found: Iterable[PastIncident]) -> tuple[Mentioned, ...]:
    return tuple(one.mention for one in found)
