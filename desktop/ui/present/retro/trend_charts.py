"""Charts over weeks as a view needs them: points, axes, and everything that is said of them in words. No Qt:
the exported retro draws the same."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from desktop.core.retro.compared_weeks import FOUR
from desktop.core.retro.retro_week import Week, week_of
from desktop.core.retro.trends import Trends
from desktop.ui.present.retro.retro_week import Change, Wanted, week_title
from desktop.ui.present.retro.trend_lines import Drawn, Group, TrendLine, Values, trend_lines
from desktop.ui.present.retro.trend_units import Tick, Unit, about, difference, ticks, unit_words, written
from desktop.ui.present.words import tr
from desktop.ui.theme.tokens import Tone

_LABELS = 5
"""So many weeks stand below the axis beside the last, at most."""
_SAME = 0.05
"""What differs by less than so much of the larger goes neither up nor down."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weeks:
    """What all charts stand on. `running`: the last one is not over."""

    mondays: tuple[date, ...]
    zone: str
    running: bool

    def title(self, index: int) -> str:
        """ "Week 48 of 2026", and that it is not over."""
        week = week_title(Week(monday=self.mondays[index], zone=self.zone))
        return tr("{week}, so far").format(week=week) if self.is_running(index) else week

    def is_running(self, index: int) -> bool:
        return self.running and index == len(self.mondays) - 1

    @property
    def labels(self) -> tuple[tuple[int, str], ...]:
        """Which weeks stand below the axis: the last, and some before it."""
        step = max(1, -(-len(self.mondays) // _LABELS))
        shown = range(len(self.mondays) - 1, -1, -step)
        return tuple((n, tr("W{n}").format(n=self.mondays[n].isocalendar().week)) for n in reversed(shown))


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendChart:
    """One chart. `ticks` are the lines of its axis, the lowest first. `course` says where it goes; `at` what
    it comes to in one week, and how that is against others."""

    key: str
    group: Group
    title: str
    unit: Unit
    unit_words: str
    drawn: tuple[Drawn, ...]
    wanted: Wanted
    ticks: tuple[Tick, ...]
    weeks: Weeks
    course: str
    course_tone: Tone

    @property
    def low(self) -> float:
        return self.ticks[0][0]

    @property
    def high(self) -> float:
        return self.ticks[-1][0]

    @property
    def values(self) -> Values:
        """Of the line that is told in words."""
        return self.drawn[0].values

    def value(self, index: int) -> str:
        """What it comes to in the week."""
        return written(self.unit, self.values[index])

    def drawn_value(self, number: int, index: int) -> str:
        """What the line with this number comes to in the week."""
        one = self.drawn[number]
        note = one.note(index)
        value = written(self.unit, one.values[index])
        return tr("{value} ({note})").format(value=value, note=note) if note else value

    def readout(self, index: int) -> str:
        """Everything of one week: "Week 48 of 2026: median 1 min 12 s · 9 of 10 within 5 min"."""
        named = (
            " ".join(part for part in (one.name, self.drawn_value(number, index)) if part)
            for number, one in enumerate(self.drawn)
        )
        return tr("{week}: {values}").format(week=self.weeks.title(index), values=" · ".join(named))

    def before(self, index: int) -> Change:
        """Against the week before."""
        return self._change(index, 1, tr("the week before"))

    def four_ago(self, index: int) -> Change:
        """Against the one four weeks ago."""
        return self._change(index, FOUR, tr("four weeks ago"))

    def description(self, index: int) -> str:
        """The trend in words, and the week's: what a screen reader says."""
        changes = (self.before(index).spoken, self.four_ago(index).spoken)
        return ". ".join(part for part in (self.course, self.readout(index), *changes, _gaps(self)) if part)

    def _change(self, index: int, back: int, when: str) -> Change:
        now = self.values[index]
        then = self.values[index - back] if index >= back else None
        if now is None or then is None:
            return Change()
        wanted = Wanted.EITHER if self.weeks.is_running(index) else self.wanted
        return change_words(self.unit, wanted, now, then, when, running=self.weeks.is_running(index))


def change_words(
    unit: Unit, wanted: Wanted, now: float, then: float, when: str, *, running: bool = False
) -> Change:
    """ "↓ 14 less than the week before, better"; of a week that is not over what it is "so far"."""
    if written(unit, now) == written(unit, then):
        same = tr("as {when}").format(when=when)
        return Change(f"= {same}", same)
    up = now > then
    much = difference(unit, now, then)
    words = (
        tr("{much} more than {when}").format(much=much, when=when)
        if up
        else tr("{much} less than {when}").format(much=much, when=when)
    )
    tone = Tone.MUTED
    if running:
        words = tr("so far {words}").format(words=words)
    elif wanted is not Wanted.EITHER:
        good = up is (wanted is Wanted.MORE)
        words = tr("{words}, {judged}").format(words=words, judged=tr("better") if good else tr("worse"))
        tone = Tone.OK if good else Tone.WARN
    return Change(f"{'↑' if up else '↓'} {words}", words, tone)


def trend_charts(trends: Trends) -> tuple[TrendChart, ...]:
    """Every chart that has a number in any week, in their order. Empty with less than two weeks."""
    if trends.is_empty:
        return ()
    now = week_of(trends.told_at, trends.zone).monday
    weeks = Weeks(mondays=trends.mondays, zone=trends.zone, running=trends.mondays[-1] >= now)
    return tuple(_chart(line, weeks) for line in trend_lines(trends))


def table_head(weeks: Weeks) -> tuple[str, ...]:
    """The names of the columns, the latest week first: "W48 2026"."""
    named = (monday.isocalendar() for monday in reversed(weeks.mondays))
    return tuple(tr("W{n} {year}").format(n=week.week, year=week.year) for week in named)


def table_rows(charts: tuple[TrendChart, ...]) -> list[tuple[str, tuple[str, ...]]]:
    """A row for each line: its name and its values, the latest first."""
    return [
        (
            f"{chart.title}, {one.name}" if one.name else chart.title,
            tuple(chart.drawn_value(number, week) for week in reversed(range(len(one.values)))),
        )
        for chart in charts
        for number, one in enumerate(chart.drawn)
    ]


def segments(values: Values) -> Iterator[list[tuple[int, float]]]:
    """The points that are drawn in one stroke: a week without a number parts them."""
    stroke: list[tuple[int, float]] = []
    for index, value in enumerate(values):
        if value is not None:
            stroke.append((index, value))
        elif stroke:
            yield stroke
            stroke = []
    if stroke:
        yield stroke


def _chart(line: TrendLine, weeks: Weeks) -> TrendChart:
    known = [value for one in line.drawn for value in one.values if value is not None]
    course, tone = _course(line, weeks)
    return TrendChart(
        key=line.key,
        group=line.group,
        title=line.title,
        unit=line.unit,
        unit_words=unit_words(line.unit),
        drawn=line.drawn,
        wanted=line.wanted,
        ticks=ticks(line.unit, known),
        weeks=weeks,
        course=course,
        course_tone=tone,
    )


def _course(line: TrendLine, weeks: Weeks) -> tuple[str, Tone]:
    """Where it goes: the mean of the first four weeks that have a number beside that of the last four; one
    that is not over does not count."""
    values = line.drawn[0].values
    known = [v for n, v in enumerate(values) if v is not None and not weeks.is_running(n)]
    if len(known) < 2:
        return tr("Too few weeks to say where it goes"), Tone.MUTED
    some = min(FOUR, len(known) // 2)
    first, last = sum(known[:some]) / some, sum(known[-some:]) / some
    told = {
        "first": about(line.unit, first),
        "last": about(line.unit, last),
        "some": tr("week") if some == 1 else tr("{n} weeks").format(n=some),
    }
    # Uptime moves within its last per cent: what is lost of it is what is compared.
    sizes = (100 - first, 100 - last) if line.unit is Unit.PERCENT else (first, last)
    if abs(sizes[0] - sizes[1]) <= _SAME * max(sizes) or told["first"] == told["last"]:
        return tr("Steady: {first} in the first {some}, {last} in the last").format(**told), Tone.MUTED
    up = last > first
    words = (
        tr("Rising: {first} in the first {some}, {last} in the last")
        if up
        else tr("Falling: {first} in the first {some}, {last} in the last")
    ).format(**told)
    if line.wanted is Wanted.EITHER:
        return words, Tone.MUTED
    good = up is (line.wanted is Wanted.MORE)
    judged = tr("{words}, {judged}").format(words=words, judged=tr("better") if good else tr("worse"))
    return judged, Tone.OK if good else Tone.WARN


def _gaps(chart: TrendChart) -> str:
    missing = sum(value is None for value in chart.values)
    if not missing:
        return ""
    return tr("1 week has no number") if missing == 1 else tr("{n} weeks have no number").format(n=missing)


def marked(weeks: Weeks, chosen: date) -> int | None:
    """Where the chosen week stands; None: not among these."""
    return weeks.mondays.index(chosen) if chosen in weeks.mondays else None


def told_until(chosen: date, running: date, count: int) -> date:
    """The last week of charts that show the chosen one: the running week where that is within reach, else
    one that leaves it in the middle."""
    if (running - chosen) < timedelta(weeks=count):
        return running
    return min(running, chosen + timedelta(weeks=count // 2))
