"""A call-in at a real hub: it rings on the third desktop, and the answer shows on the caller's."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from desktop.client.answering import acknowledge
from desktop.core.fixing.fixing_commands import CallInPerson, CancelCallIn
from desktop.core.incident.page import PageReason
from desktop.core.team.seat import Seat
from tests.integration.client.desktops import Desktop, Desktops


async def answered(desktops: Desktops) -> tuple[Desktop, Desktop, Desktop, UUID]:
    """Ana and Ben hold the seats of an incident; Mei is connected and not disturbed."""
    ana, ben = await desktops.pair()
    mei = await desktops.open("mei")
    await desktops.hub.alert()
    await ben.until(lambda d: d.ringing)
    incident_id = ben.ringing[0].incident.id
    await ana.until(lambda d: d.ringing)
    ana.session.claim(incident_id, Seat.MANAGER)
    ben.session.claim(incident_id, Seat.ENGINEER)
    await mei.until(
        lambda d: incident_id in d.state.incidents and not d.state.incidents[incident_id].empty_seats
    )
    return ana, ben, mei, incident_id


async def test_it_rings_at_the_one_who_is_called_and_coming_shows_at_the_caller(desktops: Desktops) -> None:
    ana, ben, mei, incident_id = await answered(desktops)
    ben.session.do(incident_id, partial(CallInPerson, responder="mei", because="knows the payment gateway"))
    await mei.until(lambda d: d.ringing)
    [rings] = mei.ringing
    assert (rings.reason, rings.seats) == (PageReason.CALL_IN, ())
    assert rings.incident.call_ins[-1].because == "knows the payment gateway"
    mei.session.confirm_ringing(incident_id, "speakers")
    await ben.until(lambda d: any(page.ringing_at for page in d.state.incidents[incident_id].call_in_pages))
    acknowledge(mei.session, rings)
    assert mei.ringing[0].silenced_locally, "at once, before the hub has said anything"
    for desktop in (ana, ben):
        await desktop.until(lambda d: d.state.incidents[incident_id].call_ins[-1].coming)
    await mei.until(lambda d: not d.ringing and not d.state.pending)
    incident = ben.state.incidents[incident_id]
    assert incident.held_by("mei") == ()
    assert not any(desktop.refused for desktop in (ana, ben, mei))


async def test_never_mind_silences_them(desktops: Desktops) -> None:
    ana, ben, mei, incident_id = await answered(desktops)
    ben.session.do(incident_id, partial(CallInPerson, responder="mei", because="DNS"))
    await mei.until(lambda d: d.ringing)
    await ana.until(lambda d: d.state.incidents[incident_id].call_in_pages)
    ana.session.do(incident_id, partial(CancelCallIn, responder="mei"))
    await mei.until(lambda d: not d.ringing)
    assert mei.state.incidents[incident_id].call_ins[-1].called_off_by == "ana"
