"""Whatever the network does to it, in the end the desktop shows what the hub has, and each command counted
once."""

from __future__ import annotations

from collections import deque
from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid5

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from desktop.client.effects import DropConnections, Effect, FetchSnapshot, Forget, OpenFeed, PostCommand, Wait
from desktop.client.errors import Trouble
from desktop.client.inputs import (
    Begun,
    ChangeArrived,
    CommandAnswered,
    CommandFailed,
    CommandQueued,
    CommandUndeliverable,
    HeartbeatArrived,
    Input,
    LinkFailed,
    SnapshotArrived,
    SnapshotWanted,
    SystemResumed,
    TimePassed,
    Timer,
)
from desktop.client.state import PendingCommand, State
from desktop.client.sync import Sync
from desktop.core.incident.commands import AddNote, ClaimSeat, ConfirmRinging, DeclinePage
from desktop.core.incident.decide import decide
from desktop.core.incident.events import Event
from desktop.core.incident.incident import Incident
from desktop.core.incident.intake import open_incident
from desktop.core.incident.progress import advance
from desktop.core.team.seat import Seat
from desktop.wire.command import Answer
from desktop.wire.feed import Change, Heartbeat, Snapshot
from tests.sample import INCIDENT_ID, NIGHT, TEAM, report

NUMBERS = st.integers(min_value=0, max_value=3)
RARELY = st.integers(min_value=0, max_value=15).map(lambda n: 15 - n)
"""Not 0 as a rule: what leads to a new snapshot would mend everything before it is seen."""
SEATS = st.sampled_from(Seat)


class Hub:
    """All that is true: decided by core, with the feed it would send. An honest hub of a few lines."""

    def __init__(self) -> None:
        self.now = NIGHT
        self.epoch = "0"
        self.incidents: dict[UUID, Incident] = {}
        self.changes: list[Change] = []
        self.answers: dict[UUID, Answer] = {}
        self.carried_out: list[UUID] = []

    def became(self, incident: Incident | None, events: list[Event]) -> None:
        if incident is not None:
            self.incidents[incident.id] = incident
        seq = len(self.changes) + 1
        self.changes.append(Change(seq=seq, now=self.now, incident=incident, events=tuple(events)))

    def alert(self) -> None:
        number = len(self.incidents) + 1
        incident_id = uuid5(INCIDENT_ID, str(number))
        self.became(*open_incident(report(str(number)), "test", incident_id, number, TEAM, self.now))

    def post(self, pending: PendingCommand) -> Answer | None:
        """None: no such incident."""
        if pending.key in self.answers:
            return self.answers[pending.key]
        incident = self.incidents.get(pending.command.incident_id)
        if incident is None:
            return None
        decision = decide(incident, pending.command, TEAM, self.now)
        self.carried_out.append(pending.key)
        if decision.events:
            self.became(decision.incident, decision.events)
        answer = Answer(incident=decision.incident, seq=len(self.changes), refusal=decision.refusal)
        self.answers[pending.key] = answer
        return answer

    def snapshot(self) -> Snapshot:
        return Snapshot(
            now=self.now,
            epoch=self.epoch,
            cursor=len(self.changes),
            me="ana",
            team=TEAM,
            incidents=tuple(self.incidents.values()),
        )


class AnyNetwork(RuleBasedStateMachine):
    """Rules are what can happen, in any order; `settle` ends each story with a network that works again."""

    @initialize()
    def begin(self) -> None:
        self.hub = Hub()
        self.local = NIGHT - timedelta(seconds=3)
        self.sync = Sync(State(connection_since=self.local), lambda: 1.0)
        self.link: FetchSnapshot | OpenFeed | None = None
        self.greeting: Input | None = None
        self.sent = 0
        self.asked: tuple[Snapshot, int] | None = None
        self.posting: PendingCommand | None = None
        self.answer: CommandAnswered | CommandUndeliverable | None = None
        self.waits: set[Timer] = set()
        self.late: deque[Input] = deque(maxlen=20)
        self.pressed: list[UUID] = []
        self.forgotten: list[UUID] = []
        self.give(Begun(at=self.local))

    def give(self, given: Input) -> None:
        for effect in self.sync.handle(given):
            self.do(effect)

    def do(self, effect: Effect) -> None:
        match effect:
            case FetchSnapshot():
                self.link, self.asked = effect, None
            case OpenFeed(after=after):
                self.link, self.sent = effect, after
                self.greeting = self.heartbeat()
            case PostCommand(pending=pending):
                assert self.posting is None, "one at a time"
                self.posting = pending
            case DropConnections():
                self.link = self.posting = self.answer = None
            case Wait(timer=timer):
                self.waits.add(timer)
            case Forget(key=key):
                self.forgotten.append(key)

    def heartbeat(self) -> HeartbeatArrived | None:
        if not isinstance(self.link, OpenFeed):
            return None
        beat = Heartbeat(now=self.hub.now, epoch=self.hub.epoch, cursor=len(self.hub.changes))
        return HeartbeatArrived(at=self.local, link=self.link.link, heartbeat=beat)

    # --- what the hub does

    @rule()
    def an_alert_comes(self) -> None:
        if len(self.hub.incidents) < 4:
            self.hub.alert()

    @rule(number=NUMBERS, seat=SEATS)
    def ben_claims(self, number: int, seat: Seat) -> None:
        for incident in list(self.hub.incidents.values())[number : number + 1]:
            command = ClaimSeat(incident_id=incident.id, by="ben", pressed_at=self.hub.now, seat=seat)
            decision = decide(incident, command, TEAM, self.hub.now)
            if decision.events:
                self.hub.became(decision.incident, decision.events)

    @rule(minutes=st.integers(min_value=0, max_value=6))
    def time_passes(self, minutes: int) -> None:
        self.hub.now += timedelta(minutes=minutes)
        self.local += timedelta(minutes=minutes)
        for incident in list(self.hub.incidents.values()):
            after, events = advance(incident, TEAM, self.hub.now)
            if events:
                self.hub.became(after, events)

    @rule(often=RARELY)
    def the_team_changes(self, often: int) -> None:
        if not often:
            self.hub.became(None, [])

    @rule(often=RARELY)
    def a_backup_is_restored(self, often: int) -> None:
        """Everything since is gone, and other things happen instead."""
        if often:
            return
        self.hub.epoch += "'"
        before = len(self.hub.changes)
        self.hub.changes = self.hub.changes[: before // 2]
        incidents: dict[UUID, Incident] = {}
        for change in self.hub.changes:
            if change.incident is not None:
                incidents[change.incident.id] = change.incident
        self.hub.incidents = incidents
        for incident in list(incidents.values()):
            while len(self.hub.changes) <= before:
                touched = replace(self.hub.incidents[incident.id], title=incident.title + "'")
                self.hub.became(touched, [])
        # Whatever ran on the old hub's connections ends with it.
        self.disconnect()

    # --- what the person does

    @rule(number=NUMBERS, seat=SEATS, kind=st.sampled_from([ClaimSeat, DeclinePage, ConfirmRinging, AddNote]))
    def ana_presses(self, number: int, seat: Seat, kind: type) -> None:
        for incident in list(self.sync.state.incidents.values())[number : number + 1]:
            more: dict[type, dict[str, object]] = {ClaimSeat: {"seat": seat}, AddNote: {"text": "looking"}}
            key = UUID(int=len(self.pressed) + 1)
            command = kind(incident_id=incident.id, by="ana", pressed_at=self.hub.now, **more.get(kind, {}))
            self.pressed.append(key)
            pending = PendingCommand(key=key, command=command, queued_at=self.local)
            self.give(CommandQueued(at=self.local, pending=pending))

    @rule()
    def the_computer_sleeps(self) -> None:
        self.local += timedelta(minutes=1)
        self.hub.now += timedelta(minutes=1)
        self.give(SystemResumed(at=self.local))

    # --- what the network does

    @rule()
    def the_greeting_arrives(self) -> None:
        if isinstance(self.link, OpenFeed) and self.greeting is not None:
            self.deliver(self.greeting)

    @rule()
    def the_snapshot_is_taken(self) -> None:
        if isinstance(self.link, FetchSnapshot) and self.asked is None:
            self.asked = (self.hub.snapshot(), self.link.link)
            self.asked_at = self.local

    @rule()
    def the_snapshot_arrives(self) -> None:
        if isinstance(self.link, FetchSnapshot) and self.asked is not None:
            what, link = self.asked
            self.deliver(SnapshotArrived(at=self.local, link=link, asked_at=self.asked_at, snapshot=what))

    @rule()
    def the_next_change_arrives(self) -> None:
        if not isinstance(self.link, OpenFeed):
            return
        if self.sent > len(self.hub.changes):
            self.deliver(SnapshotWanted(at=self.local, link=self.link.link))
        elif self.sent < len(self.hub.changes):
            change = self.hub.changes[self.sent]
            self.sent += 1
            self.deliver(ChangeArrived(at=self.local, link=self.link.link, change=change))

    @rule()
    def a_change_is_lost(self) -> None:
        if isinstance(self.link, OpenFeed) and self.sent < len(self.hub.changes):
            self.sent += 1

    @rule()
    def something_comes_again_late(self) -> None:
        if self.late:
            self.give(self.late[0])
            self.late.rotate(-1)

    @rule()
    def an_incident_goes_on_elsewhere(self) -> None:
        """One change lost, the next one (of another incident) arrives."""
        if (
            len(self.hub.incidents) > 1
            and isinstance(self.link, OpenFeed)
            and self.sent == len(self.hub.changes)
        ):
            for incident in list(self.hub.incidents.values())[:2]:
                touched = replace(incident, title=incident.title + ".")
                self.hub.became(touched, [])
            self.a_change_is_lost()
            self.the_next_change_arrives()

    @rule()
    def disconnect(self) -> None:
        if self.link is not None:
            link, self.link = self.link.link, None
            self.give(LinkFailed(at=self.local, link=link, trouble=Trouble.UNREACHABLE, problem="gone"))
        if self.posting is not None:
            self.post_fails()

    @rule()
    def a_heartbeat_arrives(self) -> None:
        beat = self.heartbeat()
        if beat is not None:
            self.deliver(beat)

    @rule(timer=st.sampled_from(Timer))
    def a_wait_ends(self, timer: Timer) -> None:
        if timer in self.waits:
            self.waits.remove(timer)
            self.give(TimePassed(at=self.local, timer=timer))

    @rule()
    def the_post_reaches_the_hub(self) -> None:
        if self.posting is not None and self.answer is None:
            answer = self.hub.post(self.posting)
            key = self.posting.key
            if answer is None:
                self.answer = CommandUndeliverable(at=self.local, key=key, sentence="No such incident.")
            else:
                self.answer = CommandAnswered(at=self.local, key=key, answer=answer)

    @rule()
    def the_answer_arrives(self) -> None:
        if self.answer is not None:
            given, self.answer, self.posting = replace(self.answer, at=self.local), None, None
            self.give(given)

    @rule()
    def post_fails(self) -> None:
        if self.posting is not None:
            key, self.posting, self.answer = self.posting.key, None, None
            self.give(CommandFailed(at=self.local, key=key, trouble=Trouble.UNREACHABLE))

    @rule()
    def all_goes_well(self) -> None:
        """So that most stories get somewhere before the next thing goes wrong."""
        self.a_wait_ends(Timer.LINK)
        self.a_wait_ends(Timer.COMMANDS)
        self.the_snapshot_is_taken()
        self.the_snapshot_arrives()
        self.the_greeting_arrives()
        self.the_post_reaches_the_hub()
        self.the_answer_arrives()
        for _ in range(len(self.hub.changes)):
            self.the_next_change_arrives()

    def deliver(self, given: Input) -> None:
        if given is self.greeting:
            self.greeting = None
        self.late.append(given)
        self.give(given)

    # --- and in the end

    @invariant()
    def never_stuck(self) -> None:
        if hasattr(self, "hub"):
            assert self.link is not None or Timer.LINK in self.waits, "nothing will ever happen again"
            if self.sync.state.pending:
                assert self.posting is not None or Timer.COMMANDS in self.waits

    def teardown(self) -> None:
        if not hasattr(self, "hub"):
            return
        for _ in range(200):
            self.all_goes_well()
            self.a_heartbeat_arrives()
        assert self.sync.state.incidents == self.hub.incidents
        assert self.sync.state.cursor == len(self.hub.changes)
        assert self.sync.state.pending == ()
        assert sorted(self.forgotten) == self.pressed, "each is taken out of the outbox, once"
        counted = sorted(self.hub.carried_out)
        assert counted == sorted(set(counted)), "each counts once"


TestAnyNetwork = AnyNetwork.TestCase
