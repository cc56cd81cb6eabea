"""The uptime of services, by all that is known of it: incidents, what people say of them, and numbers from
elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from desktop.core.retro.impact import ImpactCorrection, RanIncident, impacts
from desktop.core.retro.retro_week import Week
from desktop.core.retro.uptime import ServiceUptime, uptimes
from desktop.core.team.team import Team
from desktop.hub.store.retro import retro, uptime, uptime_questions
from desktop.hub.store.retro.uptime_questions import UptimeQuestion
from desktop.hub.store.transaction import Transaction


def uptime_of(
    tx: Transaction, weeks: Sequence[Week], team: Team, since: datetime, also: Iterable[str] = ()
) -> tuple[ServiceUptime, ...]:
    """Of these weeks in a row, by service; nobody watched before `since`. `also`: of these services, whether
    they are known or not."""
    begin, end = weeks[0].begins_at, weeks[-1].ends_at
    ran, written = said_of_impacts(tx, begin, end)
    first, last = weeks[0].monday, weeks[-1].monday
    return uptimes(
        weeks,
        impacts(ran, written),
        [*(service.name for service in team.services if "*" not in service.name), *also],
        since,
        tx.now,
        uptime.numbers_within(tx, first, last),
        {
            (one.service, one.starts_on): one.problem
            for one in uptime_questions.within(tx, first, last)
            if _is_missing(one)
        },
    )


def said_of_impacts(
    tx: Transaction, begin: datetime, end: datetime
) -> tuple[list[RanIncident], list[ImpactCorrection]]:
    """The incidents that ran then, and what was said of their impact; with those of other times whose impact
    was moved there."""
    ran, written = retro.ran(tx, begin, end), uptime.corrections_touching(tx, begin, end)
    others = {one.incident_id for one in written} - {one.id for one in ran}
    found = (uptime.ran_incident(tx, one) for one in sorted(others))
    return [*ran, *(one for one in found if one is not None)], written


def _is_missing(question: UptimeQuestion) -> bool:
    """Whether the week is to be measured and could not be, so far."""
    return question.planned and question.due_at is not None and bool(question.problem)
