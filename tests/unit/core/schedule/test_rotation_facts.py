"""What somebody had before a rotation is made, and what that means for who came lately."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from desktop.core.schedule.rotation import Load, RotationPerson, RotationRequest
from desktop.core.schedule.rotation_facts import HISTORY, PersonFacts, facts_of
from desktop.core.schedule.schedule import Schedule, Segment, Turn
from desktop.core.team.responder import Responder, Roster
from desktop.core.team.team import Team
from desktop.rotation.problem import problem_of

WEEK = timedelta(weeks=1)
BEGIN = datetime(2026, 11, 30, 9, tzinfo=UTC)
"""A Monday; HISTORY is 26 weeks."""
PEOPLE = ("ana", "ben", "mei", "dmitri")
ROSTER = Roster(responders=tuple(Responder(id=one, name=one.title()) for one in (*PEOPLE, "priya")))


def turns(*pairs: str) -> tuple[Turn, ...]:
    return tuple(Turn(manager=manager, engineer=engineer) for manager, engineer in map(str.split, pairs))


PLAIN = Schedule(
    starts_on=date(2026, 1, 5),
    hand_over=time(9),
    turns=turns("ana ben", "mei dmitri", "ben ana", "dmitri mei"),
)


def facts(schedule: Schedule, **joined: date) -> dict[str, PersonFacts]:
    found = facts_of(Team(roster=ROSTER, schedule=schedule), BEGIN, BEGIN + 26 * WEEK, (), {}, joined=joined)
    return {person.id: person for person in found.people}


def load(known: dict[str, PersonFacts], who: str) -> Load:
    found = known[who].load
    assert found is not None
    return found


def with_priya(from_week: int) -> Schedule:
    """From so many weeks before BEGIN on a plan of five, in which Priya has a turn in each five weeks."""
    day = BEGIN.date() - timedelta(weeks=from_week)
    five = turns("priya ana", "ben mei", "dmitri priya", "ana ben", "mei dmitri")
    plan = Segment(starts_on=day, hand_over=time(9), turns=five, repeat=True, published_at=BEGIN - HISTORY)
    return replace(PLAIN, published=(plan,))


def asked(known: dict[str, PersonFacts]) -> RotationRequest:
    return RotationRequest(
        people=tuple(
            RotationPerson(id=one.id, name=one.id, load=one.load, starts_on=one.starts_on)
            for one in known.values()
        ),
        begin=BEGIN.date(),
        end=BEGIN.date() + timedelta(weeks=26),
    )


def test_who_was_always_there_has_what_they_had():
    known = facts(PLAIN)
    assert known["ana"].starts_on is None
    assert load(known, "ana").shifts == 13
    assert known["priya"].load is None


def test_who_came_lately_counts_as_if_they_had_had_what_others_had_before():
    came = BEGIN.date() - timedelta(weeks=10)
    known = facts(with_priya(10), priya=came)
    assert known["priya"].starts_on == came
    own, others = load(known, "priya"), [load(known, one).shifts for one in PEOPLE]
    assert own.shifts == 8 + 4, "others had 8 in 16 weeks; then four of her own in ten"
    assert abs(own.shifts - sum(others) / len(others)) < 1
    assert (own.burden.nights, own.burden.weekends) == (84, 12)


def test_without_the_day_they_would_have_to_catch_up():
    """So that the test above cannot be right by chance."""
    assert load(facts(with_priya(10)), "priya").shifts == 4


def test_time_until_a_plan_names_them_is_no_debt_either():
    came = BEGIN.date() - timedelta(weeks=20)
    assert load(facts(with_priya(5), priya=came), "priya").shifts == 10 + 2, (
        "others had 5 in each seat in 21 weeks"
    )


def test_who_came_before_all_that_counts_has_only_what_they_had():
    came = BEGIN.date() - timedelta(weeks=52)
    always = replace(PLAIN, turns=turns("ana ben", "mei dmitri", "ben priya", "priya mei"))
    assert load(facts(always, priya=came), "priya") == load(facts(always), "priya")


def test_the_next_rotation_gives_the_new_as_much_as_the_others():
    known = facts(with_priya(10), priya=BEGIN.date() - timedelta(weeks=10))
    aims = problem_of(asked(known)).measures[0].aims
    assert max(aims) - min(aims) < 1.0
    owing = problem_of(asked(facts(with_priya(10)))).measures[0].aims
    assert max(owing) == owing[-1] > aims[-1] + 1.0, "without it she would have to catch up"
