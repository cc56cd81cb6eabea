"""A session whose hub sits at the same table: commands are decided by core at once, or kept when it is
offline."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from uuid import UUID, uuid4

from desktop.client.session import Happened, Listener, RefusalListener
from desktop.client.state import Connection, PendingCommand, RefusedCommand, State
from desktop.clock import Clock
from desktop.core.errors import PairwatchError
from desktop.core.incident.commands import (
    AddNote,
    ClaimSeat,
    Command,
    ConfirmRinging,
    DeclinePage,
    ResolveIncident,
    ReturnSeat,
)
from desktop.core.incident.decide import decide
from desktop.core.incident.events import Event, NoticeSwitched
from desktop.core.incident.incident import Incident
from desktop.core.incident.progress import advance
from desktop.core.team.seat import Seat
from desktop.core.team.team import Team
from desktop.core.telling.notice import Notice
from desktop.core.telling.template import Template
from desktop.core.telling.update import Readers, Stage
from desktop.wire.feed import TimelineEntry
from tests.doubles.table_duty import TableDuty
from tests.doubles.table_history import TableHistory
from tests.doubles.table_invitations import TableInvitations
from tests.doubles.table_meetings import TableMeetings
from tests.doubles.table_page_log import TablePageLog
from tests.doubles.table_policy import TablePolicy
from tests.doubles.table_proposals import TableProposals
from tests.doubles.table_retro import TableRetro
from tests.doubles.table_retro_mail import TableRetroMail
from tests.doubles.table_run_books import TableRunBooks
from tests.doubles.table_schedule import TableSchedule
from tests.doubles.table_trends import TableTrends
from tests.doubles.table_uptime import TableUptime
from tests.doubles.table_urgency import TableUrgency
from tests.doubles.table_wellbeing import TableWellbeing


class TableSession:
    """Implements `desktop.client.session.Session`. `incidents` come with the events that made them."""

    def __init__(self, clock: Clock, team: Team, me: str) -> None:
        self.clock = clock
        self.online = True
        self.caught_up = 0
        self.versions: list[Template] = []
        self.shared: dict[UUID, int] = {}
        self.retro = TableRetro(self)
        self.meetings = TableMeetings(self)
        self.uptime = TableUptime(self)
        self.page_log = TablePageLog(self)
        self.run_books = TableRunBooks(self)
        self.urgency = TableUrgency(self)
        self.proposals = TableProposals(self)
        self.policy = TablePolicy(self)
        self.invitations = TableInvitations(self)
        self.duty = TableDuty(self)
        self.history = TableHistory(self)
        self.schedule = TableSchedule(self)
        self.trends = TableTrends(self)
        self.retro_mail = TableRetroMail(self)
        self.wellbeing = TableWellbeing(self)
        self._events: dict[UUID, list[Event]] = {}
        self._listeners: list[Listener] = []
        self._refusal_listeners: list[RefusalListener] = []
        self._state = State(connection=Connection.CONNECTED, connection_since=clock.now(), me=me, team=team)

    @property
    def state(self) -> State:
        return self._state

    def listen(self, listener: Listener) -> Callable[[], None]:
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def listen_to_refusals(self, listener: RefusalListener) -> Callable[[], None]:
        self._refusal_listeners.append(listener)
        return lambda: self._refusal_listeners.remove(listener)

    # What tests do

    def put(self, incident: Incident, events: list[Event]) -> None:
        """The hub tells of an incident."""
        self._events.setdefault(incident.id, []).extend(events)
        incidents = {**self._state.incidents, incident.id: incident}
        self._become(replace(self._state, incidents=incidents), tuple((incident.id, e) for e in events))

    def put_many(self, incidents: list[tuple[Incident, list[Event]]]) -> None:
        """A snapshot with all of them."""
        found = dict(self._state.incidents)
        for incident, events in incidents:
            self._events[incident.id] = list(events)
            found[incident.id] = incident
        self._become(replace(self._state, incidents=found), ())

    def others_do(self, command: Command) -> None:
        """Somebody else's command reaches the hub."""
        self._carry_out(command)

    def time_passes(self) -> None:
        """The hub looks what fell due."""
        team = self._team
        for incident in list(self._state.incidents.values()):
            after, events = advance(incident, team, self.clock.now())
            if events:
                self.put(after, events)

    def lose_hub(self) -> None:
        self.online = False
        self._become(replace(self._state, connection=Connection.LOST, connection_since=self.clock.now()), ())

    def find_hub(self) -> None:
        self.online = True
        self._become(
            replace(self._state, connection=Connection.CONNECTED, connection_since=self.clock.now()), ()
        )
        waiting, self._state = self._state.pending, replace(self._state, pending=())
        for pending in waiting:
            self._carry_out(pending.command)

    def evolve(self, **changes: object) -> None:
        """Any other change of the state."""
        self._become(replace(self._state, **changes), ())  # type: ignore[arg-type]

    # The protocol

    def claim(self, incident_id: UUID, seat: Seat, *, explicit: bool = False) -> None:
        self._ask(
            ClaimSeat(
                incident_id=incident_id, by=self._me, pressed_at=self._now, seat=seat, explicit=explicit
            )
        )

    def decline(self, incident_id: UUID) -> None:
        self._ask(DeclinePage(incident_id=incident_id, by=self._me, pressed_at=self._now))

    def confirm_ringing(self, incident_id: UUID, device: str = "") -> None:
        self._ask(ConfirmRinging(incident_id=incident_id, by=self._me, pressed_at=self._now, device=device))

    def return_seat(self, incident_id: UUID, seat: Seat) -> None:
        self._ask(ReturnSeat(incident_id=incident_id, by=self._me, pressed_at=self._now, seat=seat))

    def resolve(self, incident_id: UUID) -> None:
        self._ask(ResolveIncident(incident_id=incident_id, by=self._me, pressed_at=self._now))

    def note(self, incident_id: UUID, text: str) -> None:
        self._ask(AddNote(incident_id=incident_id, by=self._me, pressed_at=self._now, text=text))

    def do(self, incident_id: UUID, make: Callable[..., Command]) -> None:
        self._ask(make(incident_id=incident_id, by=self._me, pressed_at=self._now))

    async def timeline(self, incident_id: UUID) -> list[TimelineEntry]:
        return [
            TimelineEntry(seq=number, event=event)
            for number, event in enumerate(self._events.get(incident_id, []))
        ]

    async def save_notice(self, notice: Notice) -> Notice:
        self._must_be_online()
        before = next((known for known in self._state.notices if known.id == notice.id), None)
        if notice.on and notice.is_over(self._now):
            raise PairwatchError(
                "The notice's time is over: nobody would see it.", "Set a later end, or none."
            )
        stays = before if before is not None and before.on and notice.on else None
        saved = replace(
            notice,
            on_since_at=stays.on_since_at if stays else self._now if notice.on else None,
            on_by=stays.on_by if stays else self._me if notice.on else "",
            changed_by=self._me,
            changed_at=self._now,
        )
        others = tuple(known for known in self._state.notices if known.id != notice.id)
        self._become(replace(self._state, notices=(*others, saved)), ())
        return saved

    async def switch_notice(self, notice_id: UUID, *, on: bool, incident_id: UUID | None = None) -> Notice:
        self._must_be_online()
        known = self._notice(notice_id)
        saved = await self.save_notice(replace(known, on=on, incident_id=incident_id if on else None))
        incident_id = incident_id or known.incident_id
        if incident_id is not None and known.on != on:
            event = NoticeSwitched(
                at=self.clock.now(),
                by=self._me,
                notice_id=notice_id,
                service=saved.service,
                text=saved.text,
                on=on,
            )
            self.put(self._state.incidents[incident_id], [event])
        return saved

    async def delete_notice(self, notice_id: UUID) -> None:
        self._must_be_online()
        known = self._notice(notice_id)
        if known.on:
            raise PairwatchError("This notice is switched on.", "Switch it off first.")
        self._become(
            replace(self._state, notices=tuple(n for n in self._state.notices if n.id != notice_id)), ()
        )

    async def template_versions(self) -> list[Template]:
        self._must_be_online()
        return list(self.versions)

    async def save_template(
        self, stage: Stage, readers: Readers, subject: str, text: str, *, based_on: int | None = None
    ) -> Template:
        self._must_be_online()
        newest = self._newest(stage, readers)
        subject, text = " ".join(subject.split()), text.strip()
        if newest is not None and (newest.subject, newest.text) == (subject, text):
            return newest
        if newest is not None and based_on is not None and based_on != newest.version:
            raise PairwatchError(
                f"Somebody saved version {newest.version} of this text meanwhile. Yours was not saved.",
                "Look at the newest version, then keep yours or take theirs.",
            )
        return self._write(stage, readers, subject, text, self._me)

    def others_write(self, stage: Stage, readers: Readers, subject: str, text: str, by: str) -> Template:
        """Somebody else saves a template, and the hub tells of it."""
        return self._write(stage, readers, subject, text, by)

    async def restore_template(self, stage: Stage, readers: Readers, version: int) -> Template:
        self._must_be_online()
        for old in self.versions:
            if (old.stage, old.readers, old.version) == (stage, readers, version):
                return await self.save_template(stage, readers, old.subject, old.text)
        raise PairwatchError("This hub has no such version.", "Look at the list of versions.")

    async def public_link(self, incident_id: UUID) -> str:
        self._must_be_online()
        self.shared[incident_id] = self.shared.get(incident_id, 0) + 1
        return f"http://127.0.0.1:8477/public/incidents/{incident_id.hex}"

    async def revoke_public_links(self, incident_id: UUID) -> int:
        self._must_be_online()
        return self.shared.pop(incident_id, 0)

    def catch_up(self) -> None:
        self.caught_up += 1

    # Inside

    def _notice(self, notice_id: UUID) -> Notice:
        for notice in self._state.notices:
            if notice.id == notice_id:
                return notice
        raise PairwatchError("There is no such notice (any more).", "Look at the list of notices.")

    def _newest(self, stage: Stage, readers: Readers) -> Template | None:
        known = [t for t in self.versions if (t.stage, t.readers) == (stage, readers)]
        return max(known, key=lambda t: t.version, default=None)

    def _write(self, stage: Stage, readers: Readers, subject: str, text: str, by: str) -> Template:
        newest = self._newest(stage, readers)
        saved = Template(
            stage=stage,
            readers=readers,
            subject=subject,
            text=text,
            version=newest.version + 1 if newest is not None else 1,
            changed_by=by,
            changed_at=self._now,
        )
        self.versions.append(saved)
        templates = [t for t in self._state.templates if (t.stage, t.readers) != (stage, readers)]
        self._become(replace(self._state, templates=(*templates, saved)), ())
        return saved

    def _must_be_online(self) -> None:
        if not self.online:
            raise PairwatchError("The hub cannot be reached.", "Pairwatch goes on trying.")

    @property
    def _me(self) -> str:
        assert self._state.me is not None
        return self._state.me

    @property
    def _team(self) -> Team:
        assert self._state.team is not None
        return self._state.team

    @property
    def _now(self) -> datetime:
        return self._state.hub_now(self.clock.now())

    def _ask(self, command: Command) -> None:
        if self.online:
            self._carry_out(command)
            return
        kept = PendingCommand(key=uuid4(), command=command, queued_at=self.clock.now())
        self._become(replace(self._state, pending=(*self._state.pending, kept)), ())

    def _carry_out(self, command: Command) -> None:
        incident = self._state.incidents[command.incident_id]
        decision = decide(incident, command, self._team, self.clock.now())
        self.put(decision.incident, decision.events)
        if decision.refusal is not None and command.by == self._me:
            kept = PendingCommand(key=uuid4(), command=command, queued_at=self.clock.now())
            refused = RefusedCommand(pending=kept, refusal=decision.refusal, incident=decision.incident)
            for listener in list(self._refusal_listeners):
                listener(refused)

    def _become(self, state: State, happened: Happened) -> None:
        self._state = state
        for listener in list(self._listeners):
            listener(state, happened)
