"""What people say and ask about hand-over: sound checks, the page of the incoming, notes, relief."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol

from desktop.core.schedule.hand_over import Proof, Relief
from desktop.core.schedule.hand_over_page import HandOver, HandOverNote
from desktop.wire.hand_over import NoteRequest, ProofRequest

if TYPE_CHECKING:
    from desktop.client.desks.retro_desk import AskHub


# For the type checker a union is no type; the answers are of these.
_MAYBE_PAGE: Any = HandOver | None
_MAYBE_NOTE: Any = HandOverNote | None


class DutyDesk(Protocol):
    """Asks the hub at once, and keeps nothing for later. All raise PairwatchError: when the hub cannot be
    asked, or when it says no. After a proof or a relief the session's state has a new team, whose
    `hand_overs` say who is proven: `core.hand_over` needs no hub for the rest."""

    async def hand_over(self) -> HandOver | None:
        """The hand-over that has just been, or else the next; None without a schedule."""
        ...

    async def prove(self, device: str, confirmed_at: datetime | None = None) -> Proof:
        """I heard the alarm on `device`; `confirmed_at`, by the hub's clock: when, None: just now. Said twice
        it counts once."""
        ...

    async def write_note(self, text: str) -> HandOverNote | None:
        """What I, on duty or relieved lately, tell the incoming; it replaces what I wrote before. An empty
        text takes that back."""
        ...

    async def relieve(self) -> Relief:
        """ "Relieve me", from the outgoing, or "I have it", from the incoming."""
        ...


class HubDutyDesk:
    """See `DutyDesk`."""

    def __init__(self, ask_hub: AskHub) -> None:
        self._ask_hub = ask_hub

    async def hand_over(self) -> HandOver | None:
        page: HandOver | None = await self._ask_hub(
            lambda hub: hub.asked("GET", "/v1/hand-over", _MAYBE_PAGE)
        )
        return page

    async def prove(self, device: str, confirmed_at: datetime | None = None) -> Proof:
        said = ProofRequest(device=device, confirmed_at=confirmed_at)
        return await self._ask_hub(lambda hub: hub.asked("POST", "/v1/duty/proof", Proof, said))

    async def write_note(self, text: str) -> HandOverNote | None:
        said = NoteRequest(text=text)
        note: HandOverNote | None = await self._ask_hub(
            lambda hub: hub.asked("PUT", "/v1/hand-over/note", _MAYBE_NOTE, said)
        )
        return note

    async def relieve(self) -> Relief:
        return await self._ask_hub(lambda hub: hub.asked("POST", "/v1/duty/relieve", Relief))
