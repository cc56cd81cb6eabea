"""An edited workbook read again: what differs in the cells that people write.

The library is loaded when the first workbook is read.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import IO, Any
from uuid import UUID

from desktop.core.errors import PairwatchError
from desktop.core.retro.page_row import LONGEST_NOTE, Cell, PageRow
from desktop.formats.page_log.columns import BASE, COLUMNS, PAGE_ID
from desktop.formats.page_log.workbook import PAGES

_YES = ("true", "yes", "y", "1", "x", "wahr", "ja")
_NO = ("false", "no", "n", "0", "falsch", "nein")
_TITLES = {column.cell: column.title for column in COLUMNS if column.cell is not None}


class NotAPageLog(PairwatchError):
    """The file is none that was exported from a page log."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetRow:
    """One line of the sheet. `base`: version and value of each cell when it was exported; empty: the sheet
    does not say any more. `problems` are cells that say nothing one can read."""

    line: int
    page_id: UUID
    values: Mapping[Cell, str | bool | None]
    base: Mapping[Cell, tuple[int, str | bool | None]]
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A cell that would become another. `based_on` is the version it has at the hub now. `changed_by`: who
    wrote into it after the sheet was made, so that taking this would replace their word; empty: nobody."""

    row: PageRow
    cell: Cell
    before: str | bool | None
    after: str | bool | None
    based_on: int
    changed_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """`unknown` counts lines of pages that were not looked up; `problems` say what could not be read."""

    differences: tuple[Difference, ...]
    unknown: int
    problems: tuple[str, ...]


def read_xlsx(file: IO[bytes]) -> Iterator[SheetRow]:
    """The lines of the sheet of pages. Raises NotAPageLog."""
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(file, read_only=True, data_only=True)
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, OSError) as error:
        raise NotAPageLog(
            "This is no XLSX file that can be read.", "Save it as XLSX in the program that edited it."
        ) from error
    try:
        if PAGES not in book.sheetnames:
            raise NotAPageLog(
                f"The file has no sheet “{PAGES}”.", "Take a file that was exported from the page log."
            )
        lines = book[PAGES].iter_rows(values_only=True)
        head = {str(title): place for place, title in enumerate(next(lines, ())) if title is not None}
        missing = [title for title in (PAGE_ID, *_TITLES.values()) if title not in head]
        if missing:
            raise NotAPageLog(
                f"The sheet has no column “{missing[0]}”.",
                "Take a file that was exported from the page log, with its first line as it was.",
            )
        for number, line in enumerate(lines, start=2):
            row = _row(number, line, head)
            if row is not None:
                yield row
    finally:
        book.close()


def compare(rows: Mapping[UUID, PageRow], sheet: Sequence[SheetRow]) -> Compared:
    """What the sheet would change in `rows`, which are as the hub has them now. A cell that is as it was when
    it was exported is no difference, whatever the hub has now."""
    found: list[Difference] = []
    problems: list[str] = []
    unknown = 0
    for line in sheet:
        row = rows.get(line.page_id)
        if row is None:
            unknown += 1
            continue
        problems += line.problems
        for cell, after in line.values.items():
            difference = _difference(row, cell, after, line.base.get(cell))
            if difference is not None:
                found.append(difference)
    return Compared(differences=tuple(found), unknown=unknown, problems=tuple(problems))


def _difference(
    row: PageRow, cell: Cell, after: str | bool | None, base: tuple[int, str | bool | None] | None
) -> Difference | None:
    before: str | bool | None = {
        Cell.NOTE: row.note,
        Cell.DOCUMENTED: row.documented,
        Cell.AUTOMATED: row.automated,
    }[cell]
    edit = next((edit for edit in row.edits if edit.cell is cell), None)
    if after == before or (base is not None and after == base[1]):
        return None
    if after is None and edit is None:
        return None  # emptied, and there is nothing at the hub that could be taken back
    version = edit.version if edit is not None else 0
    changed = edit is not None and base is not None and base[0] != version
    return Difference(
        row=row,
        cell=cell,
        before=before,
        after=after,
        based_on=version,
        changed_by=edit.by if changed and edit is not None else "",
    )


def _row(number: int, line: Sequence[Any], head: Mapping[str, int]) -> SheetRow | None:
    def cell(title: str) -> Any:
        place = head.get(title, len(line))
        return line[place] if place < len(line) else None

    try:
        page_id = UUID(str(cell(PAGE_ID)).strip())
    except ValueError:
        return None  # a line that somebody added
    values: dict[Cell, str | bool | None] = {}
    problems = []
    note = "" if (found := cell(_TITLES[Cell.NOTE])) is None else str(found).strip()
    if len(note) > LONGEST_NOTE:
        problems.append(f"Line {number}: the note has more than {LONGEST_NOTE} characters.")
    else:
        values[Cell.NOTE] = note
    for which in (Cell.DOCUMENTED, Cell.AUTOMATED):
        said = cell(_TITLES[which])
        word = "" if said is None else str(said).strip().casefold().removesuffix(".0")
        if word in _YES or word in _NO or not word:
            values[which] = None if not word else word in _YES
        else:
            problems.append(f"Line {number}: “{said}” under {_TITLES[which]} is neither yes nor no.")
    return SheetRow(
        line=number, page_id=page_id, values=values, base=_base(cell(BASE)), problems=tuple(problems)
    )


def _base(text: Any) -> dict[Cell, tuple[int, str | bool | None]]:
    try:
        found = json.loads(text) if isinstance(text, str) else []
        return {cell: (int(version), value) for cell, (version, value) in zip(Cell, found, strict=True)}
    except (ValueError, TypeError):
        return {}
