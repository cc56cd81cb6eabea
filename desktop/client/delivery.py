"""Which command is sent next: one at a time, in order, until the hub has answered. Decides only."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from desktop.client.backoff import backoff
from desktop.client.effects import Effect, PostCommand, Wait
from desktop.client.errors import Trouble
from desktop.client.inputs import Timer
from desktop.client.state import PendingCommand


class Delivery:
    """`pending` are the commands that the hub has not answered, in the order they were asked."""

    def __init__(self, pending: tuple[PendingCommand, ...], random: Callable[[], float]) -> None:
        self.pending = pending
        self._random = random
        self._begun = False
        self._under_way: UUID | None = None
        self._failures = 0
        self._held_back: set[UUID] = set()
        """Incidents whose next command the hub failed on; the others must not wait for it."""

    def begin(self) -> list[Effect]:
        """From now on commands are sent."""
        self._begun = True
        return self._send_next()

    def find(self, key: UUID) -> PendingCommand | None:
        """The unanswered command with this key, None when there is none (any more)."""
        return next((pending for pending in self.pending if pending.key == key), None)

    def queue(self, pending: PendingCommand) -> list[Effect]:
        """A new command; somebody pressed it just now, so it is tried at once even while waiting."""
        self.pending = (*self.pending, pending)
        return self._send_next()

    def done(self, key: UUID) -> list[Effect]:
        """The hub answered for good."""
        self.pending = tuple(pending for pending in self.pending if pending.key != key)
        if self._under_way == key:
            self._under_way = None
        self._failures = 0
        return self._send_next()

    def failed(self, key: UUID, trouble: Trouble) -> list[Effect]:
        """It is sent again, with the same key, after a while."""
        pending = self.find(key)
        if pending is None or self._under_way != key:
            return []
        self._under_way = None
        self._failures += 1
        wait = Wait(timer=Timer.COMMANDS, delay=backoff(self._failures, self._random))
        if trouble is Trouble.HUB_FAULT:
            self._held_back.add(pending.command.incident_id)
            return [wait, *self._send_next()]
        return [wait]

    def try_again(self) -> list[Effect]:
        """The wait is over, or the hub was heard."""
        self._held_back.clear()
        return self._send_next()

    def dropped(self) -> list[Effect]:
        """The connections are gone, with what was under way on them."""
        self._under_way = None
        self._failures = 0
        return self.try_again()

    def _send_next(self) -> list[Effect]:
        if not self._begun or self._under_way is not None:
            return []
        for pending in self.pending:
            if pending.command.incident_id not in self._held_back:
                self._under_way = pending.key
                return [PostCommand(pending=pending)]
        return []
