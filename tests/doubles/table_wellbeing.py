"""How duty was, at a hub that sits at the same table."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from desktop.core.errors import PairwatchError
from desktop.core.incident.events import PageSent
from desktop.core.retro.asking import Wellbeing, asked, is_busy
from desktop.core.retro.morale import MoraleAnswer
from desktop.core.retro.recovery import Recovery, RecoveryHours, recovery_hours
from desktop.wire.wellbeing import AnswerRequest

if TYPE_CHECKING:
    from tests.doubles.table_session import TableSession


class TableWellbeing:
    """Implements `desktop.client.desks.wellbeing_desk.WellbeingDesk`. `refusal`: the hub says no with it.
    `answers` is what came, and `everybodys` the rest of others."""

    def __init__(self, session: TableSession) -> None:
        self._session = session
        self._settled: set[UUID] = set()
        self._noted: dict[UUID, Recovery] = {}
        self.refusal: PairwatchError | None = None
        self.answers: list[MoraleAnswer] = []
        self.everybodys: list[Recovery] = []
        self.times_asked = 0

    @property
    def noted(self) -> list[Recovery]:
        return list(self._noted.values())

    def put(self, *noted: Recovery) -> None:
        """What I noted some time ago."""
        self._noted |= {one.id: one for one in noted}

    async def asked(self) -> Wellbeing:
        self._ask()
        self.times_asked += 1
        return self._now()

    async def answer(self, said: AnswerRequest) -> Wellbeing:
        self._ask()
        given = MoraleAnswer(mood=said.mood, slept=said.slept, helped=said.helped, anonymous=said.anonymous)
        if said.question not in self._settled:
            self.answers.append(given)
        self._settled.add(said.question)
        return self._now()

    async def decline(self, this: UUID) -> Wellbeing:
        self._ask()
        self._settled.add(this)
        return self._now()

    async def note_recovery(self, this: UUID, hours: float, day: date | None = None) -> Wellbeing:
        self._ask()
        offers = {one.id: one.day for one in self._asked(set()).offers}
        usual = self._noted[this].day if this in self._noted else offers[this]
        me = self._session.state.me or ""
        self._noted[this] = Recovery(id=this, responder=me, day=day or usual, hours=hours)
        self._settled.add(this)
        return self._now()

    async def remove_recovery(self, this: UUID) -> Wellbeing:
        self._ask()
        self._noted.pop(this, None)
        self._settled.discard(this)
        return self._now()

    async def recovery_hours(self, first: date, last: date) -> RecoveryHours:
        self._ask()
        return recovery_hours([*self.noted, *self.everybodys], first, last)

    def _ask(self) -> None:
        if not self._session.online:
            raise PairwatchError("The hub cannot be reached.", "Pairwatch goes on trying.")
        if self.refusal is not None:
            raise self.refusal

    def _now(self) -> Wellbeing:
        me, incidents = self._session.state.me or "", self._session.state.incidents.values()
        found = Wellbeing() if is_busy(me, incidents) else self._asked(self._settled)
        noted = tuple(sorted(self._noted.values(), key=lambda one: (one.day, one.id)))
        return replace(found, noted=noted)

    def _asked(self, settled: set[UUID]) -> Wellbeing:
        state = self._session.state
        assert state.team is not None
        assert state.me is not None
        pages = [
            event.page
            for events in self._session._events.values()
            for event in events
            if isinstance(event, PageSent)
        ]
        return asked(state.me, state.team, pages, settled, self._session.clock.now())
