"""What people write into the page log."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

INSTANT = sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "page_notes",
        sa.Column("page_id", sa.Uuid, nullable=False),
        sa.Column("cell", sa.String(16), nullable=False),
        sa.Column("value", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("changed_by", sa.Text, nullable=False),
        sa.Column("changed_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("page_id", "cell", name="pk_page_notes"),
        sa.ForeignKeyConstraint(["page_id"], ["pages.id"], name="fk_page_notes_page_id"),
    )
    op.create_index("ix_page_notes_changed_at", "page_notes", ["changed_at"])
