"""Incidents, alerts, pages, changes, answers, access, team."""

from __future__ import annotations

import uuid

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

INSTANT = sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite")


def partial_index(name: str, table: str, column: str, predicate: str) -> None:
    op.create_index(
        name, table, [column], sqlite_where=sa.text(predicate), postgresql_where=sa.text(predicate)
    )


def upgrade() -> None:
    op.create_table(
        "meta",
        sa.Column("name", sa.String(40), nullable=False),
        sa.Column("value", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_meta"),
    )
    op.create_table(
        "team",
        sa.Column("id", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("revision", sa.String(32), nullable=False),
        sa.Column("from_file", sa.Boolean, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_team"),
    )
    op.create_table(
        "incidents",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("opened_at", INSTANT, nullable=False),
        sa.Column("resolved_at", INSTANT),
        sa.Column("due_at", INSTANT),
        sa.Column("body", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_incidents"),
    )
    op.create_index("ix_incidents_number", "incidents", ["number"], unique=True)
    partial_index("ix_incidents_due_at", "incidents", "due_at", "due_at IS NOT NULL")
    partial_index("ix_incidents_unresolved", "incidents", "number", "resolved_at IS NULL")
    partial_index("ix_incidents_resolved_at", "incidents", "resolved_at", "resolved_at IS NOT NULL")
    op.create_table(
        "open_alerts",
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("incident_id", sa.Uuid, nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_open_alerts"),
        sa.ForeignKeyConstraint(["incident_id"], ["incidents.id"], name="fk_open_alerts_incident_id"),
    )
    op.create_index("ix_open_alerts_incident_id", "open_alerts", ["incident_id"])
    op.create_table(
        "pages",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("incident_id", sa.Uuid, nullable=False),
        sa.Column("responder", sa.Text, nullable=False),
        sa.Column("seat", sa.String(16), nullable=False),
        sa.Column("reason", sa.String(16), nullable=False),
        sa.Column("level", sa.Integer, nullable=False),
        sa.Column("round", sa.Integer, nullable=False),
        sa.Column("attempted_at", INSTANT, nullable=False),
        sa.Column("ringing_at", INSTANT),
        sa.Column("ended_at", INSTANT),
        sa.Column("outcome", sa.String(16)),
        sa.PrimaryKeyConstraint("id", name="pk_pages"),
        sa.ForeignKeyConstraint(["incident_id"], ["incidents.id"], name="fk_pages_incident_id"),
    )
    op.create_index("ix_pages_incident_id", "pages", ["incident_id"])
    op.create_index("ix_pages_attempted_at", "pages", ["attempted_at"])
    op.create_table(
        "last_woken",
        sa.Column("responder", sa.Text, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("responder", name="pk_last_woken"),
    )
    op.create_table(
        "changes",
        sa.Column(
            "seq", sa.BigInteger().with_variant(sa.Integer, "sqlite"), autoincrement=False, nullable=False
        ),
        sa.Column("incident_id", sa.Uuid),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("events", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_changes"),
        sa.ForeignKeyConstraint(["incident_id"], ["incidents.id"], name="fk_changes_incident_id"),
    )
    op.create_index("ix_changes_incident_id", "changes", ["incident_id", "seq"])
    op.create_table(
        "answers",
        sa.Column("responder", sa.Text, nullable=False),
        sa.Column("key", sa.String(255), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("responder", "key", name="pk_answers"),
    )
    op.create_index("ix_answers_at", "answers", ["at"])
    op.create_table(
        "tokens",
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("responder", sa.Text, nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_tokens"),
    )
    op.create_table(
        "integration_keys",
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("integration", sa.Text, nullable=False),
        sa.Column("from_file", sa.Boolean, nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_integration_keys"),
    )
    op.create_table(
        "invitations",
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("responder", sa.Text, nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("expires_at", INSTANT, nullable=False),
        sa.Column("used_at", INSTANT),
        sa.PrimaryKeyConstraint("digest", name="pk_invitations"),
    )
    # Another value for each database: cursors of one mean nothing in another.
    op.bulk_insert(
        sa.table("meta", sa.column("name", sa.String), sa.column("value", sa.Text)),
        [{"name": "epoch", "value": uuid.uuid4().hex}],
    )
