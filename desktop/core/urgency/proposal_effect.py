"""What one rule more would have meant for the incidents that there were: nights and pages spared, and who
would have been told too late."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple, TypeAlias
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


class _Sent(NamedTuple):
    at: datetime
    night: Night | None
    by_name: bool
    beyond: bool


class SentPages:
    """What counts of the pages that were sent, however many they are: they may come in pieces."""

    def __init__(self, team: Team) -> None:
        self.team = team
        self._of_incident: dict[UUID, list[_Sent]] = defaultdict(list)
        self._of_night: dict[Night, list[tuple[UUID, _Sent]]] = defaultdict(list)

    def add(self, pages: Iterable[Page]) -> None:
        """Some more of them, in any order."""
        for page in pages:
            night = night_of(page, self.team)
            beyond = page.reason is PageReason.SEAT and page.level > 1
            sent = _Sent(page.attempted_at, night, page.reason in BY_NAME, beyond)
            self._of_incident[page.incident_id].append(sent)
            if night is not None:
                self._of_night[night].append((page.incident_id, sent))

    def spared_pages(self, quiet: Set[UUID]) -> int:
        """How many would not have been sent if these could have waited."""
        return sum(self._is_spared(sent) for one in quiet for sent in self._of_incident.get(one, ()))

    def spared_nights(self, quiet: Set[UUID]) -> int:
        """How many nights would not have been disturbed: a night is spared only if nothing else disturbed
        it."""
        nights = {sent.night for one in quiet for sent in self._of_incident.get(one, ())} - {None}
        return sum(
            all(one in quiet and self._is_spared(sent) for one, sent in self._of_night[night])
            for night in nights
            if night is not None
        )

    def _is_spared(self, sent: _Sent) -> bool:
        """What can wait pages nobody while the office is closed, and never beyond level 1; a person who calls
        somebody in by name does so in any case."""
        return not sent.by_name and (sent.beyond or not self.team.office_is_open(sent.at))


class Past:
    """Incidents of a time with all their pages, under the rules that are in force. Made once, asked for the
    effect of many rules."""

    def __init__(self, policy: UrgencyPolicy, incidents: Iterable[PastIncident], sent: SentPages) -> None:
        self.policy, self.sent = policy, sent
        self.incidents: Sequence[PastIncident] = sorted(incidents, key=lambda one: one.number)
        self.decisions: Mapping[UUID, Decision] = {
            one.id: policy.decide(one.alerts) for one in self.incidents
        }

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
            nights=self.sent.spared_nights(ids),
            pages=self.sent.spared_pages(ids),
            quieted=_mentioned(quieted),
            delayed=_mentioned(one for one in quieted if one.was_called_act_now),
            hurried=_mentioned(hurried),
            needless=_mentioned(one for one in hurried if one.could_have_waited),
            settled=_mentioned(settled),
        )


def with_rule_at(rules: Sequence[UrgencyRule], rule: UrgencyRule, place: int) -> tuple[UrgencyRule, ...]:
    """The rules with one more, which is then the one at `place`, from 0."""
    return (*rules[:place], rule, *rules[place:])


def _mentioned(found: Iterable[PastIncident]) -> tuple[Mentioned, ...]:
    return tuple(one.mention for one in found)
