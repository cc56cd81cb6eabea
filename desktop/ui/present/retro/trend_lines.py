"""Which charts there are: what each draws, in which group, and what is better."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from desktop.core.retro.trends import ServiceWeek, Trends
from desktop.ui.present.retro.retro_week import Wanted, average_of
from desktop.ui.present.retro.trend_units import Unit
from desktop.ui.present.words import tr
from desktop.ui.theme.tokens import Tone

Values = tuple[float | None, ...]


class Group(Enum):
    """Charts that belong together, in the order in which they are shown."""

    REACH = "reach"
    PEOPLE = "people"
    WORDS = "words"
    LEARNING = "learning"
    SERVICES = "services"


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """One line of a chart: its name, where there are several, and its values, week by week. The first is
    drawn whole in its tone; the others are dashed, each in its own way. `notes`: what is to be said of a
    value beside it, week by week; empty where nothing is."""

    name: str
    values: Values
    tone: Tone = Tone.TEXT
    notes: tuple[str, ...] = ()

    def note(self, index: int) -> str:
        """What is to be said of the value of that week."""
        return self.notes[index] if self.notes else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendLine:
    """One chart. The first of `drawn` is the one that is told in words, and `wanted` what is better of it."""

    key: str
    group: Group
    title: str
    unit: Unit
    drawn: tuple[Drawn, ...]
    wanted: Wanted = Wanted.LESS


def group_title(group: Group) -> str:
    """What stands above its charts."""
    return {
        Group.REACH: tr("Reach: how soon somebody answers"),
        Group.PEOPLE: tr("People: whom it costs"),
        Group.WORDS: tr("Words: updates, and what could have waited"),
        Group.LEARNING: tr("Learning: what is written down, what comes again"),
        Group.SERVICES: tr("Services: uptime, and who is called in"),
    }[group]


def trend_lines(trends: Trends) -> tuple[TrendLine, ...]:
    """All charts, in their order; one of which no week has a number is left out. A chart more is one entry
    here, and one for each new figure in `core/retro/trends.FIGURES`."""
    found = [*_figure_lines(trends), *_service_lines(trends)]
    return tuple(line for line in found if any(_known(drawn.values) for drawn in line.drawn))


def _figure_lines(trends: Trends) -> list[TrendLine]:
    def line(
        group: Group,
        title: str,
        *figures: str | tuple[str, str],
        unit: Unit = Unit.COUNT,
        wanted: Wanted = Wanted.LESS,
        tone: Tone = Tone.TEXT,
    ) -> TrendLine:
        """`figures`: one by its name, or several, each with what it is called in the chart."""
        named = [(one, "") if isinstance(one, str) else one for one in figures]
        drawn = tuple(
            Drawn(name=name, values=trends.values(figure), tone=Tone.MUTED if number else tone)
            for number, (figure, name) in enumerate(named)
        )
        return TrendLine(key=named[0][0], group=group, title=title, unit=unit, drawn=drawn, wanted=wanted)

    def waited(title: str, figure: str, tone: Tone = Tone.TEXT) -> TrendLine:
        spread = ((f"{figure}_median", tr("median")), (f"{figure}_ninetieth", tr("9 of 10 within")))
        return line(Group.REACH, title, *spread, unit=Unit.DURATION, tone=tone)

    more = Wanted.MORE
    return [
        line(Group.REACH, tr("Pages"), "pages"),
        line(Group.REACH, tr("Incidents"), "incidents"),
        waited(tr("Until a Manager answers"), "manager", Tone.MANAGER),
        waited(tr("Until an Engineer answers"), "engineer", Tone.ENGINEER),
        waited(tr("Until it is over"), "resolved"),
        line(
            Group.REACH,
            tr("Seats that climbed"),
            ("climbs", tr("seats")),
            ("woken", tr("people woken")),
        ),
        line(Group.PEOPLE, tr("Nights disturbed"), "nights"),
        line(Group.PEOPLE, tr("Drawn in beyond the pair"), "drawn_in_each", unit=Unit.MEAN),
        line(Group.PEOPLE, tr("The same person called in"), "same_person", unit=Unit.SHARE),
        line(Group.PEOPLE, tr("Both seats by one"), "both_seats"),
        line(Group.PEOPLE, tr("Shifts without sound check"), "unproven"),
        line(Group.PEOPLE, tr("Morale"), "morale", unit=Unit.MOOD, wanted=more),
        line(
            Group.PEOPLE, tr("Recovery after nights"), "recovery_days", unit=Unit.DAYS, wanted=Wanted.EITHER
        ),
        line(Group.WORDS, tr("Updates"), ("updates_late", tr("late")), ("updates_on_time", tr("on time"))),
        line(Group.WORDS, tr("Urgency that no rule decided"), "undecided"),
        line(Group.WORDS, tr("Urgency disputed"), "disputed"),
        line(
            Group.LEARNING,
            tr("What became of incidents"),
            ("documented", tr("documented")),
            ("automated", tr("automated")),
            ("neither", tr("neither")),
            ("unsaid", tr("not said")),
            wanted=more,
        ),
        line(Group.LEARNING, tr("Came again unwritten"), "repeats"),
        line(Group.LEARNING, tr("Time in what came again"), "hours_lost", unit=Unit.DURATION),
        line(Group.LEARNING, tr("Incidents without run-book"), "without_run_book"),
        line(Group.LEARNING, tr("Closing steps left out"), "left_out"),
    ]


def _service_lines(trends: Trends) -> list[TrendLine]:
    found = []
    for service in trends.services:
        found.append(
            TrendLine(
                key=f"uptime/{service}",
                group=Group.SERVICES,
                title=tr("Uptime of {service}").format(service=service),
                unit=Unit.PERCENT,
                drawn=(
                    Drawn(
                        name=tr("mean of four weeks"),
                        values=trends.uptime_values(service, lambda week: week.rolling),
                        notes=_averages(trends, service),
                    ),
                    Drawn(
                        name=tr("week"),
                        values=trends.uptime_values(service, lambda week: week.percent),
                        tone=Tone.MUTED,
                    ),
                ),
                wanted=Wanted.MORE,
            )
        )
        called = trends.service_values(service, _share(lambda one: one.same_person))
        found.append(
            TrendLine(
                key=f"called/{service}",
                group=Group.SERVICES,
                title=tr("{service}: whom it needs").format(service=service),
                unit=Unit.SHARE,
                drawn=(
                    Drawn(name=tr("same person called in"), values=called),
                    Drawn(
                        name=tr("without run-book"),
                        values=trends.service_values(service, _share(lambda one: one.without_run_book)),
                        tone=Tone.MUTED,
                    ),
                ),
            )
        )
    return found


def _averages(trends: Trends, service: str) -> tuple[str, ...]:
    """What marks an average of less than four weeks."""
    weeks = next((one.weeks for one in trends.uptime if one.service == service), ())
    found = {week.starts_on: average_of(week) for week in weeks}
    return tuple(found.get(monday, "") for monday in trends.mondays)


def _share(count: Callable[[ServiceWeek], int]) -> Callable[[ServiceWeek], float]:
    return lambda one: count(one) / one.incidents


def _known(values: Values) -> bool:
    return any(value is not None for value in values)
