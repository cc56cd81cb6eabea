from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

from desktop.core.zones import told_time
from tests.sample import NIGHT


def test_a_time_names_its_zone_and_another_day() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    assert told_time(NIGHT, berlin, NIGHT) == "03:41 CET"
    assert told_time(NIGHT, berlin, NIGHT + timedelta(days=1)) == "24 Nov, 03:41 CET"
    assert told_time(NIGHT, ZoneInfo("Asia/Tashkent"), NIGHT) == "07:41 UTC+05"
    assert told_time(NIGHT, berlin, NIGHT + timedelta(days=300)) == "24 Nov 2026, 03:41 CET"
