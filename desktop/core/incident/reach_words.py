"""What a page says on a channel of the responder's own: short, for it may be read on a locked telephone."""

from __future__ import annotations

from desktop.core.incident.incident import Incident
from desktop.core.incident.page import PageReason, TriedWhy
from desktop.core.incident.reach_events import PageTriedElsewhere

LONGEST_TITLE = 140


def reach_words(incident: Incident, event: PageTriedElsewhere) -> tuple[str, str]:
    """Subject and text."""
    title = " ".join(incident.title.split())
    if len(title) > LONGEST_TITLE:
        title = f"{title[: LONGEST_TITLE - 1]}…"
    page = next((known for known in incident.pages if known.id == event.page_id), None)
    reason = page.reason if page is not None else PageReason.SEAT
    seat = f"Incident {event.seat.title()}"
    asks = {
        PageReason.SEAT: f"You are paged as {seat}.",
        PageReason.STAND_IN: "An update was missed: you are asked to communicate.",
        PageReason.CALL_IN: "You are called in to help.",
        PageReason.OFFER: f"You are offered the seat of the {seat}.",
        PageReason.STILL_ON_IT: f"Are you still on it, as {seat}?",
        PageReason.SHADOW: f"You shadow the {seat}.",
    }[reason]
    why = {
        TriedWhy.NOT_RINGING: "No computer of yours rings for it.",
        TriedWhy.NOT_ANSWERED: "Nobody answered it on your computer.",
        TriedWhy.AGAIN: "Nobody answered; everybody is paged again.",
    }[event.why]
    if event.why is TriedWhy.NOT_ANSWERED and page is not None and page.ringing_at is None:
        why = "No computer of yours rings for it, and nobody answered."
    subject = f"#{incident.number} {title}"
    return subject, f"{asks} {subject}. {why} Open Pairwatch to answer."
