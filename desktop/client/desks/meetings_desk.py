"""What is asked of the hub about the meetings of the retro."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Protocol, TypeVar
from uuid import UUID

from desktop.client.desks.retro_desk import AskHub

if TYPE_CHECKING:
    # Not for every start of the desktop: whoever asks first loads them.
    from desktop.core.retro.meeting import MeetingSummary, ToldMeeting
    from desktop.core.retro.meeting_commands import MeetingCommand
    from desktop.core.retro.meeting_topic import Note

T = TypeVar("T")


class MeetingsDesk(Protocol):
    """Asks the hub at once, and keeps nothing for later. All raise PairwatchError: when the hub cannot be
    asked, or when it says no."""

    async def meetings(self) -> list[MeetingSummary]:
        """The meetings there are, the latest week first."""
        ...

    async def meeting(self, starts_on: date) -> ToldMeeting | None:
        """That about the week of this Monday; None when none is prepared (yet)."""
        ...

    async def prepare(self, starts_on: date) -> ToldMeeting:
        """Prepare it now, as the hub does by itself when the week ends."""
        ...

    async def lead(self, starts_on: date, command: MeetingCommand) -> ToldMeeting:
        """Do this with it; as it is then. The hub says no to a note that somebody wrote meanwhile."""
        ...

    async def note_versions(self, starts_on: date, topic_id: UUID | None) -> list[Note]:
        """All that was written of a topic, or of the whole meeting, the latest first."""
        ...


class HubMeetingsDesk:
    """See `MeetingsDesk`."""

    def __init__(self, ask_hub: AskHub) -> None:
        self._ask_hub = ask_hub

    async def meetings(self) -> list[MeetingSummary]:
        from desktop.core.retro.meeting import MeetingSummary

        return await self._ask("GET", "/v1/retro/meetings", list[MeetingSummary])

    async def meeting(self, starts_on: date) -> ToldMeeting | None:
        from desktop.core.retro.meeting import ToldMeeting

        path = f"/v1/retro/meetings/{starts_on}"
        found = await self._ask("GET", path, dict[str, ToldMeeting | None])
        return found["meeting"]

    async def prepare(self, starts_on: date) -> ToldMeeting:
        from desktop.core.retro.meeting import ToldMeeting

        return await self._ask("POST", f"/v1/retro/meetings/{starts_on}", ToldMeeting)

    async def lead(self, starts_on: date, command: MeetingCommand) -> ToldMeeting:
        from desktop.core.retro.meeting import ToldMeeting
        from desktop.wire.meeting import MEETING_COMMANDS

        tagged = MEETING_COMMANDS.tag(command)
        return await self._ask("POST", f"/v1/retro/meetings/{starts_on}/commands", ToldMeeting, tagged)

    async def note_versions(self, starts_on: date, topic_id: UUID | None) -> list[Note]:
        from desktop.core.retro.meeting_topic import Note

        asked = "" if topic_id is None else f"?topic_id={topic_id}"
        return await self._ask("GET", f"/v1/retro/meetings/{starts_on}/notes{asked}", list[Note])

    async def _ask(self, method: str, path: str, kind: type[T], body: object = None) -> T:
        return await self._ask_hub(lambda hub: hub.asked(method, path, kind, body))
