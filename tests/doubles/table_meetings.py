"""The meetings of a hub that sits at the same table."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from desktop.core.errors import PairwatchError
from desktop.core.retro.meeting import (
    Meeting,
    MeetingState,
    MeetingSummary,
    ToldMeeting,
    refreshed,
    summary,
)
from desktop.core.retro.meeting_commands import CloseMeeting, MeetingCommand, WriteNote
from desktop.core.retro.meeting_preparation import topics_of
from desktop.core.retro.meeting_rules import NoteChanged, carried_out, decided
from desktop.core.retro.meeting_topic import Note, Topic
from desktop.core.retro.retro_week import Week

if TYPE_CHECKING:
    from tests.doubles.table_session import TableSession


class TableMeetings:
    """Implements `desktop.client.desks.meetings_desk.MeetingsDesk`. `refusal`: the hub says no with it."""

    def __init__(self, session: TableSession) -> None:
        self._session = session
        self._kept: dict[date, Meeting] = {}
        self._notes: dict[tuple[date, UUID | None], list[Note]] = {}
        self.refusal: PairwatchError | None = None
        self.asked = 0

    def put(self, *meetings: Meeting) -> None:
        """Meetings as the hub has them."""
        self._kept |= {meeting.starts_on: meeting for meeting in meetings}
        self._session.evolve(cursor=self._session.state.cursor + 1)

    def others_lead(self, starts_on: date, command: MeetingCommand, by: str) -> Meeting:
        """Somebody else does something with it."""
        before = self._kept[starts_on]
        after = carried_out(before, command, by, self._session.clock.now())
        if after is not before:
            if isinstance(command, WriteNote):
                topic = after.topic(command.topic_id)
                versions = self._notes.setdefault((starts_on, command.topic_id), [])
                versions.insert(0, topic.note if topic else after.note)
            self.put(after)
        return after

    async def meetings(self) -> list[MeetingSummary]:
        self._ask()
        return [summary(self._kept[monday]) for monday in sorted(self._kept, reverse=True)]

    async def meeting(self, starts_on: date) -> ToldMeeting | None:
        self._ask()
        if starts_on not in self._kept:
            return None
        known = self._kept[starts_on]
        if known.state is MeetingState.PREPARED:
            known = self._kept[starts_on] = refreshed(known, await self._found(starts_on))
        return await self._told(known)

    async def prepare(self, starts_on: date) -> ToldMeeting:
        self._ask()
        if starts_on not in self._kept:
            team, now = self._session._team, self._session.clock.now()
            topics = await self._found(starts_on)
            zone = team.schedule.zone
            self.put(Meeting(starts_on=starts_on, zone=zone, prepared_at=now, topics=topics))
        return await self._told(self._kept[starts_on])

    async def lead(self, starts_on: date, command: MeetingCommand) -> ToldMeeting:
        self._ask()
        try:
            after = self.others_lead(starts_on, command, self._session._me)
        except NoteChanged as error:
            raise PairwatchError(error.sentence, error.remedy) from error
        if isinstance(command, CloseMeeting):
            after = replace(after, told=await self._session.retro.week(starts_on))
            self.put(after)
        return await self._told(after)

    async def note_versions(self, starts_on: date, topic_id: UUID | None) -> list[Note]:
        self._ask()
        return list(self._notes.get((starts_on, topic_id), ()))

    def decide(self, starts_on: date, topic_id: UUID, action_id: UUID) -> None:
        """An action was made of the topic."""
        self.put(decided(self._kept[starts_on], topic_id, action_id))

    async def _told(self, meeting: Meeting) -> ToldMeeting:
        known = {action.id: action for action in await self._session.retro.actions()}
        made = tuple(known[action_id] for action_id in meeting.decided if action_id in known)
        return ToldMeeting(meeting=meeting, actions=made, told_at=self._session.clock.now())

    async def _found(self, starts_on: date) -> tuple[Topic, ...]:
        retro, team = self._session.retro, self._session._team
        week = Week(monday=starts_on, zone=team.schedule.zone)
        return topics_of(
            week,
            await retro.week(starts_on),
            [retro._told(incident) for incident in self._session.state.incidents.values()],
            team,
            await retro.left_out(week.begins_at, week.ends_at),
            await retro.actions(open_only=True),
        )

    def _ask(self) -> None:
        self.asked += 1
        if not self._session.online:
            raise PairwatchError("The hub cannot be reached.", "Pairwatch goes on trying.")
        if self.refusal is not None:
            raise self.refusal
