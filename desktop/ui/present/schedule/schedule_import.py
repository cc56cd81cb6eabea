"""Importing a schedule: what an export is, who its people are here, and what comes of it, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from desktop.core.schedule.rotation import PersonFigures, RotationPerson
from desktop.core.schedule.rotation_figures import figures_of
from desktop.core.schedule.schedule import Schedule
from desktop.core.schedule.schedule_warnings import ScheduleWarning
from desktop.core.team.team import Team
from desktop.core.zones import zone
from desktop.ui.present.people import listed
from desktop.ui.present.schedule.schedule_form import PersonChoice, people_choices
from desktop.ui.present.schedule.schedule_words import told_span, warning_sentence
from desktop.ui.present.times import Viewer
from desktop.ui.present.words import tr
from desktop.wire.schedule import ImportedPerson, ImportRequest, PlanPreview, PlanRequest

NOT_SAID, NOBODY = "", "(nobody)"
"""What is chosen for somebody of an export when it is no responder's id; ids have no brackets."""
_NAMED = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportDraft:
    """What is filled in. `manager` is empty when one export is for both seats; `people`: for each name what
    was chosen; `starts_on` None: the next hand-over of the export."""

    engineer: str
    manager: str = ""
    people: Mapping[str, str] = field(default_factory=dict)
    starts_on: date | None = None


@dataclass(frozen=True, slots=True)
class ToldExport:
    """What a text seems to be. `is_known`: the hub can make something of it."""

    words: str = ""
    is_known: bool = False


def told_export(text: str) -> ToldExport:
    """Which tool it is from, and what is in it; or why it is none."""
    if not text.strip():
        return ToldExport()
    from desktop.formats.schedules.imported import NoSchedule
    from desktop.formats.schedules.reader import is_calendar, read_schedule

    if is_calendar(text):
        entries = text.upper().count("BEGIN:VEVENT")
        return ToldExport(tr("A calendar (iCal): {entries}.").format(entries=_counted(entries)), True)
    try:
        found = read_schedule(text)
    except NoSchedule as error:
        return ToldExport(str(error))
    name = tr("{tool}, “{name}”").format(tool=found.tool, name=found.name) if found.name else found.tool
    people = tr("1 person") if len(found.people) == 1 else tr("{n} people").format(n=len(found.people))
    if not found.people:
        words = tr("{name}: nobody is on call in it. Export it with people, and times to come.")
        return ToldExport(words.format(name=name))
    if found.rotation is not None:
        words = tr("{name}: {people}, {turns}.")
        return ToldExport(words.format(name=name, people=people, turns=_turns(found.rotation.days)), True)
    words = tr("{name}: {people}, {entries}.")
    return ToldExport(words.format(name=name, people=people, entries=_counted(len(found.entries))), True)


def _turns(days: int) -> str:
    return tr("turns of 1 day") if days == 1 else tr("turns of {n} days").format(n=days)


def _counted(entries: int) -> str:
    return tr("1 time on call") if entries == 1 else tr("{n} times on call").format(n=entries)


def import_request(draft: ImportDraft) -> ImportRequest:
    """What the hub is asked. Names about whom nothing was said are left for it to find."""
    return ImportRequest(
        engineer=draft.engineer,
        manager=draft.manager,
        people={
            name: "" if chosen == NOBODY else chosen
            for name, chosen in draft.people.items()
            if chosen != NOT_SAID
        },
        starts_on=draft.starts_on,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedPerson:
    """A name in the export, and what is chosen for it. `is_found`: the hub found them by that name."""

    name: str
    chosen: str
    is_found: bool


def named_people(found: Sequence[ImportedPerson], said: Mapping[str, str]) -> tuple[NamedPerson, ...]:
    """Those who were not found first: they are to be looked at."""
    rows = [
        NamedPerson(
            name=one.name,
            chosen=NOT_SAID if one.responder is None else one.responder or NOBODY,
            is_found=bool(one.responder) and said.get(one.name, NOT_SAID) == NOT_SAID,
        )
        for one in found
    ]
    return tuple(sorted(rows, key=lambda row: row.is_found))


def import_choices(team: Team, viewer: Viewer, now: datetime) -> tuple[PersonChoice, ...]:
    """Who somebody of an export could be."""
    return (
        PersonChoice(NOT_SAID, tr("Choose who that is")),
        PersonChoice(NOBODY, tr("Nobody: others have their time")),
        *people_choices(team, viewer, now, now),
    )


def unsaid_words(found: Sequence[ImportedPerson]) -> str:
    """What is to be done before there is a plan; empty when nothing is."""
    names = [one.name for one in found if one.responder is None]
    if not names:
        return ""
    words = (
        tr("{names} was not found: choose who that is here, or that it is nobody; then show the plan.")
        if len(names) == 1
        else tr("{names} were not found: choose who they are here, or that it is nobody; then show the plan.")
    )
    return words.format(names=listed(names, _NAMED))


def import_summary(plan: PlanRequest, preview: PlanPreview) -> str:
    """What the plan is, in two sentences."""
    turns = tr("1 turn") if len(plan.turns) == 1 else tr("{n} turns").format(n=len(plan.turns))
    length = tr("a day each") if plan.days == 1 else tr("{n} days each").format(n=plan.days)
    words = (
        tr("{turns} of {length} from {day} on, again and again.")
        if plan.repeat
        else tr("{turns} of {length} from {day} on.")
    ).format(turns=turns, length=length, day=_day(plan.starts_on))
    hand_over = tr("Hand-over at {hour} by the clocks of {zone}.").format(
        hour=f"{preview.plan.hand_over:%H:%M}", zone=preview.plan.zone
    )
    return f"{words} {hand_over}"


def _day(day: date) -> str:
    return f"{day:%d %b %Y}"


def preview_warnings(
    warnings: Sequence[ScheduleWarning], team: Team, viewer: Viewer, now: datetime
) -> tuple[str, ...]:
    """What is unusual in the plan and was not there without it."""
    there = zone(team.schedule.zone)
    told = (
        f"{warning_sentence(w, team, viewer)} ({told_span(w.starts_at, w.ends_at, there, now)})"
        for w in warnings
    )
    return tuple(dict.fromkeys(told))


def imported_schedule(schedule: Schedule, preview: PlanPreview) -> Schedule:
    """How it would be, published."""
    return replace(schedule, published=(*schedule.published, preview.plan, *preview.more))


def imported_figures(team: Team, after: Schedule, preview: PlanPreview) -> tuple[PersonFigures, ...]:
    """What the plan means for each person who has turns in it, until its end (repeated: a year)."""
    plan = replace(after, exceptions=())
    shifts = plan.shifts_between(preview.begin, preview.end)
    named = {who for shift in shifts for who in (shift.turn.manager, shift.turn.engineer)}
    people = [
        RotationPerson(id=r.id, name=r.name, zone=r.zone, team=r.team)
        for r in team.roster.responders
        if r.id in named
    ]
    return figures_of(shifts, people)
