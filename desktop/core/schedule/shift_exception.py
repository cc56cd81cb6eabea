"""Exceptions to the rotation: somebody else has a seat for some time; and people who shadow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from desktop.core.team.seat import Seat


class ExceptionKind(StrEnum):
    """How it came to be."""

    OVERRIDE = "override"
    SWAP = "swap"
    TAKEN_OVER = "taken_over"


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftException:
    """`responder` has `seat` from `starts_at` until before `ends_at`, whoever else would have had it.

    Made by `by` at `at`; `offer_id` names the offer that was accepted. Of several, the latest made wins.
    """

    id: UUID
    seat: Seat
    responder: str
    starts_at: datetime
    ends_at: datetime
    kind: ExceptionKind = ExceptionKind.OVERRIDE
    by: str
    at: datetime
    because: str = ""
    offer_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shadow:
    """`responder` gets everything that the pair gets, and counts for nothing, until before `ends_at`."""

    id: UUID
    responder: str
    starts_at: datetime
    ends_at: datetime
    by: str
    at: datetime
    because: str = ""


def in_order(exceptions: Sequence[ShiftException]) -> list[ShiftException]:
    """The earliest made first; of those made at once, as they come."""
    return sorted(exceptions, key=lambda exception: exception.at)
