"""The page log: read in pieces, summed by week, and written into by people."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from desktop.core.retro.page_log import LogPage, LogSums, WeekSums
from desktop.core.retro.page_row import LONGEST_NOTE, Cell, CellEdit, PageRow, page_row
from desktop.hub.store import team as teams
from desktop.hub.store.retro import page_log as log
from desktop.hub.store.retro.page_log import Asked, Logged
from desktop.hub.store.store import Store
from desktop.hub.store.transaction import Transaction
from desktop.hub.usecases.errors import BadCell, BadPeriod, CellChangedMeanwhile, UnknownPage

MOST = 2_000
"""Rows that are given at once."""
_SUMMED_AT_ONCE = 500
_NEXT = timedelta(microseconds=1)


def read_log(tx: Transaction, asked: Asked, after: str = "", limit: int = MOST) -> LogPage:
    """The next rows behind `after`, which is what the piece before said. Raises BadPeriod."""
    _check(asked)
    found = log.read(tx, asked, _cursor(after), min(max(limit, 1), MOST))
    rows = _rows(tx, found)
    last = rows[-1] if len(rows) == min(max(limit, 1), MOST) else None
    further = f"{last.attempted_at.isoformat()}/{last.page_id}" if last else ""
    return LogPage(rows=rows, after=further, total=log.count(tx, asked))


async def week_sums(store: Store, asked: Asked) -> LogSums:
    """The sums by week. Read in small pieces: others are served between them. Raises BadPeriod."""
    summed, after = WeekSums(), ""
    if asked.end is None:
        asked = replace(asked, end=store.now() + _NEXT)
    while True:
        piece = await store.read(partial(read_log, asked=asked, after=after, limit=_SUMMED_AT_ONCE))
        summed.add(piece.rows)
        if not piece.after:
            return LogSums(weeks=summed.weeks(), pages=piece.total)
        after = piece.after


def write_cell(
    tx: Transaction, page_id: UUID, cell: Cell, value: str | bool | None, *, based_on: int, by: str
) -> PageRow:
    """The row after somebody wrote into it. `based_on` is the version of the cell that they saw: two people
    may write into two cells of a row at once, and into one cell one after the other. Writing what is there
    already changes nothing. Raises UnknownPage, BadCell, CellChangedMeanwhile."""
    found = log.find(tx, page_id)
    if found is None:
        raise UnknownPage("The page log has no such page.", "Look at the log again.")
    value = _checked(cell, value)
    (row,) = _rows(tx, found)
    now = next((edit for edit in row.edits if edit.cell is cell), None)
    held = now.value if now is not None else "" if cell is Cell.NOTE else None
    shown = {Cell.NOTE: row.note, Cell.DOCUMENTED: row.documented, Cell.AUTOMATED: row.automated}[cell]
    # What was written before the incident was closed may not be what counts any more: then it is a new word.
    if value == held and type(value) is type(held) and (value is None or value == shown):
        return row
    version = row.version(cell)
    if based_on != version:
        who = teams.load(tx).roster.name(now.by) if now is not None else "Nobody"
        raise CellChangedMeanwhile(
            f"{who} wrote “{_told(held)}” here meanwhile. Yours was not kept.",
            "Look at theirs, then write yours again if it should stand instead.",
        )
    log.write(tx, page_id, CellEdit(cell=cell, value=value, version=version + 1, by=by, at=tx.now))
    after = log.find(tx, page_id)
    assert after is not None
    return _rows(tx, after)[0]


def _rows(tx: Transaction, found: Logged) -> tuple[PageRow, ...]:
    team = teams.load(tx)
    return tuple(
        page_row(
            page,
            found.incidents[page.incident_id],
            team,
            found.answers.get(page.incident_id, ()),
            found.edits(page),
            found.ways.get(page.id, ()),
        )
        for page in found.pages
    )


def _checked(cell: Cell, value: str | bool | None) -> str | bool | None:
    if cell is not Cell.NOTE:
        if isinstance(value, str):
            raise BadCell(f"“{cell}” is a yes or no.", "Send true, false, or null for “as the outcome says”.")
        return value
    if not isinstance(value, str):
        raise BadCell("A note is a text.", "Send a text; an empty one takes the note away.")
    text = value.strip()
    if len(text) > LONGEST_NOTE:
        raise BadCell("The note is too long.", f"Say it in at most {LONGEST_NOTE} characters.")
    return text


def _told(value: str | bool | None) -> str:
    match value:
        case True:
            return "yes"
        case False:
            return "no"
        case str():
            return value
    return ""


def _check(asked: Asked) -> None:
    for at in (asked.begin, asked.end, asked.edited_from):
        if at is not None and at.tzinfo is None:
            raise BadPeriod("A time has no offset.", "Write it as in 2026-01-05T03:12:00Z.")
    if asked.begin is not None and asked.end is not None and asked.end <= asked.begin:
        raise BadPeriod("The time ends before it begins.", "Give a `from` that is earlier than `to`.")


def _cursor(after: str) -> tuple[datetime, UUID] | None:
    if not after:
        return None
    at, _, last = after.partition("/")
    try:
        cursor = datetime.fromisoformat(at), UUID(last)
    except ValueError:
        cursor = None
    if cursor is None or cursor[0].tzinfo is None:
        raise BadPeriod("`after` is not what the piece before said.", "Send its `after` as it is.")
    return cursor
