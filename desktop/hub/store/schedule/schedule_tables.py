"""The tables of the schedule: what was planned over the rotation of the team. Part of `tables.metadata`."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, String, Table, Text, Uuid

from desktop.hub.store.tables import Instant, metadata

# Plans in the order in which they were published; none is ever changed or forgotten.
segments = Table(
    "schedule_segments",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("starts_at", Instant, nullable=False),
    Column("published_by", Text, nullable=False),
    Column("published_at", Instant, nullable=False),
    Column("body", Text, nullable=False),
)

# `number` is the order in which they were made. One that was removed before it began is kept, and hidden.
exceptions = Table(
    "schedule_exceptions",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("number", Integer, nullable=False),
    Column("offer_id", Uuid),
    Column("starts_at", Instant, nullable=False),
    Column("ends_at", Instant, nullable=False),
    Column("removed_at", Instant),
    Column("removed_by", Text, nullable=False),
    Column("body", Text, nullable=False),
    Index("ix_schedule_exceptions_number", "number", unique=True),
)

shadows = Table(
    "schedule_shadows",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("starts_at", Instant, nullable=False),
    Column("ends_at", Instant, nullable=False),
    Column("body", Text, nullable=False),
)

# `over_at` is when all that it speaks of is past.
offers = Table(
    "shift_offers",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("state", String(16), nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("over_at", Instant, nullable=False),
    Column("body", Text, nullable=False),
    Index("ix_shift_offers_over_at", "over_at"),
)

absences = Table(
    "absences",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("responder", Text, nullable=False),
    Column("starts_at", Instant, nullable=False),
    Column("ends_at", Instant, nullable=False),
    Column("source", String(16), nullable=False),
    Column("body", Text, nullable=False),
    Index("ix_absences_responder", "responder"),
    Index("ix_absences_ends_at", "ends_at"),
)

# Where a person's own calendar is: `sealed` is the address, encrypted. `problem` is why it could not be read.
absence_calendars = Table(
    "absence_calendars",
    metadata,
    Column("responder", Text, primary_key=True),
    Column("sealed", Text, nullable=False),
    Column("looked_at", Instant),
    Column("problem", Text, nullable=False),
)

# By the digest of its token: the address of the feed is a secret. Without a responder it shows everybody.
calendar_tokens = Table(
    "calendar_tokens",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("digest", String(64), nullable=False),
    Column("responder", Text),
    Column("made_by", Text, nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("revoked_at", Instant),
    Index("ix_calendar_tokens_digest", "digest", unique=True),
)

# Each confirmed sound check; of each person the latest counts.
duty_proofs = Table(
    "duty_proofs",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("responder", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Column("device", Text, nullable=False),
    Index("ix_duty_proofs_at", "at"),
)

duty_reliefs = Table(
    "duty_reliefs",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("responder", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Index("ix_duty_reliefs_at", "at"),
)

# One for each person and duty: written again it is replaced.
hand_over_notes = Table(
    "hand_over_notes",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("responder", Text, nullable=False),
    Column("written_at", Instant, nullable=False),
    Column("text", Text, nullable=False),
    Index("ix_hand_over_notes_written_at", "written_at"),
)
