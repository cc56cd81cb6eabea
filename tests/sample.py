"""The fictional team that tests page: a pair, three more of the staff, VP and CTO."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from desktop.core.incident.alert import AlertAction, Report
from desktop.core.incident.commands import ClaimSeat
from desktop.core.incident.events import Event, PageSent
from desktop.core.incident.incident import Incident
from desktop.core.incident.intake import open_incident
from desktop.core.schedule.schedule import Schedule, Turn
from desktop.core.team.responder import Responder, Role, Roster, Tier
from desktop.core.team.seat import Seat
from desktop.core.team.team import Team

NIGHT = datetime(2026, 11, 24, 2, 41, 52, tzinfo=UTC)
"""A Tuesday, 03:41:52 in Berlin; Ana and Ben are on duty until Monday."""

ROSTER = Roster(
    responders=(
        Responder(id="ana", name="Ana Okafor", zone="Europe/Berlin", role=Role.ADMIN),
        Responder(id="ben", name="Ben Sato", zone="Europe/Berlin"),
        Responder(id="mei", name="Mei Lindqvist", zone="Europe/Stockholm"),
        Responder(id="dmitri", name="Dmitri Alvarez", zone="America/New_York"),
        Responder(id="priya", name="Priya Raman", zone="Asia/Kolkata"),
        Responder(id="olga", name="Olga Watts", role=Role.OBSERVER),
        Responder(id="ruth", name="Ruth Castellanos", tier=Tier.VP, zone="Europe/Berlin"),
        Responder(id="henrik", name="Henrik Aalto", tier=Tier.CTO, zone="Europe/Helsinki"),
    )
)
SCHEDULE = Schedule(
    zone="Europe/Berlin",
    starts_on=date(2026, 11, 23),
    hand_over=time(9),
    turns=(
        Turn(manager="ana", engineer="ben"),
        Turn(manager="mei", engineer="dmitri"),
        Turn(manager="ben", engineer="priya"),
    ),
)
TEAM = Team(name="Sample", roster=ROSTER, schedule=SCHEDULE)
INCIDENT_ID = UUID("8f0b7c1e-5d0e-4d2a-9a57-0d6f3c0c4a11")
MINUTE = timedelta(minutes=1)


def report(
    dedup_key: str = "checkout", action: AlertAction = AlertAction.TRIGGER, summary: str = "Checkout fails"
) -> Report:
    """What a monitor says about the checkout."""
    return Report(
        action=action, dedup_key=dedup_key, summary=summary, source="Prometheus", service="checkout-api"
    )


def fresh(team: Team = TEAM, now: datetime = NIGHT) -> Incident:
    """An incident of which the pair has just been paged."""
    return open_incident(report(), "prometheus", INCIDENT_ID, 1, team, now)[0]


def claim(by: str, seat: Seat, at: datetime, *, explicit: bool = False) -> ClaimSeat:
    """`by` presses acknowledge at `at`."""
    return ClaimSeat(incident_id=INCIDENT_ID, by=by, pressed_at=at, seat=seat, explicit=explicit)


def paged(events: list[Event]) -> list[tuple[str, Seat, int]]:
    """Who was paged, for which seat, at which level."""
    return [
        (event.page.responder, event.page.seat, event.page.level)
        for event in events
        if isinstance(event, PageSent)
    ]
