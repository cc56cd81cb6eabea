"""How duty was for people, and what they took to recover."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    op.create_table(
        "morale_weeks",
        sa.Column("starts_on", sa.Date, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("starts_on", name="pk_morale_weeks"),
    )
    op.create_table(
        "morale_settled",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("responder", sa.Text, nullable=False),
        sa.Column("starts_on", sa.Date, nullable=False),
        sa.Column("answered", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_morale_settled"),
    )
    op.create_index("ix_morale_settled_starts_on", "morale_settled", ["starts_on"])
    op.create_table(
        "recoveries",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("responder", sa.Text, nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("hours", sa.Float, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_recoveries"),
    )
    op.create_index("ix_recoveries_day", "recoveries", ["day"])
