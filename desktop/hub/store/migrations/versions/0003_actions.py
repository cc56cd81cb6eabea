"""Actions of the retro."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

INSTANT = sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite")


def partial_index(name: str, table: str, column: str, predicate: str) -> None:
    op.create_index(
        name, table, [column], sqlite_where=sa.text(predicate), postgresql_where=sa.text(predicate)
    )


def upgrade() -> None:
    op.create_table(
        "actions",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("incident_id", sa.Uuid),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("done_at", INSTANT),
        sa.Column("body", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_actions"),
        sa.ForeignKeyConstraint(["incident_id"], ["incidents.id"], name="fk_actions_incident_id"),
    )
    partial_index("ix_actions_open", "actions", "created_at", "done_at IS NULL")
    partial_index("ix_actions_done_at", "actions", "done_at", "done_at IS NOT NULL")
