"""When somebody cannot be on duty: known by hand or from a calendar of theirs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID


class AbsenceKind(StrEnum):
    """Why; other people need to know no more."""

    AWAY = "away"
    SICK = "sick"
    HOLIDAY = "holiday"


class AbsenceSource(StrEnum):
    """Where it is known from: what a calendar says is changed there only."""

    HAND = "hand"
    CALENDAR = "calendar"


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """`responder` is away from `starts_at` until before `ends_at`."""

    id: UUID
    responder: str
    starts_at: datetime
    ends_at: datetime
    kind: AbsenceKind = AbsenceKind.AWAY
    source: AbsenceSource = AbsenceSource.HAND
