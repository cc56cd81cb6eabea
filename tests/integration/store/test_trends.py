"""Many weeks, made of what each database keeps, and kept until something of it changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from desktop.core.closing.outcome import ResolvedHow
from desktop.core.incident.commands import RecordResolution
from desktop.core.retro.page_row import Cell
from desktop.core.retro.trends import MOST, Trends
from desktop.hub.store.retro.page_log import Asked
from desktop.hub.usecases.errors import BadPeriod
from desktop.hub.usecases.retro import kept_weeks, retro_week
from desktop.hub.usecases.retro.kept_weeks import KeptWeeks
from desktop.hub.usecases.retro.page_log import read_log, write_cell
from desktop.hub.usecases.retro.trends import make_weeks, trends_until
from desktop.hub.usecases.team.team import apply_team
from tests.integration.store.conftest import FILE, Hub
from tests.integration.store.test_retro_week import MONDAY, WEEK, over
from tests.sample import MINUTE, TEAM

LAST = MONDAY + 3 * WEEK


class Counted:
    """Weeks that are kept, and which of them had to be made since it was asked last."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.kept = KeptWeeks()
        self._made: list[date] = []
        make = retro_week.figures_of_incidents

        def made(tx, week, *rest):
            self._made.append(week.monday)
            return make(tx, week, *rest)

        monkeypatch.setattr(kept_weeks, "figures_of_incidents", made)

    @property
    def made(self) -> list[int]:
        """How many weeks after the first."""
        found, self._made = sorted(self._made), []
        return [(monday - MONDAY) // WEEK for monday in found]

    async def told(self, hub: Hub, until: date = LAST, count: int = 5) -> Trends:
        return await hub.read(trends_until, until=until, count=count, kept=self.kept)


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> Counted:
    return Counted(monkeypatch)


async def four_weeks(hub: Hub) -> list[UUID]:
    """An incident in each of them; it is the fourth by then."""
    found = []
    for number in range(4):
        found.append((await over(hub, f"key {number}")).id)
        hub.clock.advance(WEEK if number < 3 else timedelta(hours=1))
    return found


async def test_a_line_has_a_value_for_each_week_that_somebody_watched(hub: Hub, counted: Counted):
    await four_weeks(hub)
    found = await counted.told(hub)
    assert found.mondays == tuple(MONDAY + (number - 1) * WEEK for number in range(5))
    assert found.values("incidents") == (None, 1, 1, 1, 1)
    assert found.values("manager_median") == (None, 360, 360, 360, 360)
    assert found.values("neither") == (None, 1, 1, 1, 1)
    percents = found.uptime_values(found.services[0], lambda week: week.percent)
    assert percents[0] is None
    assert all(percent and 99 < percent < 100 for percent in percents[1:4])
    assert found.uptime[0].weeks[-1].weeks == 4, "three weeks before the first serve its average"


async def test_what_was_made_once_is_not_made_again(hub: Hub, counted: Counted):
    await four_weeks(hub)
    first = await counted.told(hub)
    assert counted.made == [0, 1, 2, 3]
    assert await counted.told(hub) == first
    assert counted.made == []
    assert (await counted.told(hub, LAST - WEEK)).weeks[-1] == first.weeks[-2]
    assert counted.made == []


async def test_something_new_touches_the_running_week(hub: Hub, counted: Counted):
    await four_weeks(hub)
    await counted.told(hub)
    assert counted.made
    await over(hub, "one more")
    assert (await counted.told(hub)).values("incidents") == (None, 1, 1, 1, 2)
    assert counted.made == [2, 3], "it was Tuesday, and Monday's nights may be Sunday's elsewhere"


async def test_a_late_word_is_seen(hub: Hub, counted: Counted):
    incidents = await four_weeks(hub)
    await counted.told(hub)
    assert counted.made
    written = RecordResolution(
        incident_id=incidents[2],
        by="mei",
        pressed_at=hub.clock.now(),
        how=ResolvedHow.FIX,
        documented=True,
        automated=False,
    )
    await hub.command(written, "late")
    found = await counted.told(hub)
    assert found.values("documented") == (None, 0, 0, 1, 0)
    assert found.values("neither") == (None, 1, 1, 0, 1)
    assert counted.made == [1, 2, 3]


async def test_a_late_word_that_makes_a_later_incident_no_repeat_is_seen(hub: Hub, counted: Counted):
    first = await over(hub)
    hub.clock.advance(WEEK)
    await over(hub)
    until = MONDAY + WEEK
    assert (await counted.told(hub, until, 2)).values("repeats") == (0, 1)
    written = RecordResolution(
        incident_id=first.id,
        by="mei",
        pressed_at=hub.clock.now(),
        how=ResolvedHow.FIX,
        documented=True,
        automated=False,
    )
    await hub.command(written, "late")
    assert (await counted.told(hub, until, 2)).values("repeats") == (0, 0)


async def test_what_is_written_into_the_page_log_is_seen(hub: Hub, counted: Counted):
    incidents = await four_weeks(hub)
    await counted.told(hub)
    assert counted.made
    row = next(r for r in (await hub.read(read_log, asked=Asked())).rows if r.incident_id == incidents[1])
    hub.clock.advance(MINUTE)
    await hub.write(write_cell, page_id=row.page_id, cell=Cell.AUTOMATED, value=True, based_on=0, by="ana")
    assert (await counted.told(hub)).values("automated") == (None, 0, 1, 0, 0)
    assert counted.made == [0, 1, 2, 3]


async def test_another_roster_makes_all_anew(hub: Hub, counted: Counted):
    await four_weeks(hub)
    assert (await counted.told(hub)).values("nights")[1:] == (3, 3, 4, 4)
    people = tuple(replace(one, zone="Asia/Tokyo") for one in TEAM.roster.responders)
    moved = replace(TEAM, roster=replace(TEAM.roster, responders=people))
    assert counted.made
    await hub.write(apply_team, replace(FILE, team=moved))
    assert (await counted.told(hub)).values("nights")[1:] == (0, 0, 0, 0), "it is day in Tokyo"
    assert counted.made == [0, 1, 2, 3]


async def test_weeks_are_made_in_pieces(hub: Hub, counted: Counted):
    await over(hub)
    hub.clock.advance(8 * WEEK)
    await over(hub)
    asked = {"until": MONDAY + 8 * WEEK, "count": 26, "kept": counted.kept}
    assert await hub.read(make_weeks, **asked) is True
    assert counted.made == [5, 6, 7, 8], "the latest first"
    part = await hub.read(trends_until, **asked, whole=False)
    assert part.pending == 5
    assert [week.watched for week in part.weeks[-6:]] == [False, False, True, True, True, True]
    assert counted.made == []
    assert [await hub.read(make_weeks, **asked) for _ in range(2)] == [True, False]
    assert counted.made == [0, 1, 2, 3, 4]
    assert (await hub.read(trends_until, **asked, whole=False)).pending == 0
    await hub.read(trends_until, **asked)
    assert counted.made == []


async def test_who_sees_less_than_others_keeps_nothing(hub: Hub, counted: Counted):
    """Two readers at once: the slower one's look at the database is older than what is kept."""
    await four_weeks(hub)
    await counted.told(hub)
    assert counted.made
    counted.kept._seq += 5
    found = await counted.told(hub)
    assert counted.made == [0, 1, 2, 3]
    assert found.values("incidents") == (None, 1, 1, 1, 1)
    counted.kept._seq -= 5
    await counted.told(hub)
    assert counted.made == []


@pytest.mark.parametrize("count", [0, -3, MOST + 1])
async def test_so_many_weeks_cannot_be_told(hub: Hub, counted: Counted, count: int):
    with pytest.raises(BadPeriod, match="at once"):
        await counted.told(hub, MONDAY, count)


async def test_before_the_first_incident_all_is_empty(hub: Hub, counted: Counted):
    found = await counted.told(hub, MONDAY, 26)
    assert found.is_empty
    assert [week.watched for week in found.weeks] == [False] * 25 + [True], "the one that runs"
