"""Many weeks of the retro, asked for by desktops of a real hub."""

from __future__ import annotations

from datetime import timedelta

import pytest

from desktop.core.errors import PairwatchError
from desktop.core.retro.retro_week import week_of
from tests.integration.client.desktops import Desktops


async def test_what_happens_is_in_the_charts_of_both(desktops: Desktops) -> None:
    ana, ben = await desktops.pair()
    await desktops.hub.alert()
    await ana.until(lambda d: d.ringing)
    assert ana.state.team is not None
    monday = week_of(ana.ringing[0].incident.opened_at, ana.state.team.schedule.zone).monday
    for desktop in (ana, ben):
        found = await desktop.session.trends.until(monday)
        assert (len(found.weeks), found.pending) == (26, 0)
        assert found.values("incidents") == (None,) * 25 + (1,)
    with pytest.raises(PairwatchError, match="begins on a Monday"):
        await ana.session.trends.until(monday + timedelta(days=1))
