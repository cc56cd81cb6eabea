"""The end of pages, for whatever reason they were sent."""

from __future__ import annotations

from datetime import datetime

from desktop.core.incident.events import Event, PageEnded
from desktop.core.incident.incident import Incident, ended
from desktop.core.incident.page import Page, PageOutcome


def end_page(
    incident: Incident, page: Page, outcome: PageOutcome, now: datetime, events: list[Event]
) -> Incident:
    """End one open page."""
    events.append(
        PageEnded(at=now, page_id=page.id, responder=page.responder, seat=page.seat, outcome=outcome)
    )
    return incident.with_page_changed(ended(page, outcome, now))
