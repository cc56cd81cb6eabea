"""Run-books as they are stored: the newest of each, all versions of its text, and its words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
from sqlalchemy import bindparam, func, select

from desktop.core.fixing.run_book import RunBook, RunBookCard, RunBookSource, RunBookVersion
from desktop.core.words import words_of
from desktop.hub.store.fixing import run_book_words
from desktop.hub.store.tables import run_book_versions as version_table
from desktop.hub.store.tables import run_books as table
from desktop.hub.store.transaction import Transaction

VERSIONS_KEPT = 100
"""Of each run-book: more than anybody looks through."""
_LOOKED_AT = 200
"""So many hits are put in order here."""

_decoder = msgspec.json.Decoder(RunBook)
_cards = msgspec.json.Decoder(RunBookCard)
_is_there = table.c.removed_at.is_(None)
_every = select(table.c.head).where(_is_there).order_by(func.lower(table.c.title), table.c.id)
_find = select(table.c.body).where(table.c.id == bindparam("this"), _is_there)
_number = select(table.c.number).where(table.c.id == bindparam("this"))
_highest = select(func.coalesce(func.max(table.c.number), 0))
_of_source = select(table.c.id, table.c.path, table.c.version).where(
    table.c.source == bindparam("wanted"), _is_there
)
_places = select(table.c.id, table.c.source, table.c.path).where(table.c.id == bindparam("this"))
_versions = (
    select(version_table)
    .where(version_table.c.run_book_id == bindparam("this"))
    .order_by(version_table.c.number.desc())
)


@dataclass(frozen=True, slots=True)
class Kept:
    """What is stored of one file."""

    id: str
    version: str


def every(tx: Transaction) -> list[RunBookCard]:
    """All run-books by title."""
    return [_cards.decode(head) for head in tx.connection.execute(_every).scalars()]


def search(tx: Transaction, asked: str, limit: int) -> list[RunBookCard]:
    """Those that have words beginning with each word of `asked`: in the title first, then in what they are
    for, then in the text. Without a word in it, all by title."""
    words = words_of(asked)
    if not words:
        return every(tx)[:limit]
    found = [_cards.decode(head) for head in run_book_words.find(tx, words, max(limit, _LOOKED_AT))]
    return sorted(found, key=lambda card: _place(card, words))[:limit]


def find(tx: Transaction, run_book_id: str) -> RunBook | None:
    """The run-book; None when there is none, or no more."""
    body = tx.connection.execute(_find, {"this": run_book_id}).scalar()
    return _decoder.decode(body) if body is not None else None


def of_source(tx: Transaction, source: RunBookSource) -> dict[str, Kept]:
    """What is there of one source, by path."""
    rows = tx.connection.execute(_of_source, {"wanted": source.value})
    return {row.path: Kept(row.id, row.version) for row in rows}


def is_taken(tx: Transaction, run_book_id: str, source: RunBookSource, path: str) -> bool:
    """Whether the id belongs, or belonged, to another file or to the app."""
    row = tx.connection.execute(_places, {"this": run_book_id}).one_or_none()
    return row is not None and (row.source, row.path) != (source.value, path)


def is_untouched(tx: Transaction) -> bool:
    """Whether there was never a run-book."""
    return not tx.connection.execute(_highest).scalar_one()


def save(tx: Transaction, run_book: RunBook) -> None:
    """Add the run-book, or replace the one with its id, also a removed one; a new text is a new version."""
    number = tx.connection.execute(_number, {"this": run_book.id}).scalar()
    if number is None:
        number = tx.connection.execute(_highest).scalar_one() + 1
        tx.connection.execute(table.insert().values(number=number, **_columns(run_book)))
    else:
        tx.connection.execute(table.update().where(table.c.number == number).values(**_columns(run_book)))
    run_book_words.put(tx, number, run_book)
    _keep_version(tx, run_book)


def remove(tx: Transaction, run_book_id: str) -> None:
    """Show and find it no more. Its versions stay."""
    number = tx.connection.execute(_number, {"this": run_book_id}).scalar_one()
    tx.connection.execute(table.update().where(table.c.number == number).values(removed_at=tx.now))
    run_book_words.drop(tx, number)


def versions(tx: Transaction, run_book_id: str) -> list[RunBookVersion]:
    """The versions of its text, the newest first, also of one that was removed."""
    return [
        RunBookVersion(
            number=row.number,
            version=row.version,
            text=row.text,
            changed_by=row.changed_by,
            changed_at=row.changed_at,
        )
        for row in tx.connection.execute(_versions, {"this": run_book_id})
    ]


def _keep_version(tx: Transaction, run_book: RunBook) -> None:
    newest = tx.connection.execute(_versions.limit(1), {"this": run_book.id}).first()
    if newest is not None and newest.version == run_book.version:
        return
    number = newest.number + 1 if newest is not None else 1
    values = {
        "run_book_id": run_book.id,
        "number": number,
        "version": run_book.version,
        "text": run_book.text,
        "changed_by": run_book.changed_by,
        "changed_at": run_book.changed_at,
    }
    tx.connection.execute(version_table.insert().values(values))
    of_this = version_table.c.run_book_id == run_book.id
    tx.connection.execute(
        version_table.delete().where(of_this, version_table.c.number <= number - VERSIONS_KEPT)
    )


def _columns(run_book: RunBook) -> dict[str, Any]:
    return {
        "id": run_book.id,
        "source": run_book.source.value,
        "path": run_book.path,
        "title": run_book.title,
        "head": msgspec.json.encode(run_book.card).decode(),
        "body": msgspec.json.encode(run_book).decode(),
        "version": run_book.version,
        "changed_by": run_book.changed_by,
        "changed_at": run_book.changed_at,
        "removed_at": None,
    }


def _place(card: RunBookCard, asked: Sequence[str]) -> int:
    title = words_of(card.title)
    if _have(title, asked):
        return 0
    head = [*title, *run_book_words.head_words(card)]
    return 1 if _have(head, asked) else 2


def _have(words: Sequence[str], asked: Sequence[str]) -> bool:
    return all(any(word.startswith(one) for word in words) for one in asked)
