"""A week of the retro in words: its name, its figures beside others, nights, services."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import Enum

from desktop.core.retro.compared_weeks import ComparedWeeks
from desktop.core.retro.retro_figures import RetroFigures, ServiceFigures
from desktop.core.retro.retro_week import Week
from desktop.core.retro.spread import Spread
from desktop.core.retro.uptime import ROLLING, WeekUptime
from desktop.core.team.team import Team
from desktop.ui.present.durations import written
from desktop.ui.present.people import starts
from desktop.ui.present.retro.morale import answers_words, days_words, mean_words
from desktop.ui.present.retro.uptime_source import source_note
from desktop.ui.present.schedule.days import written_day
from desktop.ui.present.times import Viewer
from desktop.ui.present.words import tr
from desktop.ui.theme.tokens import Tone

NO_NUMBER = "–"


class Wanted(Enum):
    """What is better. `EITHER`: it cannot be said yet."""

    LESS = -1
    MORE = 1
    EITHER = 0


@dataclass(frozen=True, slots=True)
class Change:
    """How this week differs from another: "↓ less, better". `spoken` says it without the arrow."""

    words: str = ""
    spoken: str = ""
    tone: Tone = Tone.MUTED


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One figure in three weeks, each with more of it in small words or none; the changes say what this week
    is against the other."""

    name: str
    this: str
    this_more: str
    before: str
    before_more: str
    before_change: Change
    four_ago: str
    four_ago_more: str
    four_ago_change: Change

    @property
    def spoken(self) -> str:
        """What a screen reader says."""
        parts = [
            tr("{name}: this week {value}").format(name=self.name, value=self.this),
            self.this_more,
            tr("week before {value}").format(value=self.before),
            self.before_more,
            self.before_change.spoken,
            tr("four weeks ago {value}").format(value=self.four_ago),
            self.four_ago_more,
            self.four_ago_change.spoken,
        ]
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class UptimeRow:
    """One service. `average_of` marks an average of less than four weeks; `called` says who is called in
    again and again; `source` where this week's number comes from, when not from incidents as they were. Each
    may be empty."""

    service: str
    this: str
    average: str
    average_of: str
    before: str
    four_ago: str
    called: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class WeekShown:
    """All that the cards of a week show."""

    title: str
    days: str
    name: str
    figures: tuple[FigureRow, ...]
    nights: tuple[str, ...]
    nights_summary: str
    services: tuple[UptimeRow, ...]
    definition: str


def week_title(week: Week) -> str:
    """ "Week 48 of 2026"."""
    return tr("Week {n} of {year}").format(n=week.number, year=week.year)


def week_days(week: Week) -> str:
    """ "23 Nov 2026 to 29 Nov 2026"."""
    return tr("{first} to {last}").format(first=written_day(week.monday), last=written_day(week.last_day))


def week_shown(told: ComparedWeeks, team: Team, viewer: Viewer, *, running: bool = False) -> WeekShown:
    """The week in words. One that is not over is `running`: it is not judged against whole ones."""
    week = Week(monday=told.starts_on, zone=told.zone)
    return WeekShown(
        title=week_title(week),
        days=week_days(week),
        name=tr("Week {n}").format(n=week.number),
        figures=_figures(told, running=running),
        nights=tuple(
            tr("{who}: {nights}").format(
                who=starts(team, one.responder, viewer.me), nights=_nights(one.nights)
            )
            for one in told.week.nights
        ),
        nights_summary=_nights(told.week.nights_disturbed) if told.week.nights else "",
        services=_services(told, team, viewer),
        definition=tr(told.definition),
    )


def told_long(duration: timedelta) -> str:
    """A duration as exact as it is worth: without seconds from an hour on."""
    whole = timedelta(seconds=round(duration.total_seconds()))
    if whole >= timedelta(hours=1):
        whole = timedelta(minutes=round(whole.total_seconds() / 60))
    return written(whole)


def _nights(count: int) -> str:
    return tr("1 night") if count == 1 else tr("{n} nights").format(n=count)


@dataclass(frozen=True, slots=True)
class _Figure:
    name: str
    words: Callable[[RetroFigures], str]
    value: Callable[[RetroFigures], float | None]
    wanted: Wanted = Wanted.LESS
    more: Callable[[RetroFigures], str] = lambda _figures: ""


def _all() -> list[_Figure]:
    def number(name: str, value: Callable[[RetroFigures], int], wanted: Wanted = Wanted.LESS) -> _Figure:
        return _Figure(name, lambda figures: str(value(figures)), value, wanted)

    def waited(name: str, spread: Callable[[RetroFigures], Spread]) -> _Figure:
        def median(figures: RetroFigures) -> str:
            found = spread(figures).median
            return NO_NUMBER if found is None else told_long(found)

        return _Figure(name, median, lambda f: _seconds(spread(f)), more=lambda f: _ninetieth(spread(f)))

    return [
        number(tr("Pages"), lambda f: f.pages),
        number(tr("Incidents"), lambda f: f.incidents),
        waited(tr("Until a Manager answers, median"), lambda f: f.manager),
        waited(tr("Until an Engineer answers, median"), lambda f: f.engineer),
        waited(tr("Until it is over, median"), lambda f: f.resolved),
        _Figure(
            tr("Seats that climbed"),
            lambda f: str(len(f.climbs)),
            lambda f: len(f.climbs),
            more=lambda f: tr("woke {n}").format(n=f.woken) if f.woken else "",
        ),
        number(tr("Nights disturbed"), lambda f: f.nights_disturbed),
        number(tr("Updates on time"), lambda f: f.updates_on_time, Wanted.MORE),
        number(tr("Updates late"), lambda f: f.updates_late),
        number(tr("Urgency undecided"), lambda f: len(f.undecided)),
        number(tr("Urgency disputed"), lambda f: len(f.disputed)),
        number(tr("Documented"), lambda f: f.documented, Wanted.MORE),
        number(tr("Automated"), lambda f: f.automated, Wanted.MORE),
        number(tr("Neither of both"), lambda f: f.neither),
        _Figure(
            tr("Came again unwritten"),
            lambda f: str(len(f.repeats)),
            lambda f: len(f.repeats),
            more=_ran_so_far,
        ),
        number(tr("Both seats by one"), lambda f: len(f.both_seats)),
        _Figure(tr("Drawn in beyond the pair, each"), _drawn_in, lambda f: f.drawn_in_each),
        number(tr("Closing steps left out"), lambda f: f.left_out),
    ]


def _figures(told: ComparedWeeks, *, running: bool) -> tuple[FigureRow, ...]:
    rows = [_row(figure, told, running=running) for figure in _all()]
    if told.week.unproven is not None:
        unproven = _Figure(
            tr("Shifts without sound check"),
            lambda f: NO_NUMBER if f.unproven is None else str(f.unproven),
            lambda f: f.unproven,
        )
        rows.append(_row(unproven, told, running=running))
    rows += [_row(figure, told, running=running) for figure in _wellbeing(told.week)]
    return tuple(rows)


def _wellbeing(week: RetroFigures) -> list[_Figure]:
    """As far as somebody asked, or noted. More rest is neither better nor worse: nobody is to rest less for
    the sake of a number."""
    found = []
    if week.morale is not None:
        mean = _Figure(
            tr("How it was"),
            lambda f: mean_words(f.morale),
            lambda f: f.morale.mean if f.morale is not None else None,
            Wanted.MORE,
            more=lambda f: answers_words(f.morale),
        )
        found.append(mean)
    if week.recovery_days is not None:
        found.append(_Figure(tr("Rest after nights"), lambda f: days_words(f.recovery_days), lambda _: None))
    return found


def _row(figure: _Figure, told: ComparedWeeks, *, running: bool) -> FigureRow:
    wanted = Wanted.EITHER if running else figure.wanted

    def shown(week: RetroFigures | None) -> str:
        return NO_NUMBER if week is None else figure.words(week)

    def more(week: RetroFigures | None) -> str:
        return "" if week is None else figure.more(week)

    def change(week: RetroFigures | None) -> Change:
        if week is None:
            return Change()
        now, then = figure.value(told.week), figure.value(week)
        # What reads the same is the same: a difference that nobody sees is not judged.
        seen_alike = now is not None and then is not None and shown(told.week) == shown(week)
        return _change(wanted, now, now if seen_alike else then)

    return FigureRow(
        name=figure.name,
        this=shown(told.week),
        this_more=more(told.week),
        before=shown(told.before),
        before_more=more(told.before),
        before_change=change(told.before),
        four_ago=shown(told.four_ago),
        four_ago_more=more(told.four_ago),
        four_ago_change=change(told.four_ago),
    )


def _change(wanted: Wanted, now: float | None, then: float | None) -> Change:
    if now is None or then is None:
        return Change()
    if now == then:
        return Change(tr("= same"), tr("the same"))
    up = now > then
    direction, arrow = (tr("more"), "↑") if up else (tr("less"), "↓")
    if wanted is Wanted.EITHER:
        return Change(
            tr("so far {arrow}\u00a0{direction}").format(direction=direction, arrow=arrow),
            tr("so far {direction}").format(direction=direction),
        )
    good = up is (wanted is Wanted.MORE)
    judged = tr("better") if good else tr("worse")
    words = tr("{arrow}\u00a0{direction}, {judged}").format(arrow=arrow, direction=direction, judged=judged)
    spoken = tr("now {direction}, {judged}").format(direction=direction, judged=judged)
    return Change(words, spoken, Tone.OK if good else Tone.WARN)


def _ran_so_far(figures: RetroFigures) -> str:
    """All that came again, since the first time: the chart beside it has the week's own part."""
    return tr("ran {hours} so far").format(hours=told_long(figures.hours_lost)) if figures.repeats else ""


def _seconds(spread: Spread) -> float | None:
    return None if spread.median is None else spread.median.total_seconds()


def _ninetieth(spread: Spread) -> str:
    if spread.ninetieth is None or spread.count == 1:
        return ""
    return tr("9 of 10 in {time}").format(time=told_long(spread.ninetieth))


def _drawn_in(figures: RetroFigures) -> str:
    return NO_NUMBER if figures.drawn_in_each is None else f"{figures.drawn_in_each:.1f}"


def percent(value: Decimal | None) -> str:
    """ "99.60", or a dash; what it is of stands above."""
    return NO_NUMBER if value is None else str(value)


def average_of(week: WeekUptime) -> str:
    """What marks an average that is not one of four weeks; else empty."""
    if week.rolling is None or week.is_full:
        return ""
    return tr("1 week only") if week.weeks == 1 else tr("{n} weeks only").format(n=week.weeks)


def _services(told: ComparedWeeks, team: Team, viewer: Viewer) -> tuple[UptimeRow, ...]:
    figures = {one.service: one for one in told.week.services if one.service}
    uptime = {one.service: one.weeks for one in told.uptime}
    rows = []
    for service in sorted({*figures, *uptime}):
        weeks = uptime.get(service) or (WeekUptime(starts_on=told.starts_on),)
        rows.append(
            UptimeRow(
                service=service,
                this=percent(weeks[-1].percent),
                average=percent(weeks[-1].rolling),
                average_of=average_of(weeks[-1]),
                before=percent(_back(weeks, told.starts_on, 1)),
                four_ago=percent(_back(weeks, told.starts_on, ROLLING)),
                called=_called(figures.get(service), team, viewer),
                source=source_note(weeks[-1], team, viewer),
            )
        )
    return tuple(rows)


def _back(weeks: tuple[WeekUptime, ...], starts_on: date, count: int) -> Decimal | None:
    monday = starts_on - timedelta(days=7 * count)
    return next((week.percent for week in weeks if week.starts_on == monday), None)


def _called(service: ServiceFigures | None, team: Team, viewer: Viewer) -> str:
    if service is None or not service.called:
        return ""
    most = service.called[0]
    words = tr("{who} was called in for {n} of {all} incidents").format(
        who=starts(team, most.responder, viewer.me), n=most.incidents, all=service.incidents
    )
    if most.responder == viewer.me:
        words = tr("You were called in for {n} of {all} incidents").format(
            n=most.incidents, all=service.incidents
        )
    if service.without_run_book:
        words += tr("; in {n} no run-book was worked through").format(n=service.without_run_book)
    return words + "."
