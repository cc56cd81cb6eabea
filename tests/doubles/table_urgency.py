"""The rules of urgency of a hub that sits at the same table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from desktop.core.errors import PairwatchError
from desktop.core.urgency.office import Office
from desktop.core.urgency.urgency import UrgencyPolicy, UrgencyRule
from desktop.core.urgency.urgency_effect import UrgencyEffect, effect_of
from desktop.wire.urgency import KeptUrgency

if TYPE_CHECKING:
    from tests.doubles.table_session import TableSession


class TableUrgency:
    """Implements `desktop.client.desks.urgency_desk.UrgencyDesk`. `refusal`: the hub says no with it."""

    def __init__(self, session: TableSession) -> None:
        self._session = session
        self.refusal: PairwatchError | None = None
        self._changes = 0

    def put(self, policy: UrgencyPolicy) -> None:
        """Somebody else's rules reach the hub."""
        team = self._session.state.team
        assert team is not None
        self._changes += 1
        self._session.evolve(team=replace(team, urgency=policy))

    async def read(self) -> KeptUrgency:
        self._ask()
        return self._kept()

    async def save(
        self, rules: Sequence[UrgencyRule], based_on: str, office: Office | None = None
    ) -> KeptUrgency:
        self._ask()
        policy = UrgencyPolicy(rules=tuple(rules), office=office or self._policy.office)
        if policy != self._policy:
            if based_on != str(self._changes):
                raise PairwatchError(
                    "Somebody changed the urgency rules meanwhile. Yours were not saved.",
                    "Look at the newest ones, then make your change again.",
                )
            self.put(policy)
        return self._kept()

    async def effect(self, rules: Sequence[UrgencyRule]) -> UrgencyEffect:
        self._ask()
        incidents = sorted(self._session.state.incidents.values(), key=lambda known: -known.number)
        return effect_of(UrgencyPolicy(rules=tuple(rules)), incidents)

    @property
    def changes(self) -> int:
        """How often the rules were changed: their version."""
        return self._changes

    @property
    def _policy(self) -> UrgencyPolicy:
        team = self._session.state.team
        assert team is not None
        return team.urgency

    def _kept(self) -> KeptUrgency:
        return KeptUrgency(policy=self._policy, version=str(self._changes))

    def _ask(self) -> None:
        if not self._session.online:
            raise PairwatchError("The hub cannot be reached.", "Pairwatch goes on trying.")
        if self.refusal is not None:
            raise self.refusal
