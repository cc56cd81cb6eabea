"""The page log as XLSX and CSV, and an edited XLSX read again."""

from __future__ import annotations

import csv
import io
import shutil
import subprocess
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter

from desktop.core.incident.page import PageOutcome
from desktop.core.retro.page_row import Cell, CellEdit, PageRow, Way, page_row
from desktop.formats.page_log import workbook
from desktop.formats.page_log.columns import BASE, COLUMNS, PAGE_ID, SHOWN
from desktop.formats.page_log.csv_text import write_csv
from desktop.formats.page_log.reading import Compared, NotAPageLog, compare, read_xlsx
from desktop.formats.page_log.workbook import PAGES, WEEKS, write_xlsx
from tests.sample import NIGHT, TEAM, fresh
from tests.unit.core.retro.test_page_row import page, paged

TITLES = [column.title for column in COLUMNS]


def row(number: int = 1, at: datetime = NIGHT, **fields: object) -> PageRow:
    answered = {
        "ringing_at": at + timedelta(seconds=1.5),
        "ended_at": at + timedelta(seconds=40),
        "outcome": PageOutcome.ACKNOWLEDGED,
    }
    made = page_row(page("dmitri", at, **answered), paged(fresh()), TEAM)
    return replace(made, page_id=UUID(int=number), **fields)  # type: ignore[arg-type]


def clock(*parts: int) -> datetime:
    """What a clock on the wall shows: a sheet knows no zones."""
    return datetime(*parts, tzinfo=UTC).replace(tzinfo=None)  # type: ignore[misc,arg-type]


def xlsx(rows: Iterable[PageRow], hub_count: int | None = None) -> io.BytesIO:
    rows = list(rows)
    out = io.BytesIO()
    assert write_xlsx(out, rows, len(rows) if hub_count is None else hub_count, NIGHT) == len(rows)
    out.seek(0)
    return out


def column(title: str) -> int:
    return TITLES.index(title) + 1


def edited(file: io.BytesIO, cells: dict[tuple[int, str], str | bool | None]) -> io.BytesIO:
    """As a person edits it in another program."""
    book = load_workbook(file)
    for (line, title), value in cells.items():
        book[PAGES].cell(line, column(title)).value = value
    out = io.BytesIO()
    book.save(out)
    out.seek(0)
    return out


def compared(rows: Iterable[PageRow], file: io.BytesIO) -> Compared:
    return compare({row.page_id: row for row in rows}, list(read_xlsx(file)))


def test_cells_have_real_types():
    sheet = load_workbook(xlsx([row(documented=True, note="Late")]))[PAGES]
    assert [cell.value for cell in sheet[1]] == TITLES
    found = dict(zip(TITLES, (cell.value for cell in sheet[2]), strict=True))
    assert found["Sent (UTC)"] == clock(2026, 11, 24, 2, 41, 52)
    assert found["Sent (their time)"] == clock(2026, 11, 23, 21, 41, 52)
    assert found["Sent (schedule)"] == clock(2026, 11, 24, 3, 41, 52)
    assert found["Week"] == clock(2026, 11, 23)
    assert (found["Level"], found["Incident"], found["Seconds to ringing"]) == (1, 1, 1.5)
    assert (found["Asleep"], found["Night"], found["Documented"], found["Automated"]) == (
        False,
        True,
        True,
        None,
    )
    assert (found["To"], found["Answered by"], found["How far"]) == (
        "Dmitri Alvarez",
        "Dmitri Alvarez",
        "acknowledged",
    )


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "desktop"),
        (
            {"ways": (Way(channel="Phone", sent=True), Way(channel="Mail"))},
            "desktop, Phone, Mail (on its way)",
        ),
        (
            {"ringing_at": None, "outcome": None, "ways": (Way(channel="Mail", sent=False),)},
            "no desktop confirmed, Mail (not sent)",
        ),
        ({"ringing_at": None, "outcome": PageOutcome.TAKEN}, "no desktop confirmed"),
    ],
)
def test_the_channel_says_by_which_ways_a_page_went(fields: dict[str, object], words: str):
    sheet = load_workbook(xlsx([row(**fields)]))[PAGES]  # type: ignore[arg-type]
    assert sheet.cell(2, column("Channel")).value == words


def test_seconds_to_each_are_numbers():
    given_up = row(2, outcome=PageOutcome.EXPIRED, ended_at=NIGHT + timedelta(minutes=5))
    sheet = load_workbook(xlsx([row(1), given_up]))[PAGES]
    titles = ("Seconds to ringing", "Seconds to acknowledgement", "Seconds to giving up")
    found = [[sheet.cell(line, column(title)).value for title in titles] for line in (2, 3)]
    assert found == [[1.5, 40, None], [1.5, None, 300]]


def test_the_header_stays_and_filters_are_there():
    book = load_workbook(xlsx([row(1), row(2)]))
    sheet = book[PAGES]
    assert sheet.freeze_panes == "B2"
    assert sheet.auto_filter.ref == f"A1:{sheet.cell(3, len(COLUMNS)).coordinate}"
    assert sheet.column_dimensions[get_column_letter(column(BASE))].hidden
    assert len(vars(book[WEEKS])["_charts"]) == 3


def test_weeks_are_summed_and_the_counts_are_proved():
    rows = [row(1), row(2), row(3, NIGHT + timedelta(days=7))]
    sheet = load_workbook(xlsx(rows), data_only=True)[WEEKS]
    assert [sheet.cell(line, 2).value for line in (1, 2, 3)] == [3, 3, 3]
    assert sheet["B4"].value == "All three agree."
    lines = [(sheet.cell(line, 1).value, sheet.cell(line, 2).value) for line in (7, 8, 9)]
    assert lines == [(clock(2026, 11, 23), 2), (clock(2026, 11, 30), 1), (None, None)]
    formulas = load_workbook(xlsx(rows))[WEEKS]
    assert formulas["B1"].value == f"=COUNTA({PAGES}!A2:A4)"
    assert formulas["B3"].value == "=SUM(B7:B8)"


def test_a_page_that_is_missing_is_told():
    sheet = load_workbook(xlsx([row(1)], hub_count=2), data_only=True)[WEEKS]
    assert sheet["B4"].value.startswith("They differ")


def test_an_empty_log_is_a_good_file():
    book = load_workbook(xlsx([]), data_only=True)
    assert book[PAGES].max_row <= 2
    assert (book[WEEKS]["B1"].value, book[WEEKS]["B4"].value) == (0, "All three agree.")


def test_more_than_a_sheet_holds_is_refused(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(workbook, "MOST_ROWS", 1)
    with pytest.raises(workbook.TooLong):
        xlsx([row(1), row(2)])


@pytest.mark.parametrize("title", ["=1+1", "http://example.com/x", "a\x00b\x0bc", "x" * 40_000, "{=A1}"])
def test_what_alerts_say_is_text(title: str):
    sheet = load_workbook(xlsx([row(title=title)]))[PAGES]
    cell = sheet.cell(2, column("Title"))
    assert cell.data_type == "s"
    assert cell.hyperlink is None
    assert cell.value == title.replace("\x00", "\ufffd").replace("\x0b", "\ufffd")[:32_767]


def test_csv_is_typed_and_carries_no_formula():
    out = io.StringIO(newline="")
    assert write_csv(out, [row(title='=HYPERLINK("x")', note="two\nlines, “quoted”", automated=False)]) == 1
    head, line = csv.reader(io.StringIO(out.getvalue(), newline=""))
    assert head == [column.title for column in SHOWN]
    found = dict(zip(head, line, strict=True))
    assert found["Sent (UTC)"] == "2026-11-24T02:41:52+00:00"
    assert found["Sent (their time)"] == "2026-11-23T21:41:52-05:00"
    assert (found["Week"], found["Seconds to acknowledgement"], found["Asleep"]) == (
        "2026-11-23",
        "40.0",
        "false",
    )
    assert (found["Documented"], found["Automated"]) == ("", "false")
    assert found["Title"] == '\'=HYPERLINK("x")'
    assert found["Note"] == "two\nlines, “quoted”"


def test_a_file_that_nobody_edited_has_no_differences():
    rows = [row(1), row(2, note="Seen"), row(3, documented=False, automated=True)]
    assert compared(rows, xlsx(rows)) == Compared(differences=(), unknown=0, problems=())
    assert compared(rows, edited(xlsx(rows), {})).differences == ()


def test_edited_cells_are_told_with_before_and_after():
    noted = CellEdit(cell=Cell.NOTE, value="Seen", version=4, by="ana", at=NIGHT)
    rows = [row(1), row(2, note="Seen", edits=(noted,)), row(3, documented=False)]
    file = edited(
        xlsx(rows),
        {(2, "Note"): " New ", (3, "Note"): None, (4, "Documented"): True, (2, "Automated"): "no"},
    )
    found = compared(rows, file)
    assert [(d.row.page_id.int, d.cell, d.before, d.after, d.based_on) for d in found.differences] == [
        (1, Cell.NOTE, "", "New", 0),
        (1, Cell.AUTOMATED, None, False, 0),
        (2, Cell.NOTE, "Seen", "", 4),
        (3, Cell.DOCUMENTED, False, True, 0),
    ]
    assert {d.changed_by for d in found.differences} == {""}


def test_what_somebody_wrote_at_the_hub_meanwhile_is_not_taken_back_unseen():
    rows = [row(1, note="Old"), row(2)]
    file = edited(xlsx(rows), {(3, "Note"): "From the sheet"})
    theirs = CellEdit(cell=Cell.NOTE, value="From the app", version=1, by="ben", at=NIGHT)
    now = [
        replace(rows[0], note="From the app", edits=(theirs,)),
        replace(rows[1], note="From the app", edits=(theirs,)),
    ]
    (found,) = compared(now, file).differences
    assert (found.row.page_id.int, found.changed_by, found.before) == (2, "ben", "From the app")


def test_what_cannot_be_read_is_told_by_line():
    rows = [row(1)]
    found = compared(rows, edited(xlsx(rows), {(2, "Documented"): "maybe", (2, "Note"): "Good"}))
    assert [d.after for d in found.differences] == ["Good"]
    assert found.problems == ("Line 2: “maybe” under Documented is neither yes nor no.",)


def test_lines_of_other_pages_and_added_lines_change_nothing():
    rows = [row(1), row(2)]
    file = edited(xlsx(rows), {(2, "Note"): "x", (3, PAGE_ID): "Sum"})
    assert compared(rows[1:], file) == Compared(differences=(), unknown=1, problems=())


@pytest.mark.parametrize("broken", ["no zip", "no sheet", "no column"])
def test_other_files_are_refused_with_a_sentence(broken: str):
    file = io.BytesIO(b"nothing")
    if broken != "no zip":
        book = Workbook()
        sheet = book.active
        assert sheet is not None
        sheet.title = PAGES if broken == "no column" else "Other"
        file = io.BytesIO()
        book.save(file)
    with pytest.raises(NotAPageLog) as raised:
        list(read_xlsx(file))
    assert raised.value.remedy


def opened_by_libreoffice(path: Path, home: Path) -> Any:
    """What LibreOffice makes of the workbook: it opens it, computes it, and saves what it understood."""
    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.skip("LibreOffice is not installed here: that it opens the workbook was not checked")
    saved = home / "saved"
    subprocess.run(
        [soffice, "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(saved), path],
        check=True,
        capture_output=True,
        timeout=120,
        env={"HOME": str(home), "PATH": "/usr/bin:/bin"},
    )
    return load_workbook(saved / path.name, data_only=True)


@pytest.mark.slow
def test_libreoffice_opens_it(tmp_path: Path):
    """Each cell has its type and value, the sums their charts, and nothing is lost but the frozen panes:
    without a window LibreOffice saves no views."""
    rows = [row(1, note="Ünïcode, “quoted”", documented=True), row(2), row(3, NIGHT + timedelta(days=7))]
    path = tmp_path / "log.xlsx"
    path.write_bytes(xlsx(rows).getvalue())
    book = opened_by_libreoffice(path, tmp_path)
    assert book.sheetnames == [PAGES, WEEKS]
    sheet = book[PAGES]
    assert [cell.value for cell in sheet[1]] == TITLES
    assert sheet.max_row == 1 + len(rows)
    for line, one in enumerate(rows, start=2):
        for place, meant in enumerate(COLUMNS, start=1):
            cell, value = sheet.cell(line, place), meant.value(one)
            match value:
                case None | "":
                    assert cell.value is None, meant.title
                case datetime():
                    assert cell.is_date, meant.title
                    assert abs(cell.value - value.replace(tzinfo=None)) < timedelta(seconds=1), meant.title
                case bool():
                    assert cell.value is value, meant.title
                case int() | float():
                    assert (cell.data_type, cell.value) == ("n", pytest.approx(value)), meant.title
                case str():
                    assert (cell.data_type, cell.value) == ("s", value), meant.title
                case _:
                    assert cell.value.date() == value, meant.title
    assert sheet.auto_filter.ref == f"A1:{sheet.cell(4, len(COLUMNS)).coordinate}"
    assert sheet.column_dimensions[get_column_letter(column(BASE))].hidden
    weeks = book[WEEKS]
    assert [weeks.cell(line, 2).value for line in (1, 2, 3, 4)] == [3, 3, 3, "All three agree."]
    assert [weeks.cell(line, 2).value for line in (7, 8)] == [2, 1]
    assert weeks.auto_filter.ref == "A6:L8"
    charts = vars(weeks)["_charts"]
    assert [chart.tagname for chart in charts] == ["barChart", "barChart", "lineChart"]
    assert [[one.val.numRef.f for one in chart.series] for chart in charts] == [
        ["Weeks!$B$7:$B$8", "Weeks!$C$7:$C$8", "Weeks!$D$7:$D$8"],
        ["Weeks!$J$7:$J$8"],
        ["Weeks!$L$7:$L$8"],
    ]


@pytest.mark.slow
def test_what_was_edited_in_libreoffice_is_read_again(tmp_path: Path):
    rows = [row(1, note="Seen"), row(2)]
    edit = edited(xlsx(rows), {(3, "Documented"): True, (2, "Note"): "From the sheet"})
    (tmp_path / "log.xlsx").write_bytes(edit.getvalue())
    opened_by_libreoffice(tmp_path / "log.xlsx", tmp_path)
    with (tmp_path / "saved" / "log.xlsx").open("rb") as file:
        found = compare({one.page_id: one for one in rows}, list(read_xlsx(file)))
    assert [(d.row.page_id.int, d.cell, d.after) for d in found.differences] == [
        (1, Cell.NOTE, "From the sheet"),
        (2, Cell.DOCUMENTED, True),
    ]
    assert found.problems == ()


@pytest.mark.slow
def test_libreoffice_computes_the_check_itself(tmp_path: Path):
    path = tmp_path / "log.xlsx"
    book = load_workbook(xlsx([row(1), row(2)]))
    book[PAGES].delete_rows(3)
    book.save(path)
    assert opened_by_libreoffice(path, tmp_path)[WEEKS]["B4"].value.startswith("They differ")
