"""Nights in which people were paged, as all numbers of the retro count them."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TypeAlias

from desktop.core.incident.page import Page, PageReason
from desktop.core.team.team import Team

Night: TypeAlias = tuple[str, date]
"""A responder's id, and the date of the evening on which the night began, by that person's calendar."""

_HALF_A_DAY = timedelta(hours=12)


def night_of(page: Page, team: Team) -> Night | None:
    """The night that a page disturbed; None: it came by day, to somebody who left the roster, or to a shadow,
    who gets everything and counts for nothing."""
    if page.reason is PageReason.SHADOW:
        return None
    person = team.roster.find(page.responder)
    if person is None or not person.probably_asleep(page.attempted_at):
        return None
    return person.id, evening_of(person.local(page.attempted_at))


def evening_of(local: datetime) -> date:
    """The date of the evening on which the night began that `local`, somebody's own time, is in: on the clock
    on the wall, half a day back, a night is one date."""
    return (local.replace(tzinfo=None) - _HALF_A_DAY).date()
