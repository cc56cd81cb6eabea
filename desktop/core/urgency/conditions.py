"""What past alerts have in common, in the words that rules of urgency match on."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from functools import lru_cache
from itertools import combinations
from typing import NamedTuple, TypeAlias

from desktop.core.incident.alert import Alert
from desktop.core.urgency.past_incident import PastIncident
from desktop.core.urgency.urgency import Urgency, UrgencyRule

MOST = 3
"""So many conditions at most: what needs more is no rule that somebody keeps in mind."""
_LABELS_EACH = 12
"""So many labels of an alert are looked at, the most frequent ones."""
_LONGEST = 100
"""Characters of a value; longer ones are texts, not kinds."""
_SERVICE, _BEGINNING, _NAME, _SEVERITY, _LABEL, _SOURCE = range(6)
_PART = re.compile(r"[-_./:]")


class Condition(NamedTuple):
    """One value of one field, of `label` when it names one. Sorted by how much it says: a service says more
    about an alert than its source."""

    rank: int
    field: str
    value: str
    label: str = ""


Conditions: TypeAlias = tuple[Condition, ...]


@lru_cache(maxsize=10_000)
def _condition(rank: int, field: str, value: str, label: str = "") -> Condition:
    """The same one for the same words: thousands of incidents have it."""
    return Condition(rank, field, value, label)


def conditions_of(incidents: Sequence[PastIncident]) -> list[frozenset[Condition]]:
    """Of each what is true of every alert of it, without labels that no other alert has; nothing of one whose
    alerts could not be read."""
    # Most labels name one machine: they are not looked at any closer.
    seen = Counter(label for one in incidents for alert in one.alerts for label in alert.labels)
    shared = {label for label, times in seen.items() if times > 1}
    return [_of_incident(one, shared) for one in incidents]


def _of_incident(past: PastIncident, shared: Set[tuple[str, str]]) -> frozenset[Condition]:
    if not past.alerts or not all(alert.parsed for alert in past.alerts):
        return frozenset()
    return frozenset.intersection(*(frozenset(_of_alert(alert, shared)) for alert in past.alerts))


def _of_alert(alert: Alert, shared: Set[tuple[str, str]]) -> Iterable[Condition]:
    if _is_kind(alert.service):
        yield _condition(_SERVICE, "service", _plain(alert.service))
        first, mark = _beginning(alert.service)
        if first:
            yield _condition(_BEGINNING, "service", f"{first}{mark}*")
    if _is_kind(alert.severity):
        yield _condition(_SEVERITY, "severity", _plain(alert.severity))
    for name, value in alert.labels:
        if (name, value) not in shared:
            continue
        # What stands in a field already says nothing more as a label.
        if name.strip() == name != "" and _is_kind(value) and value not in (alert.service, alert.severity):
            yield _condition(_NAME if name == "alertname" else _LABEL, "label", _plain(value), name)
    source = alert.source or alert.integration
    if _is_kind(source):
        yield _condition(_SOURCE, "source", _plain(source))


def sets_of_conditions(kinds: Iterable[frozenset[Condition]]) -> set[Conditions]:
    """All sets of up to `MOST` conditions that two of these incidents at least have in common; at most one of
    them is a label: what only several labels part is parted by chance, or is for a person to see."""
    kinds = list(kinds)
    seen = Counter(condition for kind in kinds for condition in kind)
    behind: dict[str, set[str]] = defaultdict(set)
    for condition in seen:
        if condition.rank == _SERVICE:
            first, mark = _beginning(condition.value)
            behind[f"{first}{mark}*"].add(condition.value)
    found: set[Conditions] = set()
    for kind in set(kinds):
        # A beginning of a name is worth something when several names share it.
        shared = [
            one for one in kind if seen[one] > 1 and (one.rank != _BEGINNING or len(behind[one.value]) > 1)
        ]
        labels = sorted((one for one in shared if one.label), key=lambda one: (-seen[one], one))
        others = [one for one in shared if not one.label]
        for count in range(MOST + 1):
            for fields in combinations(others, count):
                # A service and its beginning say one thing.
                if len({one.field for one in fields}) < count:
                    continue
                if fields:
                    found.add(tuple(sorted(fields)))
                if count < MOST:
                    found.update(tuple(sorted((*fields, label))) for label in labels[:_LABELS_EACH])
    return found


def says_source_only(conditions: Conditions) -> bool:
    """Whether it names nothing but where alerts come from: whole monitors are never called harmless."""
    return all(one.field == "source" for one in conditions)


def rule_of(conditions: Conditions, urgency: Urgency, rule_id: str) -> UrgencyRule:
    """The rule, named by what it is about."""
    by_field: Mapping[str, list[str]] = _by_field(conditions)
    labels = tuple((one.label, one.value) for one in conditions if one.field == "label")
    words = [f"{one.label}={one.value}" if one.label else one.value for one in conditions]
    return UrgencyRule(
        id=rule_id,
        name=", ".join(words)[:_LONGEST].strip(),
        source=tuple(by_field["source"]),
        service=tuple(by_field["service"]),
        severity=tuple(by_field["severity"]),
        labels=labels,
        urgency=urgency,
    )


def _by_field(conditions: Conditions) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for one in conditions:
        found[one.field].append(one.value)
    return found


def _beginning(service: str) -> tuple[str, str]:
    """ "staging" and "-" of "staging-web"; empty when it has no parts."""
    plain = _plain(service)
    mark = _PART.search(plain)
    return (plain[: mark.start()], mark[0]) if mark and mark.start() else ("", "")


def _is_kind(value: str) -> bool:
    # In a pattern * is any text: a value that has one would match others too.
    return bool(value.strip()) and "*" not in value and len(value) <= _LONGEST


def _plain(value: str) -> str:
    return " ".join(value.split())
