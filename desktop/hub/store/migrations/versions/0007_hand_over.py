"""Hand-over: confirmed sound checks, who was relieved, and what the outgoing wrote."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

INSTANT = sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "duty_proofs",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("responder", sa.Text, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("device", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_duty_proofs"),
    )
    op.create_index("ix_duty_proofs_at", "duty_proofs", ["at"])
    op.create_table(
        "duty_reliefs",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("responder", sa.Text, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_duty_reliefs"),
    )
    op.create_index("ix_duty_reliefs_at", "duty_reliefs", ["at"])
    op.create_table(
        "hand_over_notes",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("responder", sa.Text, nullable=False),
        sa.Column("written_at", INSTANT, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_hand_over_notes"),
    )
    op.create_index("ix_hand_over_notes_written_at", "hand_over_notes", ["written_at"])
