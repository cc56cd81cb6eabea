"""When Prometheus is asked for the uptime of a week: once it is over, by one replica, and again when it
failed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

from desktop.core.retro.retro_week import Week, week_of
from desktop.core.retro.uptime import rounded
from desktop.core.retro.uptime_number import Source, UptimeNumber, counting
from desktop.core.team.service import UptimeQuery
from desktop.core.team.team import Team
from desktop.diagnostics.uptime_asking import UptimeAnswer, UptimeErrand
from desktop.hub.store import team as teams
from desktop.hub.store.incident import changes
from desktop.hub.store.retro import uptime, uptime_questions
from desktop.hub.store.retro.uptime_questions import UptimeQuestion
from desktop.hub.store.transaction import Transaction
from desktop.hub.usecases.errors import BadUptime
from desktop.hub.usecases.retro.retro_week import checked_week
from desktop.hub.usecases.retro.uptime import checked_service

SETTLES = timedelta(minutes=5)
"""After the end of a week its last samples may still be under way."""
LOOKED_BACK = 8
"""Weeks that are planned when no hub was running for long."""
MOST = 40
"""Questions of one round."""
SHORTEST, LONGEST = timedelta(minutes=10), timedelta(hours=6)
"""Between two attempts: twice as long after each, up to the longest."""


def is_anything_to_ask(tx: Transaction) -> bool:
    """Whether a look is worth a write."""
    return bool(_unplanned(tx, teams.load(tx))) or uptime_questions.is_any_due(tx)


def claim_questions(tx: Transaction, lease: timedelta) -> list[UptimeErrand]:
    """What is to be asked now, ours for as long as the lease."""
    team = teams.load(tx)
    uptime_questions.add(tx, _unplanned(tx, team))
    queries, errands = _queries(team), []
    for question in uptime_questions.due(tx, MOST):
        query = queries.get(question.service)
        if query is None:
            # The team file measures it no longer: incidents say what its uptime was.
            uptime_questions.save(tx, replace(question, due_at=None, problem="", planned=False))
            continue
        asked = replace(
            question,
            query=query.query,
            attempts=question.attempts + 1,
            asked_at=tx.now,
            leased_until=tx.now + lease,
        )
        uptime_questions.save(tx, asked)
        week = Week(monday=question.starts_on, zone=team.schedule.zone)
        errands.append(
            UptimeErrand(
                service=question.service,
                starts_on=question.starts_on,
                begins_at=week.begins_at,
                ends_at=week.ends_at,
                query=query,
            )
        )
    return errands


def take_answer(tx: Transaction, errand: UptimeErrand, answer: UptimeAnswer) -> None:
    """Write the number down, or why there is none. However late it comes it fills the week; a failure does
    not take back what somebody else was told meanwhile."""
    question = uptime_questions.find(tx, errand.service, errand.starts_on)
    if question is None:
        return
    if answer.percent is None:
        if question.due_at is not None:
            _failed(tx, question, answer.problem)
        return
    percent = rounded(answer.percent)
    uptime_questions.save(tx, replace(question, due_at=None, leased_until=None, problem=""))
    numbers = uptime.numbers_within(tx, errand.starts_on, errand.starts_on)
    before = counting(
        one for one in numbers if one.service == errand.service and one.source is Source.MEASURED
    )
    if before is not None and (before.percent, before.because) == (percent, errand.query.query):
        changes.append(tx, None, [])
        return
    number_id = uuid4()
    made = UptimeNumber(
        id=number_id,
        batch=number_id,
        service=errand.service,
        starts_on=errand.starts_on,
        percent=percent,
        source=Source.MEASURED,
        because=errand.query.query,
        at=tx.now,
    )
    uptime.add_numbers(tx, [made])


def ask_again(tx: Transaction, service: str, starts_on: date) -> None:
    """Ask for this week as soon as possible, whatever is known of it. Raises BadUptime, BadPeriod."""
    team, name = teams.load(tx), checked_service(service)
    week = checked_week(starts_on, team.schedule.zone, tx)
    if name not in _queries(team):
        raise BadUptime(
            f"The team file has no query for the uptime of {name}.", "Add uptime to its [services] table."
        )
    if week.ends_at + SETTLES > tx.now:
        raise BadUptime("The week is not over.", "Prometheus is asked when it is.")
    question = uptime_questions.find(tx, name, starts_on)
    if question is None:
        asked = UptimeQuestion(service=name, starts_on=starts_on, planned=False, due_at=tx.now)
        uptime_questions.add(tx, [asked])
    else:
        uptime_questions.save(tx, replace(question, due_at=tx.now))
    changes.append(tx, None, [])


def _failed(tx: Transaction, question: UptimeQuestion, problem: str) -> None:
    wait = min(SHORTEST * 2 ** min(question.attempts - 1, 10), LONGEST)
    # Who asked for a week that is not measured by itself sees why there is no answer, and asks again.
    due_at = tx.now + wait if question.planned else None
    uptime_questions.save(tx, replace(question, due_at=due_at, leased_until=None, problem=problem))
    changes.append(tx, None, [])


def _unplanned(tx: Transaction, team: Team) -> list[UptimeQuestion]:
    """Weeks that are over and nobody planned to ask for: the last one of a service that is measured from now
    on, then all that follow."""
    queries = _queries(team)
    if not queries:
        return []
    last = week_of(tx.now - SETTLES, team.schedule.zone).moved(-1)
    weeks = [last.moved(-back) for back in range(LOOKED_BACK)]
    known = {
        (one.service, one.starts_on) for one in uptime_questions.within(tx, weeks[-1].monday, last.monday)
    }
    since = uptime_questions.first_planned(tx)
    return [
        UptimeQuestion(service=service, starts_on=week.monday, due_at=tx.now)
        for service in queries
        for week in weeks
        if (service, week.monday) not in known and week.monday >= since.get(service, last.monday)
    ]


def _queries(team: Team) -> dict[str, UptimeQuery]:
    return {service.name: service.uptime for service in team.services if service.uptime is not None}
