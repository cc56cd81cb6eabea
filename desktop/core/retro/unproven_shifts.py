"""Shifts that began unproven: without a sound check that everybody of the pair had confirmed by then."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from desktop.core.retro.retro_week import Week
from desktop.core.schedule.hand_over import PROVEN_BEFORE, PROVEN_FOR, Proof, on_duty_since
from desktop.core.schedule.schedule import Schedule

LOOKED_BACK = PROVEN_FOR + PROVEN_BEFORE
"""So long before a shift begins the proof of somebody in it may be."""


def unproven_shifts(
    schedule: Schedule, proofs: Iterable[Proof], week: Week, since: datetime | None, until: datetime
) -> int | None:
    """How many of the shifts that began in the time did so without a proof of each of the pair. `proofs`:
    at least those from `LOOKED_BACK` before the week to its end; `since`: when the very first one of all was
    confirmed, before which nobody knows (None: never); `until`: now.

    None: nothing is known of the time. A check that was made up for after the shift began is one that was
    missing when it began. Who goes on in whatever seat proves nothing anew."""
    begin, end = max(week.begins_at, since or week.ends_at), min(week.ends_at, until)
    if begin >= end:
        return None
    by_person: dict[str, list[datetime]] = defaultdict(list)
    for proof in proofs:
        by_person[proof.responder].append(proof.at)
    began = [shift for shift in schedule.shifts_between(begin, end) if shift.starts_at >= begin]
    if not began and begin > week.begins_at:
        return None

    def is_proven(responder: str, at: datetime) -> bool:
        on_duty = on_duty_since(schedule, responder, at) or at
        return any(on_duty - PROVEN_BEFORE < proven <= at for proven in by_person[responder])

    return sum(
        not all(is_proven(who, shift.starts_at) for who in {shift.turn.manager, shift.turn.engineer})
        for shift in began
    )
