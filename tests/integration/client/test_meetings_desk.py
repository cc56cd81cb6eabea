"""The desktop's requests about the retro's meetings, answered by a real hub; and by the double alike."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date, timedelta
from typing import NamedTuple
from uuid import UUID

import pytest

from desktop.client.desks.meetings_desk import HubMeetingsDesk, MeetingsDesk
from desktop.client.desks.retro_desk import HubRetroDesk, RetroDesk
from desktop.client.errors import HubFailure
from desktop.client.hub_access import HubAccess
from desktop.client.hub_api import HubApi
from desktop.clock import MovedClock
from desktop.core.errors import PairwatchError
from desktop.core.retro.action import Action
from desktop.core.retro.meeting import MeetingState
from desktop.core.retro.meeting_commands import (
    AddTopic,
    CloseMeeting,
    GrantTime,
    MarkTopic,
    Moderate,
    MoveTopic,
    OpenMeeting,
    RenameTopic,
    RunClock,
    SetLength,
    ShowTopic,
    WriteNote,
)
from desktop.core.retro.meeting_topic import TopicState
from desktop.hub.app.hub import HubOptions
from desktop.hub.app.listen import Listen
from tests.doubles.table_session import TableSession
from tests.integration.hub.running import running
from tests.sample import MINUTE, NIGHT, TEAM

MONDAY = date(2026, 11, 23)
PAGER, COFFEE = UUID(int=1), UUID(int=2)


class Desks(NamedTuple):
    meetings: MeetingsDesk
    retro: RetroDesk


@asynccontextmanager
async def real(sqlite_url: str) -> AsyncIterator[Desks]:
    options = HubOptions(database=sqlite_url, listen=Listen(port=0))
    async with running(options, MovedClock(NIGHT)) as hub:
        token = (await hub.headers("ana"))["Authorization"].removeprefix("Bearer ")
        api = HubApi(HubAccess(address=hub.address, token=token))
        try:
            ask = lambda question: question(api)  # noqa: E731
            yield Desks(HubMeetingsDesk(ask), HubRetroDesk(ask))
        finally:
            await api.close()


@asynccontextmanager
async def double(_url: str) -> AsyncIterator[Desks]:
    session = TableSession(MovedClock(NIGHT), TEAM, "ana")
    yield Desks(session.meetings, session.retro)


@pytest.mark.parametrize("desks", [real, double])
async def test_a_meeting_from_its_beginning_to_its_end(desks, sqlite_url: str):
    async with desks(sqlite_url) as (desk, retro):
        assert await desk.meetings() == []
        assert await desk.meeting(MONDAY) is None
        prepared = await desk.prepare(MONDAY)
        assert await desk.prepare(MONDAY) == prepared
        assert await desk.meeting(MONDAY) == prepared
        told = prepared
        for command in (
            AddTopic(topic_id=PAGER, title="The new pager"),
            AddTopic(topic_id=COFFEE, title="Coffe"),
            RenameTopic(topic_id=COFFEE, title="Coffee"),
            MoveTopic(topic_id=COFFEE, place=0),
            SetLength(length=timedelta(minutes=20)),
            OpenMeeting(),
            WriteNote(topic_id=PAGER, text="It is **loud**.", based_on=0),
            ShowTopic(topic_id=PAGER, leave_as=TopicState.TALKED),
            GrantTime(topic_id=PAGER, by=5 * MINUTE),
            RunClock(run=False),
            Moderate(),
            MarkTopic(topic_id=PAGER, state=TopicState.TALKED),
        ):
            told = await desk.lead(MONDAY, command)
        meeting = told.meeting
        assert [one.facts.title for one in meeting.topics] == ["Coffee", "The new pager"]
        assert (meeting.talked, meeting.moderator, meeting.running_since) == (2, "ana", None)
        assert meeting.share(meeting.topics[1]) == timedelta(minutes=15)
        with pytest.raises(PairwatchError, match="wrote here meanwhile"):
            await desk.lead(MONDAY, WriteNote(topic_id=PAGER, text="Quiet.", based_on=0))
        action = Action(id=UUID(int=7), text="Buy it", created_at=NIGHT, meeting_on=MONDAY, topic_id=PAGER)
        saved = await retro.save_action(action)
        closed = await desk.lead(MONDAY, CloseMeeting())
        assert closed.actions == (saved,)
        assert (saved.meeting_on, saved.topic_id) == (MONDAY, PAGER)
        assert closed.meeting.told is not None
        (line,) = await desk.meetings()
        assert (line.state, line.decided, line.closed_by) == (MeetingState.CLOSED, 1, "ana")
        (note,) = await desk.note_versions(MONDAY, PAGER)
        assert note == closed.meeting.topics[1].note
        assert await desk.note_versions(MONDAY, None) == []


async def test_without_a_hub_it_says_so():
    api = HubApi(HubAccess(address="http://127.0.0.1:9", token="x"))
    desk = HubMeetingsDesk(lambda question: question(api))
    with pytest.raises(HubFailure):
        await desk.meetings()
    with pytest.raises(HubFailure):
        await desk.lead(MONDAY, OpenMeeting())
    await api.close()
