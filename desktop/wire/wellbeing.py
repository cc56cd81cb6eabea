"""What desktops say to the hub about how duty was, and about rest; what they are told is core's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from desktop.core.retro.morale import Slept


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerRequest:
    """My answers to the questions with the id `question`. `mood` from 1 to 5."""

    question: UUID
    mood: int
    slept: Slept
    helped: str = ""
    anonymous: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclineRequest:
    """Not this time: `id` is of questions or of an offer."""

    id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class RecoveryRequest:
    """I rest for so many `hours` on `day`; None: on the day of the offer, or as it was."""

    hours: float
    day: date | None = None
