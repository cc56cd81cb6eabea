"""When somebody was last woken, apart from the incident that wakes people now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Woken:
    """The responder was last paged while probably asleep `at` that time, for the incident; and `before_at`
    for another one. None: not known, or never."""

    at: datetime
    incident_id: UUID | None = None
    before_at: datetime | None = None

    def apart_from(self, incident_id: UUID) -> datetime | None:
        """When they were last woken by anything else than this incident."""
        return self.before_at if self.incident_id == incident_id else self.at


def woken_again(known: Woken | None, incident_id: UUID, at: datetime) -> Woken:
    """The next of what is `known`: they are woken for the incident."""
    before = known.apart_from(incident_id) if known is not None else None
    return Woken(at=at, incident_id=incident_id, before_at=before)


def woken_before(known: Mapping[str, Woken], incident_id: UUID) -> dict[str, datetime]:
    """For each responder when they were last woken by something else; who never was is left out."""
    found = {responder: woken.apart_from(incident_id) for responder, woken in known.items()}
    return {responder: at for responder, at in found.items() if at is not None}
