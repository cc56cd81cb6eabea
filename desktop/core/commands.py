"""What a responder asks for. Imperative; the hub answers each with what is true afterwards."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from desktop.core.seat import Seat


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """`by` is the responder; `pressed_at` is when they asked, by the hub's clock as their desktop knew it."""

    incident_id: UUID
    by: str
    pressed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimSeat(Command):
    """Acknowledge: take `seat`. `explicit` is the second action that takes both seats, or takes a held one
    over."""

    seat: Seat
    explicit: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclinePage(Command):
    """ "I can't": ends this responder's pages for the incident."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmRinging(Command):
    """This responder's desktop shows and sounds the alarm for all their open pages of the incident, on
    `device`."""

    device: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnSeat(Command):
    """Give `seat` back: it is empty and paged at once."""

    seat: Seat


@dataclass(frozen=True, slots=True, kw_only=True)
class AddNote(Command):
    """Write `text` (one line or more, not blank) into the timeline."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolveIncident(Command):
    """The incident is over."""
