"""What the numbers of a chart are: how one is written, and which of them stand beside the axis."""

from __future__ import annotations

import math
from datetime import timedelta
from enum import Enum

from desktop.ui.present.retro.retro_week import NO_NUMBER, told_long
from desktop.ui.present.words import tr

Tick = tuple[float, str]
"""Where on the axis, and what stands there."""

_INTERVALS = 3
"""A small chart has so many lines above its lowest, at most."""
_MINUTE, _HOUR, _DAY = 60.0, 3600.0, 86400.0
_ABOUT = 10 * _MINUTE
"""From this long on, a mean is told without seconds."""
_DURATIONS = (
    *(1.0, 2.0, 5.0, 10.0, 20.0, 30.0),
    *(n * _MINUTE for n in (1, 2, 5, 10, 20, 30)),
    *(n * _HOUR for n in (1, 2, 3, 6, 12)),
    *(n * _DAY for n in (1, 2, 5, 10, 20, 50, 100)),
)
_PERCENTS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 35.0)


class Unit(Enum):
    """What a value counts."""

    COUNT = "count"
    MEAN = "mean"
    """A number for each incident, with one decimal."""
    DAYS = "days"
    DURATION = "duration"
    """In seconds."""
    SHARE = "share"
    """Of incidents, from 0 to 1."""
    PERCENT = "percent"
    """Of time, to two decimals."""
    MOOD = "mood"
    """From 1, bad, to 5, good."""


def written(unit: Unit, value: float | None) -> str:
    """One value, with its unit where a number alone would not say it; a dash for none."""
    if value is None:
        return NO_NUMBER
    match unit:
        case Unit.DURATION:
            return told_long(timedelta(seconds=value))
        case Unit.SHARE:
            return tr("{n} %").format(n=round(100 * value))
        case Unit.PERCENT:
            return tr("{n} %").format(n=f"{value:.2f}")
        case Unit.MEAN | Unit.MOOD:
            return f"{value:.1f}"
        case Unit.COUNT | Unit.DAYS:
            return f"{value:g}" if value == round(value, 1) else f"{value:.1f}"


def difference(unit: Unit, one: float, other: float) -> str:
    """How far apart two values are; of shares in points, as a part of a part would be something else."""
    apart = abs(one - other)
    match unit:
        case Unit.SHARE:
            return tr("{n} points").format(n=round(100 * apart))
        case Unit.PERCENT:
            return tr("{n} points").format(n=f"{apart:.2f}")
        case _:
            return written(unit, apart)


def about(unit: Unit, value: float) -> str:
    """A mean of several weeks: no more exact than it is worth."""
    return written(unit, 60 * round(value / 60) if unit is Unit.DURATION and value >= _ABOUT else value)


def unit_words(unit: Unit) -> str:
    """What stands beside the title."""
    return {
        Unit.COUNT: tr("per week"),
        Unit.MEAN: tr("per incident"),
        Unit.DAYS: tr("days per week"),
        Unit.DURATION: tr("time"),
        Unit.SHARE: tr("of the incidents"),
        Unit.PERCENT: tr("of the time"),
        Unit.MOOD: tr("from 1 to 5"),
    }[unit]


def ticks(unit: Unit, values: list[float]) -> tuple[Tick, ...]:
    """The lines of the axis, the lowest first; the axis goes from the first to the last of them. It begins
    at nothing, save for per cent of time, where what matters is close to all of it."""
    if unit is Unit.SHARE:
        return _told(unit, [0.0, 0.5, 1.0])
    if unit is Unit.MOOD:
        return _told(unit, [1.0, 3.0, 5.0])
    if unit is Unit.PERCENT:
        lost = 100 - min(values, default=100.0)
        step = next(one for one in _PERCENTS if lost <= _INTERVALS * one)
        marks = [100 - n * step for n in range(_steps(lost, step), -1, -1)]
        return tuple((mark, tr("{n} %").format(n=f"{max(mark, 0):g}")) for mark in marks)
    highest = max(values, default=0.0)
    if unit is Unit.DURATION:
        step = next((one for one in _DURATIONS if highest <= _INTERVALS * one), highest / _INTERVALS)
    else:
        step = _nice(highest / _INTERVALS, least=0.1 if unit is Unit.MEAN else 1.0)
    return _told(unit, [n * step for n in range(_steps(highest, step) + 1)])


def _told(unit: Unit, marks: list[float]) -> tuple[Tick, ...]:
    return tuple((mark, written(unit, mark) if mark or unit is Unit.SHARE else "0") for mark in marks)


def _steps(reach: float, step: float) -> int:
    """So many steps reach that far; an axis has at least one."""
    return max(1, math.ceil(round(reach / step, 6)))


def _nice(wanted: float, least: float) -> float:
    """The smallest of 1, 2, 5, 10, … that is not less; at least `least`."""
    if wanted <= least:
        return least
    power = 10 ** math.floor(math.log10(wanted))
    return float(next(n * power for n in (1, 2, 5, 10) if wanted <= n * power * (1 + 1e-9)))
