"""What a query of uptime comes to."""

from __future__ import annotations

from decimal import Decimal

import pytest

from desktop.core.schedule.series import Series
from desktop.core.team.service import UptimeUnit
from desktop.formats.check.fields import CannotCheck
from desktop.formats.check.uptime import percent_of
from tests.sample import NIGHT


def value(of: float) -> Series:
    return Series(name="", points=((NIGHT, of),))


@pytest.mark.parametrize(
    ("of", "unit", "percent"),
    [
        (0.9960499999, UptimeUnit.SHARE, "99.60"),
        (0.99605, UptimeUnit.SHARE, "99.61"),
        (1.0000000000000002, UptimeUnit.SHARE, "100.00"),
        (0.0, UptimeUnit.SHARE, "0.00"),
        (99.604, UptimeUnit.PERCENT, "99.60"),
    ],
)
def test_one_value_is_per_cent_to_two_decimals(of: float, unit: UptimeUnit, percent: str) -> None:
    assert percent_of([value(of)], unit) == Decimal(percent)


@pytest.mark.parametrize(
    ("found", "unit", "words"),
    [
        ([], UptimeUnit.SHARE, "no value for the week"),
        ([value(1), value(1)], UptimeUnit.SHARE, "2 series and not one"),
        ([value(99.6)], UptimeUnit.SHARE, 'unit = "percent"'),
        ([value(-1)], UptimeUnit.SHARE, "from 0 to 1"),
        ([value(150)], UptimeUnit.PERCENT, "from 0 to 100"),
    ],
)
def test_what_is_no_uptime_is_told_with_a_remedy(found: list[Series], unit: UptimeUnit, words: str) -> None:
    with pytest.raises(CannotCheck, match=words):
        percent_of(found, unit)
