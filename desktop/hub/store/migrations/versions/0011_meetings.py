"""The meetings of the retro: prepared, talked about, closed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

INSTANT = sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "retro_meetings",
        sa.Column("starts_on", sa.Date, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("prepared_at", INSTANT, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("starts_on", name="pk_retro_meetings"),
    )
    op.create_table(
        "retro_meeting_notes",
        sa.Column("starts_on", sa.Date, nullable=False),
        sa.Column("topic_id", sa.Uuid, nullable=False),
        sa.Column("version", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("written_by", sa.Text, nullable=False),
        sa.Column("written_at", INSTANT, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("starts_on", "topic_id", "version", name="pk_retro_meeting_notes"),
    )
