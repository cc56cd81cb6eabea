"""What the retro is told about a time."""

from __future__ import annotations

from datetime import datetime, timedelta

from desktop.core.closing.left_out import LeftOut, to_discuss
from desktop.hub.store.incident import incidents
from desktop.hub.store.telling import notices
from desktop.hub.store.transaction import Transaction
from desktop.hub.usecases.errors import BadPeriod

LONGEST = timedelta(days=400)
"""A year and its weeks at both ends. Every incident of the time is read."""


def left_out_within(tx: Transaction, begin: datetime, end: datetime | None = None) -> list[LeftOut]:
    """The incidents that were resolved from `begin` (included) to `end` (excluded; None: now, included) and
    left something to be talked about, the latest first. Raises BadPeriod."""
    until = end or tx.now + timedelta(microseconds=1)
    if begin.tzinfo is None or until.tzinfo is None:
        raise BadPeriod("A time has no offset.", "Write it as in 2026-01-05T03:12:00Z.")
    if until <= begin:
        raise BadPeriod("The time ends before it begins.", "Give a `from` that is earlier than `to`.")
    if until - begin > LONGEST:
        raise BadPeriod("The time is too long.", f"Ask for at most {LONGEST.days} days at once.")
    shown = [notice for notice in notices.every(tx) if notice.on]
    found = (to_discuss(incident, shown) for incident in incidents.resolved_within(tx, begin, until))
    return [incident for incident in found if incident is not None]
