"""The schedule in words: spans, who has what, warnings. Times in the schedule's zone, and in the viewer's
where that is another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from desktop.core.schedule.absence import AbsenceKind
from desktop.core.schedule.schedule import ExceptionKind
from desktop.core.schedule.schedule_warnings import ScheduleWarning, WarningKind
from desktop.core.team.team import Team
from desktop.core.zones import zone
from desktop.ui.present.people import person, seat_name, starts
from desktop.ui.present.schedule.schedule_bands import Band, Beside
from desktop.ui.present.times import Viewer
from desktop.ui.present.words import tr

KIND_ICON = {
    ExceptionKind.OVERRIDE: "mdi6.account-switch",
    ExceptionKind.SWAP: "mdi6.swap-horizontal-bold",
    ExceptionKind.TAKEN_OVER: "mdi6.hand-back-right",
}
ABSENT_ICON = {
    AbsenceKind.AWAY: "mdi6.airplane",
    AbsenceKind.SICK: "mdi6.thermometer",
    AbsenceKind.HOLIDAY: "mdi6.island",
}
SHADOW_ICON = "mdi6.eye-outline"
WARNING_ICON = {
    WarningKind.GAP: "mdi6.account-off",
    WarningKind.NOT_PAGEABLE: "mdi6.account-cancel",
    WarningKind.ABSENT: "mdi6.airplane",
    WarningKind.BOTH_SEATS: "mdi6.account-alert",
    WarningKind.ONE_TEAM: "mdi6.account-multiple",
    WarningKind.SHORT_REST: "mdi6.sleep-off",
    WarningKind.IN_A_ROW: "mdi6.calendar-alert",
}
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def day_name(weekday: int) -> str:
    """ "Mon"; 0 is Monday."""
    return tr(_DAYS[weekday])


def month_name(month: int) -> str:
    """ "Jan"; from 1."""
    return tr(_MONTHS[month - 1])


def city(zone_name: str) -> str:
    """The zone as a place."""
    return zone_name.rsplit("/", 1)[-1].replace("_", " ")


def kind_name(kind: ExceptionKind) -> str:
    """ "Override"."""
    return {
        ExceptionKind.OVERRIDE: tr("Override"),
        ExceptionKind.SWAP: tr("Swap"),
        ExceptionKind.TAKEN_OVER: tr("Taken over"),
    }[kind]


def absence_name(kind: AbsenceKind) -> str:
    """ "away"."""
    return {
        AbsenceKind.AWAY: tr("away"),
        AbsenceKind.SICK: tr("sick"),
        AbsenceKind.HOLIDAY: tr("on holiday"),
    }[kind]


def told(at: datetime, there: ZoneInfo, now: datetime) -> str:
    """ "Mon 23 Nov 09:00"; with the year where it is another."""
    local, today = at.astimezone(there), now.astimezone(there)
    year = f" {local.year}" if local.year != today.year else ""
    return f"{day_name(local.weekday())} {local.day} {month_name(local.month)}{year} {local:%H:%M}"


def told_span(begin: datetime, end: datetime, there: ZoneInfo, now: datetime) -> str:
    """ "Tue 24 Nov 09:00 to 18:00", "Mon 23 Nov 09:00 to Mon 30 Nov 09:00"."""
    same = begin.astimezone(there).date() == end.astimezone(there).date()
    until = f"{end.astimezone(there):%H:%M}" if same else told(end, there, now)
    return tr("{begin} to {end}").format(begin=told(begin, there, now), end=until)


def both_spans(begin: datetime, end: datetime, schedule_zone: str, viewer: Viewer, now: datetime) -> str:
    """The span by the schedule's clocks, and by the viewer's where they show something else."""
    there = zone(schedule_zone)
    words = told_span(begin, end, there, now)
    mine = told_span(begin, end, viewer.zone, now)
    if mine == words:
        return words
    return tr("{span} in {place}; for you {mine}").format(span=words, place=city(schedule_zone), mine=mine)


def zone_line(schedule_zone: str, viewer: Viewer, now: datetime) -> str:
    """Whose clocks the lanes are drawn by, and how far the viewer's are from them."""
    place = city(schedule_zone)
    there = now.astimezone(zone(schedule_zone)).utcoffset() or timedelta(0)
    ahead = (now.astimezone(viewer.zone).utcoffset() or timedelta(0)) - there
    if not ahead:
        return tr("Times of {place}, as yours").format(place=place)
    words = (
        tr("Times of {place}; your clock is {span} ahead")
        if ahead > timedelta(0)
        else tr("Times of {place}; your clock is {span} behind")
    )
    return words.format(place=place, span=_hours(abs(ahead)))


def _hours(span: timedelta) -> str:
    hours, minutes = divmod(round(span / timedelta(minutes=1)), 60)
    if not minutes:
        return tr("{n} h").format(n=hours)
    return tr("{n} h {m} min").format(n=hours, m=minutes) if hours else tr("{m} min").format(m=minutes)


def duration(span: timedelta) -> str:
    """How long a span is: "9 h", "2 days", "6 days 23 h" where the clocks were put forward."""
    days, rest = divmod(span, timedelta(days=1))
    if not days:
        return _hours(span)
    told_days = tr("1 day") if days == 1 else tr("{n} days").format(n=days)
    return f"{told_days} {_hours(rest)}" if rest else told_days


def band_name(band: Band, team: Team, me: str | None, *, first_name: bool = False) -> str:
    """The name in the lane: "Ana Okafor (you)"."""
    name = team.roster.name(band.responder)
    if first_name:
        name = name.split(" ", 1)[0]
    return tr("{name} (you)").format(name=name) if band.responder == me else name


def band_words(band: Band, team: Team, viewer: Viewer, now: datetime, *, unproven: bool = False) -> str:
    """All that is known about a band, for the line below the lanes, the tool tip and the screen reader."""
    span = both_spans(band.starts_at, band.ends_at, team.schedule.zone, viewer, now)
    words = f"{seat_name(band.seat)}: {band_name(band, team, viewer.me)}, {span}"
    if unproven:
        words = f"{words}, {tr('unproven: no sound check yet')}"
    made = band.exception
    if made is None:
        return f"{words}."
    by = person(team, made.by, viewer.me)
    told_kind = {
        ExceptionKind.OVERRIDE: tr("override by {by}"),
        ExceptionKind.SWAP: tr("swapped; accepted by {by}"),
        ExceptionKind.TAKEN_OVER: tr("taken over; accepted by {by}"),
    }[made.kind].format(by=by)
    because = f": {made.because}" if made.because else ""
    return f"{words} ({told_kind}{because})."


def beside_words(beside: Beside, team: Team, viewer: Viewer, now: datetime) -> str:
    """ "Mei Lindqvist is away, Tue 24 Nov …"."""
    who = starts(team, beside.responder, viewer.me)
    are = tr("are") if beside.responder == viewer.me else tr("is")
    span = both_spans(beside.starts_at, beside.ends_at, team.schedule.zone, viewer, now)
    if beside.absence is not None:
        return f"{who} {are} {absence_name(beside.absence.kind)}, {span}."
    return tr("{who} {are} shadowing, {span}: gets everything, counts for nothing.").format(
        who=who, are=are, span=span
    )


def beside_name(beside: Beside, team: Team, me: str | None) -> str:
    """In the strip: "Mei away", "Leila shadows"."""
    name = team.roster.name(beside.responder).split(" ", 1)[0]
    if beside.responder == me:
        name = tr("You")
    if beside.absence is not None:
        return f"{name} {absence_name(beside.absence.kind)}"
    return tr("{name} shadowing").format(name=name)


@dataclass(frozen=True, slots=True)
class WarningRow:
    """A warning as a sentence; `at` is where to look."""

    icon: str
    title: str
    words: str
    at: datetime


def warning_row(warning: ScheduleWarning, team: Team, viewer: Viewer, now: datetime) -> WarningRow:
    """What is not as it should be, and when."""
    span = told_span(warning.starts_at, warning.ends_at, zone(team.schedule.zone), now)
    return WarningRow(
        WARNING_ICON[warning.kind], warning_sentence(warning, team, viewer), span, warning.starts_at
    )


def warning_sentence(warning: ScheduleWarning, team: Team, viewer: Viewer) -> str:
    """Without its time."""
    me = warning.responder == viewer.me
    partner = person(team, warning.partner, viewer.me) if warning.partner else ""
    who = starts(team, warning.responder, viewer.me)
    long = duration(warning.ends_at - warning.starts_at)
    seat = seat_name(warning.seat) if warning.seat is not None else ""
    mine, others = {
        WarningKind.GAP: (tr("Nobody is on duty for {long}."),) * 2,
        WarningKind.NOT_PAGEABLE: (
            tr("{who} cannot be paged as {seat}: the roster does not know you as a responder."),
            tr("{who} cannot be paged as {seat}: the roster does not know them as a responder."),
        ),
        WarningKind.ABSENT: (
            tr("{who} are on duty as {seat} while away."),
            tr("{who} is on duty as {seat} while away."),
        ),
        WarningKind.BOTH_SEATS: (tr("{who} have both seats."), tr("{who} has both seats.")),
        WarningKind.ONE_TEAM: (tr("{who} and {partner} are both of {team}."),) * 2,
        WarningKind.SHORT_REST: (
            tr("{who} rest for only {long} between shifts."),
            tr("{who} rests for only {long} between shifts."),
        ),
        WarningKind.IN_A_ROW: (
            tr("{who} are on duty for {long} without rest."),
            tr("{who} is on duty for {long} without rest."),
        ),
    }[warning.kind]
    words = mine if me else others
    return words.format(who=who, seat=seat, long=long, partner=partner, team=warning.team)


def initials(name: str) -> str:
    """ "AO", where there is no room for more."""
    return "".join(part[0] for part in name.split()[:2])
