"""What a policy would do, line by line: who is woken when, if nobody answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from desktop.core.incident.escalation import Wake
from desktop.core.team.policy_check import policy_problems
from desktop.core.team.policy_preview import last_night_at_four, preview
from desktop.core.team.seat import Seat
from desktop.core.team.team import Audience, Policy, Team
from desktop.core.telling.communication import CommunicationPolicy
from desktop.ui.present.durations import written
from desktop.ui.present.people import audience_name, listed, people_count, seat_name, short
from desktop.ui.present.times import Viewer
from desktop.ui.present.words import tr
from desktop.ui.theme.tokens import Tone

_NAMED = 4
"""So many people are named; more are counted, and named by the tool tip."""


@dataclass(frozen=True, slots=True)
class ForeseenLine:
    """`time` and how long `after` the opening; who, and what that costs them; `names` is the tool tip."""

    time: str
    after: str
    who: str
    cost: str
    icon: str
    tone: Tone
    names: str = ""

    @property
    def spoken(self) -> str:
        """What a screen reader says."""
        return ", ".join(part for part in (self.time, self.who, self.cost) if part)


@dataclass(frozen=True, slots=True)
class ForeseenView:
    """One moment at which something breaks, and what follows."""

    title: str
    lines: tuple[ForeseenLine, ...]


@dataclass(frozen=True, slots=True)
class PolicyForeseen:
    """`problems` are sentences with their remedy: such a policy is refused. `telling` sums up the
    communication clock."""

    now: ForeseenView
    night: ForeseenView
    telling: str
    problems: tuple[str, ...]


def foreseen(policy: Policy, team: Team, viewer: Viewer, now: datetime) -> PolicyForeseen:
    """Played through with the rules that page, by today's roster and schedule."""
    team = replace(team, policy=policy)
    night = last_night_at_four(team, now)
    clock = policy.communication
    return PolicyForeseen(
        now=ForeseenView(
            tr("If something breaks now, {time}").format(time=viewer.hour(now)),
            _lines(preview(team, now), team, viewer, now, policy),
        ),
        night=ForeseenView(
            tr("Last night at four, {time}").format(time=viewer.moment(night, now)),
            _lines(preview(team, night), team, viewer, night, policy),
        ),
        telling=_telling(clock),
        problems=tuple(f"{one.sentence} {one.remedy}" for one in policy_problems(team, now)),
    )


def _telling(clock: CommunicationPolicy) -> str:
    words = tr(
        "First update after {first}, the scope {scope} later, then every {every}; the next Manager stands in"
        " {stand_in} after one that is missed."
    )
    return words.format(
        first=written(clock.first),
        scope=written(clock.scope),
        every=written(clock.every),
        stand_in=written(clock.stand_in),
    )


def _lines(
    wakes: Sequence[Wake], team: Team, viewer: Viewer, opened: datetime, policy: Policy
) -> tuple[ForeseenLine, ...]:
    """One line for each moment and group of people; both seats' are one where the same are paged."""
    lines: list[ForeseenLine] = []
    for at in dict.fromkeys(wake.at for wake in wakes):
        together = [wake for wake in wakes if wake.at == at]
        levels = {wake.level for wake in together}
        if levels == {1} and policy.level(1).audience is Audience.PAIR:
            lines.append(_pair(together, team, viewer, opened))
            continue
        groups: dict[tuple[bool, int, int], list[Wake]] = {}
        for wake in together:
            groups.setdefault((wake.again, wake.level, wake.wave), []).append(wake)
        lines += [_line(group, team, viewer, opened, policy) for group in groups.values()]
    return tuple(lines)


def _pair(wakes: Sequence[Wake], team: Team, viewer: Viewer, opened: datetime) -> ForeseenLine:
    words = _by_seat(wakes, team) or tr("Nobody is left to page")
    return _made(wakes[0].at, words, _people(wakes), team, viewer, opened)


def _line(
    wakes: Sequence[Wake], team: Team, viewer: Viewer, opened: datetime, policy: Policy
) -> ForeseenLine:
    first, people = wakes[0], _people(wakes)
    level = policy.level(first.level)
    few = len(people) <= _NAMED
    if not people:
        words = tr("Nobody is left to page")
    elif first.again:
        words = tr("Everybody again: {n}").format(n=people_count(len(people)))
    elif level.waves and first.wave < len(level.waves):
        words = _by_seat(wakes, team) if few else people_count(len(people))
    else:
        who = audience_name(level.audience)
        who = tr("Everybody left") if level.waves else f"{who[:1].upper()}{who[1:]}"
        named = listed([short(team, person) for person in people]) if few else people_count(len(people))
        words = f"{who}: {named}"
    if people and len(wakes) < len(Seat) and not words.endswith(")"):
        words = f"{words} ({seat_name(first.seat)})"
    return _made(first.at, words, people, team, viewer, opened)


def _people(wakes: Sequence[Wake]) -> list[str]:
    return list(dict.fromkeys(person for wake in wakes for person in wake.people))


def _by_seat(wakes: Sequence[Wake], team: Team) -> str:
    """ "Ana (Manager) and Ben (Engineer)", or only the names where both seats mean the same people."""
    if len(wakes) == len(Seat) and len({frozenset(wake.people) for wake in wakes}) == 1:
        return listed([short(team, person) for person in wakes[0].people], _NAMED)
    told = [
        f"{listed([short(team, person) for person in wake.people], _NAMED)} ({seat_name(wake.seat)})"
        for wake in wakes
        if wake.people
    ]
    return listed(told)


def _made(
    at: datetime, words: str, people: Sequence[str], team: Team, viewer: Viewer, opened: datetime
) -> ForeseenLine:
    asleep = sum(1 for one in people if (known := team.roster.find(one)) and known.probably_asleep(at))
    cost = tr("all awake") if len(people) > 1 else tr("awake")
    if not people:
        cost = ""
    elif asleep == len(people):
        cost = tr("asleep") if len(people) == 1 else tr("all asleep")
    elif asleep:
        cost = tr("{n} asleep").format(n=asleep)
    tone = Tone.WARN if asleep else Tone.MUTED
    if not people:
        tone = Tone.ALARM
    icon = "mdi6.weather-night" if asleep else "mdi6.white-balance-sunny"
    return ForeseenLine(
        time=viewer.hour(at),
        after=tr("at once") if at == opened else f"+ {written(at - opened)}",
        who=words,
        cost=cost,
        icon=icon if people else "mdi6.account-off-outline",
        tone=tone,
        names=", ".join(team.roster.name(person) for person in people),
    )
