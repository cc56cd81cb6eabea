"""What is asked of the hub about run-books: found, read, written, amended."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar
from urllib.parse import quote, urlencode
from uuid import UUID

from desktop.core.fixing.run_book import RunBook, RunBookCard, RunBookVersion
from desktop.core.fixing.run_book_amendment import AmendmentState, RunBookAmendment
from desktop.wire.run_book import (
    DecidedAmendment,
    FittingRunBook,
    Following,
    ProposedAmendment,
    WrittenRunBook,
)

if TYPE_CHECKING:
    from desktop.client.desks.retro_desk import AskHub

T = TypeVar("T")


class RunBookDesk(Protocol):
    """Asks the hub at once, and keeps nothing for later. All raise PairwatchError: when the hub cannot be
    asked, or when it says no."""

    async def search(self, asked: str = "", limit: int = 50) -> list[RunBookCard]:
        """Those with words that begin so, most fitting first; with nothing asked, all by title. Quick enough
        for each key."""
        ...

    async def fitting(self, incident_id: UUID, limit: int = 20) -> list[FittingRunBook]:
        """Those that fit the incident, best first, with reasons."""
        ...

    async def get(self, run_book_id: str) -> RunBook:
        """The run-book, with its steps, its diagnostics and its problems."""
        ...

    async def save(self, run_book_id: str, text: str, based_on: str = "") -> RunBook:
        """Write the whole file: a new one (`core.run_book.slug` makes an id of its title), or the next
        version of the one whose version is `based_on`. The hub says no when that is not the newest any more,
        and to those of a folder or repository."""
        ...

    async def remove(self, run_book_id: str) -> RunBook:
        """Take it away; saving the text of what is given brings it back."""
        ...

    async def versions(self, run_book_id: str) -> list[RunBookVersion]:
        """Every version of its text, the newest first."""
        ...

    async def following(self) -> Following:
        """The folder or repository that the hub follows, and what is wrong with it."""
        ...

    async def amendments(
        self,
        *,
        state: AmendmentState | None = None,
        run_book_id: str = "",
        incident_id: UUID | None = None,
    ) -> list[RunBookAmendment]:
        """The latest first; those of one state, run-book or incident, where these are given."""
        ...

    async def propose(self, proposed: ProposedAmendment) -> RunBookAmendment:
        """Propose that a body be another one. Once for each id."""
        ...

    async def accept(self, amendment_id: UUID) -> DecidedAmendment:
        """Make it the new version; the hub says no when the run-book was changed meanwhile. For one that is a
        file, the answer has the difference to take over there and no run-book."""
        ...

    async def reject(self, amendment_id: UUID) -> DecidedAmendment:
        """Leave the run-book as it is."""
        ...


class HubRunBookDesk:
    """See `RunBookDesk`."""

    def __init__(self, ask_hub: AskHub) -> None:
        self._ask_hub = ask_hub

    async def search(self, asked: str = "", limit: int = 50) -> list[RunBookCard]:
        query = urlencode({"q": asked[:500], "limit": limit})
        return await self._ask("GET", f"/v1/run-books?{query}", list[RunBookCard])

    async def fitting(self, incident_id: UUID, limit: int = 20) -> list[FittingRunBook]:
        path = f"/v1/run-books/for-incident/{incident_id}?limit={limit}"
        return await self._ask("GET", path, list[FittingRunBook])

    async def get(self, run_book_id: str) -> RunBook:
        return await self._ask("GET", _path(run_book_id), RunBook)

    async def save(self, run_book_id: str, text: str, based_on: str = "") -> RunBook:
        written = WrittenRunBook(text=text, based_on=based_on)
        return await self._ask("PUT", _path(run_book_id), RunBook, written)

    async def remove(self, run_book_id: str) -> RunBook:
        return await self._ask("DELETE", _path(run_book_id), RunBook)

    async def versions(self, run_book_id: str) -> list[RunBookVersion]:
        return await self._ask("GET", f"{_path(run_book_id)}/versions", list[RunBookVersion])

    async def following(self) -> Following:
        return await self._ask("GET", "/v1/run-books-followed", Following)

    async def amendments(
        self,
        *,
        state: AmendmentState | None = None,
        run_book_id: str = "",
        incident_id: UUID | None = None,
    ) -> list[RunBookAmendment]:
        asked = {"state": state, "run_book_id": run_book_id, "incident_id": incident_id}
        query = urlencode({name: str(value) for name, value in asked.items() if value})
        return await self._ask("GET", f"/v1/run-book-amendments?{query}", list[RunBookAmendment])

    async def propose(self, proposed: ProposedAmendment) -> RunBookAmendment:
        return await self._ask("POST", "/v1/run-book-amendments", RunBookAmendment, proposed)

    async def accept(self, amendment_id: UUID) -> DecidedAmendment:
        return await self._ask("POST", f"/v1/run-book-amendments/{amendment_id}/accept", DecidedAmendment)

    async def reject(self, amendment_id: UUID) -> DecidedAmendment:
        return await self._ask("POST", f"/v1/run-book-amendments/{amendment_id}/reject", DecidedAmendment)

    async def _ask(self, method: str, path: str, kind: type[T], body: object = None) -> T:
        return await self._ask_hub(lambda hub: hub.asked(method, path, kind, body))


def _path(run_book_id: str) -> str:
    return f"/v1/run-books/{quote(run_book_id, safe='')}"
