"""The schedule as it is read: who is on call, and what is planned."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from desktop.core.schedule.on_call import OnCall, who_is_on_call
from desktop.core.schedule.schedule_warnings import warnings_of
from desktop.core.team.team import Team
from desktop.hub.store import team as teams
from desktop.hub.store.schedule import absences, schedule
from desktop.hub.store.transaction import Transaction
from desktop.hub.usecases.errors import BadPeriod
from desktop.hub.usecases.schedule.roster_joins import joined
from desktop.wire.schedule import SchedulePage

LONGEST = timedelta(days=1_100)
"""Three years are shown at once, not more."""
EARLIEST, LATEST = datetime(1990, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)
"""What is asked about beyond that is a mistake."""


def on_call(tx: Transaction, at: datetime | None = None) -> OnCall:
    """Who is on call at `at`, or now. Raises BadPeriod."""
    return who_is_on_call(teams.load(tx), utc(at) if at is not None else tx.now)


def schedule_page(tx: Transaction, begin: datetime, end: datetime) -> SchedulePage:
    """All that is planned from `begin` until before `end`. Raises BadPeriod."""
    begin, end = period(begin, end)
    team = teams.load(tx)
    plan = team.schedule
    away = absences.between(tx, begin, end)
    page = SchedulePage(
        begin=begin,
        end=end,
        zone=plan.zone,
        shifts=plan.shifts_between(begin, end),
        exceptions=tuple(e for e in plan.exceptions if e.starts_at < end and e.ends_at > begin),
        shadows=tuple(s for s in plan.shadows if s.starts_at < end and s.ends_at > begin),
        offers=tuple(schedule.offers(tx, begin)),
        absences=tuple(away),
        warnings=warnings_of(team, begin, end, away),
        plans=plan.plans,
        joined=joined(tx, team),
    )
    return _named(page, team)


def utc(at: datetime) -> datetime:
    """The instant in UTC. Raises BadPeriod for one without an offset, or out of all reason."""
    if at.tzinfo is None:
        raise BadPeriod("The time has no offset.", "Write it as in 2026-01-05T03:12:00Z.")
    if not EARLIEST <= at <= LATEST:
        raise BadPeriod("That time is too far away.", f"Ask about {EARLIEST.year} to {LATEST.year}.")
    return at.astimezone(UTC)


def period(begin: datetime, end: datetime) -> tuple[datetime, datetime]:
    """Both in UTC. Raises BadPeriod when there is no time between them, or too much."""
    begin, end = utc(begin), utc(end)
    if begin >= end:
        raise BadPeriod("The time ends before it begins.", "Ask from the earlier to the later.")
    if end - begin > LONGEST:
        raise BadPeriod("That is too much at once.", "Ask about three years at most.")
    return begin, end


def _named(page: SchedulePage, team: Team) -> SchedulePage:
    people = {person for shift in page.shifts for person in (shift.turn.manager, shift.turn.engineer)}
    people |= {exception.responder for exception in page.exceptions}
    people |= {exception.by for exception in page.exceptions}
    people |= {shadow.responder for shadow in page.shadows}
    people |= {offer.by for offer in page.offers} | {offer.to for offer in page.offers if offer.to}
    people |= {offer.decided_by for offer in page.offers if offer.decided_by}
    people |= {absence.responder for absence in page.absences}
    return replace(page, names={person: team.roster.name(person) for person in sorted(people)})
