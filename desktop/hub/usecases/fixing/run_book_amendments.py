"""Amendments of run-books: proposed while working through one, decided by anyone afterwards."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from desktop.core.fixing.run_book import RunBook
from desktop.core.fixing.run_book_amendment import AmendmentState, RunBookAmendment
from desktop.hub.store.fixing import run_book_amendments
from desktop.hub.store.incident import incidents
from desktop.hub.store.transaction import Transaction
from desktop.hub.usecases.errors import (
    AmendmentDecided,
    BadRunBook,
    RunBookChanged,
    UnknownAmendment,
    UnknownIncident,
)
from desktop.hub.usecases.fixing.run_books import find_run_book, save_run_book
from desktop.wire.run_book import DecidedAmendment, ProposedAmendment

LONGEST_BODY = 1_000_000
LONGEST_BECAUSE = 500
"""Characters."""


def list_amendments(
    tx: Transaction,
    state: AmendmentState | None = None,
    run_book_id: str = "",
    incident_id: UUID | None = None,
) -> list[RunBookAmendment]:
    """The latest first; those of one state, run-book or incident, where these are given."""
    return run_book_amendments.some(tx, state=state, run_book_id=run_book_id, incident_id=incident_id)


def find_amendment(tx: Transaction, amendment_id: UUID) -> RunBookAmendment:
    """Raises UnknownAmendment."""
    found = run_book_amendments.find(tx, amendment_id)
    if found is None:
        raise UnknownAmendment("There is no such amendment.", "Look at the list of amendments.")
    return found


def propose_amendment(tx: Transaction, proposed: ProposedAmendment, by: str) -> RunBookAmendment:
    """Keep the proposal; one with a known id is answered as it is now. Raises UnknownRunBook,
    UnknownIncident, and BadRunBook for one that changes nothing or is too long."""
    known = run_book_amendments.find(tx, proposed.id)
    if known is not None:
        return known
    find_run_book(tx, proposed.run_book_id)
    if proposed.incident_id is not None and incidents.load(tx, proposed.incident_id) is None:
        raise UnknownIncident("This hub has no such incident.", "Look at the list of incidents.")
    if proposed.old_body == proposed.new_body:
        raise BadRunBook("The amendment changes nothing.", "Change the text first.")
    longest = max(len(proposed.old_body), len(proposed.new_body))
    if longest > LONGEST_BODY or len(proposed.because) > LONGEST_BECAUSE:
        raise BadRunBook(
            "The amendment is too long.",
            f"A reason has at most {LONGEST_BECAUSE} characters, a text {LONGEST_BODY}.",
        )
    amendment = RunBookAmendment(
        id=proposed.id,
        run_book_id=proposed.run_book_id,
        incident_id=proposed.incident_id,
        proposed_by=by,
        at=tx.now,
        old_body=proposed.old_body,
        new_body=proposed.new_body,
        because=" ".join(proposed.because.split()),
    )
    run_book_amendments.save(tx, amendment)
    return amendment


def amended_text(tx: Transaction, amendment_id: UUID) -> tuple[RunBook, str]:
    """The run-book of the amendment, and what its file would be with it. Raises UnknownAmendment,
    UnknownRunBook."""
    amendment = find_amendment(tx, amendment_id)
    run_book = find_run_book(tx, amendment.run_book_id)
    return run_book, replace(run_book, body=amendment.new_body).text


def accept_amendment(tx: Transaction, amendment_id: UUID, amended: RunBook, by: str) -> DecidedAmendment:
    """Make the amendment the new version of its run-book, `amended` being that, as it was read. One of a
    folder or repository stays as it is: the difference is to be taken over by hand.

    Raises UnknownAmendment, UnknownRunBook, AmendmentDecided, and RunBookChanged when the body is no longer
    the one that it was made from.
    """
    amendment = _undecided(tx, amendment_id, AmendmentState.ACCEPTED)
    now = find_run_book(tx, amendment.run_book_id)
    if amendment.state is AmendmentState.ACCEPTED:
        kept = None if now.source.is_file else now
        return DecidedAmendment(amendment=amendment, run_book=kept, difference=amendment.difference(now))
    accepted = _decided(tx, amendment, AmendmentState.ACCEPTED, by)
    if now.source.is_file:
        run_book_amendments.save(tx, accepted)
        return DecidedAmendment(amendment=accepted, difference=accepted.difference(now))
    if now.body != amendment.old_body or now.front != amended.front:
        raise RunBookChanged(
            "This run-book was changed since the amendment was proposed.",
            "Compare the two, put what is still right into its new text, and reject the amendment.",
        )
    saved = save_run_book(tx, amended, now.version, by)
    run_book_amendments.save(tx, accepted)
    return DecidedAmendment(amendment=accepted, run_book=saved, difference=accepted.difference(now))


def reject_amendment(tx: Transaction, amendment_id: UUID, by: str) -> DecidedAmendment:
    """Leave the run-book as it is. Raises UnknownAmendment, AmendmentDecided."""
    amendment = _undecided(tx, amendment_id, AmendmentState.REJECTED)
    if amendment.state is AmendmentState.OPEN:
        amendment = _decided(tx, amendment, AmendmentState.REJECTED, by)
        run_book_amendments.save(tx, amendment)
    return DecidedAmendment(amendment=amendment)


def _undecided(tx: Transaction, amendment_id: UUID, wanted: AmendmentState) -> RunBookAmendment:
    """An open one, or one that is as it is wanted already: pressing twice counts once."""
    amendment = find_amendment(tx, amendment_id)
    if amendment.state not in (AmendmentState.OPEN, wanted):
        raise AmendmentDecided(
            f"This amendment is {amendment.state.value} already.", "Propose another one if it should differ."
        )
    return amendment


def _decided(
    tx: Transaction, amendment: RunBookAmendment, state: AmendmentState, by: str
) -> RunBookAmendment:
    return replace(amendment, state=state, decided_by=by, decided_at=tx.now)
