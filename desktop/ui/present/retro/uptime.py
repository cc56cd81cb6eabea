"""Uptime in words: services over the weeks, where each number comes from, what was said of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from desktop.core.retro.retro_week import Week
from desktop.core.retro.uptime import ServiceUptime, WeekUptime
from desktop.core.retro.uptime_number import Source
from desktop.core.retro.uptime_told import (
    ImportPreview,
    UptimeDifference,
    UptimeTold,
)
from desktop.core.team.team import Team
from desktop.ui.present.retro.retro_week import NO_NUMBER, average_of
from desktop.ui.present.retro.uptime_source import source_words
from desktop.ui.present.schedule.days import written_day
from desktop.ui.present.times import Viewer
from desktop.ui.present.words import tr
from desktop.ui.theme.tokens import Tone


@dataclass(frozen=True, slots=True)
class UptimeCell:
    """One week of a service: its number, the mean of four, where it comes from in a word or two, and all of
    it as a sentence."""

    starts_on: date
    number: str
    mean: str
    source: str
    source_tone: Tone
    spoken: str


@dataclass(frozen=True, slots=True)
class UptimeLine:
    """One service, the oldest week first. `note` says where the newest number comes from, when that is not
    the times of incidents."""

    service: str
    cells: tuple[UptimeCell, ...]
    note: str = ""


def week_name(monday: date, zone: str = "UTC") -> str:
    """ "Week 48"."""
    return tr("Week {n}").format(n=Week(monday=monday, zone=zone).number)


def uptime_lines(told: UptimeTold, team: Team, viewer: Viewer) -> tuple[UptimeLine, ...]:
    """By name, as the hub tells them."""
    return tuple(_line(one, told, team, viewer) for one in told.services)


def summary(told: UptimeTold) -> str:
    """How many services, and how many of them are measured."""
    count = len(told.services)
    words = tr("1 service") if count == 1 else tr("{n} services").format(n=count)
    if not told.measured:
        return words
    return tr("{services}, {n} measured by Prometheus").format(services=words, n=len(told.measured))


def difference_words(one: UptimeDifference) -> str:
    """One line of a preview."""
    row = one.row
    before = NO_NUMBER if one.before is None else str(one.before)
    words = tr("{service}, {week} ({monday}): {before} → {after}").format(
        service=row.service,
        week=week_name(row.starts_on),
        monday=written_day(row.starts_on),
        before=before,
        after=row.percent,
    )
    if one.stands is not None:
        words += tr("; by hand it is {n}, which goes on counting").format(n=one.stands)
    if one.is_new:
        words += tr("; nobody has heard of this service: look at its name")
    return words


def preview_title(preview: ImportPreview, file: str) -> str:
    """What was found in the file."""
    count = len(preview.differences)
    numbers = tr("1 number") if count == 1 else tr("{n} numbers").format(n=count)
    words = tr("{file} would change {numbers}").format(file=file, numbers=numbers)
    if preview.same:
        words += tr(", {n} are imported already").format(n=preview.same)
    return words


def _line(one: ServiceUptime, told: UptimeTold, team: Team, viewer: Viewer) -> UptimeLine:
    is_measured = one.service in told.measured
    cells = tuple(_cell(one.service, week, team, viewer, is_measured) for week in one.weeks)
    return UptimeLine(service=one.service, cells=cells, note=_note(one, told, team, viewer))


def _note(one: ServiceUptime, told: UptimeTold, team: Team, viewer: Viewer) -> str:
    if not one.weeks:
        return ""
    newest = one.weeks[-1]
    if newest.problem and newest.percent is None:
        return newest.problem
    if newest.percent is None or newest.source is not Source.INCIDENTS or newest.corrected:
        return tr("{week}: {source}").format(
            week=week_name(newest.starts_on), source=source_words(newest, team, viewer)
        )
    if one.service not in told.measured:
        return ""
    if Week(monday=newest.starts_on, zone=told.zone).ends_at > told.told_at:
        return tr("Prometheus is asked when the week is over")
    return tr("{week}: Prometheus was not asked").format(week=week_name(newest.starts_on))


def _cell(service: str, week: WeekUptime, team: Team, viewer: Viewer, is_measured: bool) -> UptimeCell:
    number = NO_NUMBER if week.percent is None else str(week.percent)
    mean, few = "", average_of(week)
    if week.rolling is not None:
        mean = tr("mean {n}").format(n=week.rolling)
        if few:
            mean = _mean_of_few(week)
    source, tone = _mark(week, is_measured)
    parts = [
        tr("{service}, {week}: {number}").format(
            service=service, week=week_name(week.starts_on), number=number
        ),
        source_words(week, team, viewer),
        tr("mean of four weeks {n}").format(n=week.rolling) if week.rolling is not None else "",
        few,
        week.problem,
    ]
    spoken = ", ".join(part for part in parts if part)
    return UptimeCell(week.starts_on, number, mean, source, tone, spoken)


def _mark(week: WeekUptime, is_measured: bool) -> tuple[str, Tone]:
    if week.problem and week.percent is None:
        return tr("not measured"), Tone.WARN
    if week.percent is None:
        return "", Tone.MUTED
    words = {
        Source.BY_HAND: tr("by hand"),
        Source.IMPORTED: tr("imported"),
        Source.MEASURED: tr("measured"),
        Source.INCIDENTS: _incidents_mark(week, is_measured),
    }
    return words[week.source], Tone.MUTED


def _incidents_mark(week: WeekUptime, is_measured: bool) -> str:
    if week.corrected:
        return tr("corrected")
    return tr("by incidents") if is_measured else ""


def _mean_of_few(week: WeekUptime) -> str:
    """Marked, on a line of its own."""
    if week.weeks == 1:
        return tr("mean {n}\nof 1 week").format(n=week.rolling)
    return tr("mean {n}\nof {weeks} weeks").format(n=week.rolling, weeks=week.weeks)


def matching(lines: Sequence[UptimeLine], words: str) -> tuple[UptimeLine, ...]:
    """Those in whose name every word is."""
    wanted = words.casefold().split()
    return tuple(line for line in lines if all(word in line.service.casefold() for word in wanted))
