"""Asks Prometheus for the uptime of weeks, in a process of its own that lives for one round: so the hub stays
small, and a server that hangs can be given up."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Protocol

import msgspec

from desktop.channels import child
from desktop.core.team.service import UptimeQuery

_log = logging.getLogger(__name__)

LIMIT = timedelta(seconds=30)
"""For each question: a week of data takes Prometheus longer than a moment."""
PATIENCE = timedelta(seconds=90)
"""For all of a round; they are asked few at a time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UptimeErrand:
    """One week of a service, which `begins_at` and ends before `ends_at`."""

    service: str
    starts_on: date
    begins_at: datetime
    ends_at: datetime
    query: UptimeQuery


@dataclass(frozen=True, slots=True, kw_only=True)
class UptimeAnswer:
    """What Prometheus says: per cent, or else the `problem`, a sentence with its remedy."""

    service: str
    starts_on: date
    percent: Decimal | None = None
    problem: str = ""


TellAnswer = Callable[[UptimeAnswer], Awaitable[None]]


class AsksUptime(Protocol):
    """Whoever asks: the process, or a double in tests."""

    async def ask(self, errands: Sequence[UptimeErrand], tell: TellAnswer) -> None:
        """Ask all of them and tell each one's answer when it is there."""
        ...


class UptimeAsker:
    """Starts the process, for each round anew."""

    def __init__(self, patience: timedelta = PATIENCE) -> None:
        self._patience = patience

    async def ask(self, errands: Sequence[UptimeErrand], tell: TellAnswer) -> None:
        """Ask all of them and tell each one's answer when it is there; of one that the process does not tell,
        that it took too long. Cancelling ends the process. Raises OSError when it cannot be started."""
        wanted = {(one.service, one.starts_on) for one in errands}
        data = msgspec.json.encode(list(errands))
        lines = child.lines("desktop.diagnostics.uptime_process", data, self._patience)
        try:
            async with aclosing(lines):
                async for line in lines:
                    answer = msgspec.json.decode(line, type=UptimeAnswer)
                    if (answer.service, answer.starts_on) in wanted:
                        wanted.discard((answer.service, answer.starts_on))
                        await tell(answer)
        except TimeoutError:
            _log.warning("Prometheus was not asked to the end; %d questions are open", len(wanted))
        for service, starts_on in sorted(wanted):
            problem = "Prometheus did not answer in time. Look whether the query is too much for it."
            await tell(UptimeAnswer(service=service, starts_on=starts_on, problem=problem))
