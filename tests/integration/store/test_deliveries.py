"""Updates on their way to channels: the same on both databases."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from uuid import UUID, uuid4

import pytest

from desktop.channels.result import SENT, Result, final, passing
from desktop.core.incident.commands import ResolveIncident, SendAgain, SendUpdate
from desktop.core.incident.events import DeliveryChanged
from desktop.core.telling.update import DeliveryState, Readers, Stage
from desktop.hub.store.tables import deliveries as table
from desktop.hub.store.telling import deliveries
from desktop.hub.usecases.access.seal import Seal, new_key
from desktop.hub.usecases.incident.due import move_back
from desktop.hub.usecases.incident.feed import timeline
from desktop.hub.usecases.telling.channels import remove_channel, set_channel
from desktop.hub.usecases.telling.deliveries import GIVE_UP, PERHAPS_TWICE, claim_deliveries, outlook, settle
from tests.sample import NIGHT

LEASE = timedelta(seconds=45)
ROOM = "#incidents"
SEAL = Seal([new_key()])


@pytest.fixture
async def incident(hub):
    for name in (ROOM, "Customers by mail"):
        await hub.write(
            set_channel, seal=SEAL, name=name, readers=Readers.COLLEAGUES, address="json://localhost/secret"
        )
    return await hub.opened()


async def tell(hub, incident, *channels, subject="Problems", update_id: UUID | None = None):
    command = SendUpdate(
        incident_id=incident.id,
        by="ana",
        pressed_at=NIGHT,
        update_id=update_id or uuid4(),
        stage=Stage.INVESTIGATING,
        readers=Readers.COLLEAGUES,
        subject=subject,
        text="We look into it.",
        channels=channels or (ROOM,),
    )
    answer = await hub.command(command, key=str(uuid4()))
    assert answer.refusal is None
    return command.update_id


async def claim(hub, limit=8):
    return await hub.write(claim_deliveries, limit=limit, lease=LEASE)


async def end(hub, claimed, result: Result):
    await hub.write(settle, claimed=claimed, result=result)


async def state(hub, incident, channel=ROOM, number=-1):
    return (await hub.incident(incident.id)).updates[number].delivery(channel)


async def told(hub, incident):
    lines = await hub.store.read(partial(timeline, incident_id=incident.id))
    return [line.event.delivery for line in lines if isinstance(line.event, DeliveryChanged)]


async def test_an_update_is_to_be_sent_to_each_channel_at_once(hub, incident):
    await tell(hub, incident, ROOM, "Customers by mail")
    assert (await hub.read(outlook)).is_due
    claimed = await claim(hub)
    assert {one.channel for one in claimed} == {ROOM, "Customers by mail"}
    assert {one.message.text for one in claimed} == {"We look into it."}
    assert not any(one.doubtful for one in claimed)
    for one in claimed:
        await end(hub, one, SENT)
    assert (await state(hub, incident)).state is DeliveryState.SENT
    assert (await hub.read(outlook)).next_at is None


async def test_update_and_delivery_come_in_one_transaction_or_not_at_all(hub, incident, monkeypatch):
    def broken(*_):
        raise RuntimeError("between the update and its delivery")

    monkeypatch.setattr(deliveries, "_add", broken)
    with pytest.raises(RuntimeError):
        await tell(hub, incident)
    assert (await hub.incident(incident.id)).updates == ()
    monkeypatch.undo()
    await tell(hub, incident)
    assert len(await claim(hub)) == 1


async def test_the_same_command_twice_is_delivered_once(hub, incident):
    this = uuid4()
    await tell(hub, incident, update_id=this)
    await tell(hub, incident, update_id=this)
    assert len(await claim(hub)) == 1


async def test_nobody_takes_what_somebody_has(hub, incident, open_hub, store_url):
    await tell(hub, incident)
    other = open_hub(store_url) if "postgresql" in store_url else hub
    assert len(await claim(hub)) == 1
    assert await claim(other) == []
    hub.clock.advance(LEASE - timedelta(seconds=1))
    assert await claim(other) == []


async def test_two_replicas_share_what_is_due(incident, hub, open_hub, store_url):
    for _ in range(12):
        await tell(hub, await hub.opened(str(uuid4())))
    other = open_hub(store_url) if "postgresql" in store_url else hub
    found = [one.id for _ in range(4) for each in (hub, other) for one in await claim(each, limit=2)]
    assert len(found) == len(set(found)) == 12


async def test_what_was_begun_and_not_finished_is_perhaps_sent_twice_and_says_so(hub, incident):
    await tell(hub, incident)
    await claim(hub)
    hub.clock.advance(LEASE)
    (again,) = await claim(hub)
    assert again.doubtful
    assert again.attempts == 2
    await end(hub, again, SENT)
    assert (await state(hub, incident)).detail == PERHAPS_TWICE


async def test_two_who_both_sent_it_say_so_too(hub, incident):
    await tell(hub, incident)
    (slow,) = await claim(hub)
    hub.clock.advance(LEASE)
    (quick,) = await claim(hub)
    await end(hub, slow, SENT)
    assert (await state(hub, incident)).detail == PERHAPS_TWICE
    await end(hub, quick, passing("It cannot be reached."))
    assert (await state(hub, incident)).state is DeliveryState.SENT
    assert (await hub.read(outlook)).next_at is None


async def test_a_failure_of_one_whose_lease_is_over_says_nothing(hub, incident):
    await tell(hub, incident)
    (slow,) = await claim(hub)
    hub.clock.advance(LEASE)
    await claim(hub)
    await end(hub, slow, final("It refused the message."))
    assert (await state(hub, incident)).state is DeliveryState.WAITING


async def test_it_is_tried_again_later_and_later(hub, incident):
    await tell(hub, incident)
    waited = []
    for _ in range(7):
        (one,) = await claim(hub)
        await end(hub, one, passing("It cannot be reached."))
        seen = await hub.read(outlook)
        waited.append((seen.next_at - seen.now).total_seconds())
        hub.clock.advance_to(seen.next_at)
    assert waited == [5, 10, 20, 40, 80, 120, 120]


async def test_the_timeline_says_once_that_it_is_tried_again(hub, incident):
    await tell(hub, incident)
    for sentence in ("It cannot be reached.", "It cannot be reached.", "It has trouble of its own (503)."):
        (one,) = await claim(hub)
        await end(hub, one, passing(sentence))
        hub.clock.advance_to((await hub.read(outlook)).next_at)
    assert [delivery.attempts for delivery in await told(hub, incident)] == [1, 3]
    assert {delivery.state for delivery in await told(hub, incident)} == {DeliveryState.WAITING}
    (one,) = await claim(hub)
    await end(hub, one, SENT)
    assert (await state(hub, incident)).detail == ""


async def test_the_time_that_the_service_names_is_kept(hub, incident):
    await tell(hub, incident)
    (one,) = await claim(hub)
    await end(hub, one, passing("It asks us to slow down.", retry_after=timedelta(minutes=7)))
    hub.clock.advance(timedelta(minutes=7) - timedelta(seconds=1))
    assert await claim(hub) == []
    hub.clock.advance(timedelta(seconds=1))
    assert len(await claim(hub)) == 1


async def test_a_refusal_is_final(hub, incident):
    await tell(hub, incident)
    (one,) = await claim(hub)
    await end(hub, one, final("There is no such room. Enter the channel's address again."))
    found = await state(hub, incident)
    assert found.state is DeliveryState.FAILED
    assert "no such room" in found.detail
    assert (await hub.read(outlook)).next_at is None


async def test_it_gives_up_and_says_what_to_do(hub, incident):
    await tell(hub, incident)
    (one,) = await claim(hub)
    await end(hub, one, passing("It cannot be reached."))
    hub.clock.advance(GIVE_UP - timedelta(seconds=1))
    (one,) = await claim(hub)
    await end(hub, one, passing("It cannot be reached."))
    found = await state(hub, incident)
    assert found.state is DeliveryState.FAILED
    assert "Given up after 2 attempts" in found.detail


async def test_a_service_that_asks_for_too_long_is_given_up(hub, incident):
    await tell(hub, incident)
    (one,) = await claim(hub)
    await end(hub, one, passing("It asks us to slow down.", retry_after=timedelta(days=1)))
    assert (await state(hub, incident)).state is DeliveryState.FAILED


async def test_what_kills_its_hub_each_time_is_given_up(hub, incident):
    await tell(hub, incident)
    await claim(hub)
    hub.clock.advance(GIVE_UP)
    assert await claim(hub) == []
    found = await state(hub, incident)
    assert found.state is DeliveryState.FAILED
    assert "may have arrived" in found.detail


async def test_an_old_update_that_was_never_tried_is_tried_once(hub, incident):
    await tell(hub, incident)
    hub.clock.advance(GIVE_UP * 2)
    assert len(await claim(hub)) == 1


async def test_sent_again_by_hand_it_is_due_at_once(hub, incident):
    this = await tell(hub, incident)
    (one,) = await claim(hub)
    await end(hub, one, final("It refused the message."))
    hub.clock.advance(GIVE_UP)
    again = SendAgain(incident_id=incident.id, by="ben", pressed_at=NIGHT, update_id=this, channel=ROOM)
    await hub.command(again, key="again")
    assert (await state(hub, incident)).state is DeliveryState.WAITING
    (one,) = await claim(hub)
    assert one.attempts == 1
    assert not one.doubtful
    await end(hub, one, SENT)
    assert (await state(hub, incident)).state is DeliveryState.SENT


async def test_on_one_channel_updates_keep_their_order(hub, incident):
    await tell(hub, incident, subject="first")
    (first,) = await claim(hub)
    await end(hub, first, passing("It cannot be reached."))
    hub.clock.advance(timedelta(seconds=1))
    await tell(hub, incident, ROOM, "Customers by mail", subject="second")
    assert [one.channel for one in await claim(hub)] == ["Customers by mail"]
    seen = await hub.read(outlook)
    assert not seen.is_due
    hub.clock.advance(timedelta(seconds=4))
    (first,) = await claim(hub)
    assert first.message.subject == "first"
    await end(hub, first, final("It refused the message."))
    (second,) = await claim(hub)
    assert second.message.subject == "second"


async def test_an_incident_is_one_thread_on_each_channel(hub, incident):
    await tell(hub, incident, subject="Problems")
    hub.clock.advance(timedelta(seconds=1))
    await tell(hub, incident, ROOM, "Customers by mail", subject="Cause found")
    first, mail = await claim(hub)
    await end(hub, first, SENT)
    assert mail.message.thread.starts
    assert mail.message.thread.subject == "Cause found"
    rest = {one.channel: one.message for one in await claim(hub)}
    assert first.message.thread.starts
    assert not rest[ROOM].thread.starts
    assert rest[ROOM].thread.id == first.message.thread.id
    assert rest[ROOM].thread.message != first.message.thread.message
    assert rest[ROOM].thread.subject == "Problems"


async def test_a_resolved_incident_is_told_of_too(hub, incident):
    await hub.command(ResolveIncident(incident_id=incident.id, by="ana", pressed_at=NIGHT), key="over")
    await tell(hub, incident)
    (one,) = await claim(hub)
    await end(hub, one, SENT)
    assert (await state(hub, incident)).state is DeliveryState.SENT


async def test_a_channel_that_is_gone_fails_with_a_remedy(hub, incident):
    await hub.write(remove_channel, name=ROOM)
    await tell(hub, incident)
    assert await claim(hub) == []
    found = await state(hub, incident)
    assert found.state is DeliveryState.FAILED
    assert "Add it, then send again" in found.detail


async def test_a_clock_that_is_set_back_delays_nothing(hub, incident):
    await tell(hub, incident)
    (one,) = await claim(hub)
    await end(hub, one, passing("It cannot be reached."))
    before = await hub.read(outlook)
    await hub.write(move_back, by=timedelta(hours=1))
    after = await hub.read(outlook)
    assert after.next_at == before.next_at - timedelta(hours=1)


async def test_no_address_is_in_the_database_in_the_clear(hub, incident):
    await tell(hub, incident)
    rows = await hub.read(lambda tx: str(tx.connection.execute(table.select()).all()))
    assert "secret" not in rows
