"""Uptime in CSV files, as people and programs write them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.retro.uptime_told import UptimeRow
from desktop.formats.uptime_csv import read_uptime_csv

WEEK_48 = date(2026, 11, 23)


def row(service: str, starts_on: date, percent: str, line: int) -> UptimeRow:
    return UptimeRow(service=service, starts_on=starts_on, percent=Decimal(percent), line=line)


@pytest.mark.parametrize(
    "text",
    [
        "service,week,uptime\ncheckout,2026-11-23,99.60\nmailer,2026-W48,100\n",
        "\ufeffService;Week;Uptime\r\ncheckout;2026-W48;99,6 %\r\nmailer;2026W48;100%\r\n",
        'service\tweek\tuptime\ncheckout\t2026-11-23\t99.604\n"mailer"\t2026-w48\t100.00\t\n',
    ],
)
def test_points_and_commas_mondays_and_numbers_of_weeks(text: str) -> None:
    read = read_uptime_csv(text)
    assert read.problems == ()
    assert read.rows == (row("checkout", WEEK_48, "99.60", 2), row("mailer", WEEK_48, "100.00", 3))


def test_without_a_head_the_first_line_counts() -> None:
    assert read_uptime_csv("checkout,2026-W01,99").rows == (row("checkout", date(2025, 12, 29), "99.00", 1),)


def test_each_line_that_cannot_be_taken_says_why_and_the_others_are_kept() -> None:
    read = read_uptime_csv(
        "service,week,uptime\n"
        "a,2026-11-24,99\n"
        "b,2026-W54,99\n"
        "c,last week,99\n"
        "d,2026-W48,much\n"
        "e,2026-W48,101\n"
        "f,2026-W48,NaN\n"
        ",2026-W48,99\n"
        "g,2026-W48\n"
        "\n"
        "h,2026-W48,99\n"
        "h,2026-11-23,98\n"
        "h,2026-W48,99.00\n"
    )
    assert read.rows == (row("h", WEEK_48, "99.00", 13),)
    assert read.problems == (
        "Line 2: 2026-11-24 is a Tuesday; write the week's Monday, 2026-11-23.",
        "Line 3: “2026-W54” is no week; write its Monday, as 2026-11-23, or 2026-W48.",
        "Line 4: “last week” is no week; write its Monday, as 2026-11-23, or 2026-W48.",
        "Line 5: “much” is no number; write per cent, as 99.60.",
        "Line 6: “101” is not from 0 to 100 per cent.",
        "Line 7: “NaN” is not from 0 to 100 per cent.",
        "Line 8: it names no service.",
        "Line 9: it has 2 fields and not 3: service, week, uptime.",
        "Line 12: h has 99.00 for this week in line 11, and 98.00 here.",
    )


def test_an_empty_file_has_nothing() -> None:
    assert read_uptime_csv("") == read_uptime_csv("\n\n") == read_uptime_csv("service,week,uptime\n")


@given(st.text(max_size=300))
def test_no_text_breaks_it_and_each_line_is_taken_or_told(text: str) -> None:
    read = read_uptime_csv(text)
    assert all(0 <= one.percent <= 100 and one.starts_on.weekday() == 0 for one in read.rows)
    assert all(problem.startswith("Line ") for problem in read.problems)
