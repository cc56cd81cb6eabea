from __future__ import annotations

import pytest

from desktop.rotation.fair_share import even_out, fair_turns

BOTH, ONLY_MANAGER = (True, True), (True, False)
ALWAYS = [True] * 8


def shares(*there, takes=None, before=None, first=None):
    number = len(there)
    return fair_turns(there, takes or [BOTH] * number, before or [None] * number, first or [0] * number, 8)


def test_all_have_the_same():
    assert shares(ALWAYS, ALWAYS, ALWAYS, ALWAYS) == [4, 4, 4, 4]


def test_holidays_save_no_turns():
    assert shares([False, False, *[True] * 6], ALWAYS) == pytest.approx([8, 8])


def test_long_absence_saves_turns_in_proportion():
    # Half of the time is two thirds of three quarters.
    assert shares([True] * 4 + [False] * 4, ALWAYS, ALWAYS)[0] == pytest.approx(16 * (2 / 3) / (8 / 3))


def test_who_starts_later_does_not_catch_up():
    joined = [False] * 4 + [True] * 4
    assert shares(joined, ALWAYS, ALWAYS, first=[4, 0, 0])[0] == pytest.approx(16 * 0.5 / 2.5)


def test_who_is_never_there_has_nothing():
    assert shares([False] * 8, ALWAYS, ALWAYS) == [0, 8, 8]
    assert shares([False] * 8) == [0]


def test_when_many_take_one_seat_only_the_others_have_more():
    # Three share the eight shifts of the Manager; the fourth has all of the Engineer's.
    takes = [ONLY_MANAGER, ONLY_MANAGER, ONLY_MANAGER, BOTH]
    assert shares(ALWAYS, ALWAYS, ALWAYS, ALWAYS, takes=takes) == pytest.approx([8 / 3, 8 / 3, 8 / 3, 8])


def test_more_before_is_less_now_by_a_third_at_most():
    assert even_out([6, 6, 6], [10, 12, 11]) == pytest.approx([7, 5, 6])
    assert even_out([6, 6, 6], [0, 50, 25]) == pytest.approx([8, 4, 6])


def test_the_new_make_up_for_nothing():
    assert even_out([6, 6, 6], [11, 11, None]) == [6, 6, 6]


def test_nobody_has_less_than_nothing():
    assert even_out([0.5, 0.5], [30, 0])[0] == pytest.approx(0, abs=0.3)
    assert min(even_out([0.5, 0.5, 0], [30, 0, 0])) >= 0
