"""Repeats: trouble that came again, though the last time it was left neither documented nor automated."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from desktop.core.closing.outcome import Outcome
from desktop.core.fixing.run_book_fit import fingerprint
from desktop.core.incident.alert import Alert
from desktop.core.incident.incident import Incident
from desktop.core.words import folded


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """What tells whether an earlier incident was the same: a part of `core.incident.Incident`, field by
    field."""

    id: UUID
    number: int
    title: str
    service: str = ""
    opened_at: datetime
    resolved_at: datetime | None = None
    outcome: Outcome | None = None
    alerts: tuple[Alert, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeat:
    """One trouble that came again. `numbers`: the incidents of the time, `earlier` those before it, both in
    their order; `incident_id` is that of the last one. `lost`: how long all of them ran, as far as they are
    over; `lost_again`: those of the time alone."""

    incident_id: UUID
    title: str
    service: str
    numbers: tuple[int, ...]
    earlier: tuple[int, ...]
    lost: timedelta
    lost_again: timedelta = timedelta()


def repeats(opened: Iterable[Incident], earlier: Iterable[Trouble]) -> tuple[Repeat, ...]:
    """The repeats among `opened`, the one that cost most first. It is the same trouble when the service and
    an alert's name or dedup key are the same, or service and title. Those of `opened` count as earlier ones
    of each other; the last that was over when the next began decides whether it had been left open."""
    new = {incident.id: trouble_of(incident) for incident in opened}
    newest = max((one.number for one in new.values()), default=0)
    # What came after them all is nobody's earlier one; of an old week that is most of what is known.
    all_of_them = {one.id: one for one in (*earlier, *new.values()) if one.number <= newest}
    known = sorted(all_of_them.values(), key=lambda one: one.number)
    by_mark: dict[str, list[Trouble]] = defaultdict(list)
    for one in known:
        for mark in trouble_marks(one):
            by_mark[mark].append(one)
    group_of: dict[UUID, UUID] = {}
    again: dict[UUID, tuple[list[Trouble], set[UUID]]] = {}
    for one in known:
        if one.id not in new:
            continue
        before = {o.id: o for mark in trouble_marks(one) for o in by_mark[mark] if o.number < one.number}
        ended = [o for o in before.values() if o.resolved_at is not None and o.resolved_at <= one.opened_at]
        last = max(ended, key=lambda o: o.number, default=None)
        if last is None or last.outcome is None or not last.outcome.is_neither:
            continue
        # Those that repeat one another are told together, by the first of the time.
        group = group_of[one.id] = next((group_of[i] for i in before if i in group_of), one.id)
        members, seen = again.setdefault(group, ([], set()))
        members.append(one)
        seen.update(before)
    by_id = {one.id: one for one in known}
    found = [
        _repeat(members, [by_id[i] for i in seen if group_of.get(i) != members[0].id])
        for members, seen in again.values()
    ]
    return tuple(sorted(found, key=lambda repeat: (-repeat.lost, repeat.numbers)))


def trouble_marks(one: Trouble | Incident) -> frozenset[str]:
    """Two incidents that share one of these had the same trouble."""
    service = folded(one.service)
    named = {f"{service}/alert/{fingerprint(alert)}" for alert in one.alerts}
    return frozenset(named | {f"{service}/title/{folded(one.title)}"})


def trouble_of(incident: Incident) -> Trouble:
    """What of an incident tells whether another is the same."""
    return Trouble(
        id=incident.id,
        number=incident.number,
        title=incident.title,
        service=incident.service,
        opened_at=incident.opened_at,
        resolved_at=incident.resolved_at,
        outcome=incident.outcome,
        alerts=incident.alerts,
    )


def _repeat(members: list[Trouble], before: list[Trouble]) -> Repeat:
    last, again = members[-1], _ran(members)
    return Repeat(
        incident_id=last.id,
        title=last.title,
        service=last.service,
        numbers=tuple(one.number for one in members),
        earlier=tuple(sorted(one.number for one in before)),
        lost=again + _ran(before),
        lost_again=again,
    )


def _ran(troubles: Iterable[Trouble]) -> timedelta:
    ran = (one.resolved_at - one.opened_at for one in troubles if one.resolved_at is not None)
    return sum(ran, timedelta())
