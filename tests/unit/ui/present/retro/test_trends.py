"""Charts in words: values, axes, changes, where a line goes; the same with and without a screen."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.retro.retro_week import Week
from desktop.core.retro.trends import FIGURES, ServiceWeek, Trends, TrendWeek
from desktop.core.retro.uptime import ServiceUptime, WeekUptime, rolling
from desktop.ui.present.retro.retro_week import Wanted
from desktop.ui.present.retro.trend_charts import (
    TrendChart,
    change_words,
    marked,
    segments,
    table_head,
    table_rows,
    told_until,
    trend_charts,
)
from desktop.ui.present.retro.trend_lines import trend_lines
from desktop.ui.present.retro.trend_units import Unit, ticks, written
from desktop.ui.theme.tokens import Tone

MONDAY = date(2026, 9, 28)
ZONE = "Europe/Berlin"
OVER = datetime(2027, 6, 1, tzinfo=UTC)


def told(name: str, *values: float | None, at: datetime = OVER) -> Trends:
    """One figure in weeks of a row."""
    weeks = tuple(
        TrendWeek(
            starts_on=MONDAY + n * timedelta(weeks=1),
            watched=value is not None,
            values={} if value is None else {name: value},
        )
        for n, value in enumerate(values)
    )
    return Trends(zone=ZONE, told_at=at, weeks=weeks)


def chart(name: str, *values: float | None, at: datetime = OVER) -> TrendChart:
    found = {one.key: one for one in trend_charts(told(name, *values, at=at))}
    return found[name]


def test_a_week_against_others_in_words() -> None:
    pages = chart("pages", 30, 44, 30, 41, 55, 41)
    assert pages.value(5) == "41"
    assert pages.before(5).words == "↓ 14 less than the week before, better"
    assert pages.four_ago(5).words == "↓ 3 less than four weeks ago, better"
    assert pages.before(4).words == "↑ 14 more than the week before, worse"
    assert (pages.before(4).tone, pages.before(5).tone) == (Tone.WARN, Tone.OK)
    assert pages.before(0).words == pages.four_ago(3).words == ""
    assert chart("pages", 3, 3).before(1).words == "= as the week before"


def test_the_running_week_is_not_judged() -> None:
    sunday = datetime(2026, 10, 18, 12, tzinfo=UTC)
    pages = chart("pages", 40, 40, 12, at=sunday)
    assert pages.weeks.running
    assert pages.before(2).words == "↓ so far 28 less than the week before"
    assert pages.before(2).tone is Tone.MUTED
    assert "so far" in pages.readout(2)
    assert pages.course == "Steady: 40 in the first week, 40 in the last"


def test_a_gap_is_no_zero() -> None:
    pages = chart("pages", None, 4, 5, None, 6)
    assert list(segments(pages.values)) == [[(1, 4), (2, 5)], [(4, 6)]]
    assert pages.value(3) == "–"
    assert pages.before(4).words == ""
    assert "2 weeks have no number" in pages.description(4)


def test_where_a_line_goes() -> None:
    down = chart("nights", *(9, 8, 9, 10), *(5,) * 4, *(2, 1, 0, 1))
    assert down.course == "Falling: 9 in the first 4 weeks, 1 in the last, better"
    assert down.course_tone is Tone.OK
    up = chart("documented", 0, 0, 1, 3, 3)
    assert up.course == "Rising: 0 in the first 2 weeks, 3 in the last, better"
    assert chart("pages", 100, 102, 101, 103).course.startswith("Steady")
    assert chart("pages", 5, None, 3).course == "Falling: 5 in the first week, 3 in the last, better"
    assert chart("recovery_days", 1, 4).course_tone is Tone.MUTED, "more recovery may be good or bad"


def test_one_week_is_no_chart() -> None:
    assert trend_charts(told("pages", None, 4)) == ()


def test_what_nobody_measures_has_no_chart() -> None:
    assert [one.key for one in trend_lines(told("unproven", 1, 2))] == ["unproven"]


def test_every_figure_is_drawn_somewhere() -> None:
    everything = told("x", 1, 2)
    weeks = tuple(
        TrendWeek(starts_on=week.starts_on, values=dict.fromkeys(FIGURES, float(n)))
        for n, week in enumerate(everything.weeks, 1)
    )
    drawn = trend_lines(Trends(zone=ZONE, told_at=OVER, weeks=weeks))
    assert sum(len(line.drawn) for line in drawn) == len(FIGURES)


def test_a_service_that_needs_the_same_person_less_and_less() -> None:
    weeks = tuple(
        TrendWeek(
            starts_on=MONDAY + n * timedelta(weeks=1),
            services=(ServiceWeek(service="search", incidents=4, same_person=many, without_run_book=1),),
        )
        for n, many in enumerate((4, 3, 1, 0))
    )
    (called,) = (
        one
        for one in trend_charts(Trends(zone=ZONE, told_at=OVER, weeks=weeks))
        if one.key == "called/search"
    )
    assert called.values == (1, 0.75, 0.25, 0)
    assert called.course == "Falling: 88 % in the first 2 weeks, 12 % in the last, better"
    assert called.readout(3) == "Week 43 of 2026: same person called in 0 % · without run-book 25 %"


def test_a_mean_of_fewer_than_four_weeks_is_marked_as_such() -> None:
    mondays = [MONDAY + n * timedelta(weeks=1) for n in range(5)]
    percents = [Decimal(one) for one in ("99.00", "99.60", "99.80", "100.00", "99.40")]
    uptime = ServiceUptime(
        service="shop",
        weeks=tuple(
            WeekUptime(starts_on=monday, percent=percent, rolling=mean, weeks=count)
            for monday, percent, (mean, count) in zip(mondays, percents, rolling(percents), strict=True)
        ),
    )
    weeks = tuple(TrendWeek(starts_on=monday) for monday in mondays)
    (shop,) = trend_charts(Trends(zone=ZONE, told_at=OVER, weeks=weeks, uptime=(uptime,)))
    assert [shop.drawn_value(0, week) for week in range(5)] == [
        "99.00 % (1 week only)",
        "99.30 % (2 weeks only)",
        "99.47 % (3 weeks only)",
        "99.60 %",
        "99.70 %",
    ]
    assert shop.readout(4) == "Week 44 of 2026: mean of four weeks 99.70 % · week 99.40 %"
    assert table_rows((shop,))[0] == (
        "Uptime of shop, mean of four weeks",
        ("99.70 %", "99.60 %", "99.47 % (3 weeks only)", "99.30 % (2 weeks only)", "99.00 % (1 week only)"),
    )


def test_the_weeks_below_the_axis_cross_the_years_end() -> None:
    weeks = chart("pages", *range(20)).weeks
    assert [label for _, label in weeks.labels] == ["W43", "W47", "W51", "W2", "W6"][-len(weeks.labels) :]
    assert weeks.labels[-1][0] == 19
    assert weeks.title(13) == "Week 53 of 2026"
    assert marked(weeks, MONDAY + timedelta(weeks=2)) == 2
    assert marked(weeks, MONDAY - timedelta(weeks=2)) is None


@pytest.mark.parametrize(
    ("unit", "value", "words"),
    [
        (Unit.COUNT, 41.0, "41"),
        (Unit.DURATION, 72.0, "72 s"),
        (Unit.DURATION, 7320.0, "2 h 2 min"),
        (Unit.SHARE, 0.754, "75 %"),
        (Unit.PERCENT, 99.6, "99.60 %"),
        (Unit.MEAN, 1.26, "1.3"),
        (Unit.MOOD, 4.0, "4.0"),
        (Unit.DAYS, 0.5, "0.5"),
        (Unit.COUNT, None, "–"),
    ],
)
def test_how_a_value_is_written(unit: Unit, value: float | None, words: str) -> None:
    assert written(unit, value) == words


@pytest.mark.parametrize(
    ("unit", "values", "beside"),
    [
        (Unit.COUNT, [], ["0", "1"]),
        (Unit.COUNT, [0.0], ["0", "1"]),
        (Unit.COUNT, [3.0], ["0", "1", "2", "3"]),
        (Unit.COUNT, [41.0], ["0", "20", "40", "60"]),
        (Unit.DURATION, [75.0, 290.0], ["0", "2 min", "4 min", "6 min"]),
        (Unit.DURATION, [3600.0 * 5], ["0", "2 h", "4 h", "6 h"]),
        (Unit.SHARE, [0.3], ["0 %", "50 %", "100 %"]),
        (Unit.PERCENT, [99.0, 99.6], ["99 %", "99.5 %", "100 %"]),
        (Unit.PERCENT, [100.0], ["99.99 %", "100 %"]),
        (Unit.MEAN, [1.3], ["0", "0.5", "1.0", "1.5"]),
        (Unit.MOOD, [3.3], ["1.0", "3.0", "5.0"]),
    ],
)
def test_what_stands_beside_an_axis(unit: Unit, values: list[float], beside: list[str]) -> None:
    assert [words for _, words in ticks(unit, values)] == beside


@given(st.sampled_from(Unit), st.lists(st.floats(0, 1e7), max_size=8))
def test_an_axis_reaches_as_far_as_its_values(unit: Unit, values: list[float]) -> None:
    scale = {Unit.SHARE: 1e7, Unit.PERCENT: 1e5}.get(unit, 1)
    shown = [1 + value / 2.5e6 if unit is Unit.MOOD else value / scale for value in values]
    found = [mark for mark, _ in ticks(unit, shown)]
    assert found == sorted(set(found))
    assert 2 <= len(found) <= 4
    assert all(found[0] - 1e-6 <= value <= found[-1] * (1 + 1e-6) for value in shown)


@given(st.sampled_from(Unit), st.sampled_from(Wanted), st.floats(0, 100), st.floats(0, 100))
def test_what_is_called_better_is_nearer_to_what_is_wanted(
    unit: Unit, wanted: Wanted, now: float, then: float
) -> None:
    words = change_words(unit, wanted, now, then, "the week before").words
    if wanted is Wanted.EITHER or words.startswith("="):
        assert not words.endswith(("better", "worse"))
    else:
        assert words.endswith("better") == ((now > then) is (wanted is Wanted.MORE))


def test_the_table_says_the_same_latest_first() -> None:
    charts = trend_charts(told("climbs", 1, None, 3))
    assert table_head(charts[0].weeks) == ("W42 2026", "W41 2026", "W40 2026")
    assert table_rows(charts) == [
        ("Seats that climbed, seats", ("3", "–", "1")),
        ("Seats that climbed, people woken", ("–", "–", "–")),
    ]


def test_an_old_week_is_shown_among_its_neighbours() -> None:
    running = Week(monday=date(2026, 11, 23), zone=ZONE).monday
    week = timedelta(weeks=1)
    assert told_until(running, running, 26) == running
    assert told_until(running - 25 * week, running, 26) == running
    assert told_until(running - 26 * week, running, 26) == running - 13 * week
