"""Who could be called in to an incident: found by name and by what they know about, best first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from desktop.core.incident.incident import Incident
from desktop.core.team.responder import Responder, Tier
from desktop.core.team.team import Team
from desktop.core.words import words_of

_SAYS_NOTHING = frozenset(
    (
        *("a", "an", "and", "api", "app", "for", "from", "in", "is", "of", "on", "or", "the", "to"),
        *("critical", "prod", "production", "server", "service", "warning"),
    )
)
"""Words of services and labels by which nobody is found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Helper:
    """Somebody to call in. `about`: what they know that this incident is about. `asleep`: probably."""

    responder: Responder
    about: tuple[str, ...]
    asleep: bool


def who_knows(
    incident: Incident,
    team: Team,
    by: str | None,
    now: datetime,
    query: str = "",
    *,
    for_seat: bool = False,
) -> tuple[Helper, ...]:
    """Whom `by` could call in, best first: who knows the service or a label of the incident, then who knows
    a word of its title; awake before asleep, then in the order of their next shifts. VP and CTO are last.

    Not in it: who holds a seat, and whose newest call is open or was answered. `query` leaves those who have
    all of its words, each as the beginning of a name's or a known thing's word, or as first letters ("ml",
    "meli"); who is meant by name comes before who knows about it. `for_seat`: to whom a seat could be
    offered; whoever comes to help already is the first of them.
    """
    called = {call.responder: call for call in incident.call_ins}
    told = {person for person, call in called.items() if call.called_off_at is None and not for_seat}
    coming = {person for person, call in called.items() if call.coming and for_seat}
    asked = words_of(query)
    subject, title = _subject(incident), _telling(words_of(incident.title))
    weighed = []
    for place, person in enumerate(team.roster.responders):
        if not team.roster.can_be_paged(person.id) or person.id == by or person.id in told:
            continue
        if incident.held_by(person.id) or (meant := _meant(person, asked)) is None:
            continue
        near = tuple(thing for thing in person.knows_about if _covers(subject, thing))
        far = tuple(thing for thing in person.knows_about if thing not in near and _covers(title, thing))
        asleep = person.probably_asleep(now)
        following = team.schedule.next_shift_of(person.id, now)
        starts_at = following[1].starts_at.timestamp() if following else float("inf")
        last = person.tier is not Tier.STAFF and person.id not in coming
        here = person.id not in coming
        weight = (last, meant, here, -len(near), -len(far), asleep, starts_at, place)
        weighed.append((weight, Helper(responder=person, about=near + far, asleep=asleep)))
    return tuple(helper for _, helper in sorted(weighed, key=lambda one: one[0]))


def about_this(incident: Incident, person: Responder) -> tuple[str, ...]:
    """What `person` knows that the incident's service, labels or title name."""
    words = _subject(incident) | _telling(words_of(incident.title))
    return tuple(thing for thing in person.knows_about if _covers(words, thing))


def _subject(incident: Incident) -> frozenset[str]:
    values = [incident.service, *(alert.service for alert in incident.alerts)]
    values += [value for alert in incident.alerts for _, value in alert.labels]
    values += [label.value for label in incident.labels]
    return _telling(word for value in values for word in words_of(value))


def _telling(words: Iterable[str]) -> frozenset[str]:
    return frozenset(_one(word) for word in words if word not in _SAYS_NOTHING)


def _one(word: str) -> str:
    """Without the plural's s: "payments" is known by who has "payment-gateway"."""
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def _covers(words: frozenset[str], thing: str) -> bool:
    """Whether everything that `thing` says is among `words`."""
    said = _telling(words_of(thing))
    return bool(said) and said <= words


def _meant(person: Responder, asked: Sequence[str]) -> int | None:
    """0: every word is meant as the name, 1: some as what they know; None: a word fits neither."""
    names = [words_of(person.name), words_of(person.id)]
    known = [words_of(thing) for thing in person.knows_about]
    worst = 0
    for word in asked:
        if any(_begins(word, name) for name in names):
            continue
        if not any(_begins(word, thing) for thing in known):
            return None
        worst = 1
    return worst


def _begins(typed: str, words: Sequence[str]) -> bool:
    """Whether `typed` is made of beginnings of `words`, in their order; words may be left out."""
    if not typed:
        return True
    for number, word in enumerate(words):
        for length in range(min(len(typed), len(word)), 0, -1):
            if word.startswith(typed[:length]) and _begins(typed[length:], words[number + 1 :]):
                return True
    return False
