"""The schedule: published plans, exceptions, shadows, offers, absences and tokens of calendar feeds."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

INSTANT = sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite")


def upgrade() -> None:
    plans()
    people()


def plans() -> None:
    op.create_table(
        "schedule_segments",
        sa.Column("number", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("starts_at", INSTANT, nullable=False),
        sa.Column("published_by", sa.Text, nullable=False),
        sa.Column("published_at", INSTANT, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_schedule_segments"),
    )
    op.create_table(
        "schedule_exceptions",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("offer_id", sa.Uuid),
        sa.Column("starts_at", INSTANT, nullable=False),
        sa.Column("ends_at", INSTANT, nullable=False),
        sa.Column("removed_at", INSTANT),
        sa.Column("removed_by", sa.Text, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_schedule_exceptions"),
    )
    op.create_index("ix_schedule_exceptions_number", "schedule_exceptions", ["number"], unique=True)
    op.create_table(
        "schedule_shadows",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("starts_at", INSTANT, nullable=False),
        sa.Column("ends_at", INSTANT, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_schedule_shadows"),
    )
    op.create_table(
        "shift_offers",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("made_at", INSTANT, nullable=False),
        sa.Column("over_at", INSTANT, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_shift_offers"),
    )
    op.create_index("ix_shift_offers_over_at", "shift_offers", ["over_at"])


def people() -> None:
    op.create_table(
        "absences",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("responder", sa.Text, nullable=False),
        sa.Column("starts_at", INSTANT, nullable=False),
        sa.Column("ends_at", INSTANT, nullable=False),
        sa.Column("source", sa.String(16), nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_absences"),
    )
    op.create_index("ix_absences_responder", "absences", ["responder"])
    op.create_index("ix_absences_ends_at", "absences", ["ends_at"])
    op.create_table(
        "absence_calendars",
        sa.Column("responder", sa.Text, nullable=False),
        sa.Column("sealed", sa.Text, nullable=False),
        sa.Column("looked_at", INSTANT),
        sa.Column("problem", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("responder", name="pk_absence_calendars"),
    )
    op.create_table(
        "calendar_tokens",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("responder", sa.Text),
        sa.Column("made_by", sa.Text, nullable=False),
        sa.Column("made_at", INSTANT, nullable=False),
        sa.Column("revoked_at", INSTANT),
        sa.PrimaryKeyConstraint("id", name="pk_calendar_tokens"),
    )
    op.create_index("ix_calendar_tokens_digest", "calendar_tokens", ["digest"], unique=True)
