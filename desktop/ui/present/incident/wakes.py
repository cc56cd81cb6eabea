"""The wake forecast in sentences: who is woken, when, and what that costs them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from desktop.core.incident.escalation import Wake
from desktop.core.incident.incident import Incident
from desktop.core.team.seat import Seat
from desktop.core.team.team import Team
from desktop.ui.present.people import audience_name, listed, people_count, person, seat_name, short
from desktop.ui.present.times import Viewer, fraction_left, left
from desktop.ui.present.words import tr
from desktop.ui.theme.tokens import Tone

_LATELY = timedelta(days=14)
"""Somebody woken longer ago is not named in the sentence; the list of names still tells."""
_HURRY = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class WokenPerson:
    """One line of "See names"."""

    name: str
    local_time: str
    asleep: bool
    last_woken: str


@dataclass(frozen=True, slots=True)
class ForecastView:
    """`until` is what the clock runs to; None when nothing will happen by itself."""

    headline: str
    details: str
    until: datetime | None
    clock: str
    left: float
    tone: Tone
    names: tuple[WokenPerson, ...]
    asleep: int = 0

    @property
    def short(self) -> str:
        """Beside a clock: "wakes 11, 9 of them asleep"."""
        number = len(self.names)
        if not number:
            return ""
        if not self.asleep:
            return tr("pages {n}, all awake").format(n=number)
        if self.asleep == number:
            return tr("wakes {n}, all asleep").format(n=number)
        return tr("wakes {n}, {asleep} of them asleep").format(n=number, asleep=self.asleep)


def forecast_view(
    incident: Incident,
    wakes: Sequence[Wake],
    team: Team,
    viewer: Viewer,
    now: datetime,
    last_woken: Mapping[str, datetime],
    mine: Sequence[Seat] = (),
) -> ForecastView | None:
    """The next wake in words; `mine` are the seats this alarm is about. None when nothing is due any more."""
    if not wakes or not incident.empty_seats:
        return None
    at = wakes[0].at
    together = [wake for wake in wakes if wake.at == at]
    seats = tuple(dict.fromkeys(wake.seat for wake in together))
    people = tuple(dict.fromkeys(person for wake in together for person in wake.people))
    since = min(incident.seat(seat).level_since for seat in seats)
    names = tuple(_woken(team, responder, at, viewer, now, last_woken) for responder in people)
    asleep = sum(1 for name in names if name.asleep)
    hour = viewer.moment(at, now)
    urgent = at - now <= _HURRY or not people
    return ForecastView(
        headline=_headline(together, seats, people, asleep, team, viewer, hour, mine),
        details=_details(people, asleep, together, wakes, team, viewer, now, last_woken),
        until=at,
        clock=left(at, now),
        left=fraction_left(since, at, now),
        tone=Tone.ALARM if urgent else Tone.WARN,
        names=names,
        asleep=asleep,
    )


def _whose(seats: Sequence[Seat], mine: Sequence[Seat]) -> str:
    if len(seats) == 2:
        return tr("both seats stay")
    if seats[0] in mine and len(mine) == 1:
        return tr("your seat stays")
    return tr("the {seat}'s seat stays").format(seat=seat_name(seats[0]))


def _headline(
    together: Sequence[Wake],
    seats: Sequence[Seat],
    people: Sequence[str],
    asleep: int,
    team: Team,
    viewer: Viewer,
    hour: str,
    mine: Sequence[Seat],
) -> str:
    whose = _whose(seats, mine)
    if not people:
        return tr("If {whose} empty, nobody is left to page").format(whose=whose)
    if any(wake.again for wake in together):
        words = tr("If {whose} empty until {hour}, {who} paged again")
        who = tr("1 person is") if len(people) == 1 else tr("all {n} are").format(n=len(people))
        return words.format(whose=whose, hour=hour, who=who)
    verb_one, verb_many = (tr("is woken"), tr("are woken")) if asleep else (tr("is paged"), tr("are paged"))
    if len(people) == 1:
        me = people[0] == viewer.me
        who = person(team, people[0], viewer.me)
        verb = (tr("are woken") if asleep else tr("are paged")) if me else verb_one
    else:
        who, verb = people_count(len(people)), verb_many
    return tr("If {whose} empty until {hour}, {who} {verb}").format(
        whose=whose, hour=hour, who=who, verb=verb
    )


def _details(
    people: Sequence[str],
    asleep: int,
    together: Sequence[Wake],
    wakes: Sequence[Wake],
    team: Team,
    viewer: Viewer,
    now: datetime,
    last_woken: Mapping[str, datetime],
) -> str:
    sentences = []
    if not people:
        sentences.append(tr("Call somebody yourself, or take the seat."))
    elif len(people) == 1 and asleep:
        local = team.roster.find(people[0])
        if local is not None:
            hour = f"{local.local(together[0].at):%H:%M}"
            sentences.append(tr("It will be {hour} there: probably asleep.").format(hour=hour))
    elif asleep == len(people):
        sentences.append(tr("All of them are probably asleep."))
    elif asleep == 1:
        sentences.append(tr("1 of them is probably asleep."))
    elif asleep:
        sentences.append(tr("{n} of them are probably asleep.").format(n=asleep))
    woken = sorted(
        ((last_woken[p], p) for p in people if p in last_woken and now - last_woken[p] < _LATELY),
        reverse=True,
    )[:2]
    if woken:
        told = [
            tr("{name} was last woken {day}").format(
                name=short(team, woken[0][1]), day=viewer.day(woken[0][0], now)
            )
        ]
        told += [f"{short(team, who)} {viewer.day(when, now)}" for when, who in woken[1:]]
        sentences.append(", ".join(told) + ".")
    after = next((wake for wake in wakes if wake.at > together[0].at), None)
    if after is not None:
        sentences.append(_then(after, team, viewer, now))
    return " ".join(sentences)


def _then(wake: Wake, team: Team, viewer: Viewer, now: datetime) -> str:
    hour = viewer.moment(wake.at, now)
    if wake.again and not wake.people:
        return tr("After {hour} nobody is left to page.").format(hour=hour)
    if wake.again:
        return tr("Everybody again at {hour}.").format(hour=hour)
    level = team.policy.level(wake.level)
    names = [short(team, p) for p in wake.people]
    who = audience_name(level.audience) if len(names) > 1 and not level.waves else listed(names)
    return tr("Then {who} at {hour}.").format(who=who, hour=hour)


def _woken(
    team: Team,
    responder: str,
    at: datetime,
    viewer: Viewer,
    now: datetime,
    last_woken: Mapping[str, datetime],
) -> WokenPerson:
    known = team.roster.find(responder)
    if known is None:
        return WokenPerson(responder, "", False, "")
    place = known.zone.rsplit("/", 1)[-1].replace("_", " ")
    hour = f"{known.local(at):%H:%M}"
    last = last_woken.get(responder)
    return WokenPerson(
        name=tr("You") if responder == viewer.me else known.name,
        local_time=tr("{hour} in {place}").format(hour=hour, place=place),
        asleep=known.probably_asleep(at),
        last_woken=(tr("woken {day}").format(day=viewer.day(last, now)) if last else ""),
    )
