"""What happened when a page was tried on a responder's own channels."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from desktop.core.incident.events import Event
from desktop.core.incident.page import TriedWhy
from desktop.core.team.seat import Seat


@dataclass(frozen=True, slots=True, kw_only=True)
class PageTriedElsewhere(Event):
    """The page goes out on the responder's own `channels`, too."""

    page_id: UUID
    responder: str
    seat: Seat
    channels: tuple[str, ...]
    why: TriedWhy


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnChannelTried(Event):
    """What became of a page on one channel of the responder's own; `detail` says why not, or what is
    doubtful."""

    page_id: UUID
    responder: str
    seat: Seat
    channel: str
    sent: bool
    detail: str = ""
