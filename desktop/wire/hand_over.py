"""What desktops say to the hub about hand-over; what they are told is core's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofRequest:
    """I heard the alarm on `device`. `confirmed_at`, by the hub's clock: when; None: just now."""

    device: str = ""
    confirmed_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteRequest:
    """What the incoming should know; empty to take it back."""

    text: str
