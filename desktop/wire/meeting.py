"""What is done with a meeting, on the wire."""

from __future__ import annotations

from desktop.core.retro import meeting_commands
from desktop.core.retro.meeting_commands import MeetingCommand
from desktop.wire.tagged import Family, subclasses

MEETING_COMMANDS: Family[MeetingCommand] = Family(
    MeetingCommand, subclasses(meeting_commands, MeetingCommand)
)
