"""What is asked of the hub about the page log: its rows in pieces, its sums, and cells that people write."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import TYPE_CHECKING, Protocol, TypeVar
from urllib.parse import urlencode
from uuid import UUID

if TYPE_CHECKING:
    # Not for every start of the desktop: whoever asks first loads them.
    from desktop.client.hub_api import HubApi
    from desktop.core.retro.page_log import LogPage, LogSums
    from desktop.core.retro.page_row import Cell, PageRow

T = TypeVar("T")


class AskHub(Protocol):
    """Asks the hub that is connected; raises PairwatchError when there is none."""

    def __call__(self, question: Callable[[HubApi], Awaitable[T]], /) -> Awaitable[T]: ...


class PageLogDesk(Protocol):
    """Asks the hub at once, and keeps nothing for later. All raise PairwatchError: when the hub cannot be
    asked, or when it says no."""

    async def piece(
        self,
        begin: datetime | None = None,
        end: datetime | None = None,
        after: str = "",
        *,
        incident: UUID | None = None,
        edited_from: datetime | None = None,
    ) -> LogPage:
        """The next rows of the pages that were attempted from `begin` until before `end`, the earliest first;
        `after` is what the piece before said. `incident`: only of this one; `edited_from`: only rows that
        somebody wrote into then or later."""
        ...

    async def sums(self, begin: datetime | None = None, end: datetime | None = None) -> LogSums:
        """The weeks of the same pages."""
        ...

    async def write(self, row: PageRow, cell: Cell, value: str | bool | None) -> PageRow:
        """Write into the cell as it stands in `row`; the row as the hub has it then. The hub says no when
        somebody wrote into the cell meanwhile."""
        ...


class HubPageLogDesk:
    """See `PageLogDesk`."""

    def __init__(self, ask_hub: AskHub) -> None:
        self._ask_hub = ask_hub

    async def piece(
        self,
        begin: datetime | None = None,
        end: datetime | None = None,
        after: str = "",
        *,
        incident: UUID | None = None,
        edited_from: datetime | None = None,
    ) -> LogPage:
        from desktop.core.retro.page_log import LogPage

        asked = _asked(begin, end, edited_from=edited_from, after=after, incident=incident)
        return await self._ask("GET", f"/v1/page-log{asked}", LogPage)

    async def sums(self, begin: datetime | None = None, end: datetime | None = None) -> LogSums:
        from desktop.core.retro.page_log import LogSums

        return await self._ask("GET", f"/v1/page-log/sums{_asked(begin, end)}", LogSums)

    async def write(self, row: PageRow, cell: Cell, value: str | bool | None) -> PageRow:
        from desktop.core.retro.page_row import PageRow

        body = {"cell": cell, "value": value, "based_on": row.version(cell)}
        return await self._ask("PUT", f"/v1/page-log/{row.page_id}", PageRow, body)

    async def _ask(self, method: str, path: str, kind: type[T], body: object = None) -> T:
        return await self._ask_hub(lambda hub: hub.asked(method, path, kind, body))


async def all_rows(
    desk: PageLogDesk,
    begin: datetime | None = None,
    end: datetime | None = None,
    told: Callable[[list[PageRow], int], None] = lambda _rows, _total: None,
) -> tuple[list[PageRow], int]:
    """Every row of that time, and how many pages the hub's store counts for it. `told` is called after each
    piece with the rows so far and that count."""
    rows: list[PageRow] = []
    after = ""
    while True:
        piece = await desk.piece(begin, end, after)
        rows.extend(piece.rows)
        told(rows, piece.total)
        if not piece.after:
            return rows, piece.total
        after = piece.after


def _asked(begin: datetime | None, end: datetime | None, **others: object) -> str:
    values = {"from": begin, "to": end, **others}
    told = {
        name: value.isoformat() if isinstance(value, datetime) else str(value)
        for name, value in values.items()
        if value
    }
    return f"?{urlencode(told)}" if told else ""
