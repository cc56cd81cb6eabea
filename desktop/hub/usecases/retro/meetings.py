"""The meetings of the retro: prepared when a week ends, led, written down, closed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID

from desktop.core.retro.compared_weeks import ComparedWeeks
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
from desktop.core.retro.meeting_rules import CannotMeet, NoteChanged, carried_out, decided
from desktop.core.retro.meeting_topic import Note, Topic
from desktop.core.retro.retro_week import Week, week_of
from desktop.hub.store import team as teams
from desktop.hub.store.retro import actions, meetings, retro
from desktop.hub.store.transaction import Transaction
from desktop.hub.usecases.errors import BadMeeting, NoteChangedMeanwhile, UnknownMeeting
from desktop.hub.usecases.retro.retro import left_out_within
from desktop.hub.usecases.retro.retro_week import checked_week, compared_weeks

LISTED = 200
"""So many meetings are listed: four years of weeks."""


def next_preparation(tx: Transaction) -> datetime:
    """When the next meeting is to be prepared, by the clocks of the schedule's zone; that is past when the
    last week has none yet."""
    week = week_of(tx.now, teams.load(tx).schedule.zone)
    before = week.moved(-1)
    since = meetings.watched_since(tx)
    # A week in which there was no hub gives nothing to talk about.
    if since is None or since >= before.ends_at or meetings.find(tx, before.monday) is not None:
        return week.ends_at
    return before.ends_at


def prepare_due(tx: Transaction) -> Meeting | None:
    """Prepare the meeting about the week that ended last, if it is due; None: it was not. Harmless to call
    twice, or from two replicas."""
    due_at = next_preparation(tx)
    if due_at > tx.now:
        return None
    return prepare(tx, week_of(due_at, teams.load(tx).schedule.zone).moved(-1).monday)


def prepare(tx: Transaction, starts_on: date) -> Meeting:
    """The meeting about this week, made if there is none: also of one that is not over, for teams that meet
    on Fridays. Raises BadPeriod."""
    known = meetings.find(tx, starts_on)
    if known is not None:
        return known
    week = checked_week(starts_on, teams.load(tx).schedule.zone, tx)
    made = Meeting(
        starts_on=week.monday,
        zone=week.zone,
        prepared_at=tx.now,
        topics=_found(tx, week, compared_weeks(tx, week.monday)),
    )
    meetings.add(tx, made)
    return made


def list_meetings(tx: Transaction) -> list[MeetingSummary]:
    """The latest week first. One that is not opened yet counts its topics as they were prepared."""
    return [summary(meeting) for meeting in meetings.latest(tx, LISTED)]


def told_meeting(tx: Transaction, starts_on: date) -> ToldMeeting | None:
    """The meeting about this week, with what is known of the week now while it is not opened; None: none is
    prepared."""
    known = meetings.find(tx, starts_on)
    return None if known is None else _told(tx, _current(tx, known))


def lead(tx: Transaction, starts_on: date, command: MeetingCommand, by: str) -> ToldMeeting:
    """The meeting after the command. Raises UnknownMeeting, BadMeeting, NoteChangedMeanwhile."""
    known = _known(tx, starts_on)
    before = _current(tx, known)
    try:
        after = carried_out(before, command, by, tx.now)
    except CannotMeet as error:
        raise BadMeeting(error.sentence, error.remedy) from error
    except NoteChanged as error:
        who = teams.load(tx).roster.name(error.note.by) or "Somebody"
        raise NoteChangedMeanwhile(
            f"{who} wrote here meanwhile. Yours was not kept.", error.remedy
        ) from error  # fmt: skip
    if after is before:
        return _told(tx, before)
    if isinstance(command, CloseMeeting):
        after = replace(after, told=compared_weeks(tx, starts_on))
    if isinstance(command, WriteNote):
        topic = after.topic(command.topic_id)
        meetings.keep_note(tx, starts_on, command.topic_id, topic.note if topic else after.note)
    meetings.save(tx, after)
    return _told(tx, after)


def note_versions(tx: Transaction, starts_on: date, topic_id: UUID | None) -> list[Note]:
    """All that was written of a topic, or of the whole meeting, the latest first. Raises UnknownMeeting."""
    _known(tx, starts_on)
    return meetings.note_versions(tx, starts_on, topic_id)


def decide(tx: Transaction, starts_on: date, topic_id: UUID, action_id: UUID) -> None:
    """Keep with the topic that an action was made of it. Raises UnknownMeeting, BadMeeting."""
    before = _current(tx, _known(tx, starts_on))
    try:
        after = decided(before, topic_id, action_id)
    except CannotMeet as error:
        raise BadMeeting(error.sentence, error.remedy) from error
    if after is not before:
        meetings.save(tx, after)


def _known(tx: Transaction, starts_on: date) -> Meeting:
    known = meetings.find(tx, starts_on)
    if known is None:
        raise UnknownMeeting(
            "No meeting is prepared for that week.", "It is when the week ends; or prepare it now."
        )
    return known


def _current(tx: Transaction, meeting: Meeting) -> Meeting:
    """Until it is opened, late edits are taken in."""
    if meeting.state is not MeetingState.PREPARED:
        return meeting
    week = Week(monday=meeting.starts_on, zone=meeting.zone)
    return refreshed(meeting, _found(tx, week, compared_weeks(tx, meeting.starts_on)))


def _told(tx: Transaction, meeting: Meeting) -> ToldMeeting:
    made = [actions.find(tx, action_id) for action_id in meeting.decided]
    return ToldMeeting(
        meeting=meeting,
        actions=tuple(action for action in made if action is not None),
        told_at=tx.now,
    )


def _found(tx: Transaction, week: Week, compared: ComparedWeeks) -> tuple[Topic, ...]:
    numbers = {number for debt in compared.debts for number in debt.numbers}
    # What was just resolved belongs to it: the end of a time is not part of it.
    end = min(week.ends_at, tx.now + timedelta(microseconds=1))
    return topics_of(
        week,
        compared,
        retro.told(tx, week.begins_at, week.ends_at),
        teams.load(tx),
        left_out_within(tx, week.begins_at, end) if end > week.begins_at else (),
        actions.to_do(tx),
        meetings.mentioned(tx, sorted(numbers)),
    )
