"""The page log as XLSX: the pages, the weeks with charts, and a line that proves that nothing is missing.

The library is loaded when the first workbook is written.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from datetime import date, datetime
from typing import IO, TYPE_CHECKING, Any

from desktop.core.errors import PairwatchError
from desktop.core.retro.page_log import Sums, WeekSums
from desktop.core.retro.page_row import PageRow
from desktop.formats.page_log.columns import COLUMNS, Column, Kind, Value

if TYPE_CHECKING:
    from xlsxwriter import Workbook

PAGES = "Pages"
WEEKS = "Weeks"
MOST_ROWS = 1_048_575
"""What a sheet holds beside its header."""
_LONGEST = 32_767
_NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udfff]")
_EVERY = 500

_WEEK_COLUMNS: tuple[tuple[str, Callable[[Sums], Value]], ...] = (
    ("Week", lambda week: date.fromisoformat(week.group)),
    ("Pages", lambda week: week.pages),
    ("Acknowledged", lambda week: week.acknowledged),
    ("Given up", lambda week: week.given_up),
    ("Incidents", lambda week: week.incidents),
    ("People paged", lambda week: week.people),
    ("Off hours", lambda week: week.off_hours),
    ("Asleep", lambda week: week.asleep),
    ("Night", lambda week: week.night),
    ("Nights disturbed", lambda week: week.nights),
    ("Seconds to ringing (median)", lambda week: week.to_ringing),
    ("Seconds to acknowledgement (median)", lambda week: week.to_acknowledgement),
)


class TooLong(PairwatchError):
    """There are more pages than a sheet has lines."""


def write_xlsx(
    out: IO[bytes],
    rows: Iterable[PageRow],
    hub_count: int | Callable[[], int],
    made_at: datetime,
    progress: Callable[[int], None] = lambda _count: None,
) -> int:
    """Write the whole workbook; how many pages are in it. `hub_count` is how many the hub counts for the same
    time, asked for after the last row. `made_at` is what the file says of when it was made. `progress` is
    told now and then how many rows are written. Rows are kept on the disk meanwhile, not in memory. Raises
    OSError, TooLong."""
    from xlsxwriter import Workbook
    from xlsxwriter.exceptions import FileCreateError, XlsxWriterException

    # Nothing that an alert says may become a formula or a link.
    book = Workbook(out, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": "Page log", "created": made_at.replace(tzinfo=None)})
    try:
        looks, sums = _Looks(book), WeekSums()
        count = _write_pages(book, looks, rows, sums, progress)
        known = hub_count if isinstance(hub_count, int) else hub_count()
        _write_weeks(book, looks, sums.weeks(), count, known)
    except BaseException:
        # Whoever asked throws the rest away; but the rows' file on the disk must go now.
        with suppress(OSError, XlsxWriterException):
            book.close()
        raise
    try:
        book.close()
    except FileCreateError as error:
        raise OSError(str(error)) from error
    progress(count)
    return count


class _Looks:
    def __init__(self, book: Workbook) -> None:
        self.head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        self.bold = book.add_format({"bold": True})
        self.of = {
            Kind.MOMENT: book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"}),
            Kind.DAY: book.add_format({"num_format": "yyyy-mm-dd"}),
            Kind.NUMBER: book.add_format({"num_format": "0"}),
            Kind.SECONDS: book.add_format({"num_format": "0.0"}),
            Kind.YES_NO: book.add_format({}),
            Kind.TEXT: book.add_format({}),
        }
        self.open = book.add_format({"bg_color": "#FFF7D6"})


def _write_pages(
    book: Workbook, looks: _Looks, rows: Iterable[PageRow], sums: WeekSums, progress: Callable[[int], None]
) -> int:
    sheet = book.add_worksheet(PAGES)
    sheet.freeze_panes(1, 1)
    for place, column in enumerate(COLUMNS):
        look = looks.open if column.cell is not None else looks.of[column.kind]
        sheet.set_column(place, place, column.width, look, {"hidden": column.hidden})
        sheet.write_string(0, place, column.title, looks.head)
    count = 0
    for row in rows:
        count += 1
        if count > MOST_ROWS:
            raise TooLong(
                f"A sheet holds no more than {MOST_ROWS:,} pages.", "Export a shorter time, or CSV."
            )
        sums.add((row,))
        for place, column in enumerate(COLUMNS):
            _write(sheet, count, place, column, column.value(row), looks)
        if count % _EVERY == 0:
            progress(count)
    sheet.autofilter(0, 0, max(count, 1), len(COLUMNS) - 1)
    return count


def _write(sheet: Any, line: int, place: int, column: Column, value: Value, looks: _Looks) -> None:
    look = looks.open if column.cell is not None else looks.of[column.kind]
    match value:
        case None | "":
            if column.cell is not None:
                sheet.write_blank(line, place, None, look)
        case bool():
            sheet.write_boolean(line, place, value, look)
        case int() | float():
            sheet.write_number(line, place, value, look)
        case datetime():
            # The column says in which zone: sheets know none.
            sheet.write_datetime(line, place, value.replace(tzinfo=None), look)
        case date():
            sheet.write_datetime(line, place, value, look)
        case _:
            sheet.write_string(line, place, _NOT_XML.sub("\ufffd", value)[:_LONGEST], look)


def _write_weeks(book: Workbook, looks: _Looks, weeks: Sequence[Sums], count: int, hub_count: int) -> None:
    sheet = book.add_worksheet(WEEKS)
    # In the order of the lines: what is written is on the disk already.
    last = count + 1
    sheet.freeze_panes(6, 1)
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, len(_WEEK_COLUMNS) - 1, 13)
    sheet.write_string(0, 0, "Pages in this file", looks.bold)
    sheet.write_formula(0, 1, f"=COUNTA({PAGES}!A2:A{max(last, 2)})", looks.bold, count)
    sheet.write_string(1, 0, "Pages that the hub counts", looks.bold)
    sheet.write_number(1, 1, hub_count, looks.bold)
    first, end = 7, 6 + max(len(weeks), 1)
    sheet.write_string(2, 0, "Pages in the weeks below", looks.bold)
    sheet.write_formula(2, 1, f"=SUM(B{first}:B{end})", looks.bold, sum(week.pages for week in weeks))
    sheet.write_string(3, 0, "Check", looks.bold)
    agree = count == hub_count
    said = '=IF(AND(B1=B2,B3=B2),"All three agree.","They differ: pages are missing or were taken out.")'
    value = "All three agree." if agree else "They differ: pages are missing or were taken out."
    sheet.write_formula(3, 1, said, looks.bold, value)
    for place, (title, _) in enumerate(_WEEK_COLUMNS):
        sheet.write_string(5, place, title, looks.head)
    for line, week in enumerate(weeks, start=6):
        for place, (_, value_of) in enumerate(_WEEK_COLUMNS):
            found = value_of(week)
            if isinstance(found, date):
                sheet.write_datetime(line, place, found, looks.of[Kind.DAY])
            elif isinstance(found, int | float):
                kind = Kind.SECONDS if isinstance(found, float) else Kind.NUMBER
                sheet.write_number(line, place, found, looks.of[kind])
    if weeks:
        sheet.autofilter(5, 0, end - 1, len(_WEEK_COLUMNS) - 1)
        _chart(book, sheet, "Pages by week", "Pages", (1, 2, 3), end, 0)
        _chart(book, sheet, "Nights disturbed by week", "Nights", (9,), end, 1)
        _chart(book, sheet, "Seconds to acknowledgement (median)", "Seconds", (11,), end, 2, kind="line")


def _chart(
    book: Workbook,
    sheet: Any,
    title: str,
    unit: str,
    columns: Sequence[int],
    end: int,
    place: int,
    kind: str = "column",
) -> None:
    chart = book.add_chart({"type": kind})
    assert chart is not None
    for column in columns:
        chart.add_series(
            {
                "name": [WEEKS, 5, column],
                "categories": [WEEKS, 6, 0, end - 1, 0],
                "values": [WEEKS, 6, column, end - 1, column],
                **({"marker": {"type": "circle"}} if kind == "line" else {}),
            }
        )
    chart.set_title({"name": title})
    chart.set_y_axis({"name": unit, "min": 0})
    chart.set_x_axis({"num_format": "yyyy-mm-dd", "text_axis": True})
    if len(columns) == 1:
        chart.set_legend({"none": True})
    sheet.insert_chart(6, len(_WEEK_COLUMNS) + 1, chart, {"y_offset": place * 300})
