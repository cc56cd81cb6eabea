"""Commands and their answers on the wire."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.core.fixing import fixing_commands
from desktop.core.incident import commands
from desktop.core.incident.decision import Refusal
from desktop.core.incident.incident import Incident
from desktop.wire.tagged import Family, subclasses

COMMANDS: Family[commands.Command] = Family(
    commands.Command,
    (*subclasses(commands, commands.Command), *subclasses(fixing_commands, commands.Command)),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the hub says to a command: what is true now, and, if it changed nothing, why.

    `seq` is that of the last change that `incident` contains.
    """

    incident: Incident
    seq: int = 0
    refusal: Refusal | None = None
