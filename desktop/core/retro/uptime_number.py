"""A week's uptime that does not come from incidents: written by hand, imported, or measured."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID


class Source(StrEnum):
    """Where a week's number comes from."""

    BY_HAND = "by_hand"
    IMPORTED = "imported"
    MEASURED = "measured"
    INCIDENTS = "incidents"


PRECEDENCE = (Source.BY_HAND, Source.IMPORTED, Source.MEASURED, Source.INCIDENTS)
"""The first of them that has a number for the week is the one that counts: what a person decided about the
week goes before what a person brought, then what a machine measured, then what incidents say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UptimeNumber:
    """Per cent, to two decimals, of the week that begins on the Monday `starts_on`. `because` is the reason,
    the name of the file, or the query. `batch`: what was imported at once has the same. Kept for ever;
    `undone_at`: it counts no longer, and the one before it of the same source does again."""

    id: UUID
    batch: UUID
    service: str
    starts_on: date
    percent: Decimal
    source: Source
    because: str = ""
    by: str = ""
    at: datetime
    undone_by: str = ""
    undone_at: datetime | None = None


def counting(numbers: Iterable[UptimeNumber]) -> UptimeNumber | None:
    """The one that counts of a service and week; they come in the order of their making. None: none does."""
    last = {one.source: one for one in numbers if one.undone_at is None}
    return next((last[source] for source in PRECEDENCE if source in last), None)
