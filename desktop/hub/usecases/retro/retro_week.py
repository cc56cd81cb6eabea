"""A week of the retro, made from what the hub knows at that moment."""

from __future__ import annotations

from datetime import date, timedelta

from desktop.core.retro.compared_weeks import FOUR, ComparedWeeks
from desktop.core.retro.retro_figures import RetroFigures, retro_figures
from desktop.core.retro.retro_incident import ToldIncident
from desktop.core.retro.retro_trouble import Trouble
from desktop.core.retro.retro_week import Week
from desktop.core.retro.unproven_shifts import LOOKED_BACK, unproven_shifts
from desktop.core.retro.uptime import ROLLING, impact_of, uptimes
from desktop.core.team.team import Team
from desktop.hub.store import team as teams
from desktop.hub.store.retro import retro
from desktop.hub.store.schedule import hand_overs
from desktop.hub.store.telling import notices
from desktop.hub.store.transaction import Transaction
from desktop.hub.usecases.errors import BadPeriod

_EARLIEST = date(2000, 1, 3)


def compared_weeks(tx: Transaction, starts_on: date) -> ComparedWeeks:
    """The week that begins on this Monday, with those that it is compared with. Raises BadPeriod."""
    team = teams.load(tx)
    week = _checked(starts_on, team.schedule.zone, tx)
    since = retro.first_opened_at(tx) or tx.now
    spans = [week, week.moved(-1), week.moved(-FOUR)]
    # Nothing is read of a time in which nobody watched.
    told = {span: retro.told(tx, span.begins_at, span.ends_at) for span in spans if span.ends_at > since}
    opened = [one for span, found in told.items() for one in found if span.holds(one.incident.opened_at)]
    troubles = retro.troubles_of(tx, opened)
    made = {span: _figures(tx, span, team, found, troubles) for span, found in told.items()}
    weeks = [week.moved(number) for number in range(1 - FOUR - ROLLING, 1)]
    ran = retro.ran(tx, weeks[0].begins_at, week.ends_at)
    uptime = uptimes(
        weeks,
        [impact for impact in map(impact_of, ran) if impact is not None],
        [service.name for service in team.services if "*" not in service.name],
        since,
        tx.now,
    )
    return ComparedWeeks(
        zone=team.schedule.zone,
        told_at=tx.now,
        week=made.get(week) or RetroFigures(starts_on=week.monday),
        before=made.get(spans[1]),
        four_ago=made.get(spans[2]),
        uptime=tuple(one.latest(FOUR + 1) for one in uptime),
    )


def _checked(starts_on: date, zone: str, tx: Transaction) -> Week:
    if starts_on < _EARLIEST:
        raise BadPeriod("Nobody kept incidents then.", "Ask for a week of this century.")
    monday = starts_on - timedelta(days=starts_on.weekday())
    if starts_on != monday:
        raise BadPeriod(
            f"A week begins on a Monday, and {starts_on} is none.", f"Ask for the one of {monday}."
        )
    # One more is granted, as a desktop's clock may be a little ahead.
    if starts_on > (tx.now + timedelta(days=1)).date():
        raise BadPeriod("That week has not begun.", "Ask for one that has.")
    return Week(monday=monday, zone=zone)


def _figures(
    tx: Transaction, week: Week, team: Team, told: list[ToldIncident], troubles: list[Trouble]
) -> RetroFigures:
    shown = [notice for notice in notices.every(tx) if notice.on]
    proofs = hand_overs.proofs_within(tx, week.begins_at - LOOKED_BACK, week.ends_at)
    unproven = unproven_shifts(team.schedule, proofs, week, hand_overs.first_proof_at(tx), tx.now)
    return retro_figures(week, told, team, shown, troubles, unproven)
