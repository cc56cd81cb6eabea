"""Where the checks of an incident come from: run-books that are worked through, then those that fit best."""

from __future__ import annotations

from typing import Protocol
from uuid import UUID

from desktop.client.session import Session
from desktop.core.fixing.run_book import RunBook
from desktop.ui.present.fixing.checks import OfferedCheck

FITTING = 3
"""Run-books of which checks are offered, besides those that are worked through."""
MOST = 60


class CheckSource(Protocol):
    """Asked again whenever something changed by which other checks may fit."""

    async def checks_for(self, incident_id: UUID, at_work: tuple[str, ...]) -> list[OfferedCheck]:
        """The checks, best first; `at_work` are ids of run-books. Raises PairwatchError."""
        ...


class RunBookChecks:
    """Those of the session's run-books. A run-book is asked for once for each of its versions."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._books: dict[tuple[str, str], RunBook] = {}

    async def checks_for(self, incident_id: UUID, at_work: tuple[str, ...]) -> list[OfferedCheck]:
        desk = self._session.run_books
        fitting = await desk.fitting(incident_id, FITTING + len(at_work))
        versions = {one.card.id: one.card.version for one in fitting}
        wanted = dict.fromkeys([*at_work, *versions])
        books: dict[tuple[str, str], RunBook] = {}
        for run_book_id in list(wanted)[: FITTING + len(at_work)]:
            known = self._books.get((run_book_id, versions.get(run_book_id, "")))
            # Of one that does not fit any more nobody says whether it changed.
            book = known or await desk.get(run_book_id)
            books[run_book_id, book.version] = book
        self._books = books
        return [one for book in books.values() for one in offered_by(book)][:MOST]


def offered_by(book: RunBook) -> list[OfferedCheck]:
    """The checks of a run-book, in their order."""
    return [
        OfferedCheck(
            run_book_id=book.id,
            run_book=book.title,
            source=book.source,
            path=book.path,
            version=book.version,
            changed_by=book.changed_by,
            changed_at=book.changed_at,
            diagnostic=diagnostic,
        )
        for diagnostic in book.diagnostics
    ]
