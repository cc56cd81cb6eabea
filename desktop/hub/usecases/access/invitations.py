"""How people come to the hub: invited by name, joining by a code that is good once."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from desktop.core.team.responder import Responder
from desktop.core.team.team import Team
from desktop.hub.store import access, address
from desktop.hub.store import team as teams
from desktop.hub.store.transaction import Transaction
from desktop.hub.usecases.access.access import new_token
from desktop.hub.usecases.errors import BadCode, CannotInvite, UnknownResponder
from desktop.hub.usecases.team.team import welcome
from desktop.wire.invitation import Invitation, Joined, WrittenInvitation, write_invitation

LIFETIME = timedelta(days=7)
FOR_A_DAY = timedelta(hours=24)


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


def written_invitation(
    tx: Transaction, name: str, url: str = "", zone: str = "UTC", lifetime: timedelta = FOR_A_DAY
) -> WrittenInvitation:
    """The line that somebody pastes to join; see `invite`. `url` is how their computer reaches the hub;
    empty: as the hub was started. Raises CannotInvite, UnknownResponder."""
    if not name.strip():
        raise CannotInvite("An invitation needs a name.", "Write the name of the person.")
    remembered = address.known(tx) or address.Address("")
    reached = (url or remembered.url).rstrip("/")
    if not reached:
        raise CannotInvite(
            "No hub was started on this database yet.", "Start the hub, or give its address with --address."
        )
    if urlsplit(reached).scheme not in ("http", "https") or not urlsplit(reached).hostname:
        raise CannotInvite(
            f"“{reached}” is no address of a hub.", "Write it as in https://hub.example.com:8765."
        )
    invited = invite(tx, name, zone, lifetime)
    fingerprint = remembered.fingerprint if reached.startswith("https:") else ""
    line = write_invitation(Invitation(address=reached, code=invited.code, fingerprint=fingerprint))
    return WrittenInvitation(
        line=line, responder=invited.responder, name=invited.name, expires_at=invited.expires_at
    )


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
