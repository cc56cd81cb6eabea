"""What people are asked about how duty was, what they answer, and the rest they note."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Protocol
from urllib.parse import urlencode
from uuid import UUID

from desktop.wire.wellbeing import AnswerRequest, DeclineRequest, RecoveryRequest

if TYPE_CHECKING:
    from desktop.client.desks.retro_desk import AskHub
    from desktop.core.retro.asking import Wellbeing
    from desktop.core.retro.recovery import RecoveryHours


class WellbeingDesk(Protocol):
    """Asks the hub at once, and keeps nothing on this computer: an answer that waited in an outbox would be
    one with a name and a time. All raise PairwatchError: when the hub cannot be asked, or when it says no.
    """

    async def asked(self) -> Wellbeing:
        """What I am asked and offered now, and what I noted."""
        ...

    async def answer(self, said: AnswerRequest) -> Wellbeing:
        """How it was; what is left to ask. Said twice it counts once."""
        ...

    async def decline(self, this: UUID) -> Wellbeing:
        """Not this time: these questions, or this offer."""
        ...

    async def note_recovery(self, this: UUID, hours: float, day: date | None = None) -> Wellbeing:
        """Rest of this offer, or of what I noted; `day` None: the offer's, or as it was."""
        ...

    async def remove_recovery(self, this: UUID) -> Wellbeing:
        """I did not rest after all."""
        ...

    async def recovery_hours(self, first: date, last: date) -> RecoveryHours:
        """Everybody's, for the table of fairness."""
        ...


class HubWellbeingDesk:
    """See `WellbeingDesk`."""

    def __init__(self, ask_hub: AskHub) -> None:
        self._ask_hub = ask_hub

    async def asked(self) -> Wellbeing:
        return await self._ask("GET", "")

    async def answer(self, said: AnswerRequest) -> Wellbeing:
        return await self._ask("POST", "/answers", said)

    async def decline(self, this: UUID) -> Wellbeing:
        return await self._ask("POST", "/declined", DeclineRequest(id=this))

    async def note_recovery(self, this: UUID, hours: float, day: date | None = None) -> Wellbeing:
        return await self._ask("PUT", f"/recovery/{this}", RecoveryRequest(hours=hours, day=day))

    async def remove_recovery(self, this: UUID) -> Wellbeing:
        return await self._ask("DELETE", f"/recovery/{this}")

    async def recovery_hours(self, first: date, last: date) -> RecoveryHours:
        from desktop.core.retro.recovery import RecoveryHours

        asked = urlencode({"first": first.isoformat(), "last": last.isoformat()})
        return await self._ask_hub(lambda hub: hub.asked("GET", f"/v1/retro/recovery?{asked}", RecoveryHours))

    async def _ask(self, method: str, path: str, body: object = None) -> Wellbeing:
        # Not for every start of the desktop: whoever asks first loads it.
        from desktop.core.retro.asking import Wellbeing

        return await self._ask_hub(lambda hub: hub.asked(method, f"/v1/wellbeing{path}", Wellbeing, body))
