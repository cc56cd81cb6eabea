"""Which changes around the start of an incident are suspicious, most suspicious first, each with reasons."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from desktop.core.fixing.change_event import ChangeEvent
from desktop.core.incident.incident import Incident
from desktop.core.words import folded, words_of

BEFORE = timedelta(hours=6)
AFTER = timedelta(minutes=30)
"""Monitors notice late, so that a change may be told, or made, shortly after the incident opened; most such
changes only try to mend it."""


class SuspicionKind(StrEnum):
    """Why a change is suspicious."""

    SERVICE = "service"
    NAMED = "named"
    KIND = "kind"
    BEFORE = "before"
    AFTER = "after"


@dataclass(frozen=True, slots=True, kw_only=True)
class SuspicionReason:
    """`detail` is the service, the words in common, or the kind of change. `gap` is how long before or after
    the start it was made."""

    kind: SuspicionKind
    detail: str = ""
    gap: timedelta = timedelta(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspect:
    """`reasons` are in the order of their weight; when it was made is always one of them. `score` is for
    comparing only."""

    change: ChangeEvent
    score: float
    reasons: tuple[SuspicionReason, ...]


# What is changed by hand or cannot be taken back easily is looked at first. A rollback is somebody's attempt
# to mend, so it weighs nothing.
_KINDS: tuple[tuple[str, float, frozenset[str]], ...] = (
    ("rollback", 0.0, frozenset({"rollback", "rollbacks", "revert", "reverts", "reverted"})),
    ("migration", 3.0, frozenset({"migration", "migrations", "migrate", "migrated", "schema"})),
    (
        "configuration",
        2.5,
        frozenset({"config", "configuration", "setting", "settings", "flag", "feature", "toggle", "secret",
                   "certificate", "dns", "firewall", "limit", "limits"}),
    ),
    (
        "deploy",
        2.0,
        frozenset({"deploy", "deploys", "deployed", "deployment", "release", "released", "rollout", "tag",
                   "ship", "shipped", "upgrade", "upgraded", "merge", "merged"}),
    ),
    ("infrastructure", 1.5, frozenset({"terraform", "ansible", "kubernetes", "helm", "scale", "scaled",
                                       "node", "restart", "restarted", "reboot"})),
)  # fmt: skip
_SERVICE, _NAMED, _SOON = 5.0, 2.0, 4.0
_FADING = timedelta(minutes=30)
"""So long before the start it is half as suspicious for its time."""
_ELSEWHERE, _LATE = 0.5, 0.4
"""Another service's change, and one that came after the start, weigh so much of what they would."""
_MOST_WORDS = 3
_SAYS_NOTHING = frozenset(words_of(
    "a an and are as at by for from has in is it not of on or the to was with "
    "alert error errors fails failing failed high low service build success update"
))  # fmt: skip


def suspects(incident: Incident, changes: Iterable[ChangeEvent]) -> list[Suspect]:
    """The changes from six hours before the start to half an hour after it; on a tie the later first."""
    begin, end = window_of(incident)
    found = [_suspect(incident, change) for change in changes if begin <= change.at <= end]
    return sorted(found, key=lambda one: (-one.score, -one.change.at.timestamp(), one.change.id))


def window_of(incident: Incident) -> tuple[datetime, datetime]:
    """From when to when changes matter."""
    return incident.opened_at - BEFORE, incident.opened_at + AFTER


def kind_of(change: ChangeEvent) -> str:
    """What sort of change it is, by the sender's word or else by its words; empty when nothing tells."""
    for text in (change.kind, change.summary, change.source):
        words = set(words_of(text))
        for name, _, known in _KINDS:
            if words & known:
                return name
    return ""


def _suspect(incident: Incident, change: ChangeEvent) -> Suspect:
    weighed = sorted(_weighed(incident, change), key=lambda one: -one[0])
    score = sum(weight for weight, _ in weighed)
    known = _services(incident)
    if change.service and known and not any(r.kind is SuspicionKind.SERVICE for _, r in weighed):
        score *= _ELSEWHERE
    if change.at > incident.opened_at:
        score *= _LATE
    return Suspect(change=change, score=round(score, 3), reasons=tuple(reason for _, reason in weighed))


def _weighed(incident: Incident, change: ChangeEvent) -> Iterator[tuple[float, SuspicionReason]]:
    services = _services(incident)
    if folded(change.service) in services:
        yield _SERVICE, SuspicionReason(kind=SuspicionKind.SERVICE, detail=change.service)
    else:
        named = _common_words(incident, change)
        if named:
            weight = _NAMED * min(len(named), 2)
            yield weight, SuspicionReason(kind=SuspicionKind.NAMED, detail=", ".join(named[:_MOST_WORDS]))
    kind = kind_of(change)
    if kind:
        weight = next(weight for name, weight, _ in _KINDS if name == kind)
        yield weight, SuspicionReason(kind=SuspicionKind.KIND, detail=kind)
    gap = incident.opened_at - change.at
    closeness = _SOON * 0.5 ** (abs(gap) / _FADING)
    when = SuspicionKind.AFTER if gap < timedelta(0) else SuspicionKind.BEFORE
    yield closeness, SuspicionReason(kind=when, gap=abs(gap))


def _services(incident: Incident) -> set[str]:
    return {folded(name) for name in (incident.service, *(a.service for a in incident.alerts)) if name}


def _common_words(incident: Incident, change: ChangeEvent) -> list[str]:
    """Words of the change that the incident's title, services or labels have too."""
    labels = [value for alert in incident.alerts for _, value in alert.labels]
    texts = [incident.title, incident.service, *(alert.service for alert in incident.alerts), *labels]
    known = {word for text in texts for word in words_of(text)}
    found = dict.fromkeys([*words_of(change.service), *words_of(change.summary)])
    return [
        word
        for word in found
        if word in known and word not in _SAYS_NOTHING and len(word) > 2 and not word.isdigit()
    ]
