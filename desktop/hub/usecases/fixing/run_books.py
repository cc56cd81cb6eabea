"""Run-books: found, read, written in the app, removed. Those of a folder or repository are only read here."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from desktop.core.fixing.run_book import RunBook, RunBookCard, RunBookSource, RunBookVersion, is_id
from desktop.core.fixing.run_book_fit import fitting, uses_of
from desktop.hub.store.fixing import run_books
from desktop.hub.store.incident import incidents
from desktop.hub.store.transaction import Transaction
from desktop.hub.usecases.errors import (
    BadRunBook,
    OwnedByFile,
    RunBookChanged,
    UnknownIncident,
    UnknownRunBook,
)
from desktop.wire.run_book import FittingRunBook

_LOOKED_BACK = 300
"""So many resolved incidents tell what helped."""


def search_run_books(tx: Transaction, asked: str, limit: int) -> list[RunBookCard]:
    """Those that have words which begin so, most fitting first; without words all, by title."""
    return run_books.search(tx, asked, limit)


def find_run_book(tx: Transaction, run_book_id: str) -> RunBook:
    """Raises UnknownRunBook."""
    found = run_books.find(tx, run_book_id)
    if found is None:
        raise UnknownRunBook("There is no such run-book (any more).", "Search for another one.")
    return found


def fitting_run_books(tx: Transaction, incident_id: UUID, limit: int) -> list[FittingRunBook]:
    """Those that fit the incident, best first, with the reasons. Raises UnknownIncident."""
    incident = incidents.load(tx, incident_id)
    if incident is None:
        raise UnknownIncident("This hub has no such incident.", "Look at the list of incidents.")
    cards = {card.id: card for card in run_books.every(tx)}
    over = incidents.resolved(tx, _LOOKED_BACK)
    history = [use for earlier in over for use in uses_of(earlier)]
    fits = fitting(cards.values(), incident, history, tx.now)[:limit]
    return [FittingRunBook(card=cards[fit.run_book_id], fit=fit) for fit in fits]


def save_run_book(tx: Transaction, run_book: RunBook, based_on: str, by: str) -> RunBook:
    """Add the run-book or replace the one with its id, whose version must be `based_on`; the hub says by whom
    and when. A sample becomes the app's. Raises BadRunBook, OwnedByFile, RunBookChanged."""
    if not is_id(run_book.id):
        raise BadRunBook(
            f"“{run_book.id[:100]}” cannot be the id of a run-book.",
            "Use lower-case letters, digits and hyphens, at most 80.",
        )
    before = run_books.find(tx, run_book.id)
    if before is not None:
        _must_be_ours(before)
        if before.version == run_book.version and before.source is RunBookSource.APP:
            return before
        if before.version != based_on:
            raise _changed(before, based_on)
    written = replace(run_book, source=RunBookSource.APP, path="", changed_by=by, changed_at=tx.now)
    run_books.save(tx, written)
    return written


def remove_run_book(tx: Transaction, run_book_id: str) -> RunBook:
    """Show it no more; gives what it was. Saving a text under its id brings it back. Raises UnknownRunBook,
    OwnedByFile."""
    found = find_run_book(tx, run_book_id)
    _must_be_ours(found)
    run_books.remove(tx, run_book_id)
    return found


def run_book_versions(tx: Transaction, run_book_id: str) -> list[RunBookVersion]:
    """All that its text was, the newest first, also of a removed one. Raises UnknownRunBook."""
    found = run_books.versions(tx, run_book_id)
    if not found:
        raise UnknownRunBook("There is no such run-book.", "Search for another one.")
    return found


def _must_be_ours(run_book: RunBook) -> None:
    if run_book.source.is_file:
        place = "folder" if run_book.source is RunBookSource.FOLDER else "git repository"
        raise OwnedByFile(
            f"This run-book is a file: {run_book.path}. The hub only reads its {place}.",
            "Propose an amendment, or change the file.",
        )


def _changed(before: RunBook, based_on: str) -> RunBookChanged:
    if not based_on:
        return RunBookChanged(
            f"There is a run-book “{before.title}” with this id already.", "Give yours another title."
        )
    return RunBookChanged(
        "Somebody changed this run-book meanwhile.", "Load it again, and put your change into its new text."
    )
