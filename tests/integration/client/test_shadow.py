"""Shadowing at a real hub: it is begun at one desktop and rings at another, where "Seen" claims nothing."""

from __future__ import annotations

from datetime import timedelta

from desktop.client.answering import acknowledge
from desktop.clock import SystemClock
from desktop.core.incident.page import PageOutcome, PageReason
from desktop.core.team.seat import Seat
from desktop.wire.schedule import ShadowRequest
from tests.integration.client.desktops import Desktops


async def test_a_shadow_is_paged_and_seen_claims_nothing(desktops: Desktops) -> None:
    ana, ben = await desktops.pair()
    mei = await desktops.open("mei")
    ends_at = SystemClock().now() + timedelta(days=1)
    await ana.session.schedule.shadow(ShadowRequest(responder="mei", ends_at=ends_at))
    await desktops.hub.alert()
    await mei.until(lambda d: d.ringing)
    await ben.until(lambda d: d.ringing)
    [rings] = mei.ringing
    incident_id = rings.incident.id
    assert (rings.reason, rings.seats) == (PageReason.SHADOW, ())
    acknowledge(mei.session, rings)
    assert mei.ringing[0].silenced_locally, "at once, before the hub has said anything"
    await mei.until(lambda d: not d.ringing and not d.state.pending)
    incident = mei.state.incidents[incident_id]
    assert incident.empty_seats == (Seat.MANAGER, Seat.ENGINEER)
    shadows = [page.outcome for page in incident.pages if page.reason is PageReason.SHADOW]
    assert shadows == 2 * [PageOutcome.ACKNOWLEDGED]
    assert ben.ringing[0].seats == (Seat.ENGINEER,)
    assert not any(desktop.refused for desktop in (ana, ben, mei))
