"""The page log of a hub that sits at the same table."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from desktop.core.errors import PairwatchError
from desktop.core.retro.page_log import LogPage, LogSums, sums
from desktop.core.retro.page_row import Cell, CellEdit, PageRow

if TYPE_CHECKING:
    from tests.doubles.table_session import TableSession


class TablePageLog:
    """Implements `client.page_log_desk.PageLogDesk`. `refusal`: the hub says no with it; `piece_size`:
    how many rows it gives at once."""

    def __init__(self, session: TableSession) -> None:
        self._session = session
        self._rows: dict[UUID, PageRow] = {}
        self.refusal: PairwatchError | None = None
        self.piece_size = 2_000
        self.asked = 0

    def put(self, *rows: PageRow) -> None:
        """The hub knows of these pages."""
        self._rows |= {row.page_id: row for row in rows}
        self._session.evolve(cursor=self._session.state.cursor + 1)

    def others_write(self, page_id: UUID, cell: Cell, value: str | bool | None, by: str) -> None:
        """Somebody else writes into a row."""
        self.put(self._written(self._rows[page_id], cell, value, by))

    def row(self, page_id: UUID) -> PageRow:
        """As the hub has it."""
        return self._rows[page_id]

    async def piece(
        self,
        begin: datetime | None = None,
        end: datetime | None = None,
        after: str = "",
        *,
        incident: UUID | None = None,
        edited_from: datetime | None = None,
    ) -> LogPage:
        self._ask()
        rows = self._within(begin, end)
        if incident is not None:
            rows = [row for row in rows if row.incident_id == incident]
        if edited_from is not None:
            rows = [row for row in rows if any(edit.at >= edited_from for edit in row.edits)]
        start = int(after or 0)
        stop = start + self.piece_size
        further = str(stop) if stop < len(rows) else ""
        return LogPage(rows=tuple(rows[start:stop]), after=further, total=len(rows))

    async def sums(self, begin: datetime | None = None, end: datetime | None = None) -> LogSums:
        self._ask()
        rows = self._within(begin, end)
        return LogSums(weeks=tuple(sums(rows)), pages=len(rows))

    async def write(self, row: PageRow, cell: Cell, value: str | bool | None) -> PageRow:
        self._ask()
        known = self._rows[row.page_id]
        if known.version(cell) != row.version(cell):
            raise PairwatchError(
                "Somebody wrote here meanwhile. Yours was not kept.", "Look at theirs first."
            )
        after = self._written(known, cell, value, self._session.state.me or "")
        for other in tuple(self._rows.values()):
            # What is said of an incident stands in all its rows.
            if cell is not Cell.NOTE and other.incident_id == row.incident_id:
                self.put(self._written(other, cell, value, self._session.state.me or ""))
        self.put(after)
        return after

    def _written(self, row: PageRow, cell: Cell, value: str | bool | None, by: str) -> PageRow:
        now = self._session.state.hub_now(self._session.clock.now())
        edit = CellEdit(cell=cell, value=value, version=row.version(cell) + 1, by=by, at=now)
        others = tuple(edit for edit in row.edits if edit.cell is not cell)
        return replace(row, edits=(*others, edit), **{cell.value: value})  # type: ignore[arg-type]

    def _within(self, begin: datetime | None, end: datetime | None) -> list[PageRow]:
        found = (
            row
            for row in self._rows.values()
            if (begin is None or row.attempted_at >= begin) and (end is None or row.attempted_at < end)
        )
        return sorted(found, key=lambda row: (row.attempted_at, row.page_id))

    def _ask(self) -> None:
        self.asked += 1
        if not self._session.online:
            raise PairwatchError("The hub cannot be reached.", "Pairwatch goes on trying.")
        if self.refusal is not None:
            raise self.refusal
