"""How people come to the hub: invited by name, joining by a code that is good once."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from desktop.core.team.responder import Responder
from desktop.core.team.team import Team
from desktop.hub.store import access
from desktop.hub.store import team as teams
from desktop.hub.store.transaction import Transaction
from desktop.hub.usecases.access.access import new_token
from desktop.hub.usecases.errors import BadCode, UnknownResponder
from desktop.hub.usecases.team.team import welcome
from desktop.wire.invitation import Joined

LIFETIME = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Invited:
    """`code` is a secret, good once until `expires_at`. The caller adds the hub's address."""

    code: str
    responder: str
    name: str
    expires_at: datetime


def invite(tx: Transaction, name: str, zone: str = "UTC", lifetime: timedelta = LIFETIME) -> Invited:
    """Invite somebody by the name or id that the roster has.

    Somebody whom it does not know is added to it, with `zone`, and becomes the partner of one who was
    alone; but where a team file owns the roster that raises UnknownResponder.
    """
    responder = _find(teams.load(tx), name)
    if responder is None:
        if teams.is_from_file(tx):
            raise UnknownResponder(
                f"The team file knows nobody called “{name}”.",
                "Add the person to the team file and start the hub again, then invite.",
            )
        responder = welcome(tx, name, zone)
    code = secrets.token_urlsafe(24)
    expires_at = tx.now + lifetime
    access.add_invitation(tx, code, responder.id, expires_at)
    return Invited(code=code, responder=responder.id, name=responder.name, expires_at=expires_at)


def join(tx: Transaction, code: str) -> Joined:
    """Exchange the code of an invitation for a token. Raises BadCode."""
    responder = teams.load(tx).roster.find(access.use_invitation(tx, code))
    if responder is None:
        raise BadCode(
            "This invitation was used already, is too old, or is for another hub.", "Ask for a new one."
        )
    return Joined(token=new_token(tx, responder.id), responder=responder.id, name=responder.name)


def _find(team: Team, name: str) -> Responder | None:
    wanted = name.strip().casefold()
    by_id = team.roster.find(wanted)
    if by_id is not None:
        return by_id
    found = [person for person in team.roster.responders if person.name.casefold() == wanted]
    return found[0] if len(found) == 1 else None
