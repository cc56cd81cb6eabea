"""Which topics a week gives: the debt first, then where people or rules disagreed, then what hurt."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from uuid import UUID, uuid5

from desktop.core.closing.left_out import LeftOut
from desktop.core.retro.action import Action, in_order
from desktop.core.retro.compared_weeks import ComparedWeeks
from desktop.core.retro.debt import Debt
from desktop.core.retro.meeting_topic import Topic, TopicFacts, TopicKind, UptimeBelow
from desktop.core.retro.nights import night_of
from desktop.core.retro.retro_figures import RetroFigures
from desktop.core.retro.retro_incident import Climb, Mentioned, ToldIncident, mention, updates
from desktop.core.retro.retro_week import Week
from desktop.core.retro.uptime import ServiceUptime
from desktop.core.team.team import Team

_NAMESPACE = UUID("5b0b7f2e-6c39-4f0e-9d55-0f7f4e1d2a61")


def topics_of(
    week: Week,
    compared: ComparedWeeks,
    told: Sequence[ToldIncident],
    team: Team,
    left_out: Iterable[LeftOut] = (),
    actions: Iterable[Action] = (),
    known: Mapping[int, Mentioned] | None = None,
) -> tuple[Topic, ...]:
    """The topics of the week in their order. `told` are its incidents, `left_out` what these left out,
    `actions` all that are not done; those made after the week are not carried over yet. `known` are the
    incidents of other weeks that debts name."""
    figures, left = compared.week, tuple(left_out)
    by_number = {**(known or {}), **{one.incident.number: mention(one.incident) for one in told}}
    return (
        *_debts(week, compared.debts, by_number),
        *_disputed(week, figures.disputed, left),
        *_one(week, TopicKind.UNDECIDED, figures.undecided, TopicFacts(incidents=figures.undecided)),
        *_climbs(week, figures.climbs),
        *_one(week, TopicKind.UPDATES_LATE, figures.updates_late, _late(week, figures, told)),
        *_one(week, TopicKind.NIGHTS, figures.nights, _nights(week, figures, told, team)),
        *_left_out(week, left),
        *_uptime(week, compared.uptime),
        *_actions(week, actions),
    )


def _topic(week: Week, kind: TopicKind, key: str, facts: TopicFacts) -> Topic:
    return Topic(id=uuid5(_NAMESPACE, f"{week.monday} {kind} {key}"), kind=kind, facts=facts)


def _one(week: Week, kind: TopicKind, there: object, facts: TopicFacts) -> Iterator[Topic]:
    if there:
        yield _topic(week, kind, "", facts)


def _disputed(week: Week, disputed: Iterable[Mentioned], left_out: Sequence[LeftOut]) -> Iterator[Topic]:
    for one in disputed:
        said = tuple(left for left in left_out if left.incident_id == one.incident_id)
        facts = TopicFacts(title=one.title, service=one.service, incidents=(one,), left_out=said)
        yield _topic(week, TopicKind.DISPUTED, str(one.number), facts)


def _debts(week: Week, debts: Iterable[Debt], known: Mapping[int, Mentioned]) -> Iterator[Topic]:
    for debt in debts:
        facts = TopicFacts(
            title=debt.title,
            service=debt.service,
            incidents=tuple(known[number] for number in debt.numbers if number in known),
            debt=debt,
        )
        # By its first incident of the week: that stays when it comes once more.
        yield _topic(week, TopicKind.DEBT, str(debt.again[0]), facts)


def _climbs(week: Week, climbs: Iterable[Climb]) -> Iterator[Topic]:
    by_incident: dict[UUID, list[Climb]] = defaultdict(list)
    for climb in climbs:
        by_incident[climb.incident.incident_id].append(climb)
    for found in by_incident.values():
        about = found[0].incident
        facts = TopicFacts(
            title=about.title, service=about.service, incidents=(about,), climbs=tuple(found)
        )  # fmt: skip
        yield _topic(week, TopicKind.CLIMB, str(about.number), facts)


def _late(week: Week, figures: RetroFigures, told: Iterable[ToldIncident]) -> TopicFacts:
    return TopicFacts(
        incidents=_in_order(mention(one.incident) for one in told if updates(one, week)[1]),
        late=figures.updates_late,
        on_time=figures.updates_on_time,
    )


def _nights(week: Week, figures: RetroFigures, told: Iterable[ToldIncident], team: Team) -> TopicFacts:
    def woke(one: ToldIncident) -> bool:
        nights = (night_of(page, team) for page in one.pages)
        return any(night is not None and week.holds_day(night[1]) for night in nights)

    return TopicFacts(
        incidents=_in_order(mention(one.incident) for one in told if woke(one)), nights=figures.nights
    )


def _left_out(week: Week, left_out: Iterable[LeftOut]) -> Iterator[Topic]:
    missing = tuple(sorted((one for one in left_out if one.steps), key=lambda one: one.number))
    about = (Mentioned(incident_id=one.incident_id, number=one.number, title=one.title) for one in missing)
    yield from _one(
        week, TopicKind.LEFT_OUT, missing, TopicFacts(incidents=tuple(about), left_out=missing)
    )  # fmt: skip


def _uptime(week: Week, services: Iterable[ServiceUptime]) -> Iterator[Topic]:
    below = []
    for service in services:
        one = next((known for known in service.weeks if known.starts_on == week.monday), None)
        if one is None or one.percent is None or one.rolling is None or one.percent >= one.rolling:
            continue
        below.append(UptimeBelow(service=service.service, percent=one.percent, rolling=one.rolling))
    yield from _one(week, TopicKind.UPTIME, below, TopicFacts(uptime=tuple(below)))


def _actions(week: Week, actions: Iterable[Action]) -> Iterator[Topic]:
    carried = in_order(one for one in actions if not one.is_done and one.created_at < week.ends_at)
    yield from _one(week, TopicKind.ACTIONS, carried, TopicFacts(actions=carried))


def _in_order(found: Iterable[Mentioned]) -> tuple[Mentioned, ...]:
    return tuple(sorted(found, key=lambda one: one.number))
