"""A week of the retro, made from what the hub knows at that moment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from desktop.core.retro.compared_weeks import FOUR, ComparedWeeks
from desktop.core.retro.retro_figures import RetroFigures, retro_figures
from desktop.core.retro.retro_incident import ToldIncident
from desktop.core.retro.retro_trouble import Trouble
from desktop.core.retro.retro_week import Week
from desktop.core.retro.unproven_shifts import LOOKED_BACK, unproven_shifts
from desktop.core.retro.uptime import ROLLING
from desktop.core.team.team import Team
from desktop.hub.store import team as teams
from desktop.hub.store.retro import retro
from desktop.hub.store.schedule import hand_overs
from desktop.hub.store.telling import notices
from desktop.hub.store.transaction import Transaction
from desktop.hub.usecases.errors import BadPeriod
from desktop.hub.usecases.retro.debts import debts_of
from desktop.hub.usecases.retro.uptime_known import uptime_of
from desktop.hub.usecases.retro.wellbeing import with_wellbeing

_EARLIEST = date(2000, 1, 3)


def compared_weeks(tx: Transaction, starts_on: date) -> ComparedWeeks:
    """The week that begins on this Monday, with those that it is compared with. Raises BadPeriod."""
    team = teams.load(tx)
    week = checked_week(starts_on, team.schedule.zone, tx)
    since = retro.first_opened_at(tx) or tx.now
    spans = [week, week.moved(-1), week.moved(-FOUR)]
    # Nothing is read of a time in which nobody watched.
    told = {span: retro.told(tx, span.begins_at, span.ends_at) for span in spans if span.ends_at > since}
    opened = [one for span, found in told.items() for one in found if span.holds(one.incident.opened_at)]
    troubles = retro.troubles_of(tx, opened)
    made = {span: figures_of(tx, span, team, found, troubles) for span, found in told.items()}
    weeks = [week.moved(number) for number in range(1 - FOUR - ROLLING, 1)]
    uptime = uptime_of(tx, weeks, team, since)
    figures = made.get(week) or RetroFigures(starts_on=week.monday)
    return ComparedWeeks(
        zone=team.schedule.zone,
        told_at=tx.now,
        week=figures,
        before=made.get(spans[1]),
        four_ago=made.get(spans[2]),
        uptime=tuple(one.latest(FOUR + 1) for one in uptime),
        debts=debts_of(tx, figures.repeats, told.get(week, ()), troubles, team),
    )


def checked_week(starts_on: date, zone: str, tx: Transaction) -> Week:
    """The week, by the clocks of `zone`. Raises BadPeriod: no Monday, too long ago, or not begun."""
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


def figures_of(
    tx: Transaction, week: Week, team: Team, told: Sequence[ToldIncident], troubles: Sequence[Trouble]
) -> RetroFigures:
    """All the figures of a week, of what is told of incidents and what is kept beside them."""
    return with_beside(tx, figures_of_incidents(tx, week, team, told, troubles), team, week)


def figures_of_incidents(
    tx: Transaction, week: Week, team: Team, told: Sequence[ToldIncident], troubles: Sequence[Trouble]
) -> RetroFigures:
    """What follows from incidents, roster and notices alone: it may be kept until one of them changes."""
    shown = [notice for notice in notices.every(tx) if notice.on]
    return retro_figures(week, told, team, shown, troubles)


def with_beside(tx: Transaction, figures: RetroFigures, team: Team, week: Week) -> RetroFigures:
    """The figures with those that are made of what is kept beside incidents; looked up anew each time."""
    proofs = hand_overs.proofs_within(tx, week.begins_at - LOOKED_BACK, week.ends_at)
    unproven = unproven_shifts(team.schedule, proofs, week, hand_overs.first_proof_at(tx), tx.now)
    return with_wellbeing(tx, replace(figures, unproven=unproven), week)
