"""What the answer to a query of uptime comes to."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from desktop.core.retro.uptime import rounded
from desktop.core.schedule.series import Series
from desktop.core.team.service import UptimeUnit
from desktop.formats.check.fields import CannotCheck

_SLACK = Decimal("1e-9")
"""Averages of ones may come to a little more than one."""


def percent_of(series: Sequence[Series], unit: UptimeUnit) -> Decimal:
    """Per cent, to two decimals, of a query that gave one value. Raises CannotCheck."""
    if not series:
        raise CannotCheck(
            "Prometheus has no value for the week.", "Look whether it kept the week, and at the query."
        )
    if len(series) > 1:
        raise CannotCheck(
            f"The query gives {len(series)} series and not one.", "Put avg(…) or min(…) around it."
        )
    # As short as it was written: a float's own digits are many more.
    value = Decimal(str(series[0].points[-1][1]))
    whole = Decimal(1) if unit is UptimeUnit.SHARE else Decimal(100)
    if not -_SLACK <= value <= whole + _SLACK * whole:
        raise CannotCheck(
            f"The query gives {value.normalize():f}, and a {unit} is from 0 to {whole}.",
            'Set unit = "percent" in the team file.'
            if unit is UptimeUnit.SHARE and value <= 100
            else "Correct the query.",
        )
    return rounded(min(max(value, Decimal(0)), whole) * 100 / whole)
