"""Meetings of the retro over the API, and the hub that prepares them by itself."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import msgspec
import pytest

from desktop.clock import MovedClock
from desktop.core.retro.meeting import MeetingState, MeetingSummary, ToldMeeting
from desktop.core.retro.meeting_commands import AddTopic, MeetingCommand, OpenMeeting, SetLength, WriteNote
from desktop.core.retro.retro_week import week_of
from desktop.hub.app.hub import HubOptions
from desktop.hub.app.listen import Listen
from desktop.wire.meeting import MEETING_COMMANDS
from tests.integration.hub.running import RunningHub, running
from tests.sample import NIGHT, TEAM

ENDS = datetime(2026, 11, 29, 23, tzinfo=UTC)
TOPIC = UUID(int=3)


def this_week(hub: RunningHub) -> date:
    return week_of(hub.hub.store.now(), TEAM.schedule.zone).monday


async def do(hub: RunningHub, week: date, command: MeetingCommand, by: str = "ana", status: int = 200):
    tagged = msgspec.json.decode(MEETING_COMMANDS.encode(command))
    answer = await hub.post(f"/v1/retro/meetings/{week}/commands", tagged, by)
    assert answer.status_code == status, answer.text
    return answer


async def told(hub: RunningHub, week: date) -> ToldMeeting:
    answer = await hub.get(f"/v1/retro/meetings/{week}", "olga")
    assert answer.status_code == 200
    return msgspec.json.decode(answer.content, type=dict[str, ToldMeeting])["meeting"]


async def test_it_is_prepared_led_and_told(hub: RunningHub):
    week = this_week(hub)
    assert (await hub.get(f"/v1/retro/meetings/{week}")).json() == {"meeting": None}
    no = await do(hub, week, OpenMeeting(), status=404)
    assert "No meeting is prepared" in no.text
    for _ in range(2):
        assert (await hub.post(f"/v1/retro/meetings/{week}")).status_code == 200
    async with hub.feed(after=hub.hub.store.cursor) as feed:
        await do(hub, week, AddTopic(topic_id=TOPIC, title="The new pager"))
        assert (await feed.change()).data["incident"] is None
    await do(hub, week, SetLength(length=timedelta(minutes=30)))
    await do(hub, week, OpenMeeting(), "ben")
    await do(hub, week, WriteNote(topic_id=TOPIC, text="It is **good**.", based_on=0), "mei")
    answer = await do(hub, week, WriteNote(topic_id=TOPIC, text="It is bad.", based_on=0), status=409)
    assert "Mei Lindqvist" in answer.text
    action = {"text": "Buy it", "owner": "ben", "meeting_on": str(week), "topic_id": str(TOPIC)}
    assert (await hub.post("/v1/actions", action)).status_code == 200
    found = await told(hub, week)
    assert found.meeting.moderator == "ben"
    assert found.meeting.length == timedelta(minutes=30)
    assert (found.meeting.topics[-1].note.text, found.meeting.current) == ("It is **good**.", TOPIC)
    assert [one.text for one in found.actions] == ["Buy it"]
    listed = await hub.get("/v1/retro/meetings")
    (line,) = msgspec.json.decode(listed.content, type=list[MeetingSummary])
    assert (line.starts_on, line.state, line.decided) == (week, MeetingState.OPEN, 1)
    versions = (await hub.get(f"/v1/retro/meetings/{week}/notes?topic_id={TOPIC}")).json()
    assert [note["text"] for note in versions] == ["It is **good**."]


async def test_who_only_observes_does_nothing(hub: RunningHub):
    week = this_week(hub)
    assert (await hub.post(f"/v1/retro/meetings/{week}", None, "olga")).status_code == 403
    await hub.post(f"/v1/retro/meetings/{week}")
    await do(hub, week, OpenMeeting(), "olga", status=403)


@pytest.mark.parametrize(
    "body",
    [
        {"type": "Explode", "data": {}},
        {"type": "AddTopic", "data": {"title": 3}},
        {"type": "AddTopic", "data": {"topic_id": str(TOPIC), "title": ""}},
    ],
)
async def test_what_cannot_be_read_is_refused(hub: RunningHub, body: object):
    week = this_week(hub)
    await hub.post(f"/v1/retro/meetings/{week}")
    answer = await hub.post(f"/v1/retro/meetings/{week}/commands", body)
    assert answer.status_code == 400
    assert (await hub.post("/v1/retro/meetings/2026-11-24")).status_code == 400


async def prepared(hub: RunningHub) -> list[str]:
    """The weeks for which a meeting is, once there is one."""
    async with hub.feed(after=0) as feed:
        while not (found := (await hub.get("/v1/retro/meetings")).json()):
            await feed.change()
    return [line["starts_on"] for line in found]


async def test_the_hub_prepares_it_when_the_week_ends(sqlite_url: str):
    clock = MovedClock(NIGHT)
    async with running(HubOptions(database=sqlite_url, listen=Listen(port=0)), clock) as hub:
        clock.advance_to(ENDS)
        assert await prepared(hub) == ["2026-11-23"]
        assert (await told(hub, date(2026, 11, 23))).meeting.prepared_at == ENDS


async def test_of_several_replicas_one_prepares_it(postgres_url: str):
    clock = MovedClock(NIGHT)
    options = HubOptions(database=postgres_url, listen=Listen(port=0))
    async with running(options, clock) as hub, running(options, clock) as replica:
        clock.advance_to(ENDS)
        assert await prepared(replica) == ["2026-11-23"]
        assert await prepared(hub) == ["2026-11-23"]


async def test_what_fell_due_while_it_was_off_is_prepared_at_the_start(sqlite_url: str):
    clock = MovedClock(NIGHT)
    options = HubOptions(database=sqlite_url, listen=Listen(port=0))
    async with running(options, clock) as hub:
        assert (await hub.get("/v1/retro/meetings")).json() == []
    clock.advance_to(ENDS + timedelta(hours=9))
    async with running(options, clock, prepare=lambda _tx: None) as hub:
        assert await prepared(hub) == ["2026-11-23"]
