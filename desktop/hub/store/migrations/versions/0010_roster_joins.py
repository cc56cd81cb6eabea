"""When people came to the roster. Whoever is there by now was always there."""

from __future__ import annotations

import json

import sqlalchemy as sa
from alembic import op

from desktop.hub.store.tables import Instant

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    joins = op.create_table(
        "roster_joins",
        sa.Column("responder", sa.Text(), nullable=False),
        sa.Column("seen_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("responder"),
    )
    connection = op.get_bind()
    team = sa.table("team", sa.column("body"))
    body = connection.execute(sa.select(team.c.body)).scalar()
    people = json.loads(body).get("roster", {}).get("responders", []) if body is not None else []
    if people:
        op.bulk_insert(joins, [{"responder": person["id"], "seen_at": None} for person in people])
