"""What the desk of the trends asks of a hub."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from desktop.client.desks.trends_desk import HubTrendsDesk
from desktop.core.retro.trends import Trends


class Asked:
    """A hub's API that notes what it is asked."""

    def __init__(self) -> None:
        self.questions: list[tuple[Any, ...]] = []
        self.answer = Trends(zone="UTC", told_at=datetime(2026, 11, 23, tzinfo=UTC))

    async def asked(self, *question: Any) -> Trends:
        self.questions.append(question)
        return self.answer


async def test_it_asks_for_the_weeks_that_end_with_one() -> None:
    hub = Asked()

    async def ask(question):
        return await question(hub)

    desk = HubTrendsDesk(ask)
    assert await desk.until(date(2026, 11, 23)) == hub.answer
    assert await desk.until(date(2026, 11, 16), 4) == hub.answer
    assert hub.questions == [
        ("GET", "/v1/retro/weeks?until=2026-11-23&weeks=26", Trends),
        ("GET", "/v1/retro/weeks?until=2026-11-16&weeks=4", Trends),
    ]
