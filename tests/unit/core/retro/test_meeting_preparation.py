"""Which topics a week gives, checked by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from desktop.core.closing.closing import ClosingStep, GivenVerdict, Verdict
from desktop.core.closing.left_out import LeftOut, LeftOutStep
from desktop.core.incident.events import UpdateMissed
from desktop.core.retro.action import Action
from desktop.core.retro.compared_weeks import ComparedWeeks
from desktop.core.retro.debt import Spent, debts
from desktop.core.retro.incident_hours import HeldSeat
from desktop.core.retro.meeting_preparation import topics_of
from desktop.core.retro.meeting_topic import Topic, TopicKind
from desktop.core.retro.retro_figures import retro_figures
from desktop.core.retro.retro_incident import ToldIncident
from desktop.core.retro.retro_trouble import trouble_of
from desktop.core.retro.uptime import ServiceUptime, WeekUptime
from tests.sample import MINUTE, NIGHT, TEAM
from tests.unit.core.retro.test_retro_figures import DAY, NEITHER, NOON, WEEK, ended, incident, page

M = TopicKind


def left(number: int, *steps: ClosingStep, disagree: bool = False) -> LeftOut:
    given = zip(("ana", "ben"), Verdict, strict=True) if disagree else ()
    return LeftOut(
        incident_id=UUID(int=number),
        number=number,
        title="Checkout fails",
        resolved_at=NOON,
        manager="ana",
        steps=tuple(LeftOutStep(step=step) for step in steps),
        verdicts=tuple(GivenVerdict(by=by, verdict=verdict, at=NOON) for by, verdict in given),
        disagree=disagree,
    )


def told_week() -> list[ToldIncident]:
    """The same trouble three times, once in the night, with a missed update and a seat that climbed; the
    first was a week ago."""
    found = [
        ended(incident(1, NIGHT - 7 * DAY), 60 * MINUTE, NEITHER),
        ended(incident(2, NIGHT), 30 * MINUTE, NEITHER),
        ended(incident(3, NOON), 10 * MINUTE, NEITHER),
    ]
    return [
        ToldIncident(incident=found[0]),
        ToldIncident(
            incident=found[1],
            pages=(page(2, "ana", NIGHT, nr=1), page(2, "mei", NIGHT + 5 * MINUTE, level=2, nr=2)),
            events=(UpdateMissed(at=NIGHT + 5 * MINUTE, due_at=NIGHT + 5 * MINUTE),),
        ),
        ToldIncident(incident=found[2]),
    ]


def topics(**more: object) -> tuple[Topic, ...]:
    told = told_week()
    earlier = [trouble_of(one.incident) for one in told]
    figures = replace(retro_figures(WEEK, told, TEAM, earlier=earlier), undecided=())
    held = HeldSeat(by="ana", starts_at=NIGHT, ends_at=NIGHT + 30 * MINUTE)
    owed = debts(figures.repeats, earlier, {UUID(int=2): Spent(held=(held,))}, TEAM)
    compared = ComparedWeeks(zone=WEEK.zone, told_at=NOON, week=figures, debts=owed)
    return topics_of(WEEK, compared, told, TEAM, **more)  # type: ignore[arg-type]


def test_a_week_by_hand() -> None:
    found = topics()
    assert [topic.kind for topic in found] == [M.DEBT, M.CLIMB, M.UPDATES_LATE, M.NIGHTS]
    debt, climb, late, nights = (topic.facts for topic in found)
    assert [one.number for one in debt.incidents] == [1, 2, 3]
    assert (debt.title, debt.service) == ("Checkout fails", "checkout")
    assert debt.debt is not None
    assert (debt.debt.lost, debt.debt.again) == (30 * MINUTE, (2, 3))
    assert [one.number for one in climb.incidents] == [2]
    assert (climb.climbs[0].paged, climb.climbs[0].woken) == (("mei",), ("mei",))
    assert (late.late, late.on_time, [one.number for one in late.incidents]) == (1, 0, [2])
    assert [(one.responder, one.nights) for one in nights.nights] == [("ana", 1), ("mei", 1)]
    assert [one.number for one in nights.incidents] == [2]


def test_prepared_again_the_same_trouble_is_the_same_topic() -> None:
    ids = [topic.id for topic in topics()]
    assert ids == [topic.id for topic in topics()]
    assert len(set(ids)) == len(ids)
    next_week = replace(WEEK, monday=WEEK.monday + 7 * DAY)
    compared = ComparedWeeks(zone=WEEK.zone, told_at=NOON, week=retro_figures(WEEK, told_week(), TEAM))
    assert {topic.id for topic in topics_of(next_week, compared, told_week(), TEAM)}.isdisjoint(ids)


def test_disputes_say_who_said_what() -> None:
    told = [replace(one) for one in told_week()]
    verdicts = left(3, disagree=True).verdicts
    told[2] = ToldIncident(incident=replace(told[2].incident, verdicts=verdicts))
    compared = ComparedWeeks(zone=WEEK.zone, told_at=NOON, week=retro_figures(WEEK, told, TEAM))
    found = topics_of(WEEK, compared, told, TEAM, (left(3, disagree=True), left(2, ClosingStep.LABELS)))
    (disputed,) = (topic.facts for topic in found if topic.kind is M.DISPUTED)
    assert [one.verdicts for one in disputed.left_out] == [verdicts]
    (closing,) = (topic.facts for topic in found if topic.kind is M.LEFT_OUT)
    assert [one.number for one in closing.left_out] == [2], "a dispute alone left out nothing"
    (undecided,) = (topic.facts for topic in found if topic.kind is M.UNDECIDED)
    assert [one.number for one in undecided.incidents] == [2, 3]


def test_uptime_below_its_average_only() -> None:
    def service(name: str, percent: str | None, rolling: str | None) -> ServiceUptime:
        week = WeekUptime(
            starts_on=WEEK.monday,
            percent=Decimal(percent) if percent else None,
            rolling=Decimal(rolling) if rolling else None,
        )
        before = WeekUptime(starts_on=WEEK.monday - 7 * DAY, percent=Decimal(1), rolling=Decimal(99))
        return ServiceUptime(service=name, weeks=(before, week))

    uptime = (
        service("checkout", "99.31", "99.70"),
        service("same", "99.70", "99.70"),
        service("better", "100.00", "99.70"),
        service("unknown", None, "99.70"),
    )
    compared = replace(
        ComparedWeeks(zone=WEEK.zone, told_at=NOON, week=retro_figures(WEEK, [], TEAM)), uptime=uptime
    )
    (found,) = topics_of(WEEK, compared, [], TEAM)
    assert [(one.service, one.percent) for one in found.facts.uptime] == [("checkout", Decimal("99.31"))]


def test_actions_that_are_carried_over() -> None:
    def action(number: int, at: timedelta, due: date | None = None) -> Action:
        return Action(id=UUID(int=number), text="x", created_at=WEEK.ends_at + at, due_on=due)

    late = action(1, -DAY, date(2026, 11, 20))
    compared = ComparedWeeks(zone=WEEK.zone, told_at=NOON, week=retro_figures(WEEK, [], TEAM))
    actions = (action(2, -2 * DAY), action(3, timedelta(0)), late, action(4, -DAY).finished("ana", NOON))
    (found,) = topics_of(WEEK, compared, [], TEAM, actions=actions)
    assert [one.id.int for one in found.facts.actions] == [1, 2]
    assert topics_of(WEEK, compared, [], TEAM) == (), "a quiet week"
