"""Run-books of a hub that sits at the same table."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

from desktop.core.errors import PairwatchError
from desktop.core.fixing.run_book import RunBook, RunBookCard, RunBookSource, RunBookVersion
from desktop.core.fixing.run_book_amendment import AmendmentState, RunBookAmendment
from desktop.core.fixing.run_book_fit import fitting, uses_of
from desktop.core.words import words_of
from desktop.wire.run_book import DecidedAmendment, FittingRunBook, Following, ProposedAmendment

if TYPE_CHECKING:
    from tests.doubles.table_session import TableSession


class TableRunBooks:
    """Implements `desktop.client.desks.run_book_desk.RunBookDesk`. `refusal`: the hub says no with it."""

    def __init__(self, session: TableSession) -> None:
        self.books: dict[str, RunBook] = {}
        self.followed = Following()
        self.refusal: PairwatchError | None = None
        self._session = session
        self._versions: dict[str, list[RunBookVersion]] = {}
        self._amendments: dict[UUID, RunBookAmendment] = {}

    # What tests do

    def put(
        self, run_book_id: str, text: str, source: RunBookSource = RunBookSource.APP, path: str = ""
    ) -> RunBook:
        """The hub has a run-book."""
        from desktop.formats.run_book.reader import read_run_book

        book = read_run_book(
            text,
            id=run_book_id,
            source=source,
            path=path,
            changed_by=self._session._me if source is RunBookSource.APP else "",
            changed_at=self._session.clock.now(),
        )
        self.books[run_book_id] = book
        versions = self._versions.setdefault(run_book_id, [])
        versions.insert(
            0,
            RunBookVersion(
                number=len(versions) + 1,
                version=book.version,
                text=book.text,
                changed_by=book.changed_by,
                changed_at=book.changed_at,
            ),
        )
        return book

    # The protocol

    async def search(self, asked: str = "", limit: int = 50) -> list[RunBookCard]:
        self._answer()
        found = [book.card for book in self.books.values() if _has(book, words_of(asked))]
        return sorted(found, key=lambda card: card.title.lower())[:limit]

    async def fitting(self, incident_id: UUID, limit: int = 20) -> list[FittingRunBook]:
        self._answer()
        cards = {book.id: book.card for book in self.books.values()}
        incidents = self._session.state.incidents
        history = [use for incident in incidents.values() for use in uses_of(incident)]
        fits = fitting(cards.values(), incidents[incident_id], history, self._session.clock.now())
        return [FittingRunBook(card=cards[fit.run_book_id], fit=fit) for fit in fits[:limit]]

    async def get(self, run_book_id: str) -> RunBook:
        self._answer()
        if run_book_id not in self.books:
            raise PairwatchError("There is no such run-book (any more).", "Search for another one.")
        return self.books[run_book_id]

    async def save(self, run_book_id: str, text: str, based_on: str = "") -> RunBook:
        self._answer()
        before = self.books.get(run_book_id)
        if before is not None:
            self._must_be_ours(before)
            if before.version != based_on:
                raise PairwatchError("Somebody changed this run-book meanwhile.", "Load it again.")
        return self.put(run_book_id, text)

    async def remove(self, run_book_id: str) -> RunBook:
        found = await self.get(run_book_id)
        self._must_be_ours(found)
        return self.books.pop(run_book_id)

    async def versions(self, run_book_id: str) -> list[RunBookVersion]:
        self._answer()
        return list(self._versions.get(run_book_id, ()))

    async def following(self) -> Following:
        self._answer()
        return self.followed

    async def amendments(
        self,
        *,
        state: AmendmentState | None = None,
        run_book_id: str = "",
        incident_id: UUID | None = None,
    ) -> list[RunBookAmendment]:
        self._answer()
        return [
            one
            for one in reversed(self._amendments.values())
            if state in (None, one.state)
            and run_book_id in ("", one.run_book_id)
            and incident_id in (None, one.incident_id)
        ]

    async def propose(self, proposed: ProposedAmendment) -> RunBookAmendment:
        await self.get(proposed.run_book_id)
        amendment = RunBookAmendment(
            id=proposed.id,
            run_book_id=proposed.run_book_id,
            incident_id=proposed.incident_id,
            proposed_by=self._session._me,
            at=self._session.clock.now(),
            old_body=proposed.old_body,
            new_body=proposed.new_body,
            because=proposed.because,
        )
        return self._amendments.setdefault(proposed.id, amendment)

    async def accept(self, amendment_id: UUID) -> DecidedAmendment:
        amendment = self._amendments[amendment_id]
        book = await self.get(amendment.run_book_id)
        difference = amendment.difference(book)
        if book.source.is_file:
            return DecidedAmendment(
                amendment=self._decide(amendment, AmendmentState.ACCEPTED), difference=difference
            )
        if book.body != amendment.old_body:
            raise PairwatchError(
                "This run-book was changed since the amendment was proposed.", "Compare the two."
            )
        saved = await self.save(book.id, replace(book, body=amendment.new_body).text, book.version)
        accepted = self._decide(amendment, AmendmentState.ACCEPTED)
        return DecidedAmendment(amendment=accepted, run_book=saved, difference=difference)

    async def reject(self, amendment_id: UUID) -> DecidedAmendment:
        self._answer()
        rejected = self._decide(self._amendments[amendment_id], AmendmentState.REJECTED)
        return DecidedAmendment(amendment=rejected)

    # Inside

    def _answer(self) -> None:
        self._session._must_be_online()
        if self.refusal is not None:
            raise self.refusal

    def _decide(self, amendment: RunBookAmendment, state: AmendmentState) -> RunBookAmendment:
        decided = replace(
            amendment, state=state, decided_by=self._session._me, decided_at=self._session.clock.now()
        )
        self._amendments[amendment.id] = decided
        return decided

    def _must_be_ours(self, book: RunBook) -> None:
        if book.source.is_file:
            raise PairwatchError(f"This run-book is a file: {book.path}.", "Propose an amendment.")


def _has(book: RunBook, asked: list[str]) -> bool:
    said = words_of(f"{book.title} {' '.join(book.services)} {book.body}")
    return all(any(word.startswith(one) for word in said) for one in asked)
