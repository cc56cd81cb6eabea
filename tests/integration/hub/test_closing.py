"""Closing through a real hub: what is said afterwards is kept, told to desktops and in the timeline."""

from __future__ import annotations

from typing import Any

import msgspec

from desktop.core.closing.closing import ClosingStep, Verdict
from desktop.core.closing.closing_plan import left_for
from desktop.core.closing.outcome import ResolvedHow
from desktop.core.incident.commands import (
    ClaimSeat,
    CloseStep,
    GiveVerdict,
    RecordResolution,
    ResolveIncident,
)
from desktop.core.incident.incident import Incident
from desktop.core.team.seat import Seat
from tests.integration.hub.running import RunningHub


async def test_what_is_said_afterwards_is_kept(hub: RunningHub):
    await hub.alert()
    incident, now = await hub.incident(), hub.hub.store.now()
    about: dict[str, Any] = {"incident_id": incident.id, "pressed_at": now}
    await hub.command(ClaimSeat(by="ana", seat=Seat.MANAGER, **about))
    await hub.command(ClaimSeat(by="ben", seat=Seat.ENGINEER, **about))
    early = await hub.command(RecordResolution(by="ben", how=ResolvedHow.FIX, **about))
    assert early.json()["refusal"] == "not_resolved"
    await hub.command(ResolveIncident(by="ana", **about))
    assert ClosingStep.RESOLUTION in left_for(await hub.incident(), "ana")
    async with hub.feed(after=hub.hub.store.cursor) as feed:
        said: dict[str, Any] = {
            "how": ResolvedHow.ROLLBACK,
            "words": "to 1.4",
            "documented": False,
            "automated": False,
        }
        await hub.command(RecordResolution(by="ben", **said, **about))
        change = msgspec.convert((await feed.change()).data["incident"], Incident)
    assert change.outcome is not None
    assert (change.outcome.how, change.outcome.by, change.outcome.is_neither) == (
        ResolvedHow.ROLLBACK,
        "ben",
        True,
    )
    for step in (ClosingStep.LABELS, ClosingStep.RUN_BOOK):
        await hub.command(CloseStep(by="ana", step=step, skipped=True, **about))
    for who in ("ana", "ben"):
        await hub.command(GiveVerdict(by=who, verdict=Verdict.ACT_NOW, **about))
    over = await hub.incident()
    assert [left_for(over, who) for who in ("ana", "ben")] == [(), ()]
    assert over.outcome == change.outcome
