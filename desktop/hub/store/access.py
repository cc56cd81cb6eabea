"""Who may talk to the hub: tokens of responders, keys of monitors, invitations. All as digests."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import bindparam, select

from desktop.hub.store.digest import digest
from desktop.hub.store.tables import integration_keys, invitations, tokens
from desktop.hub.store.transaction import Transaction

_token = select(tokens.c.responder).where(tokens.c.digest == bindparam("this"))
_key = select(integration_keys.c.integration).where(integration_keys.c.digest == bindparam("this"))
_invitation = select(invitations).where(invitations.c.digest == bindparam("this"))


def responder_of(tx: Transaction, token: str) -> str | None:
    """The id of the responder whose token this is; None for a token that was never given, or was revoked."""
    return tx.connection.execute(_token, {"this": digest(token)}).scalar()


def add_token(tx: Transaction, token: str, responder: str) -> None:
    """Accept `token` as this responder's from now on."""
    this = digest(token)
    tx.connection.execute(tokens.delete().where(tokens.c.digest == this))
    tx.connection.execute(tokens.insert().values(digest=this, responder=responder, created_at=tx.now))


def integration_of(tx: Transaction, key: str) -> str | None:
    """The name of the integration whose key this is; None for an unknown or revoked one."""
    return tx.connection.execute(_key, {"this": digest(key)}).scalar()


def add_key(tx: Transaction, key: str, integration: str) -> None:
    """Accept `key` from now on; it belongs to the app, not to a team file."""
    tx.connection.execute(
        integration_keys.insert().values(
            digest=digest(key), integration=integration, from_file=False, created_at=tx.now
        )
    )


def set_keys_of_file(tx: Transaction, integrations: Mapping[str, str]) -> bool:
    """Make the team file's keys (digest → integration) the only ones that come from a file; whether that
    changed anything."""
    table = integration_keys
    rows = tx.connection.execute(select(table.c.digest, table.c.integration).where(table.c.from_file))
    known = {row.digest: row.integration for row in rows}
    if known == integrations:
        return False
    stale = [this for this, name in known.items() if integrations.get(this) != name]
    fresh = [this for this, name in integrations.items() if known.get(this) != name]
    # A key that the app had made and the file now names is the file's from now on.
    tx.connection.execute(table.delete().where(table.c.digest.in_([*stale, *fresh])))
    if fresh:
        tx.connection.execute(
            table.insert(),
            [
                {"digest": this, "integration": integrations[this], "from_file": True, "created_at": tx.now}
                for this in fresh
            ],
        )
    return True


def add_invitation(tx: Transaction, code: str, responder: str, expires_at: datetime) -> None:
    """Accept `code` once, until then, from whoever brings it."""
    tx.connection.execute(
        invitations.insert().values(
            digest=digest(code), responder=responder, created_at=tx.now, expires_at=expires_at
        )
    )


def use_invitation(tx: Transaction, code: str) -> str | None:
    """The responder whom the code invites, which uses it up; None when it is unknown, used or too old."""
    row = tx.connection.execute(_invitation, {"this": digest(code)}).one_or_none()
    if row is None or row.used_at is not None or row.expires_at <= tx.now:
        return None
    tx.connection.execute(
        invitations.update().where(invitations.c.digest == row.digest).values(used_at=tx.now)
    )
    responder: str = row.responder
    return responder


def forget_invitations(tx: Transaction, before: datetime) -> int:
    """Forget the invitations that expired before then; gives how many."""
    return tx.connection.execute(invitations.delete().where(invitations.c.expires_at < before)).rowcount
