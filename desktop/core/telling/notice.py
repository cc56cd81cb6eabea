"""Notices: user-facing error messages, shown by the affected product."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID


class NoticeSeverity(StrEnum):
    """How the product shows it."""

    INFO = "info"
    WARNING = "warning"
    OUTAGE = "outage"


_HEADINGS = {
    NoticeSeverity.OUTAGE: "Outage",
    NoticeSeverity.WARNING: "Disturbed",
    NoticeSeverity.INFO: "Information",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A message of one `service`. It is shown while it is `on` and within `from_at` (included) and `until_at`
    (excluded), where these are given. `planned`: announced beforehand. `incident_id`: what it was switched on
    for. `on_since_at` and `on_by`: when and by whom it was switched on; None and empty while it is off."""

    id: UUID
    service: str
    text: str
    severity: NoticeSeverity = NoticeSeverity.WARNING
    on: bool = False
    planned: bool = False
    from_at: datetime | None = None
    until_at: datetime | None = None
    incident_id: UUID | None = None
    on_since_at: datetime | None = None
    on_by: str = ""
    changed_by: str = ""
    changed_at: datetime

    def is_shown(self, now: datetime) -> bool:
        """Whether users see it at the instant `now`."""
        begun = self.from_at is None or self.from_at <= now
        return self.on and begun and not self.is_over(now)

    def is_over(self, now: datetime) -> bool:
        """Whether its time has passed at the instant `now`, on or off."""
        return self.until_at is not None and self.until_at <= now

    @property
    def heading(self) -> str:
        """The word that users see above it: "Outage", "Planned work"."""
        return "Planned work" if self.planned else _HEADINGS[self.severity]

    def changes_at(self, now: datetime) -> datetime | None:
        """When it appears or goes by itself next; None when it will not."""
        if not self.on:
            return None
        ahead = [moment for moment in (self.from_at, self.until_at) if moment is not None and moment > now]
        return min(ahead, default=None)
