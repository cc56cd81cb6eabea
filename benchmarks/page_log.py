"""How quick the page log is at 100,000 pages: read from a hub's store, arranged, shown, exported, read again.

QT_QPA_PLATFORM=offscreen python -m benchmarks.page_log
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from uuid import UUID, uuid5

from PySide6.QtWidgets import QApplication

from desktop.client.desks.page_log_file import export_csv, export_xlsx
from desktop.core.incident.events import Event, PageSent
from desktop.core.incident.intake import open_incident
from desktop.core.incident.page import Page
from desktop.core.retro.page_log import Grouping, LogPage
from desktop.core.retro.page_row import PageRow
from desktop.core.team.seat import Seat
from desktop.formats.page_log.reading import compare, read_xlsx
from desktop.hub.store.incident import incidents
from desktop.hub.store.retro.page_log import Asked
from desktop.hub.store.store import Store
from desktop.hub.store.transaction import Transaction
from desktop.hub.usecases.retro.page_log import read_log, week_sums
from desktop.hub.usecases.team.team import apply_team
from desktop.hub.usecases.team.team_file import TeamFile
from desktop.ui.page_log.page_log_view import PageLogView
from desktop.ui.present.retro.page_table import PageTable, Wish
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import Scheme
from tests.sample import NIGHT, TEAM, report

COUNT = 100_000
_OF_ONE = 10
"""Pages of each incident."""
_AT_ONCE = 500
_PEOPLE = ("ana", "ben", "mei", "dmitri", "priya")


@contextmanager
def told(what: str) -> Iterator[None]:
    """Says how long what is inside took."""
    begin = time.perf_counter()
    yield
    print(f"{what:<52}{time.perf_counter() - begin:8.3f} s")


def fill(tx: Transaction, numbers: range) -> None:
    """Incidents, each with ten pages, over two years."""
    for number in numbers:
        at = NIGHT - timedelta(minutes=100 * number)
        incident = open_incident(report(f"alert {number}"), "prometheus", UUID(int=number), number, TEAM, at)[
            0
        ]
        incident = replace(incident, alerts=(replace(incident.alerts[0], resolved_at=at),))
        sent: list[Event] = [PageSent(at=at, page=_page(incident.id, place, at)) for place in range(_OF_ONE)]
        incidents.add(tx, incident, sent, None)


def _page(incident_id: UUID, place: int, at: datetime) -> Page:
    return Page(
        id=uuid5(incident_id, str(place)),
        incident_id=incident_id,
        responder=_PEOPLE[place % len(_PEOPLE)],
        seat=(Seat.MANAGER, Seat.ENGINEER)[place % 2],
        level=1,
        round=1,
        attempted_at=at,
    )


async def from_a_hub(folder: Path) -> list[PageRow]:
    """The rows as desktops get them."""
    store = Store.open(f"sqlite:///{folder / 'hub.sqlite3'}")
    try:
        await store.write(partial(apply_team, file=TeamFile(team=TEAM, integrations=())))
        for first in range(1, COUNT // _OF_ONE + 1, _AT_ONCE):
            await store.write(partial(fill, numbers=range(first, first + _AT_ONCE)))
        rows: list[PageRow] = []
        with told("read from the store, in pieces of 2,000"):
            piece = LogPage(rows=(), after="", total=0)
            while True:
                piece = await store.read(partial(read_log, asked=Asked(), after=piece.after))
                rows += piece.rows
                if not piece.after:
                    break
        with told("weekly sums at the hub"):
            sums = await week_sums(store, Asked())
        if not sums.pages == piece.total == len(rows) == COUNT:
            raise AssertionError("pages are missing: the measurement measures nothing")
        return rows
    finally:
        await store.close()


def arranged(rows: list[PageRow]) -> None:
    """What happens in a thread beside the window, then what the window itself does."""
    table = PageTable(rows)
    for what, wish in (
        ("arranged for the first time", Wish()),
        ("sorted by another column", Wish(sorted_by=1)),
        ("sorted again", Wish(sorted_by=1, descending=False)),
        ("searched for the first time", Wish(text="checkout sato")),
        ("searched again", Wish(text="okafor")),
        ("grouped by week", Wish(grouping=Grouping.WEEK)),
        ("grouped by person", Wish(grouping=Grouping.PERSON)),
    ):
        with told(f"  apart: {what}"):
            table.arranged(wish)
    app = QApplication(sys.argv[:1])
    view = PageLogView(Theme(app, Scheme.DARK))
    view.resize(1200, 800)
    view.show()
    app.processEvents()
    found = table.arranged(Wish())
    for what in ("  window: shown", "  window: shown again"):
        with told(what):
            view.show_arranged(found, Wish(), TEAM, can_write=True, proof="")
            app.processEvents()
    with told("  window: scrolled to the end"):
        view.table.scrollToBottom()
        app.processEvents()
    view.close()


def files(folder: Path, rows: list[PageRow]) -> None:
    """Exported, and an XLSX compared."""
    with told("CSV"):
        export_csv(folder / "log.csv", rows)
    with told("XLSX"):
        export_xlsx(folder / "log.xlsx", rows, len(rows), NIGHT)
    with told("XLSX read again and compared"), (folder / "log.xlsx").open("rb") as file:
        found = compare({row.page_id: row for row in rows}, list(read_xlsx(file)))
    if found.differences:
        raise AssertionError("a file that nobody edited differs")


def main() -> None:
    print(f"{COUNT:,} pages")
    with tempfile.TemporaryDirectory() as name:
        rows = asyncio.run(from_a_hub(Path(name)))
        arranged(rows)
        files(Path(name), rows)


if __name__ == "__main__":
    main()
