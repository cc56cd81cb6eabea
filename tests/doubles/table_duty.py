"""Hand-over at a hub that sits at the same table."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from desktop.core.errors import PairwatchError
from desktop.core.retro.action import Action
from desktop.core.schedule.hand_over import Proof, Relief, hand_over_at, still_paged, unproven
from desktop.core.schedule.hand_over_page import HandOver, HandOverNote, noisy, still_open
from desktop.core.team.seat import Seat
from desktop.core.team.team import Team

if TYPE_CHECKING:
    from tests.doubles.table_session import TableSession


class TableDuty:
    """Implements `desktop.client.desks.duty_desk.DutyDesk`. `refusal`: the hub says no with it."""

    def __init__(self, session: TableSession) -> None:
        self._session = session
        self.refusal: PairwatchError | None = None
        self.notes: dict[str, HandOverNote] = {}
        self.overdue: tuple[Action, ...] = ()
        self.asked = 0
        self.proofs: list[Proof] = []

    def proves(self, responder: str, at: datetime | None = None) -> None:
        """Somebody confirms the sound check."""
        facts, now = self._team.hand_overs, self._session.clock.now()
        kept = tuple(proof for proof in facts.proofs if proof.responder != responder)
        proof = Proof(responder=responder, at=at or now, device="Speakers")
        self._become(replace(self._team, hand_overs=replace(facts, proofs=(*kept, proof))))

    def writes(self, responder: str, text: str) -> None:
        """Somebody writes for the incoming."""
        self.notes[responder] = HandOverNote(
            responder=responder, text=text, written_at=self._session.clock.now()
        )
        self._session.evolve(cursor=self._session.state.cursor + 1)

    async def hand_over(self) -> HandOver | None:
        self._ask()
        now, team = self._session.clock.now(), self._team
        at = hand_over_at(team.schedule, now)
        if at is None:
            return None
        outgoing = team.schedule.shift_at(at - timedelta(microseconds=1))
        assert outgoing is not None
        known = list(self._session.state.incidents.values())
        return HandOver(
            now=now,
            at=at,
            outgoing=outgoing,
            incoming=team.schedule.shift_at(at),
            open=still_open(known),
            noisy=noisy(known, outgoing.starts_at, at),
            notes=tuple(self.notes.values()),
            unproven=unproven(team.schedule, team.hand_overs, team.policy.hand_over, now),
            overdue=self.overdue,
        )

    async def prove(self, device: str, confirmed_at: datetime | None = None) -> Proof:
        self._ask()
        proof = Proof(responder=self._me, at=confirmed_at or self._session.clock.now(), device=device)
        self.proofs.append(proof)
        self.proves(self._me, proof.at)
        return proof

    async def write_note(self, text: str) -> HandOverNote | None:
        self._ask()
        if not text.strip():
            self.notes.pop(self._me, None)
            self._session.evolve(cursor=self._session.state.cursor + 1)
            return None
        self.writes(self._me, text.strip())
        return self.notes[self._me]

    async def relieve(self) -> Relief:
        self._ask()
        team, now = self._team, self._session.clock.now()
        told = [
            one
            for seat in Seat
            for one in still_paged(team.schedule, team.hand_overs, team.policy.hand_over, seat, now)
        ]
        if not any(self._me in (one.responder, one.incoming) for one in told):
            raise PairwatchError("Nobody is paged with you just now.", "Look at the hand-over page.")
        relief = Relief(responder=self._me, at=now)
        facts = team.hand_overs
        self._become(replace(team, hand_overs=replace(facts, reliefs=(*facts.reliefs, relief))))
        return relief

    def _become(self, team: Team) -> None:
        self._session.evolve(team=team, cursor=self._session.state.cursor + 1)

    def _ask(self) -> None:
        self.asked += 1
        if self.refusal is not None:
            raise self.refusal
        if not self._session.online:
            raise PairwatchError("The hub cannot be reached.", "Pairwatch goes on trying.")

    @property
    def _me(self) -> str:
        return self._session.state.me or ""

    @property
    def _team(self) -> Team:
        team = self._session.state.team
        assert team is not None
        return team
