"""Fills the page log from the hub, keeps it current, and carries out what is written there."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, time, timedelta
from functools import partial
from typing import Any, TypeAlias

from PySide6.QtCore import QObject

from desktop import tasks
from desktop.client.desks.page_log_desk import all_rows
from desktop.client.state import State
from desktop.core.errors import PairwatchError
from desktop.core.retro.page_row import Cell, PageRow
from desktop.core.team.team import Team
from desktop.core.zones import instant, zone
from desktop.ui.bridge import Bridge
from desktop.ui.page_log.log_files import LogFiles
from desktop.ui.page_log.page_log_view import PERIODS, PageLogView
from desktop.ui.present.retro.page_log import proof
from desktop.ui.present.retro.page_table import PageTable
from desktop.ui.present.words import tr
from desktop.ui.timeline_loader import Start

InThread: TypeAlias = Callable[..., Awaitable[Any]]
_QUICK = 3_000
"""So many rows are arranged at once; more in a thread, so that the windows stay awake."""
_MOST_ASKED = 10
"""If more incidents changed, all is loaded again."""
_AGO = timedelta(seconds=30)
"""Clocks differ a little, and an edit is committed a little after its time."""


class PageLogPresenter(QObject):
    """`refresh` is called when the view is shown, when the state changed, and now and then: it asks the hub
    for what changed only."""

    def __init__(
        self,
        view: PageLogView,
        bridge: Bridge,
        start: Start = tasks.start,
        in_thread: InThread = asyncio.to_thread,
    ) -> None:
        super().__init__(view)
        self._view, self._bridge, self._start, self._in_thread = view, bridge, start, in_thread
        self._weeks: int | None = PERIODS[1]
        self._table: PageTable | None = None
        self._total = 0
        self._seen: State | None = None
        self._loaded_at: datetime | None = None
        self._busy = self._again = self._whole = False
        self._arranging = self._arrange_again = False
        self._retry: Callable[[], None] = self.reload
        self._unreached = False
        """The hub could not be asked; what else is told as wrong stays until somebody read it."""
        self.files = LogFiles(view, bridge, start, in_thread, self.period, self.reload)
        view.period.show_chosen(1)
        view.shown.connect(self.refresh)
        view.acted.connect(self._act)
        view.wished.connect(self._arrange)
        view.period_chosen.connect(self._choose)
        view.table.rows.edited.connect(self._write)

    def refresh(self) -> None:
        """Ask the hub for what changed since it was asked last."""
        if self._bridge.state is not self._seen:
            self._ask(whole=self._table is None)

    def reload(self) -> None:
        """Ask the hub for all of it."""
        self._ask(whole=True)

    def period(self) -> datetime | None:
        """From when on pages are shown: whole weeks, by the schedule's clock."""
        if self._weeks is None:
            return None
        there = zone(self._team.schedule.zone)
        today = self._bridge.hub_now().astimezone(there).date()
        return instant(today - timedelta(days=today.weekday(), weeks=self._weeks - 1), time(), there)

    @property
    def _team(self) -> Team:
        return self._bridge.state.team or Team()

    def _choose(self, number: int) -> None:
        self._weeks = PERIODS[number]
        self.reload()

    def _ask(self, *, whole: bool) -> None:
        self._whole = self._whole or whole
        if self._busy:
            self._again = True
            return
        self._busy = True
        self._start(self._load(), "page log")

    async def _load(self) -> None:
        try:
            while True:
                self._again, whole, self._whole = False, self._whole, False
                before, self._seen = self._seen, self._bridge.state
                try:
                    if whole or before is None or not await self._load_changed(before):
                        await self._load_all()
                except PairwatchError as error:
                    self._fail(error, self.reload)
                    self._unreached = True
                    if self._table is None:
                        self._view.show_empty(tr("The page log is not here yet"), "")
                    return
                if not self._again:
                    return
        finally:
            self._busy = False

    async def _load_all(self) -> None:
        began = self._bridge.hub_now()
        rows, total = await all_rows(self._bridge.session.page_log, self.period(), told=self._tell)
        self._table, self._total, self._loaded_at = PageTable(rows), total, began
        self._reached()
        self._arrange()

    async def _load_changed(self, before: State) -> bool:
        """Ask for the incidents that changed and the rows somebody wrote into; whether that is enough."""
        known, now = before.incidents, self._bridge.state.incidents
        changed = [key for key, incident in now.items() if known.get(key) != incident]
        if self._table is None or self._loaded_at is None or len(changed) > _MOST_ASKED:
            return False
        began, desk, begin = self._bridge.hub_now(), self._bridge.session.page_log, self.period()
        rows: list[PageRow] = []
        for key in changed:
            piece = await desk.piece(begin, incident=key)
            if piece.after:
                return False
            rows += piece.rows
        piece = await desk.piece(begin, edited_from=self._loaded_at - _AGO)
        rows += piece.rows
        if piece.after:
            return False
        table = self._table.with_rows(rows)
        self._total += len(table.rows) - len(self._table.rows)
        held = {row.page_id: row for row in self._table.rows}
        if any(held.get(row.page_id) != row for row in rows):
            self._table = table
            self._arrange()
        self._loaded_at = began
        self._reached()
        return True

    def _reached(self) -> None:
        if self._unreached:
            self._unreached = False
            self._view.show_problem("")

    def _tell(self, rows: list[PageRow], total: int) -> None:
        if len(rows) < total:
            said = tr("Loading {n} of {all} pages …").format(n=f"{len(rows):,}", all=f"{total:,}")
            self._view.show_progress(said)

    # What is shown

    def _arrange(self) -> None:
        if self._table is None:
            return
        if len(self._table.rows) <= _QUICK:
            self._show(self._table.arranged(self._view.wish))
        elif self._arranging:
            self._arrange_again = True
        else:
            self._arranging = True
            self._start(self._arrange_apart(), "page log: arrange")

    async def _arrange_apart(self) -> None:
        try:
            while True:
                self._arrange_again = False
                table, wish = self._table, self._view.wish
                assert table is not None
                arranged = await self._in_thread(table.arranged, wish)
                if not self._arrange_again:
                    self._show(arranged)
                    return
        finally:
            self._arranging = False

    def _show(self, arranged: Any) -> None:
        assert self._table is not None
        me = self._bridge.viewer.me
        self._view.show_arranged(
            arranged,
            self._view.wish,
            self._team,
            can_write=me is not None and self._team.roster.can_be_paged(me),
            proof=proof(len(self._table.rows), self._total),
        )
        if not self._table.rows:
            self._view.show_empty(
                tr("Nobody was paged in this time"),
                tr("Every page will stand here from the moment it is sent: when, to whom, how long it took."),
            )

    # What is written

    def _write(self, row: PageRow, cell: Cell, value: str | bool | None) -> None:
        self._start(self._keep(row, cell, value), "page log: write")

    async def _keep(self, row: PageRow, cell: Cell, value: str | bool | None) -> None:
        desk = self._bridge.session.page_log
        try:
            saved = await desk.write(row, cell, value)
        except PairwatchError as error:
            mine = tr("You wrote: “{words}”.").format(words=value) if isinstance(value, str) else ""
            self._fail(error, partial(self._write_over, row, cell, value), tr("Write mine"), mine)
            self._ask(whole=False)
            return
        self._view.show_problem("")
        self._know(saved)

    def _write_over(self, row: PageRow, cell: Cell, value: str | bool | None) -> None:
        """Over what is there now, which has been shown."""
        held = self._table.rows if self._table is not None else ()
        newest = next((known for known in held if known.page_id == row.page_id), row)
        self._write(newest, cell, value)

    def _know(self, row: PageRow) -> None:
        if self._table is not None:
            self._table = self._table.with_rows([row])
            self._arrange()

    def _act(self) -> None:
        self._view.show_problem("")
        retry, self._retry = self._retry, self.reload
        retry()

    def _fail(
        self, error: PairwatchError, retry: Callable[[], None], action: str = "", more: str = ""
    ) -> None:
        self._retry, self._unreached = retry, False
        self._view.show_problem(error.sentence, f"{error.remedy} {more}".strip(), action)
