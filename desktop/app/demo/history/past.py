"""A hub in the past: its store, a clock that is moved, and what is going to happen there, in order."""

from __future__ import annotations

import heapq
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TypeVar
from uuid import UUID

from desktop.clock import MovedClock
from desktop.core.incident.commands import Command
from desktop.core.incident.incident import Incident
from desktop.core.team.team import Team
from desktop.hub.store import team as teams
from desktop.hub.store.incident import incidents
from desktop.hub.store.transaction import Batch, Transaction
from desktop.hub.usecases.incident.carry_out import carry_out
from desktop.hub.usecases.incident.due import advance_due, agenda

T = TypeVar("T")
Happening = Callable[[], object]


class Past:
    """Everything in it happens inside one write at a time (`inside`): a commit for each of ten thousand steps
    would take minutes. Not for a database that others use: a write that is run again would find its people
    further than they were."""

    def __init__(self, clock: MovedClock, noticed: Callable[[Incident], None] | None = None) -> None:
        """`noticed` hears of each incident whenever something happened to it."""
        self.clock = clock
        self.noticed = noticed or (lambda _incident: None)
        self._batch: Batch | None = None
        self._coming: list[tuple[datetime, int, Happening]] = []
        self._count = 0

    @property
    def now(self) -> datetime:
        """The time there."""
        return self.clock.now()

    @property
    def team(self) -> Team:
        """As it is then."""
        return self.do(teams.load)

    def at(self, when: datetime, happening: Happening) -> None:
        """Let something happen then, or at once when that is past."""
        self._count += 1
        heapq.heappush(self._coming, (max(when, self.now), self._count, happening))

    def after(self, delay: timedelta, happening: Happening) -> None:
        """Let something happen so much later."""
        self.at(self.now + delay, happening)

    def inside(self, tx: Transaction, until: datetime) -> None:
        """Let time pass until then, in the transaction `tx`: what falls due by itself is done by the engine's
        rules, between what people and monitors do."""
        self._batch = Batch(tx.connection, self.now, tx.teams)
        while True:
            due_at = self.do(incidents.next_due)
            next_at = self._coming[0][0] if self._coming else None
            if due_at is not None and due_at < until and (next_at is None or due_at <= next_at):
                self._move_to(due_at)
                for incident_id in self.do(agenda).due:
                    self._advance(incident_id)
            elif next_at is not None and next_at < until:
                self._move_to(next_at)
                heapq.heappop(self._coming)[2]()
            else:
                break
        self._move_to(until)
        self._batch = None

    def do(self, function: Callable[[Transaction], T]) -> T:
        """Run a use case at this moment, inside of `inside`."""
        if self._batch is None:
            raise RuntimeError("something happens outside of the past")
        tx = Transaction(self._batch.connection, self._batch.teams, self.clock.now, self._batch)
        result = function(tx)
        self._batch.changes += tx.changes
        return result

    def act(self, command: Command) -> Incident:
        """Somebody does something; what came too late changes nothing. The incident as it is afterwards."""
        self._count += 1
        key = f"history {self._count}"
        answer = self.do(lambda tx: carry_out(tx, command, key, command.by))
        self.noticed(answer.incident)
        return answer.incident

    def incident(self, incident_id: UUID) -> Incident:
        """As it is now."""
        found = self.do(lambda tx: incidents.load(tx, incident_id))
        if found is None:
            raise RuntimeError("an incident of the past is not there")
        return found

    def _advance(self, incident_id: UUID) -> None:
        if self.do(lambda tx: advance_due(tx, incident_id)):
            self.noticed(self.incident(incident_id))

    def _move_to(self, at: datetime) -> None:
        self.clock.advance_to(max(at, self.now))
