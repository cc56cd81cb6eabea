from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from desktop.core.zones import instant, told_time
from tests.sample import NIGHT


def test_a_time_names_its_zone_and_another_day() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    assert told_time(NIGHT, berlin, NIGHT) == "03:41 CET"
    assert told_time(NIGHT, berlin, NIGHT + timedelta(days=1)) == "24 Nov, 03:41 CET"
    assert told_time(NIGHT, ZoneInfo("Asia/Tashkent"), NIGHT) == "07:41 UTC+05"
    assert told_time(NIGHT, berlin, NIGHT + timedelta(days=300)) == "24 Nov 2026, 03:41 CET"


def test_the_hour_of_a_clock_is_an_instant_also_where_summer_time_begins_and_ends() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    assert instant(date(2026, 11, 24), time(3, 41), berlin) == datetime(2026, 11, 24, 2, 41, tzinfo=UTC)
    assert instant(date(2026, 10, 25), time(2, 30), berlin) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    skipped = instant(date(2026, 3, 29), time(2, 30), berlin)
    assert skipped == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    assert skipped.astimezone(berlin).time() == time(3, 30)
