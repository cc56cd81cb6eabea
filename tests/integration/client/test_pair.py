"""Two desktops at a real hub."""

from __future__ import annotations

from dataclasses import replace

from desktop.core.incident.decision import Refusal
from desktop.core.incident.events import ClaimCameLate, NoteAdded, PageRinging, SeatClaimed
from desktop.core.incident.incident import Status
from desktop.core.team.seat import Seat
from tests.integration.client.desktops import Desktops


async def test_both_ring_one_claims_and_the_other_sees_it(desktops: Desktops) -> None:
    ana, ben = await desktops.pair()
    assert (await desktops.hub.alert()).is_success
    await ana.until(lambda d: d.ringing)
    await ben.until(lambda d: d.ringing)
    [rings] = ana.ringing
    incident_id = rings.incident.id
    assert (rings.seats, ben.ringing[0].seats) == ((Seat.MANAGER,), (Seat.ENGINEER,))
    ana.session.confirm_ringing(incident_id, "speakers")
    await ben.until(lambda d: any(isinstance(event, PageRinging) for _, event in d.happened))
    ana.session.claim(incident_id, rings.suggested)
    assert ana.ringing[0].silenced_locally, "at once, before the hub has said anything"
    await ana.until(lambda d: not d.ringing and not d.state.pending)
    await ben.until(lambda d: d.state.incidents[incident_id].manager.holder == "ana")
    assert ben.ringing, "their page goes on"
    ben.session.claim(incident_id, Seat.ENGINEER)
    await ana.until(lambda d: d.state.incidents[incident_id].status is Status.ANSWERED)
    assert ana.refused == ben.refused == []
    assert ana.state.last_woken == ben.state.last_woken


async def test_a_late_claim_claims_nothing_and_tells_both(desktops: Desktops) -> None:
    ana, ben = await desktops.pair()
    await desktops.hub.alert()
    await ana.until(lambda d: d.ringing)
    incident_id = ana.ringing[0].incident.id
    ana.session.claim(incident_id, Seat.ENGINEER)
    await ana.until(lambda d: not d.state.pending)
    ben.session.claim(incident_id, Seat.ENGINEER)
    await ben.until(lambda d: d.refused)
    [refused] = ben.refused
    assert refused.refusal is Refusal.SEAT_HELD
    assert refused.incident is not None
    assert refused.incident.engineer.holder == "ana"
    for desktop in (ana, ben):
        await desktop.until(lambda d: any(isinstance(event, ClaimCameLate) for _, event in d.happened))
        assert desktop.state.incidents[incident_id].engineer.holder == "ana"


async def test_the_timeline_is_loaded_once_and_goes_on_by_the_feed(desktops: Desktops) -> None:
    ana, ben = await desktops.pair()
    await desktops.hub.alert()
    await ana.until(lambda d: d.ringing)
    incident_id = ana.ringing[0].incident.id
    before = await ana.session.timeline(incident_id)
    assert [entry.event for entry in before] == [event for _, event in ana.happened]
    ben.session.note(incident_id, "looking")
    await ana.until(lambda d: any(isinstance(event, NoteAdded) for _, event in d.happened))
    after = await ana.session.timeline(incident_id)
    assert after[:-1] == before
    assert isinstance(after[-1].event, NoteAdded)
    assert after == await ben.session.timeline(incident_id)


async def test_a_desktop_that_starts_later_rings_and_one_that_slept_catches_up(desktops: Desktops) -> None:
    await desktops.hub.alert()
    ana = await desktops.open("ana")
    await ana.until(lambda d: d.ringing)
    incident_id = ana.ringing[0].incident.id
    ana.session.catch_up()
    ben = await desktops.open("ben")
    await ben.until(lambda d: d.ringing)
    ben.session.claim(incident_id, Seat.ENGINEER)
    await ana.until(lambda d: any(isinstance(event, SeatClaimed) for _, event in d.happened))


async def test_a_token_that_the_hub_does_not_know_is_refused_with_a_sentence(desktops: Desktops) -> None:
    access = replace(await desktops.access("ana"), token="wrong")
    ana = desktops.open_with(lambda: access, "stranger").start()
    await ana.until(lambda d: d.state.connection == "refused")
    assert "invitation" in ana.state.problem
