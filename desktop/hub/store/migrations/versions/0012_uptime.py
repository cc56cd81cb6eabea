"""Uptime that was corrected by hand, measured or imported."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"

INSTANT = sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "uptime_numbers",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("batch", sa.Uuid, nullable=False),
        sa.Column("service", sa.Text, nullable=False),
        sa.Column("starts_on", sa.Date, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_uptime_numbers"),
    )
    op.create_index("ix_uptime_numbers_starts_on", "uptime_numbers", ["starts_on"])
    op.create_index("ix_uptime_numbers_batch", "uptime_numbers", ["batch"])
    op.create_index("ix_uptime_numbers_number", "uptime_numbers", ["number"], unique=True)
    op.create_table(
        "impact_corrections",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("incident_id", sa.Uuid, nullable=False),
        sa.Column("begins_at", INSTANT, nullable=False),
        sa.Column("ends_at", INSTANT),
        sa.Column("body", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_impact_corrections"),
    )
    op.create_index("ix_impact_corrections_incident_id", "impact_corrections", ["incident_id"])
    op.create_index("ix_impact_corrections_number", "impact_corrections", ["number"], unique=True)
    op.create_table(
        "uptime_questions",
        sa.Column("service", sa.Text, nullable=False),
        sa.Column("starts_on", sa.Date, nullable=False),
        sa.Column("query", sa.Text, nullable=False),
        sa.Column("planned", sa.Boolean, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("asked_at", INSTANT),
        sa.Column("leased_until", INSTANT),
        sa.Column("due_at", INSTANT),
        sa.Column("problem", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("service", "starts_on", name="pk_uptime_questions"),
    )
