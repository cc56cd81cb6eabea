"""Run-books, their versions, their words, and amendments to them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

INSTANT = sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite")
WORDS = {
    "sqlite": [
        "CREATE VIRTUAL TABLE run_book_words USING fts5(title, head, body, "
        "tokenize = 'unicode61 remove_diacritics 0', prefix = '1 2 3')"
    ],
    "postgresql": [
        "CREATE TABLE run_book_words (number INTEGER NOT NULL CONSTRAINT pk_run_book_words PRIMARY KEY, "
        "words TSVECTOR NOT NULL)",
        "CREATE INDEX ix_run_book_words_words ON run_book_words USING gin (words)",
    ],
}


def upgrade() -> None:
    op.create_table(
        "run_books",
        sa.Column("number", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("id", sa.String(80), nullable=False),
        sa.Column("source", sa.String(16), nullable=False),
        sa.Column("path", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("head", sa.Text, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("version", sa.String(40), nullable=False),
        sa.Column("changed_by", sa.Text, nullable=False),
        sa.Column("changed_at", INSTANT, nullable=False),
        sa.Column("removed_at", INSTANT),
        sa.PrimaryKeyConstraint("number", name="pk_run_books"),
    )
    op.create_index("ix_run_books_id", "run_books", ["id"], unique=True)
    for statement in WORDS[op.get_bind().dialect.name]:
        op.execute(statement)
    op.create_table(
        "run_book_versions",
        sa.Column("run_book_id", sa.String(80), nullable=False),
        sa.Column("number", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("version", sa.String(40), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("changed_by", sa.Text, nullable=False),
        sa.Column("changed_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("run_book_id", "number", name="pk_run_book_versions"),
    )
    op.create_table(
        "run_book_amendments",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("run_book_id", sa.String(80), nullable=False),
        sa.Column("incident_id", sa.Uuid),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_run_book_amendments"),
        sa.ForeignKeyConstraint(["incident_id"], ["incidents.id"], name="fk_run_book_amendments_incident_id"),
    )
    op.create_index("ix_run_book_amendments_run_book_id", "run_book_amendments", ["run_book_id"])
    op.create_index("ix_run_book_amendments_state", "run_book_amendments", ["state", "at"])
