"""The retro over many weeks."""

from __future__ import annotations

import asyncio
from datetime import date
from functools import partial
from typing import Annotated

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.params import QueryParameter

from desktop.core.retro.trends import WEEKS, Trends
from desktop.hub.api.as_json import as_json
from desktop.hub.api.team.sign_in import signed_in
from desktop.hub.store.store import Store
from desktop.hub.usecases.retro.kept_weeks import KeptWeeks
from desktop.hub.usecases.retro.trends import make_weeks, trends_until

_PATIENCE = 1.5
"""After so many seconds it is answered with the weeks that are there; desktops wait for five."""


class TrendWeeks:
    """The weeks that this hub has made. One asker at a time has them made: the others then find them."""

    def __init__(self) -> None:
        self.kept = KeptWeeks()
        self.turn = asyncio.Lock()


@get("/v1/retro/weeks", guards=[signed_in], summary="The numbers of many weeks")
async def read_weeks(
    store: NamedDependency[Store],
    trend_weeks: NamedDependency[TrendWeeks],
    until: Annotated[date, QueryParameter(description="The Monday of the last one, such as 2026-11-23")],
    weeks: Annotated[int, QueryParameter(description="How many, at most 60")] = WEEKS,
) -> Response[Trends]:
    """The latest last. A value that is missing is no zero: nobody watched in that week, or there was nothing
    to measure. Durations are seconds, shares from 0 to 1, uptime per cent as a text of two decimals. While
    weeks are `pending`, ask again: they are counted once, the latest first, and that takes a moment."""
    kept, loop = trend_weeks.kept, asyncio.get_running_loop()
    answered_at = loop.time() + _PATIENCE
    async with trend_weeks.turn:
        more = True
        while more and loop.time() < answered_at:
            more = await store.read(partial(make_weeks, until=until, count=weeks, kept=kept))
        told = partial(trends_until, until=until, count=weeks, kept=kept, whole=not more)
        return as_json(await store.read(told))


ROUTES = [read_weeks]
