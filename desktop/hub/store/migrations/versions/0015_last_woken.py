"""Beside the last time that somebody was woken stands for what, and the time before by something else."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"

INSTANT = sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite")


def upgrade() -> None:
    op.add_column("last_woken", sa.Column("incident_id", sa.Uuid, nullable=True))
    op.add_column("last_woken", sa.Column("before_at", INSTANT, nullable=True))
