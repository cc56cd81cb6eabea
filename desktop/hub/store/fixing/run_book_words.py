"""The words of run-books, for searching as one types: FTS5 on SQLite, tsvector on PostgreSQL.

Both are given words that are made here (`core.words`), folded and parted, so that they find the same: the
parser of neither has anything left to decide, and no query can be misread as syntax. The tables are in
`full_text`.
"""

from __future__ import annotations

from sqlalchemy import text

from desktop.core.fixing.run_book import RunBook, RunBookCard
from desktop.core.words import words_of
from desktop.hub.store.transaction import Transaction

MOST_WORDS = 10_000
"""Of one body; PostgreSQL takes no more than 1 MB of them."""
MOST_ASKED = 12

_SQLITE_PUT = text(
    "INSERT INTO run_book_words (rowid, title, head, body) VALUES (:number, :title, :head, :body)"
)
_SQLITE_DROP = text("DELETE FROM run_book_words WHERE rowid = :number")
_SQLITE_FIND = text(
    "SELECT b.head FROM run_book_words JOIN run_books b ON b.number = run_book_words.rowid "
    "WHERE run_book_words MATCH :asked "
    "ORDER BY bm25(run_book_words, 10.0, 4.0, 1.0), b.title LIMIT :most"
)
_POSTGRESQL_PUT = text(
    "INSERT INTO run_book_words (number, words) VALUES (:number, CAST(:words AS tsvector))"
)
_POSTGRESQL_DROP = text("DELETE FROM run_book_words WHERE number = :number")
# The weights of D, C, B and A: body, nothing, head, title.
_POSTGRESQL_FIND = text(
    "SELECT b.head FROM run_book_words w JOIN run_books b ON b.number = w.number "
    "WHERE w.words @@ CAST(:asked AS tsquery) "
    "ORDER BY ts_rank('{0.1, 0.2, 0.4, 1.0}', w.words, CAST(:asked AS tsquery)) DESC, b.title LIMIT :most"
)


def put(tx: Transaction, number: int, run_book: RunBook) -> None:
    """Make the words of the run-book those by which this number is found."""
    drop(tx, number)
    title, head, body = words_of(run_book.title), head_words(run_book), words_of(run_book.body)[:MOST_WORDS]
    if _is_sqlite(tx):
        parts = {"title": " ".join(title), "head": " ".join(head), "body": " ".join(body)}
        tx.connection.execute(_SQLITE_PUT, {"number": number, **parts})
    else:
        tx.connection.execute(_POSTGRESQL_PUT, {"number": number, "words": _vector(title, head, body)})


def drop(tx: Transaction, number: int) -> None:
    """Let this number be found no more."""
    tx.connection.execute(_SQLITE_DROP if _is_sqlite(tx) else _POSTGRESQL_DROP, {"number": number})


def find(tx: Transaction, asked: list[str], most: int) -> list[str]:
    """The heads of at most so many run-books that have words which begin with each of those asked for; most
    fitting first. `asked` has at least one word."""
    asked = asked[:MOST_ASKED]
    if _is_sqlite(tx):
        # Words are letters and digits; quoted, not even AND and NEAR are operators.
        query, statement = " ".join(f'"{word}"*' for word in asked), _SQLITE_FIND
    else:
        query, statement = " & ".join(f"'{word}':*" for word in asked), _POSTGRESQL_FIND
    return list(tx.connection.execute(statement, {"asked": query, "most": most}).scalars())


def head_words(run_book: RunBook | RunBookCard) -> list[str]:
    """The words that say what it is for."""
    labels = [part for label in run_book.labels for part in label]
    return words_of(" ".join([*run_book.services, *run_book.alerts, *labels, run_book.owner]))


def _vector(title: list[str], head: list[str], body: list[str]) -> str:
    """A tsvector as text. One position for each part of the run-book: rank is by where a word stands, and by
    how often only through the others."""
    weights: dict[str, str] = {}
    for part, weight in ((title, "A"), (head, "B"), (body, "D")):
        for word in dict.fromkeys(part):
            weights[word] = weights.get(word, "") + weight
    return " ".join(
        f"'{word}':" + ",".join(f"{position}{weight}" for position, weight in enumerate(places, start=1))
        for word, places in weights.items()
    )


def _is_sqlite(tx: Transaction) -> bool:
    return tx.connection.dialect.name == "sqlite"
