"""The retro of each week: a meeting with notes and actions, and what becomes of what was promised."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from random import Random
from uuid import UUID

from desktop.app.demo.history.past import Past
from desktop.app.demo.history.troubles import BREAKAGES
from desktop.core.retro.action import Action
from desktop.core.retro.meeting_commands import (
    CloseMeeting,
    MeetingCommand,
    OpenMeeting,
    RunClock,
    ShowTopic,
    WriteNote,
)
from desktop.core.retro.meeting_topic import Topic, TopicKind, TopicState
from desktop.core.retro.retro_week import Week
from desktop.core.team.responder import Tier
from desktop.hub.usecases.retro.actions import (
    ActionChange,
    add_action,
    change_action,
    finish_action,
    list_actions,
)
from desktop.hub.usecases.retro.meetings import lead, prepare
from desktop.hub.usecases.retro.uptime_writing import write_number

_DAY, _MINUTE = timedelta(days=1), timedelta(minutes=1)
_SAID = {
    TopicKind.DEBT: "Nobody wrote down what to do. Whoever knows it best writes the run-book.",
    TopicKind.DISPUTED: "- The pair did not agree\n- It could have waited until nine",
    TopicKind.UNDECIDED: "A rule should say it; see what the urgency card proposes.",
    TopicKind.CLIMB: "The headset was muted. **Sound check before the shift**, not after.",
    TopicKind.UPDATES_LATE: "Both at night. The reminder comes two minutes before: that was enough here.",
    TopicKind.NIGHTS: "Too many. What could wait should wait.",
    TopicKind.UPTIME: "Below its mean: one long incident, the others were short.",
}
_PROMISES = (
    "Ask the payment provider for a second contact",
    "Take the flapping probe in us-east apart",
    "Agree what the nightly report may cost us in sleep",
    "Try the alarm on the new headsets",
    "Say on the status page what “degraded” means",
)


class Retros:
    """`new_id` gives ids that are the same each time the history is made."""

    def __init__(self, past: Past, chance: Random, new_id: Callable[[], UUID], admin: str) -> None:
        self._past, self._chance, self._new_id, self._admin = past, chance, new_id, admin

    def meet(self, week: Week, number: int, *, open: bool) -> None:
        """On the Monday of `week`, about the week before; not `open`: it is only prepared."""
        monday = week.moved(-1).monday
        made = self._past.do(partial(prepare, starts_on=monday))
        if not open or self._chance.random() < 0.12:
            return
        told = self._lead(monday, OpenMeeting())
        self._lead(monday, RunClock(run=True))
        at = timedelta()
        for topic in told[: self._chance.randint(2, 4)]:
            at += self._chance.uniform(3, 8) * _MINUTE
            self._past.after(at, partial(self._talk, monday, topic, number))
        at += 2 * _MINUTE
        self._past.after(at, partial(self._lead, monday, CloseMeeting()))
        if self._chance.random() < 0.3:
            self._measured(made.starts_on)

    def _talk(self, monday: date, topic: Topic, number: int) -> None:
        self._lead(monday, ShowTopic(topic_id=topic.id, leave_as=TopicState.TALKED))
        if said := _SAID.get(topic.kind, ""):
            self._lead(monday, WriteNote(text=said, based_on=0, topic_id=topic.id))
        if self._chance.random() < 0.45:
            self._promise(monday, topic, number)

    def _promise(self, monday: date, topic: Topic, number: int) -> None:
        coming = next((one for one in BREAKAGES if one.written_in in (number + 1, number + 2)), None)
        by_topic = topic.kind is TopicKind.DEBT and coming is not None
        text = (
            f"Write the run-book: {coming.summary}" if by_topic and coming else self._chance.choice(_PROMISES)
        )
        action = Action(
            id=self._new_id(),
            text=text,
            owner=coming.expert if by_topic and coming else self._somebody(),
            due_on=monday + self._chance.choice((18, 21, 25)) * _DAY,
            created_at=self._past.now,
            meeting_on=monday,
            topic_id=topic.id,
        )
        self._past.do(partial(add_action, action=action, by=self._admin))

    def look_after_promises(self) -> None:
        """Most of what is open gets done, some of it late; what nobody took, somebody takes."""
        for action in self._past.do(partial(list_actions, open_only=True)):
            if not action.owner:
                owner = self._somebody()
                due = self._past.now.date() + self._chance.choice((7, 10, 14)) * _DAY
                change = ActionChange(owner=owner, due_on=due)
                self._past.do(partial(change_action, action_id=action.id, change=change))
            elif self._chance.random() < 0.5:
                done = partial(finish_action, action_id=action.id, done=True, by=action.owner)
                self._past.after(timedelta(hours=self._chance.uniform(5, 120)), partial(self._past.do, done))

    def _measured(self, monday: date) -> None:
        """Somebody knows better than the incidents how one service was."""
        percent = Decimal(self._chance.randint(9940, 9999)) / 100
        written = partial(
            write_number,
            number_id=self._new_id(),
            service="payments",
            starts_on=monday,
            percent=percent,
            reason="The provider's own report of the week",
            by=self._admin,
        )
        self._past.after(timedelta(hours=2), partial(self._past.do, written))

    def _lead(self, monday: date, command: MeetingCommand) -> tuple[Topic, ...]:
        told = self._past.do(partial(lead, starts_on=monday, command=command, by=self._admin))
        return told.meeting.topics

    def _somebody(self) -> str:
        roster = self._past.team.roster
        staff = [one.id for one in roster.responders if one.tier is Tier.STAFF]
        return self._chance.choice(staff)
