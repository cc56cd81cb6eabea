"""Earlier incidents that are like this one, most alike first, each with its reasons and what ended it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from desktop.core.closing.outcome import Outcome
from desktop.core.fixing.finding import FindingState, cause
from desktop.core.fixing.run_book_fit import fingerprint
from desktop.core.incident.incident import Incident
from desktop.core.words import folded, words_of

MOST = 10
"""So many are worth a look at night."""


class LikenessKind(StrEnum):
    """Why an incident is like another; the ui makes sentences of them: "the same alert", "the same cause",
    "the same service", "the label cluster: eu", "words: checkout, fails"."""

    ALERT = "alert"
    CAUSE = "cause"
    SERVICE = "service"
    LABEL = "label"
    WORDS = "words"


@dataclass(frozen=True, slots=True, kw_only=True)
class LikenessReason:
    """`detail` is the alert's name, the cause, the service, the label or the words."""

    kind: LikenessKind
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpedRunBook:
    """A run-book that was worked through and helped."""

    run_book_id: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SimilarIncident:
    """An earlier incident, which is over. `cause`: its confirmed findings as sentences. `helped`: its
    run-books that helped. `people`: who knows about it, the Engineer first, as responders' ids. `score` is
    for comparing only."""

    id: UUID
    number: int
    title: str
    service: str = ""
    opened_at: datetime
    resolved_at: datetime
    score: float
    reasons: tuple[LikenessReason, ...]
    outcome: Outcome | None = None
    cause: str = ""
    helped: tuple[HelpedRunBook, ...] = ()
    people: tuple[str, ...] = ()

    @property
    def is_the_same(self) -> bool:
        """Whether it was the same trouble, not only something like it."""
        return any(reason.kind in (LikenessKind.ALERT, LikenessKind.CAUSE) for reason in self.reasons)

    @property
    def was_left_open(self) -> bool:
        """Whether the same trouble ended with somebody saying that it is neither documented nor automated:
        now it is there the second time, and has to be found out again."""
        return self.is_the_same and self.outcome is not None and self.outcome.is_neither


_ALERT, _CAUSE, _SERVICE, _LABEL, _WORDS = 8.0, 6.0, 3.0, 1.0, 4.0
_MOST_LABELS, _MOST_WORDS = 3, 4
_MOST_MARKS = 60
_ENOUGH_WORDS = 0.5
"""Without the same service or alert, so much of all words must be common to both."""
_NO_NEWS = frozenset({"alertname", "severity", "service", "job", "app"})
"""Labels that say what is compared otherwise, or nothing."""
_SAYS_NOTHING = frozenset(words_of(
    "a an and are as at by for from has in is it no not of on or over the to under was when with "
    "alert alarm error errors failed fails failing failure high low service"
))  # fmt: skip


def marks_of(incident: Incident) -> dict[str, float]:
    """What an index finds earlier incidents by, each with its weight: the same mark in both makes them
    candidates for `similar`."""
    marks: dict[str, float] = {}
    for name in sorted(_fingerprints(incident)):
        marks[f"alert {name}"] = _ALERT
    for name in sorted(_causes(incident)):
        marks[f"cause {name}"] = _CAUSE
    for name in sorted(_services(incident)):
        marks[f"service {name}"] = _SERVICE
    for word in sorted(_title_words(incident)):
        marks[f"word {word}"] = _LABEL
    for key, value in sorted(_labels(incident)):
        marks[f"label {key} {value}"] = _LABEL
    return dict(list(marks.items())[:_MOST_MARKS])


def similar(incident: Incident, earlier: Iterable[Incident], limit: int = MOST) -> list[SimilarIncident]:
    """Those of `earlier` that are over and like this one; on a tie the later first."""
    this = _Seen(incident)
    found = [
        made
        for other in earlier
        if other.id != incident.id and other.resolved_at is not None
        if (made := _compared(this, other, other.resolved_at)) is not None
    ]
    found.sort(key=lambda one: (-one.score, -one.number))
    return found[:limit]


class _Seen:
    def __init__(self, incident: Incident) -> None:
        self.fingerprints = _fingerprints(incident)
        self.causes = _causes(incident)
        self.services = _services(incident)
        self.labels = _labels(incident)
        self.words = _title_words(incident)


def _compared(this: _Seen, other: Incident, resolved_at: datetime) -> SimilarIncident | None:
    that = _Seen(other)
    weighed: list[tuple[float, LikenessReason]] = []
    alerts = sorted(this.fingerprints & that.fingerprints)
    if alerts:
        name = alerts[0].partition("/")[2]
        weighed.append((_ALERT, LikenessReason(kind=LikenessKind.ALERT, detail=name)))
    causes = sorted(this.causes & that.causes)
    if causes:
        weighed.append((_CAUSE, LikenessReason(kind=LikenessKind.CAUSE, detail=causes[0])))
    services = this.services & that.services
    if services:
        name = other.service if folded(other.service) in services else sorted(services)[0]
        weighed.append((_SERVICE, LikenessReason(kind=LikenessKind.SERVICE, detail=name)))
    labels = sorted(this.labels & that.labels)[:_MOST_LABELS]
    weighed += [
        (_LABEL, LikenessReason(kind=LikenessKind.LABEL, detail=f"{key}: {value}")) for key, value in labels
    ]
    words = [word for word in dict.fromkeys(words_of(other.title)) if word in this.words & that.words]
    likeness = len(words) / len(this.words | that.words) if words else 0.0
    if words:
        detail = ", ".join(words[:_MOST_WORDS])
        weighed.append((_WORDS * likeness, LikenessReason(kind=LikenessKind.WORDS, detail=detail)))
    enough = (
        bool(alerts or causes)
        or (bool(services) and bool(words or labels))
        or (likeness >= _ENOUGH_WORDS and len(words) > 1)
    )
    if not enough:
        return None
    weighed.sort(key=lambda one: -one[0])
    return SimilarIncident(
        id=other.id,
        number=other.number,
        title=other.title,
        service=other.service,
        opened_at=other.opened_at,
        resolved_at=resolved_at,
        score=round(sum(weight for weight, _ in weighed), 3),
        reasons=tuple(reason for _, reason in weighed),
        outcome=other.outcome,
        cause=cause(other.findings),
        helped=tuple(
            HelpedRunBook(run_book_id=work.run_book_id, title=work.title)
            for work in other.work
            if work.helped
        ),
        people=_people(other),
    )


def _people(incident: Incident) -> tuple[str, ...]:
    """Who held the Engineer's seat, who found the cause, who said how it ended."""
    named = [
        incident.engineer.holder,
        *(one.by for one in incident.findings if one.state is FindingState.CONFIRMED),
        incident.outcome.by if incident.outcome is not None else None,
    ]
    return tuple(dict.fromkeys(name for name in named if name))


def _fingerprints(incident: Incident) -> frozenset[str]:
    return frozenset(fingerprint(alert) for alert in incident.alerts)


def _causes(incident: Incident) -> frozenset[str]:
    return frozenset(folded(label.value) for label in incident.labels if label.key == "cause")


def _services(incident: Incident) -> frozenset[str]:
    named = (incident.service, *(alert.service for alert in incident.alerts))
    return frozenset(folded(name) for name in named if name.strip())


def _labels(incident: Incident) -> frozenset[tuple[str, str]]:
    told = [pair for alert in incident.alerts for pair in alert.labels]
    given = [(label.key, label.value) for label in incident.labels if label.key != "cause"]
    return frozenset((key, value) for key, value in [*told, *given] if key not in _NO_NEWS)


def _title_words(incident: Incident) -> frozenset[str]:
    return frozenset(
        word
        for word in words_of(incident.title)
        if word not in _SAYS_NOTHING and len(word) > 1 and not word.isdigit()
    )
