"""What a desktop asks of the schedule at a real hub, and that its state follows."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from desktop.client.desks.schedule_desk import HubScheduleDesk
from desktop.core.errors import PairwatchError
from desktop.core.schedule.schedule import Turn
from desktop.core.schedule.shift_offer import OfferState
from desktop.core.team.seat import Seat
from desktop.core.team.team import Team
from desktop.wire.schedule import AbsenceRequest, OfferRequest, OverrideRequest, PlanRequest, ShadowRequest
from tests.integration.client.desktops import Desktops
from tests.integration.hub.running import RunningHub
from tests.sample import SCHEDULE

HOUR, WEEK = timedelta(hours=1), timedelta(days=7)


async def test_a_desktop_asks_and_changes_the_schedule_and_its_state_follows(
    hub: RunningHub, desktops: Desktops
):
    desktop = await desktops.open("ana")
    await desktop.until(lambda d: d.state.connection == "connected")
    desk = desktop.session.schedule
    assert isinstance(desk, HubScheduleDesk)
    now = hub.hub.store.now()
    shift = SCHEDULE.shift_at(now)
    assert shift is not None
    begin = shift.ends_at
    assert [seat.responder for seat in (await desk.on_call()).seats] == [
        shift.turn.manager, shift.turn.engineer,
    ]  # fmt: skip
    asked = OverrideRequest(
        seat=Seat.MANAGER, responder="ruth", starts_at=begin, ends_at=begin + HOUR, id=uuid4()
    )
    assert (await desk.override(asked, preview=True)).exception.responder == "ruth"
    made = (await desk.override(asked)).exception

    def has_it(team: Team | None) -> bool:
        found = team.schedule.shift_at(begin) if team is not None else None
        return found is not None and found.turn.manager == "ruth"

    await desktop.until(lambda d: has_it(d.state.team))
    assert (await desk.on_call(begin)).seats[0].source == "override"
    assert (await desk.page(begin, begin + WEEK)).exceptions == (made,)
    await desk.remove_override(made.id)
    await desktop.until(lambda d: not has_it(d.state.team))
    shadow = await desk.shadow(ShadowRequest(responder="henrik", ends_at=begin))
    await desk.remove_shadow(shadow.id)
    plan = PlanRequest(starts_on=(begin + 2 * WEEK).date(), turns=(Turn(manager="ruth", engineer="henrik"),))
    assert (await desk.publish(plan, preview=True)).changes
    assert (await desk.publish(plan)).published
    parts = (plan, replace(plan, starts_on=plan.starts_on + 2 * WEEK))
    assert not (await desk.publish_parts(parts, preview=True)).published
    assert (await desk.publish_parts(parts)).more[0].starts_on == parts[1].starts_on
    absence = await desk.save_absence(AbsenceRequest(starts_at=begin, ends_at=begin + WEEK))
    assert (await desk.page(begin, begin + HOUR)).absences == (absence,)
    assert (await desk.rotation_facts(begin, begin + WEEK)).absences == (absence,)
    assert (await desk.incident_hours(begin, begin + WEEK)).hours == {}
    await desk.remove_absence(absence.id)
    feed = await desk.make_feed(None)
    assert [one.id for one in await desk.feeds()] == [feed.id]
    await desk.revoke_feed(feed.id)
    assert (await desk.calendar("ana")).is_set is False
    with pytest.raises(PairwatchError) as refused:
        await desk.follow_calendar("ana", "nonsense")
    assert refused.value.remedy
    with pytest.raises(PairwatchError):
        await desk.unfollow_calendar("ana")


async def test_two_desktops_agree_about_a_shift(hub: RunningHub, desktops: Desktops):
    shift = SCHEDULE.shift_at(hub.hub.store.now())
    assert shift is not None
    giver, taker = await desktops.open(shift.turn.manager), await desktops.open("ruth")
    for desktop in (giver, taker):
        await desktop.until(lambda d: d.state.connection == "connected")
    offer = await giver.session.schedule.offer(OfferRequest(seat=Seat.MANAGER))
    other = await giver.session.schedule.offer(OfferRequest(seat=Seat.MANAGER, to="ruth"))
    await taker.until(lambda d: len(d.state.offers) == 2)
    assert (await taker.session.schedule.decline(other.id)).state is OfferState.DECLINED
    assert (await taker.session.schedule.accept(offer.id)).state is OfferState.ACCEPTED
    with pytest.raises(PairwatchError, match="has begun"):
        await giver.session.schedule.withdraw(offer.id)
    for desktop in (giver, taker):
        await desktop.until(lambda d: d.state.team and d.state.team.schedule.exceptions)
