"""What is asked of the hub about the escalation policy. What another one would do needs no hub: it is
`core.policy_preview`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from desktop.core.team.team import Policy
from desktop.wire.policy import KeptPolicy, WrittenPolicy

if TYPE_CHECKING:
    from desktop.client.desks.retro_desk import AskHub


class PolicyDesk(Protocol):
    """Asks the hub at once, and keeps nothing for later. All raise PairwatchError: when the hub cannot be
    asked, or when it says no."""

    async def read(self) -> KeptPolicy:
        """The policy and its version."""
        ...

    async def save(self, policy: Policy, based_on: str) -> KeptPolicy:
        """Replace it. `based_on` is the version that was changed; the hub says no when it is not in force any
        more, to who is no admin, when a file owns it, and when it would page nobody."""
        ...


class HubPolicyDesk:
    """See `PolicyDesk`."""

    def __init__(self, ask_hub: AskHub) -> None:
        self._ask_hub = ask_hub

    async def read(self) -> KeptPolicy:
        return await self._ask_hub(lambda hub: hub.asked("GET", "/v1/policy", KeptPolicy))

    async def save(self, policy: Policy, based_on: str) -> KeptPolicy:
        written = WrittenPolicy(policy=policy, based_on=based_on)
        return await self._ask_hub(lambda hub: hub.asked("PUT", "/v1/policy", KeptPolicy, written))
