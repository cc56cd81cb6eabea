"""A plan made of what other tools exported, to be looked at. Nothing is published here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from itertools import groupby
from math import gcd

from desktop.core.schedule.schedule import Turn
from desktop.core.schedule.segment import LONGEST_SHIFT
from desktop.core.team.responder import Roster
from desktop.core.words import folded
from desktop.core.zones import instant, zone
from desktop.formats.calendar.reader import CalendarRead
from desktop.formats.schedules.ical import from_calendar
from desktop.formats.schedules.imported import DAY, ImportedSchedule, common_days
from desktop.formats.schedules.reader import is_calendar, read_schedule
from desktop.hub.store import team as teams
from desktop.hub.store.transaction import Transaction
from desktop.hub.usecases.errors import BadShift
from desktop.hub.usecases.schedule.calendar_reading import Question, in_child
from desktop.hub.usecases.schedule.plans import publish_plan
from desktop.wire.schedule import ImportedPerson, ImportPreview, ImportRequest, PlanRequest

AHEAD = 364
"""Days that are planned when the export does not go round."""
LONGEST_ROUND = 732
"""Days. Two rotations that meet again only later are planned for AHEAD, and not repeated."""
Pair = tuple[str, str]


async def read_export(text: str, zone_name: str, now: datetime) -> ImportedSchedule:
    """One export. Raises NoSchedule, NoCalendar."""
    if not is_calendar(text):
        return read_schedule(text)
    question = Question(begin=now - DAY, end=now + (AHEAD + 31) * DAY, zone=zone_name, content=text.encode())
    read: CalendarRead = await in_child(question)
    return from_calendar(read, zone_name)


def plan_of_export(
    tx: Transaction,
    asked: ImportRequest,
    manager: ImportedSchedule | None,
    engineer: ImportedSchedule,
    by: str,
) -> ImportPreview:
    """What the exports would be as a plan here, and what that would change. Raises BadShift when there is
    nobody in them, or nobody from `starts_on` on."""
    team = teams.load(tx)
    exports = [engineer] if manager is None else [manager, engineer]
    sentences = [f"{_called(export)}: {problem}" for export in exports for problem in export.problems]
    names = tuple(dict.fromkeys(name for export in exports for name in export.people))
    if not names:
        raise BadShift(
            "Nobody is on call in this export.", "Export a schedule with people, and times to come."
        )
    people = {name: _responder(name, team.roster, asked.people) for name in names}
    found = tuple(ImportedPerson(name=name, responder=people[name]) for name in names)
    if None in people.values():
        return ImportPreview(people=found, sentences=tuple(sentences))
    known = {name: responder for name, responder in people.items() if responder is not None}
    left_out = [name for name, responder in known.items() if not responder]
    if left_out:
        sentences.append(f"Nobody here is {', '.join(left_out)}: others have their time.")
    plan = _plan(tx.now, asked, manager, engineer, known, sentences)
    preview = publish_plan(tx, plan, by, preview=True)
    return ImportPreview(people=found, sentences=tuple(sentences), plan=plan, preview=preview)


def _plan(
    now: datetime,
    asked: ImportRequest,
    manager: ImportedSchedule | None,
    engineer: ImportedSchedule,
    people: Mapping[str, str],
    sentences: list[str],
) -> PlanRequest:
    exports = [engineer] if manager is None else [manager, engineer]
    hand_over = _hand_over(exports, sentences)
    first = asked.starts_on or _next_day(now, hand_over, exports, engineer.zone)
    rotations = [export.rotation for export in exports]
    days, repeat = AHEAD, False
    if all(rotation is not None for rotation in rotations):
        goes_round = common_days(*[r.round for r in (*rotations, *rotations)[:2] if r is not None])
        if goes_round <= LONGEST_ROUND:
            days, repeat = goes_round, True
    pairs: list[Pair | None] = []
    for day in range(days):
        at = instant(first + day * DAY, hand_over, zone(engineer.zone))
        seen = [export.person_at(at) for export in exports]
        pairs.append(_pair(people, seen[0], seen[-1]))
    while not repeat and pairs and pairs[-1] is None:
        pairs.pop()
    if not any(pairs):
        raise BadShift(
            "The export has nobody on call from then on.", "Export more of it, or start the plan earlier."
        )
    full = _without_gaps(pairs, sentences, repeat=repeat)
    if manager is None:
        full = _with_next(full, repeat=repeat)
        sentences.append(
            "The export has one person at a time. The Manager's seat was given to who comes next: look at it."
        )
    if not repeat:
        last = first + len(full) * DAY
        sentences.append(f"The export was taken until {last.isoformat()}; from then on the rotation goes on.")
    shift = _shift_length(full)
    turns = tuple(Turn(manager=m, engineer=e) for m, e in full[::shift])
    return PlanRequest(
        starts_on=first, turns=turns, days=shift, zone=engineer.zone, hand_over=hand_over, repeat=repeat
    )


def _hand_over(exports: Sequence[ImportedSchedule], sentences: list[str]) -> time:
    """The hour at which most changes are, by the clocks of the last export's zone."""
    there = zone(exports[-1].zone)
    hours = Counter(at.astimezone(there).time().replace(second=0) for at in _changes(exports))
    hour = hours.most_common(1)[0][0]
    others = hours.total() - hours[hour]
    if others:
        sentences.append(f"{others} changes are not at {hour:%H:%M}: there the one before stays until then.")
    return hour


def _changes(exports: Sequence[ImportedSchedule]) -> Iterator[datetime]:
    for export in exports:
        if export.rotation is not None:
            yield export.rotation.starts_at
        yield from (entry.starts_at for entry in export.entries)


def _next_day(now: datetime, hand_over: time, exports: Sequence[ImportedSchedule], zone_name: str) -> date:
    """The first day to come on which somebody changes at the hour of the hand-over; else tomorrow."""
    there = zone(zone_name)
    today = now.astimezone(there).date()
    for ahead in range(1, LONGEST_SHIFT + 1):
        at = instant(today + ahead * DAY, hand_over, there)
        before = at - timedelta(minutes=1)
        if any(export.person_at(before) != export.person_at(at) for export in exports):
            return today + ahead * DAY
    return today + DAY


def _pair(people: Mapping[str, str], manager: str | None, engineer: str | None) -> Pair | None:
    known = [people[name] for name in (manager, engineer) if name is not None and people[name]]
    return (known[0], known[-1]) if known else None


def _without_gaps(pairs: Sequence[Pair | None], sentences: list[str], *, repeat: bool) -> list[Pair]:
    """Days without anybody go to the pair before; those at the beginning to the first, or to the last where
    it goes round."""
    last = next(pair for pair in (reversed(pairs) if repeat else pairs) if pair is not None)
    empty = sum(pair is None for pair in pairs)
    if empty:
        sentences.append(f"On {empty} days nobody is on call: they were given to who was on before.")
    full = []
    for pair in pairs:
        last = pair if pair is not None else last
        full.append(last)
    return full


def _with_next(pairs: list[Pair], *, repeat: bool) -> list[Pair]:
    """The Manager of each day is who is the next other Engineer."""
    engineers = [engineer for _, engineer in pairs]
    upcoming: list[str] = []
    # After the last turn the first comes again, or nobody is known and the last stays.
    again = engineers if repeat else []
    following = next((engineer for engineer in again if engineer != engineers[-1]), engineers[-1])
    for index in range(len(engineers) - 1, -1, -1):
        if index + 1 < len(engineers) and engineers[index + 1] != engineers[index]:
            following = engineers[index + 1]
        upcoming.append(following)
    return list(zip(reversed(upcoming), engineers, strict=True))


def _shift_length(pairs: Sequence[Pair]) -> int:
    lengths = [len(list(run)) for _, run in groupby(pairs)]
    if len(lengths) == 1:
        return 7 if lengths[0] % 7 == 0 else 1
    length = gcd(*lengths)
    return length if length <= LONGEST_SHIFT else gcd(length, 7)


def _responder(name: str, roster: Roster, told: Mapping[str, str]) -> str | None:
    """Who that is here: as was told (nobody is empty), or by id, name, or the part of a mail address before
    the @."""
    if name in told:
        return told[name] if not told[name] or roster.can_be_paged(told[name]) else None
    plain = folded(name.partition("@")[0])
    for person in roster.responders:
        spellings = {folded(person.id), folded(person.name), folded(person.name).replace(" ", ".")}
        if plain in spellings and roster.can_be_paged(person.id):
            return person.id
    return None


def _called(export: ImportedSchedule) -> str:
    return f"{export.tool} “{export.name}”" if export.name else export.tool
