"""Urgency: whether an incident wakes people, or waits until the office opens."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache

from desktop.core.errors import InvalidTeam
from desktop.core.incident.alert import Alert
from desktop.core.urgency.office import Office


class Urgency(StrEnum):
    """What monitors call severity or priority is something else: the rules translate it."""

    NOW = "now"
    OFFICE_HOURS = "office_hours"


@dataclass(frozen=True, slots=True, kw_only=True)
class UrgencyRule:
    """Which alerts have which urgency. `id` stays when it is renamed.

    Of `source`, `service` and `severity` each that names anything must fit, by one of its patterns; of
    `labels` (name, pattern) all. In a pattern `*` stands for anything; upper and lower case are the same.
    `source` is what the alert says it is from, or the integration's name. A rule that names nothing fits
    every alert.
    """

    id: str
    name: str
    source: tuple[str, ...] = ()
    service: tuple[str, ...] = ()
    severity: tuple[str, ...] = ()
    labels: tuple[tuple[str, str], ...] = ()
    urgency: Urgency

    def matches(self, alert: Alert) -> bool:
        """Whether it is about `alert`. What could not be read is nobody's to call harmless."""
        if not alert.parsed:
            return False
        return (
            _fits(self.source, alert.source, alert.integration)
            and _fits(self.service, alert.service)
            and _fits(self.severity, alert.severity)
            and all(
                any(name == known and _fits((pattern,), value) for known, value in alert.labels)
                for name, pattern in self.labels
            )
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Decider:
    """Who or what decided the urgency: a rule (its `rule` id, and its `name` at that time) or a `person`."""

    rule: str = ""
    name: str = ""
    person: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class UrgencyPolicy:
    """The rules, of which the first that matches counts, and the office. `from_file`: the team file owns
    them."""

    rules: tuple[UrgencyRule, ...] = ()
    office: Office = field(default_factory=Office)
    from_file: bool = False

    def __post_init__(self) -> None:
        seen: set[str] = set()
        for rule in self.rules:
            if not rule.name.strip():
                raise InvalidTeam("An urgency rule has no name.", "Give it a name that says what it is for.")
            if rule.id in seen or not rule.id:
                raise InvalidTeam(
                    f"The urgency rule “{rule.name}” has the id of another, or none.",
                    "Give each rule an id of its own.",
                )
            seen.add(rule.id)

    def rule_for(self, alert: Alert) -> UrgencyRule | None:
        """The first rule that matches; None when nobody decided about such alerts."""
        return next((rule for rule in self.rules if rule.matches(alert)), None)

    def decide(self, alerts: Iterable[Alert]) -> tuple[Urgency, Decider | None]:
        """The urgency of an incident with `alerts`: that of the most urgent one, and which rule says so. No
        match is `NOW`, decided by nobody."""
        found: tuple[Urgency, Decider | None] = (Urgency.NOW, None)
        for rule in map(self.rule_for, alerts):
            if rule is None:
                return Urgency.NOW, None
            if found[1] is None or rule.urgency is Urgency.NOW:
                found = rule.urgency, Decider(rule=rule.id, name=rule.name)
            if rule.urgency is Urgency.NOW:
                break
        return found


def _fits(patterns: tuple[str, ...], *values: str) -> bool:
    return not patterns or any(
        _pattern(pattern).fullmatch(" ".join(value.split()).casefold())
        for pattern in patterns
        for value in values
    )


@lru_cache(maxsize=1000)
def _pattern(text: str) -> re.Pattern[str]:
    parts = " ".join(text.split()).casefold().split("*")
    return re.compile(".*".join(re.escape(part) for part in parts))
