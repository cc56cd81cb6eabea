"""Updates: what the Manager told somebody, and how it reached each channel."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from uuid import UUID


class Stage(StrEnum):
    """How far the incident is, as an update tells it."""

    INVESTIGATING = "investigating"
    IDENTIFIED = "identified"
    MONITORING = "monitoring"
    RESOLVED = "resolved"


class Readers(StrEnum):
    """For whom an update is written."""

    CUSTOMERS = "customers"
    COLLEAGUES = "colleagues"
    EXECUTIVES = "executives"
    DEVOPS = "devops"


class DeliveryState(StrEnum):
    """How it stands with one update on one channel."""

    WAITING = "waiting"
    """To be sent, or to be tried again."""
    SENT = "sent"
    FAILED = "failed"
    """Not tried again by itself; a person may have it sent again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One update on its way to one channel. `detail` is a sentence: what failed, or what is doubtful
    ("perhaps sent twice: the hub stopped in the middle"). `again_at`: when it is tried once more, after the
    first failure; what fails in the same way again and again is not told each time, so it may have passed."""

    channel: str
    state: DeliveryState = DeliveryState.WAITING
    attempts: int = 0
    at: datetime
    detail: str = ""
    again_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Update:
    """Something that was told. `next_update_at` is what it promises; None only for the last one.
    `tells_scope`: it says who and what is hit. Without channels it was told by other means and is only
    written down."""

    id: UUID
    by: str
    sent_at: datetime
    stage: Stage
    readers: Readers
    subject: str
    text: str
    next_update_at: datetime | None = None
    tells_scope: bool = False
    deliveries: tuple[Delivery, ...] = ()

    def with_delivery(self, changed: Delivery) -> Update:
        """The update with the state of one channel replaced."""
        return replace(
            self,
            deliveries=tuple(
                changed if known.channel == changed.channel else known for known in self.deliveries
            ),
        )

    def delivery(self, channel: str) -> Delivery | None:
        """How it stands on `channel`; None when the update does not go there."""
        return next((known for known in self.deliveries if known.channel == channel), None)
