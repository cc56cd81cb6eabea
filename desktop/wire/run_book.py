"""What desktops and hub say to each other about run-books; the values themselves are core's."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from desktop.core.fixing.run_book import RunBook, RunBookCard
from desktop.core.fixing.run_book_amendment import RunBookAmendment
from desktop.core.fixing.run_book_fit import Fit


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenRunBook:
    """`text` is the whole file, front matter included. `based_on` is the version that it was made from; empty
    for a new run-book."""

    text: str
    based_on: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FittingRunBook:
    """A run-book that fits an incident, and why."""

    card: RunBookCard
    fit: Fit


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedAmendment:
    """`old_body` is the body that was seen, `new_body` what it should be."""

    id: UUID
    run_book_id: str
    incident_id: UUID | None = None
    old_body: str
    new_body: str
    because: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DecidedAmendment:
    """`run_book` is what it became; None when it was rejected, or when it is somebody's file: then
    `difference` is to be taken over there, by hand."""

    amendment: RunBookAmendment
    run_book: RunBook | None = None
    difference: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Following:
    """What the hub follows. `where` is a folder, or an address without secrets; empty: nothing. `problem` is
    a sentence when the last look failed; what was there before is shown meanwhile."""

    where: str = ""
    problem: str = ""
    remedy: str = ""
