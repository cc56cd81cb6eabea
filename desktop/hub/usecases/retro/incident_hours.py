"""The hours that people worked on incidents."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from desktop.core.retro.incident_hours import HeldSeat, IncidentHours, held_seats, incident_hours
from desktop.hub.store.incident import incident_seats
from desktop.hub.store.store import Store
from desktop.hub.usecases.schedule.schedule import period

AT_ONCE = 200
"""Incidents that are read in one piece, so that others are served meanwhile."""


async def hours_on_incidents(store: Store, begin: datetime, end: datetime) -> IncidentHours:
    """From `begin` until before `end`, at most until now. Raises BadPeriod."""
    begin, end = period(begin, end)
    now = store.now()
    ran = await store.read(partial(incident_seats.ran, begin=begin, end=end))
    ids = list(ran)
    held: list[HeldSeat] = []
    for first in range(0, len(ids), AT_ONCE):
        piece = ids[first : first + AT_ONCE]
        changed = await store.read(partial(incident_seats.seat_changes, wanted=piece))
        for incident_id, events in changed.items():
            held += held_seats(events, ran[incident_id] or now)
    return incident_hours(held, begin, end)
