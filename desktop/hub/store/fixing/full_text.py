"""The tables for words, in which the two databases have nothing in common: statements that make them."""

from __future__ import annotations

TABLES = {
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
"""By dialect. FTS5 keeps more tables for each, whose names begin the same."""
