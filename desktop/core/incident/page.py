"""Pages: attempts to reach one responder for one reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID, uuid5

from desktop.core.team.seat import Seat


class PageReason(StrEnum):
    """Why somebody is paged."""

    SEAT = "seat"
    STAND_IN = "stand_in"
    """An update was missed: somebody else is asked to communicate."""
    CALL_IN = "call_in"
    """One person is asked to help, by name. Such a page is for no seat: its `seat` is the caller's side, and
    nobody who claims it ends the page."""
    OFFER = "offer"
    """Who holds the seat offers it to this person."""
    STILL_ON_IT = "still_on_it"
    """Nobody did anything for long: the holder of the seat is asked."""
    SHADOW = "shadow"
    """They shadow the pair, which is paged for the seat: nothing is asked of them, and they count for
    nothing."""


BY_NAME = (PageReason.CALL_IN, PageReason.OFFER)
"""A person asks for that person, who is paged whatever the hour."""


MILD = (PageReason.STAND_IN, PageReason.SHADOW)
"""Somebody is at work, or is paged, already: these wake more gently."""


class TriedWhy(StrEnum):
    """Why a page was tried on its responder's own channels."""

    NOT_RINGING = "not_ringing"
    """No desktop confirmed it in time."""
    NOT_ANSWERED = "not_answered"
    AGAIN = "again"
    """Everybody is paged again, on every channel."""


class PageOutcome(StrEnum):
    """How a page ended."""

    ACKNOWLEDGED = "acknowledged"
    DECLINED = "declined"
    TAKEN = "taken"
    """Somebody else claimed the seat."""
    OTHER_SEAT = "other_seat"
    """The responder claimed the other seat of the same incident."""
    RESOLVED = "resolved"
    """The incident was over before anybody answered this page."""
    NOT_NEEDED = "not_needed"
    """What it was sent for was done meanwhile."""
    REPEATED = "repeated"
    """Unanswered; a new page took its place."""
    EXPIRED = "expired"
    """Nobody answered in time, and it was not sent again."""
    CAN_WAIT = "can_wait"
    """It can wait: somebody said so, or the office closed before anybody answered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One attempt to reach one responder for one seat. Attempted, ringing and ended are kept apart.
    `repeat` counts how often it was sent again in the same round. `tried`: why it was tried on the
    responder's own channels, one after the other; from `reach_from` on the times for that run, None: from the
    attempt. `unanswered_from`: when the first of those was sent that this one repeats and that were tried for
    want of an answer as little; None: it is this one."""

    id: UUID
    incident_id: UUID
    responder: str
    seat: Seat
    reason: PageReason = PageReason.SEAT
    level: int
    round: int
    repeat: int = 0
    attempted_at: datetime
    ringing_at: datetime | None = None
    ended_at: datetime | None = None
    outcome: PageOutcome | None = None
    tried: tuple[TriedWhy, ...] = ()
    reach_from: datetime | None = None
    unanswered_from: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Whether the responder's devices ring for it."""
        return self.ended_at is None


def page_id(
    incident_id: UUID,
    reason: PageReason,
    seat: Seat,
    level: int,
    round_: int,
    responder: str,
    *,
    repeat: int = 0,
) -> UUID:
    """The same page has the same id wherever and however often it is computed, so that one that comes twice
    is recognised."""
    again = f"/{repeat}" if repeat else ""
    return uuid5(incident_id, f"{reason}/{seat}/{level}/{round_}/{responder}{again}")
