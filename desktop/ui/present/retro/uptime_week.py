"""One week of a service's uptime in words: what counts, what may be corrected, all that was said of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation
from uuid import UUID

from desktop.core.errors import PairwatchError
from desktop.core.retro.impact import ALL, ImpactCorrection
from desktop.core.retro.retro_week import Week
from desktop.core.retro.uptime import rounded
from desktop.core.retro.uptime_number import Source, UptimeNumber
from desktop.core.retro.uptime_told import IncidentImpact, UptimeWeek
from desktop.core.team.team import Team
from desktop.ui.present.people import person, starts
from desktop.ui.present.retro.uptime import week_name
from desktop.ui.present.retro.uptime_source import shortened, source_words
from desktop.ui.present.schedule.days import written_day
from desktop.ui.present.times import Viewer
from desktop.ui.present.words import tr


@dataclass(frozen=True, slots=True)
class SaidLine:
    """One entry of the history. `batch` and `correction` are what undoes it; both None: nothing does."""

    words: str
    is_undone: bool
    batch: UUID | None = None
    correction: UUID | None = None


@dataclass(frozen=True, slots=True)
class ImpactChoice:
    """An incident whose impact may be corrected, with what counts of it now."""

    incident_id: UUID
    words: str
    begins_at: datetime
    ends_at: datetime | None
    share: int


@dataclass(frozen=True, slots=True)
class WeekDetail:
    """One week of one service, as its form shows it. `problem` empty: none. `can_ask`: Prometheus is asked
    for it."""

    title: str
    now: str
    problem: str
    hint: str
    can_ask: bool
    choices: tuple[ImpactChoice, ...]
    history: tuple[SaidLine, ...]


def week_detail(told: UptimeWeek, team: Team, viewer: Viewer, now: datetime) -> WeekDetail:
    """All that a form for the week shows."""
    week = Week(monday=told.week.starts_on, zone=told.zone)
    source = source_words(told.week, team, viewer)
    number = tr("No number") if told.week.percent is None else tr("{n} %").format(n=told.week.percent)
    return WeekDetail(
        title=tr("{service}, {week}: {first} to {last}").format(
            service=told.service,
            week=week_name(week.monday),
            first=written_day(week.monday),
            last=written_day(week.last_day),
        ),
        now=tr("{number}: {source}").format(number=number, source=source) + ".",
        problem=_problem(told, viewer, now),
        hint=_hint(told),
        can_ask=bool(told.query) and week.ends_at <= now,
        choices=tuple(impact_choice(one, viewer, now) for one in told.incidents),
        history=_history(told, team, viewer, now),
    )


def read_percent(text: str) -> Decimal:
    """ "99.6", "99,6 %". Raises PairwatchError."""
    bare = text.strip().removesuffix("%").strip().replace(",", ".")
    try:
        value = Decimal(bare)
    except InvalidOperation:
        value = Decimal("NaN")
    if not value.is_finite() or not 0 <= value <= ALL:
        raise PairwatchError(tr("Uptime is from 0 to 100 per cent."), tr("Write it as 99.60."))
    return rounded(value)


def read_share(text: str) -> int:
    """ "50", "50 %". Raises PairwatchError."""
    bare = text.strip().removesuffix("%").strip()
    if not bare.isdecimal() or int(bare) > ALL:
        raise PairwatchError(
            tr("The failed part is a whole number from 0 to 100."), tr("100 is all of it, 0 is no impact.")
        )
    return int(bare)


def _problem(told: UptimeWeek, viewer: Viewer, now: datetime) -> str:
    if not told.week.problem:
        return ""
    words = tr("No number from Prometheus. {why}").format(why=told.week.problem)
    if told.asks_again_at is None:
        return words
    if told.asks_again_at <= now:
        return words + " " + tr("It is being asked again.")
    return (
        words + " " + tr("It is asked again at {time}.").format(time=viewer.moment(told.asks_again_at, now))
    )


def _hint(told: UptimeWeek) -> str:
    """Where a correction of an incident would be in vain."""
    if told.week.percent is None or told.week.source is Source.INCIDENTS or told.from_incidents is None:
        return ""
    return tr(
        "Incidents alone would give {n} %. What you correct of them changes that, not the number that counts."
    ).format(n=told.from_incidents)


def impact_words(one: IncidentImpact, service: str, viewer: Viewer, now: datetime) -> str:
    """What counts of an incident, in a line below its closing."""
    choice = impact_choice(one, viewer, now)
    if not choice.share:
        return tr("Uptime of {service}: no impact").format(service=service)
    return tr("Uptime of {service}: {span}, {share}").format(
        service=service,
        span=_span(choice.begins_at, choice.ends_at, viewer, now),
        share=_share(choice.share),
    )


def impact_choice(one: IncidentImpact, viewer: Viewer, now: datetime) -> ImpactChoice:
    """An incident, and what counts of it now."""
    impact = one.impact
    begins_at = impact.begins_at if impact is not None else one.opened_at
    ends_at = impact.ends_at if impact is not None else one.resolved_at
    share = impact.share if impact is not None else 0
    words = tr("#{n} {title} · {span} · {share}").format(
        n=one.number, title=one.title, span=_span(begins_at, ends_at, viewer, now), share=_share(share)
    )
    return ImpactChoice(one.incident_id, words, begins_at, ends_at, share)


def _history(told: UptimeWeek, team: Team, viewer: Viewer, now: datetime) -> tuple[SaidLine, ...]:
    """The latest first."""
    found: list[tuple[datetime, SaidLine]] = []
    for number in told.numbers:
        found.append((number.at, _number_said(number, team, viewer, now)))
    for one in told.incidents:
        for correction in one.corrections:
            found.append((correction.at, _correction_said(one, correction, team, viewer, now)))
    found.sort(key=lambda entry: entry[0])
    return tuple(line for _, line in reversed(found))


def _number_said(one: UptimeNumber, team: Team, viewer: Viewer, now: datetime) -> SaidLine:
    at = viewer.moment(one.at, now)
    if one.source is Source.MEASURED:
        words = tr("{at}: Prometheus measured {n} % by {query}").format(
            at=at, n=one.percent, query=shortened(one.because)
        )
    elif one.source is Source.IMPORTED:
        words = tr("{at}: {who} imported {n} % from {file}").format(
            at=at, who=person(team, one.by, viewer.me), n=one.percent, file=one.because or tr("a file")
        )
    else:
        words = tr("{at}: {who} wrote {n} %: “{why}”").format(
            at=at, who=person(team, one.by, viewer.me), n=one.percent, why=one.because
        )
    words += _undone(one.undone_by, one.undone_at, team, viewer, now)
    undone = one.undone_at is not None
    can_undo = not undone and one.source is not Source.MEASURED
    return SaidLine(words, undone, batch=one.batch if can_undo else None)


def _correction_said(
    incident: IncidentImpact, one: ImpactCorrection, team: Team, viewer: Viewer, now: datetime
) -> SaidLine:
    words = tr("{at}: {who} said of #{n}: {share}, {span}: “{why}”").format(
        at=viewer.moment(one.at, now),
        who=person(team, one.by, viewer.me),
        n=incident.number,
        share=_share(one.share),
        span=_span(one.begins_at, one.ends_at or incident.resolved_at, viewer, now),
        why=one.reason,
    )
    words += _undone(one.undone_by, one.undone_at, team, viewer, now)
    undone = one.undone_at is not None
    return SaidLine(words, undone, correction=None if undone else one.id)


def _undone(by: str, at: datetime | None, team: Team, viewer: Viewer, now: datetime) -> str:
    if at is None:
        return ""
    return " " + tr("{who} undid it, {at}.").format(
        who=starts(team, by, viewer.me), at=viewer.moment(at, now)
    )


def _share(share: int) -> str:
    if share == 0:
        return tr("no impact")
    return tr("all of it failed") if share == ALL else tr("{n} % of it failed").format(n=share)


def _span(begins_at: datetime, ends_at: datetime | None, viewer: Viewer, now: datetime) -> str:
    begin = viewer.moment(begins_at, now)
    if ends_at is None:
        return tr("since {begin}").format(begin=begin)
    same_day = viewer.days_between(begins_at, ends_at) == 0
    end = viewer.hour(ends_at) if same_day else viewer.moment(ends_at, now)
    return tr("{begin} to {end}").format(begin=begin, end=end)
