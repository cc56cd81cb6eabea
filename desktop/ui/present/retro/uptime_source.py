"""Where a week's uptime comes from, in words."""

from __future__ import annotations

from desktop.core.retro.uptime import WeekUptime
from desktop.core.retro.uptime_number import Source
from desktop.core.team.team import Team
from desktop.ui.present.people import person
from desktop.ui.present.times import Viewer
from desktop.ui.present.words import tr

_LONGEST_QUERY = 160
"""Characters of a query in a sentence."""


def source_words(week: WeekUptime, team: Team, viewer: Viewer) -> str:
    """Where a number comes from, as a part of a sentence."""
    if week.percent is None:
        return tr("not measured yet") if week.problem else tr("nobody watched or measured")
    match week.source:
        case Source.BY_HAND:
            return tr("by hand, {who}: “{why}”").format(
                who=person(team, week.by, viewer.me), why=week.because
            )
        case Source.IMPORTED:
            return tr("imported by {who} from {file}").format(
                who=person(team, week.by, viewer.me), file=week.because or tr("a file")
            )
        case Source.MEASURED:
            return tr("measured by Prometheus: {query}").format(query=shortened(week.because))
        case Source.INCIDENTS:
            return _from_incidents(week)


def source_note(week: WeekUptime, team: Team, viewer: Viewer) -> str:
    """The same where only what is not usual is said: nothing of a number from incidents as they were."""
    usual = week.source is Source.INCIDENTS and not week.corrected
    return "" if usual else source_words(week, team, viewer)


def _from_incidents(week: WeekUptime) -> str:
    if not week.corrected:
        return tr("from incidents")
    if week.corrected == 1:
        return tr("from incidents, one of them corrected by hand")
    return tr("from incidents, {n} of them corrected by hand").format(n=week.corrected)


def shortened(query: str) -> str:
    """A query as long as a sentence bears it."""
    return query if len(query) <= _LONGEST_QUERY else f"{query[: _LONGEST_QUERY - 1]}…"
