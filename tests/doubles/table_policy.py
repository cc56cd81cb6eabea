"""The escalation policy of a hub that sits at the same table."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from desktop.core.errors import PairwatchError
from desktop.core.team.policy_check import policy_problems
from desktop.core.team.team import Policy
from desktop.wire.policy import KeptPolicy

if TYPE_CHECKING:
    from tests.doubles.table_session import TableSession


class TablePolicy:
    """Implements `desktop.client.desks.policy_desk.PolicyDesk`. `refusal`: the hub says no with it."""

    def __init__(self, session: TableSession) -> None:
        self._session = session
        self._version = 1
        self.refusal: PairwatchError | None = None
        self.asked = 0

    def others_save(self, policy: Policy) -> None:
        """Somebody else changes it, and the hub tells of it."""
        team = self._session.state.team
        assert team is not None
        self._version += 1
        self._session.evolve(team=replace(team, policy=policy))

    async def read(self) -> KeptPolicy:
        self._ask()
        return self._kept()

    async def save(self, policy: Policy, based_on: str) -> KeptPolicy:
        self._ask()
        team = self._session.state.team
        assert team is not None
        if team.policy.from_file:
            raise PairwatchError(
                "The escalation policy belongs to the team file.", "Change it there and start the hub again."
            )
        if policy == team.policy:
            return self._kept()
        if based_on != str(self._version):
            raise PairwatchError(
                "Somebody changed the escalation policy meanwhile. Yours was not saved.",
                "Look at the newest one, then make your change again.",
            )
        for problem in policy_problems(replace(team, policy=policy), self._session.clock.now()):
            raise PairwatchError(problem.sentence, problem.remedy)
        self.others_save(policy)
        return self._kept()

    def _kept(self) -> KeptPolicy:
        team = self._session.state.team
        assert team is not None
        return KeptPolicy(policy=team.policy, version=str(self._version))

    def _ask(self) -> None:
        self.asked += 1
        if not self._session.online:
            raise PairwatchError("The hub cannot be reached.", "Pairwatch goes on trying.")
        if self.refusal is not None:
            raise self.refusal
