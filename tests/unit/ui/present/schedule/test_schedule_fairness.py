"""Who had how much: turns by seat, hours, nights, weekends; nothing is counted twice."""

from __future__ import annotations

from datetime import date, timedelta

from desktop.core.incident.page import PageReason
from desktop.core.retro.page_row import page_row
from desktop.core.zones import zone
from desktop.ui.present.schedule.schedule_fairness import fair_table, fairness_words, pages_of, shares
from desktop.ui.present.times import Viewer
from tests.sample import NIGHT, fresh
from tests.ui.schedule.scenes import ALONE_TEAM, BUSY_TEAM, DAY, MONDAY, H
from tests.ui.story import TEAM
from tests.unit.core.retro.test_page_row import page, paged

BEN = Viewer("ben", zone("Europe/Berlin"))


def test_a_round_of_the_rotation_gives_everybody_the_same() -> None:
    found = {s.id: s for s in shares(TEAM, MONDAY, MONDAY + 21 * DAY)}
    assert {s.id: (s.manager, s.engineer) for s in found.values()} == {
        "ana": (1, 0), "ben": (0, 1), "mei": (1, 0), "dmitri": (0, 1), "priya": (1, 0), "jonas": (0, 1)
    }  # fmt: skip
    assert all(s.on_duty == 7 * DAY for s in found.values())
    assert found["ana"].burden.nights == 7
    assert found["ana"].burden.weekends == 1


def test_an_override_takes_from_one_and_gives_to_the_other() -> None:
    found = {s.id: s for s in shares(BUSY_TEAM, MONDAY, MONDAY + 7 * DAY)}
    assert found["leila"].on_duty == DAY
    assert found["leila"].burden.nights == 1
    assert found["ben"].on_duty == 6 * DAY
    assert found["ben"].engineer == 1, "one turn, though in two pieces"


def test_only_the_time_that_is_asked_about_counts() -> None:
    found = {s.id: s for s in shares(TEAM, MONDAY + 2 * H, MONDAY + 5 * H)}
    assert found["ana"].on_duty == 3 * H
    assert found["ana"].burden.nights == 0
    assert found["mei"].on_duty == timedelta(0), "of the rotation, with nothing"


def test_both_seats_are_counted_in_each_and_their_hours_once() -> None:
    [alone] = shares(ALONE_TEAM, MONDAY, MONDAY + 7 * DAY)
    assert (alone.manager, alone.engineer, alone.on_duty) == (1, 1, 7 * DAY)


def test_what_nobody_counts_has_no_column() -> None:
    found = shares(TEAM, MONDAY, MONDAY + 21 * DAY, [date(2026, 11, 26)])
    names = [column.name for column in fair_table(found, TEAM, BEN, with_holidays=False).columns]
    assert "Holidays" not in names
    counted = {"Pages": {"ana": 3}}
    table = fair_table(found, TEAM, BEN, with_holidays=True, counted=counted)
    columns = {column.name: dict(zip(table.ids, column.words, strict=True)) for column in table.columns}
    assert columns["Holidays"]["ana"] == "1"
    assert columns["Pages"] == {"ana": "3", "ben": "0", "mei": "0", "dmitri": "0", "priya": "0", "jonas": "0"}
    assert table.people[1] == "Ben Sato (you)"


def test_pages_that_a_shadow_got_count_for_nothing() -> None:
    told = [
        page_row(page(who, NIGHT, reason=reason), paged(fresh()), TEAM)
        for who, reason in (
            ("ana", PageReason.SEAT),
            ("ana", PageReason.SHADOW),
            ("sofia", PageReason.SHADOW),
        )
    ]
    assert pages_of(told) == {"Pages": {"ana": 1}, "Sleep interrupted": {"ana": 1}}


def test_the_picture_is_told_in_a_sentence() -> None:
    even = fair_table(shares(TEAM, MONDAY, MONDAY + 21 * DAY), TEAM, BEN, with_holidays=False)
    assert fairness_words(even) == "Everybody has 7 nights on duty."
    uneven = fair_table(shares(BUSY_TEAM, MONDAY, MONDAY + 7 * DAY), BUSY_TEAM, BEN, with_holidays=False)
    assert "most for Ana Okafor (7)" in fairness_words(uneven)
