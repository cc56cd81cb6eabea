"""What the hub knows for the making of a rotation."""

from __future__ import annotations

from datetime import date, datetime

from desktop.core.schedule.absence import Absence
from desktop.core.schedule.rotation_facts import HISTORY, RotationFacts, facts_of
from desktop.core.team.team import Team
from desktop.hub.store import team as teams
from desktop.hub.store.schedule import absences
from desktop.hub.store.store import Store
from desktop.hub.store.transaction import Transaction
from desktop.hub.usecases.schedule.people_holidays import holidays_of
from desktop.hub.usecases.schedule.roster_joins import joined
from desktop.hub.usecases.schedule.schedule import period


async def rotation_facts(store: Store, begin: datetime, end: datetime) -> RotationFacts:
    """For a rotation from `begin` until before `end`. Holidays are looked up by a short-lived process, so not
    in a transaction. Raises BadPeriod."""
    begin, end = period(begin, end)

    def known(tx: Transaction) -> tuple[Team, list[Absence], dict[str, date]]:
        team = teams.load(tx)
        return team, absences.between(tx, begin, end), joined(tx, team)

    team, away, came = await store.read(known)
    found = await holidays_of(team.roster.responders, (begin - HISTORY).date())
    return facts_of(team, begin, end, away, found.dates, found.problems, came)
