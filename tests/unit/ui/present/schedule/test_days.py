"""Days as people write and read them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.errors import PairwatchError
from desktop.ui.present.schedule.days import read_day, suggested_days, told_day, written_day

TUESDAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("", None),
        ("  ", None),
        ("today", TUESDAY),
        (" Tomorrow ", date(2026, 11, 25)),
        ("fri", date(2026, 11, 27)),
        ("Friday", date(2026, 11, 27)),
        ("next friday", date(2026, 11, 27)),
        ("on Monday", date(2026, 11, 30)),
        ("tuesday", date(2026, 12, 1)),
        ("in a week", date(2026, 12, 1)),
        ("a week", date(2026, 12, 1)),
        ("in 2 weeks", date(2026, 12, 8)),
        ("in 3 days", date(2026, 11, 27)),
        ("in a month", date(2026, 12, 24)),
        ("in 3 months", date(2027, 2, 24)),
        ("27 Nov", date(2026, 11, 27)),
        ("27. november", date(2026, 11, 27)),
        ("27th November 2027", date(2027, 11, 27)),
        ("Nov 27", date(2026, 11, 27)),
        ("November 27, 2026", date(2026, 11, 27)),
        ("Fri 27 Nov", date(2026, 11, 27)),
        ("27.11.", date(2026, 11, 27)),
        ("27.11.2026", date(2026, 11, 27)),
        ("2026-11-27", date(2026, 11, 27)),
        ("24 nov", TUESDAY),
        ("23 nov", date(2027, 11, 23)),
        ("5 may", date(2027, 5, 5)),
        ("29 feb", date(2028, 2, 29)),
        ("23 Nov 2026", date(2026, 11, 23)),
    ],
)
def test_what_people_write_is_understood(text: str, day: date | None) -> None:
    assert read_day(text, TUESDAY) == day


@pytest.mark.parametrize(
    "text",
    ["soon", "fr", "31 feb", "32 nov", "2026-13-01", "in 9999 months", "27 nov 9999", "11/27", "0 nov", "in"],
)
def test_what_is_no_day_is_told_with_a_way_out(text: str) -> None:
    with pytest.raises(PairwatchError, match="is no day") as told:
        read_day(text, TUESDAY)
    assert told.value.remedy


def test_a_month_ends_where_it_ends() -> None:
    assert read_day("in a month", date(2026, 1, 31)) == date(2026, 2, 28)
    assert read_day("in 3 months", date(2026, 11, 30)) == date(2027, 2, 28)


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (-1, "yesterday"),
        (0, "today"),
        (1, "tomorrow"),
        (3, "Fri 27 Nov"),
        (-4, "Fri 20 Nov"),
        (200, "12 Jun 2027"),
    ],
)
def test_a_day_is_told_as_short_as_it_stays_clear(days: int, words: str) -> None:
    assert told_day(TUESDAY + timedelta(days=days), TUESDAY) == words


@given(st.integers(-3000, 3000), st.integers(-20000, 20000))
def test_what_a_form_shows_is_read_again_whatever_the_day(away: int, later: int) -> None:
    today = TUESDAY + timedelta(days=later)
    day = today + timedelta(days=away)
    assert read_day(written_day(day), today) == day


@given(st.integers(0, 3000))
def test_every_suggestion_is_a_day_ahead(later: int) -> None:
    today = TUESDAY + timedelta(days=later)
    found = [read_day(words, today) for words in suggested_days(today)]
    assert found[0] == today
    assert all(day is not None and day > today for day in found[1:])
    assert found[1:9] == [today + timedelta(days=n) for n in range(1, 9)] or found[8] == today + timedelta(
        days=7
    )


def test_no_day_is_an_empty_text() -> None:
    assert written_day(None) == ""
