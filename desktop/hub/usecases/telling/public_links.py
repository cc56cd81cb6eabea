"""The public page of an incident: for people without the app, who were given its link."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from desktop.core.incident.incident import Incident
from desktop.core.team.team import Team
from desktop.hub.store import address
from desktop.hub.store import team as teams
from desktop.hub.store.incident import incidents
from desktop.hub.store.telling import public_links
from desktop.hub.store.transaction import Transaction
from desktop.hub.usecases.errors import UnknownIncident, UnknownLink

LIFETIME = timedelta(days=30)
PATH = "/public/incidents/"
"""Followed by the token."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What a public page is made from."""

    incident: Incident
    team: Team
    now: datetime


def make_link(tx: Transaction, incident_id: UUID) -> str:
    """A new address of the incident's page, a secret that is given out this once. Those made before stay
    good. Raises UnknownIncident."""
    _known(tx, incident_id)
    token = secrets.token_urlsafe(32)
    public_links.add(tx, token, incident_id)
    known = address.known(tx)
    return f"{known.url.rstrip('/') if known else ''}{PATH}{token}"


def revoke_links(tx: Transaction, incident_id: UUID) -> int:
    """Let no link to the incident show it any more; gives how many did. Raises UnknownIncident."""
    _known(tx, incident_id)
    return public_links.revoke(tx, incident_id)


def look(tx: Transaction, token: str) -> Shown:
    """What the page of this token shows. Raises UnknownLink for one that was never made, revoked or too
    old."""
    incident_id = public_links.incident_of(tx, token, tx.now - LIFETIME)
    if incident_id is None:
        raise UnknownLink("This link shows nothing (any more).", "Ask the Incident Manager for a new one.")
    return Shown(incident=_known(tx, incident_id), team=teams.load(tx), now=tx.now)


def _known(tx: Transaction, incident_id: UUID) -> Incident:
    incident = incidents.load(tx, incident_id)
    if incident is None:
        raise UnknownIncident("This hub has no such incident.", "Look at the list of incidents.")
    return incident
