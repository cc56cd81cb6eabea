"""Which run-books fit an incident, best first, each with its reasons."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from desktop.core.fixing.run_book import RunBookCard
from desktop.core.incident.alert import Alert
from desktop.core.incident.incident import Incident
from desktop.core.words import folded, words_of


class FitKind(StrEnum):
    """Why a run-book fits; the ui makes sentences of them, with the other fields of `FitReason`: "for this
    service", "matches this alert", "has this label", "is about these words", "helped on #41 two weeks ago",
    "did not help on #41"."""

    SERVICE = "service"
    ALERT = "alert"
    LABEL = "label"
    WORDS = "words"
    HELPED = "helped"
    DID_NOT_HELP = "did_not_help"


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierUse:
    """A run-book was worked through for an incident that is over, and `helped` or did not. `number`,
    `service` and `at` (its end) are the incident's; `fingerprints` are its alerts'."""

    run_book_id: str
    number: int
    service: str = ""
    fingerprints: frozenset[str] = frozenset()
    helped: bool
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class FitReason:
    """`detail` is the service, the pattern, the label or the words. `number` and `at` are those of the
    incident on which it helped, or did not."""

    kind: FitKind
    detail: str = ""
    number: int = 0
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """`reasons` are in the order of their weight; `score` is for comparing only."""

    run_book_id: str
    score: float
    reasons: tuple[FitReason, ...]


# An alert's own name says more than a service, which says more than a word in common. What helped with the
# same alert outweighs one of them, not two.
_WEIGHTS = {
    FitKind.ALERT: 8.0,
    FitKind.SERVICE: 5.0,
    FitKind.LABEL: 2.0,
    FitKind.WORDS: 1.0,
    FitKind.HELPED: 6.0,
    FitKind.DID_NOT_HELP: -3.0,
}
_MOST_LABELS = 3
_MOST_WORDS = 3
_FADING = timedelta(days=90)
"""What helped so long ago weighs half."""
_ONLY_SAME_SERVICE = 0.5
"""What helped the same service with another alert weighs less."""
_SAYS_NOTHING = frozenset(
    words_of(
        "a an and are as at by for from has in is it no not of on or over the to under was when with "
        "alert alarm error errors failed fails failing failure high low service"
    )
)


def fitting(
    cards: Iterable[RunBookCard], incident: Incident, history: Sequence[EarlierUse], now: datetime
) -> list[Fit]:
    """The run-books for which something speaks, best first; on a tie those that were changed later."""
    seen = _Seen(incident)
    uses: dict[str, list[EarlierUse]] = {}
    for use in history:
        uses.setdefault(use.run_book_id, []).append(use)
    found = [(card, _fit(card, seen, uses.get(card.id, ()), now)) for card in cards]
    ranked = [(fit, card.changed_at, card.title) for card, fit in found if fit is not None]
    ranked.sort(key=lambda one: (-one[0].score, -one[1].timestamp(), one[2]))
    return [fit for fit, _, _ in ranked]


def fingerprint(alert: Alert) -> str:
    """What makes alerts of different incidents the same trouble: the monitor's name for it, or its dedup
    key."""
    name = dict(alert.labels).get("alertname", "")
    return f"{alert.integration}/{name or alert.dedup_key}"


def matches(pattern: str, text: str) -> bool:
    """Whether `pattern`, in which `*` is any text, is all of `text`; case and accents are nothing."""
    first, *others = folded(pattern).split("*")
    text = folded(text)
    if not others:
        return text == first
    if not text.startswith(first):
        return False
    position, last = len(first), others.pop()
    for part in others:
        position = text.find(part, position)
        if position < 0:
            return False
        position += len(part)
    return len(text) - len(last) >= position and text.endswith(last)


def uses_of(incident: Incident) -> list[EarlierUse]:
    """What a resolved incident tells about the run-books that were worked through for it."""
    if incident.resolved_at is None:
        return []
    return [
        EarlierUse(
            run_book_id=work.run_book_id,
            number=incident.number,
            service=incident.service,
            fingerprints=frozenset(fingerprint(alert) for alert in incident.alerts),
            helped=work.helped,
            at=incident.resolved_at,
        )
        for work in incident.work
        if work.helped is not None
    ]


class _Seen:
    """What of the incident run-books are compared with."""

    def __init__(self, incident: Incident) -> None:
        alerts = incident.alerts
        self.services = {folded(name) for name in [incident.service, *(a.service for a in alerts)] if name}
        named = [dict(alert.labels).get("alertname", "") for alert in alerts]
        self.names = [text for text in dict.fromkeys([*named, *(a.dedup_key for a in alerts)]) if text]
        self.summaries = list(dict.fromkeys([incident.title, *(alert.summary for alert in alerts)]))
        pairs = [pair for alert in alerts for pair in alert.labels]
        self.labels = [*pairs, *((label.key, label.value) for label in incident.labels)]
        self.words = {word for text in (*self.summaries, *named) for word in words_of(text)}
        self.fingerprints = frozenset(fingerprint(alert) for alert in alerts)


def _fit(card: RunBookCard, seen: _Seen, uses: Sequence[EarlierUse], now: datetime) -> Fit | None:
    weighed = [
        *((_WEIGHTS[reason.kind], reason) for reason in _reasons(card, seen)),
        *_experience(uses, seen, now),
    ]
    if not any(weight > 0 for weight, _ in weighed):
        return None
    weighed.sort(key=lambda one: -one[0])
    score = sum(weight for weight, _ in weighed)
    return Fit(run_book_id=card.id, score=round(score, 3), reasons=tuple(reason for _, reason in weighed))


def _reasons(card: RunBookCard, seen: _Seen) -> list[FitReason]:
    found = []
    service = next(
        (name for name in card.services if name.strip("* ") and _is_one_of(name, seen.services)), None
    )
    if service is not None:
        found.append(FitReason(kind=FitKind.SERVICE, detail=service))
    pattern = next((pattern for pattern in card.alerts if _is_about(pattern, seen)), None)
    if pattern is not None:
        found.append(FitReason(kind=FitKind.ALERT, detail=pattern))
    labels = [label for label in card.labels if _has(seen.labels, *label)][:_MOST_LABELS]
    found += [FitReason(kind=FitKind.LABEL, detail=f"{key}: {value}") for key, value in labels]
    title = dict.fromkeys(words_of(card.title))
    words = [word for word in title if word in seen.words and word not in _SAYS_NOTHING and len(word) > 1]
    if words:
        found.append(FitReason(kind=FitKind.WORDS, detail=", ".join(words[:_MOST_WORDS])))
    return found


def _is_one_of(pattern: str, services: Iterable[str]) -> bool:
    return any(matches(pattern, service) for service in services)


def _is_about(pattern: str, seen: _Seen) -> bool:
    """A pattern is all of an alert's name or key, or, without `*`, a part of its summary."""
    if any(matches(pattern, name) for name in seen.names):
        return True
    if not pattern.strip("* "):
        return False
    return any(matches(pattern if "*" in pattern else f"*{pattern}*", text) for text in seen.summaries)


def _has(labels: Iterable[tuple[str, str]], key: str, value: str) -> bool:
    return any(folded(key) == folded(name) and matches(value, found) for name, found in labels)


def _experience(uses: Sequence[EarlierUse], seen: _Seen, now: datetime) -> list[tuple[float, FitReason]]:
    """The latest use that says something of this incident: the same alert before the same service."""
    about = [
        (bool(use.fingerprints & seen.fingerprints), use)
        for use in uses
        if use.fingerprints & seen.fingerprints or folded(use.service) in seen.services
    ]
    if not about:
        return []
    same, use = max(about, key=lambda one: (one[0], one[1].at))
    kind = FitKind.HELPED if use.helped else FitKind.DID_NOT_HELP
    age = max(timedelta(0), now - use.at)
    weight = _WEIGHTS[kind] * 0.5 ** (age / _FADING) * (1 if same else _ONLY_SAME_SERVICE)
    return [(weight, FitReason(kind=kind, number=use.number, at=use.at))]
