"""Deliveries, channels, notices, templates, public links, work in the issue tracker."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

INSTANT = sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite")


def partial_index(name: str, table: str, column: str, predicate: str) -> None:
    op.create_index(
        name, table, [column], sqlite_where=sa.text(predicate), postgresql_where=sa.text(predicate)
    )


def upgrade() -> None:
    op.create_table(
        "deliveries",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("incident_id", sa.Uuid, nullable=False),
        sa.Column("update_id", sa.Uuid, nullable=False),
        sa.Column("channel", sa.Text, nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("due_at", INSTANT),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("lease_until", INSTANT),
        sa.Column("doubtful", sa.Boolean, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_deliveries"),
        sa.ForeignKeyConstraint(["incident_id"], ["incidents.id"], name="fk_deliveries_incident_id"),
    )
    partial_index("ix_deliveries_due_at", "deliveries", "due_at", "due_at IS NOT NULL")
    op.create_index("ix_deliveries_incident_id", "deliveries", ["incident_id", "channel"])
    op.create_table(
        "channels",
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("readers", sa.String(16), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("longest", sa.Integer, nullable=False),
        sa.Column("sealed", sa.Text, nullable=False),
        sa.Column("from_file", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_channels"),
    )
    op.create_table(
        "notices",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("changed_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_notices"),
    )
    op.create_table(
        "templates",
        sa.Column("stage", sa.String(16), nullable=False),
        sa.Column("readers", sa.String(16), nullable=False),
        sa.Column("version", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("changed_by", sa.Text, nullable=False),
        sa.Column("changed_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("stage", "readers", "version", name="pk_templates"),
    )
    op.create_table(
        "public_links",
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("incident_id", sa.Uuid, nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("revoked_at", INSTANT),
        sa.PrimaryKeyConstraint("digest", name="pk_public_links"),
        sa.ForeignKeyConstraint(["incident_id"], ["incidents.id"], name="fk_public_links_incident_id"),
    )
    op.create_index("ix_public_links_incident_id", "public_links", ["incident_id"])
    op.create_table(
        "tracker_ops",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer, "sqlite"), nullable=False),
        sa.Column("incident_id", sa.Uuid, nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("due_at", INSTANT),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("lease_until", INSTANT),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("detail", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_tracker_ops"),
        sa.ForeignKeyConstraint(["incident_id"], ["incidents.id"], name="fk_tracker_ops_incident_id"),
    )
    partial_index("ix_tracker_ops_due_at", "tracker_ops", "due_at", "due_at IS NOT NULL")
    op.create_index("ix_tracker_ops_incident_id", "tracker_ops", ["incident_id"])
