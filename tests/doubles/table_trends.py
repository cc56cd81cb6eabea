"""The many weeks of a hub that sits at the same table."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from desktop.core.errors import PairwatchError
from desktop.core.retro.retro_figures import retro_figures
from desktop.core.retro.retro_trouble import Trouble
from desktop.core.retro.retro_week import Week
from desktop.core.retro.trends import WEEKS, Trends, trends
from desktop.core.retro.uptime import RanIncident, impact_of, uptimes
from desktop.core.team.team import Team
from tests.doubles.table_retro import _part

if TYPE_CHECKING:
    from tests.doubles.table_session import TableSession


class TableTrends:
    """Implements `desktop.client.desks.trends_desk.TrendsDesk`. `told`: what is told instead of what the
    incidents at the table come to; `refusal`: the hub says no with it; `asked`: for which Mondays it was."""

    def __init__(self, session: TableSession) -> None:
        self._session = session
        self.told: Trends | None = None
        self.refusal: PairwatchError | None = None
        self.asked: list[date] = []

    async def until(self, monday: date, weeks: int = WEEKS) -> Trends:
        self.asked.append(monday)
        if not self._session.online:
            raise PairwatchError("The hub cannot be reached.", "Pairwatch goes on trying.")
        if self.refusal is not None:
            raise self.refusal
        return self.told if self.told is not None else self._made(monday, weeks)

    def _made(self, monday: date, count: int) -> Trends:
        state, now = self._session.state, self._session.clock.now()
        team = state.team or Team()
        last = Week(monday=monday, zone=team.schedule.zone)
        weeks = [last.moved(-number) for number in range(count - 1, -1, -1)]
        told = [self._session.retro._told(incident) for incident in state.incidents.values()]
        since = min((one.opened_at for one in state.incidents.values()), default=now)
        troubles = [_part(Trouble, one.incident) for one in told]
        figures = {
            week.monday: retro_figures(week, told, team, state.notices, troubles)
            for week in weeks
            if week.ends_at > since
        }
        impacts = [impact_of(_part(RanIncident, one.incident)) for one in told]
        uptime = uptimes(weeks, [one for one in impacts if one], [], since, now)
        return trends(weeks, figures, uptime, now)
