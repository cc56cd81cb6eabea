"""Who is asking: personal tokens of responders."""

from __future__ import annotations

import secrets

from desktop.core.team.responder import Responder
from desktop.hub.store import access
from desktop.hub.store import team as teams
from desktop.hub.store.transaction import Transaction
from desktop.hub.usecases.errors import NotAuthenticated, UnknownResponder


def authenticate(tx: Transaction, token: str) -> Responder:
    """The responder whose token this is. Raises NotAuthenticated, also for one who has left the roster."""
    responder = teams.load(tx).roster.find(access.responder_of(tx, token))
    if responder is None:
        raise NotAuthenticated(
            "This hub does not know you (any more).", "Ask an admin for a new invitation and join again."
        )
    return responder


def new_token(tx: Transaction, responder_id: str) -> str:
    """A new token for the responder, in the clear this once. Raises UnknownResponder."""
    token = secrets.token_urlsafe(32)
    admit(tx, responder_id, token)
    return token


def admit(tx: Transaction, responder_id: str, token: str) -> None:
    """Accept a token that was made elsewhere, as the embedded hub does its desktop's. Again it changes
    nothing. Raises UnknownResponder."""
    if teams.load(tx).roster.find(responder_id) is None:
        raise UnknownResponder(f"Nobody on the roster has the id “{responder_id}”.", "Look at the roster.")
    if access.responder_of(tx, token) != responder_id:
        access.add_token(tx, token, responder_id)
