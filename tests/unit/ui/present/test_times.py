from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from desktop.ui.present.times import Viewer, ago, elapsed, fraction_left, left, span

NOW = datetime(2026, 11, 24, 2, 42, 13, tzinfo=UTC)
BERLIN = Viewer("ana", ZoneInfo("Europe/Berlin"))
S = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("passed", "clock"),
    [(21 * S, "0:21"), (60 * S, "1:00"), (3729 * S, "1:02:09"), (-5 * S, "0:00"), (0.9 * S, "0:00")],
)
def test_elapsed(passed, clock):
    assert elapsed(NOW - passed, NOW) == clock


@pytest.mark.parametrize(("ahead", "clock"), [(279 * S, "4:39"), (0.2 * S, "0:01"), (-3 * S, "0:00")])
def test_left_reads_zero_only_when_nothing_is_left(ahead, clock):
    assert left(NOW + ahead, NOW) == clock


def test_fraction_left():
    assert fraction_left(NOW, NOW + 10 * S, NOW + 4 * S) == pytest.approx(0.6)
    assert fraction_left(NOW, NOW + 10 * S, NOW + 40 * S) == 0.0
    assert fraction_left(NOW, NOW, NOW) == 0.0


@pytest.mark.parametrize(
    ("duration", "words"),
    [
        (0.1 * S, "0.1 s"),
        (4 * S, "4 s"),
        (19 * S, "19 s"),
        (240 * S, "4 min"),
        (7200 * S, "2 h"),
        (timedelta(days=3), "3 days"),
    ],
)
def test_span(duration, words):
    assert span(duration) == words


def test_ago():
    assert ago(NOW - S, NOW) == "just now"
    assert ago(NOW - 12.7 * S, NOW) == "12 s ago"


def test_the_viewers_zone_tells_the_day():
    assert BERLIN.headline(NOW) == "03:42 · Tue 24 Nov · Berlin"
    assert BERLIN.moment(NOW, NOW) == "03:42"
    assert BERLIN.moment(NOW + timedelta(days=6), NOW) == "Mon 03:42"
    assert BERLIN.moment(NOW - timedelta(days=12), NOW) == "12 Nov 03:42"
    # 23:30 in UTC on the 23rd is half past midnight on the 24th in Berlin: today
    assert BERLIN.moment(datetime(2026, 11, 23, 23, 30, tzinfo=UTC), NOW) == "00:30"


def test_past_days_in_sentences():
    assert BERLIN.day(NOW - timedelta(hours=1), NOW) == "today"
    assert BERLIN.day(NOW - timedelta(hours=4), NOW) == "yesterday"
    assert BERLIN.day(NOW - timedelta(days=2), NOW) == "on Sunday"
    assert BERLIN.day(NOW - timedelta(days=10), NOW) == "on 14 Nov"
