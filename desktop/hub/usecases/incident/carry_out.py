"""Carries out what responders ask for."""

from __future__ import annotations

import msgspec

from desktop.core.incident.commands import Command
from desktop.core.incident.decide import decide
from desktop.hub.store import team as teams
from desktop.hub.store.incident import answers, changes, incidents
from desktop.hub.store.transaction import Transaction
from desktop.hub.usecases.errors import NotAllowed, UnknownIncident
from desktop.hub.usecases.incident.transition import record
from desktop.wire.command import Answer

_answers = msgspec.json.Decoder(Answer)


def carry_out(tx: Transaction, command: Command, key: str, caller: str) -> Answer:
    """Do what `command` asks, once for each `key`: repeated, it is answered as the first time.

    A command that comes too late is answered with what is true now and why it changed nothing. `caller` is
    the id of the responder whose token asks. Raises NotAllowed when the command is somebody else's, and
    UnknownIncident.
    """
    if command.by != caller:
        raise NotAllowed("A command can only be given in one's own name.", "Join the hub as yourself.")
    before = answers.find(tx, caller, key)
    if before is not None:
        return _answers.decode(before)
    incident = incidents.load(tx, command.incident_id)
    if incident is None:
        raise UnknownIncident("This hub has no such incident.", "Look at the list of incidents.")
    team = teams.load(tx)
    decision = decide(incident, command, team, tx.now)
    if decision.events:
        record(tx, decision.incident, decision.events, team)
    # Writers come one after the other, so nothing numbered up to here is missing in the incident.
    answer = Answer(incident=decision.incident, seq=changes.last_seq(tx), refusal=decision.refusal)
    answers.keep(tx, caller, key, msgspec.json.encode(answer).decode())
    return answer
