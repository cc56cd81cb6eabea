from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from desktop.core.errors import PairwatchError
from desktop.ui.present.telling.promise import moved_time, to_the_minute, typed_time
from desktop.ui.present.times import Viewer

BERLIN = Viewer("ana", ZoneInfo("Europe/Berlin"))
NIGHT = datetime(2026, 11, 24, 2, 41, 52, tzinfo=UTC)
"""03:41:52 in Berlin."""


@pytest.mark.parametrize("words", ["04:07", "4:07", "4.07", " 407 ", "4h07", "04 07"])
def test_an_hour_is_understood_as_people_write_it(words: str):
    assert typed_time(words, BERLIN, NIGHT) == datetime(2026, 11, 24, 3, 7, tzinfo=UTC)


@pytest.mark.parametrize("words", ["", "24:00", "4:60", "soon", "04:07 CET", "4", "٤:٠٧"])
def test_what_is_no_hour_is_said_to_be_none(words: str):
    with pytest.raises(PairwatchError, match="no time of day"):
        typed_time(words, BERLIN, NIGHT)


@pytest.mark.parametrize("words", ["03:41", "02:00", "15:41"])
def test_an_hour_that_has_passed_is_refused_unless_it_comes_soon_again(words: str):
    afternoon = NIGHT + timedelta(hours=12)
    now = afternoon if words == "15:41" else NIGHT
    with pytest.raises(PairwatchError, match="has passed"):
        typed_time(words, BERLIN, now)


def test_before_midnight_an_early_hour_is_tomorrows():
    late = datetime(2026, 11, 24, 22, 50, tzinfo=UTC)
    assert typed_time("00:10", BERLIN, late) == datetime(2026, 11, 24, 23, 10, tzinfo=UTC)


def test_it_is_the_hour_of_the_viewers_zone_also_when_the_clocks_change():
    before = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)  # 02:30 in summer time; at 03:00 it is 02:00 again
    assert typed_time("03:10", BERLIN, before) == datetime(2026, 10, 25, 2, 10, tzinfo=UTC)
    kolkata = Viewer("priya", ZoneInfo("Asia/Kolkata"))
    assert typed_time("08:30", kolkata, NIGHT) == datetime(2026, 11, 24, 3, 0, tzinfo=UTC)


def test_a_promise_is_told_to_the_minute_and_never_too_early():
    assert to_the_minute(NIGHT) == datetime(2026, 11, 24, 2, 42, tzinfo=UTC)
    assert to_the_minute(NIGHT.replace(second=0)) == NIGHT.replace(second=0)
    assert to_the_minute(NIGHT.replace(second=0, microsecond=1)) == datetime(2026, 11, 24, 2, 42, tzinfo=UTC)


def test_a_time_moves_only_where_it_stands_once():
    assert moved_time("More at 03:50 CET.", "03:50 CET", "04:10 CET") == "More at 04:10 CET."
    for text in ("More soon.", "Since 03:50 CET; more at 03:50 CET."):
        assert moved_time(text, "03:50 CET", "04:10 CET") is None
    assert moved_time("More at 03:50 CET.", "", "04:10 CET") is None
    assert moved_time("More at 03:50 CET.", "03:50 CET", "") is None
