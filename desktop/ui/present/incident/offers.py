"""To whom a seat could be offered, and what that does to them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from desktop.core.incident.incident import Incident
from desktop.core.team.seat import Seat
from desktop.core.team.team import Team
from desktop.core.team.who_knows import Helper
from desktop.ui.present.fixing.call_ins import HelperRow, helper_rows
from desktop.ui.present.people import seat_name, short
from desktop.ui.present.times import Viewer
from desktop.ui.present.words import tr


def offer_title(seat: Seat) -> str:
    """What the line is for."""
    return tr("Offer the {seat}'s seat to one person. You hold it until they take it.").format(
        seat=seat_name(seat)
    )


def offer_rows(
    found: Sequence[Helper],
    incident: Incident,
    team: Team,
    viewer: Viewer,
    now: datetime,
    last_woken: Mapping[str, datetime],
) -> tuple[HelperRow, ...]:
    """In their order."""
    return tuple(
        replace(row, button=tr("Offer it to {name}").format(name=short(team, row.responder)))
        for row in helper_rows(found, incident, team, viewer, now, last_woken)
    )
