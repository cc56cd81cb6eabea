"""The team as it is stored: one row, and beside it what was planned over the rotation and said at
hand-overs."""

from __future__ import annotations

import uuid
from dataclasses import replace

import msgspec
from sqlalchemy import select

from desktop.core.schedule.hand_over import HandOverFacts
from desktop.core.team.team import Team
from desktop.hub.store.incident import changes
from desktop.hub.store.schedule import hand_overs, roster_joins, schedule
from desktop.hub.store.tables import team as table
from desktop.hub.store.transaction import Transaction

_decoder = msgspec.json.Decoder(Team)
_ROW = 1
_revision = select(table.c.revision).where(table.c.id == _ROW)
_body = select(table.c.revision, table.c.body).where(table.c.id == _ROW)
_from_file = select(table.c.from_file).where(table.c.id == _ROW)


def load(tx: Transaction) -> Team:
    """The team; an empty one before the first was saved."""
    revision = tx.connection.execute(_revision).scalar()
    known = tx.teams.known
    if known is not None and known[0] == revision:
        return known[1]
    row = tx.connection.execute(_body).one_or_none()
    if row is None:
        return Team()
    stored = _decoder.decode(row.body)
    team = replace(
        stored, schedule=schedule.planned_over(tx, stored.schedule), hand_overs=hand_overs.facts(tx)
    )
    tx.teams.known = (row.revision, team)
    return team


def exists(tx: Transaction) -> bool:
    """Whether a team was ever saved."""
    return tx.connection.execute(_revision).scalar() is not None


def is_from_file(tx: Transaction) -> bool:
    """Whether the team is owned by a team file; what the file names cannot be changed otherwise."""
    return bool(tx.connection.execute(_from_file).scalar())


def unplanned(team: Team) -> Team:
    """The team without what was planned over its rotation and said at hand-overs: what a team file can
    say."""
    return replace(team, schedule=team.schedule.rotation_only(), hand_overs=HandOverFacts())


def touch(tx: Transaction) -> None:
    """What is stored beside the row has changed: read it anew, and tell everybody by a change."""
    tx.connection.execute(table.update().where(table.c.id == _ROW).values(revision=uuid.uuid4().hex))
    changes.append(tx, None, [])


def save(tx: Transaction, team: Team, *, from_file: bool) -> None:
    """Replace the team and tell everybody by a change. What was planned over its rotation stays as it is;
    who is new on the roster is written down."""
    values = {
        "revision": uuid.uuid4().hex,
        "from_file": from_file,
        "body": msgspec.json.encode(unplanned(team)).decode(),
    }
    if exists(tx):
        tx.connection.execute(table.update().where(table.c.id == _ROW).values(values))
    else:
        tx.connection.execute(table.insert().values(id=_ROW, **values))
    roster_joins.see(tx, team.roster)
    changes.append(tx, None, [])
