"""What the retro is told of a time, on each database."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

import pytest

from desktop.core.closing.closing import ClosingStep
from desktop.core.closing.left_out import LeftOut, LeftOutStep
from desktop.core.incident.commands import ClaimSeat, CloseStep, ResolveIncident
from desktop.core.incident.incident import Incident
from desktop.core.team.seat import Seat
from desktop.core.telling.notice import Notice
from desktop.hub.usecases.errors import BadPeriod
from desktop.hub.usecases.retro.retro import LONGEST, left_out_within
from desktop.hub.usecases.telling.notices import save_notice
from tests.integration.store.conftest import Hub
from tests.sample import MINUTE, NIGHT

DAY = timedelta(days=1)


async def over(hub: Hub, dedup_key: str) -> Incident:
    """An incident that Ana held as Manager for twenty minutes and resolved."""
    incident = await hub.opened(dedup_key)
    at = hub.clock.now()
    claim = ClaimSeat(incident_id=incident.id, by="ana", pressed_at=at, seat=Seat.MANAGER)
    await hub.command(claim, f"claim {dedup_key}")
    hub.clock.advance(20 * MINUTE)
    resolve = ResolveIncident(incident_id=incident.id, by="ana", pressed_at=hub.clock.now())
    return (await hub.command(resolve, f"resolve {dedup_key}")).incident


async def close(hub: Hub, incident: Incident, step: ClosingStep, *, skipped: bool = False) -> None:
    command = CloseStep(
        incident_id=incident.id, by="ana", pressed_at=hub.clock.now(), step=step, skipped=skipped
    )
    await hub.command(command, f"{step} {skipped} {incident.id}")


async def told(hub: Hub, begin: datetime = NIGHT - DAY, end: datetime | None = None) -> list[LeftOut]:
    return await hub.read(left_out_within, begin=begin, end=end)


async def test_what_was_skipped_or_never_done_is_told_the_latest_first(hub: Hub):
    first = await over(hub, "first")
    for step in ClosingStep:
        await close(hub, first, step, skipped=step is ClosingStep.RUN_BOOK)
    second = await over(hub, "second")
    await hub.opened("third, still open")
    latest, earlier = await told(hub)
    assert (earlier.number, earlier.title, earlier.manager) == (first.number, first.title, "ana")
    assert earlier.steps == (LeftOutStep(step=ClosingStep.RUN_BOOK, skipped_by="ana"),)
    assert latest.incident_id == second.id
    assert [left.step for left in latest.steps] == [
        ClosingStep.UPDATE,
        ClosingStep.LABELS,
        ClosingStep.RESOLUTION,
        ClosingStep.RUN_BOOK,
        ClosingStep.VERDICT,
    ]
    await close(hub, first, ClosingStep.RUN_BOOK)
    assert [found.incident_id for found in await told(hub)] == [second.id]


async def test_a_notice_that_is_still_shown_for_it_was_left_out(hub: Hub):
    incident = await over(hub, "first")
    notice = Notice(
        id=UUID(int=1), service="Checkout", text="Fails", on=True, incident_id=incident.id, changed_at=NIGHT
    )
    await hub.write(save_notice, notice=notice, by="ana")
    (found,) = await told(hub)
    assert ClosingStep.NOTICES in [left.step for left in found.steps]


async def test_the_time_begins_with_its_first_moment_and_ends_before_its_last(hub: Hub):
    resolved_at = (await over(hub, "first")).resolved_at
    assert resolved_at is not None
    tick = timedelta(microseconds=1)
    assert await told(hub, resolved_at)
    assert not await told(hub, resolved_at + tick, resolved_at + DAY)
    assert await told(hub, resolved_at - DAY, resolved_at + tick)
    assert not await told(hub, resolved_at - DAY, resolved_at)


@pytest.mark.parametrize(
    ("begin", "end"),
    [
        (NIGHT.replace(tzinfo=None), NIGHT),
        (NIGHT, (NIGHT + DAY).replace(tzinfo=None)),
        (NIGHT, NIGHT),
        (NIGHT + DAY, NIGHT),
        (NIGHT + DAY, None),
        (NIGHT - LONGEST, NIGHT + DAY),
    ],
)
async def test_a_time_that_cannot_be_is_refused(hub: Hub, begin: datetime, end: datetime | None):
    with pytest.raises(BadPeriod) as refused:
        await told(hub, begin, end)
    assert refused.value.remedy
