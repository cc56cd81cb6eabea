"""Actions of the retro: where they come from, when they are late, in which order they stand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.incident.events import NoteAdded, NoteKind
from desktop.core.retro.action import Action, action_of, in_order
from tests.sample import INCIDENT_ID, MINUTE, NIGHT, fresh

TODAY = date(2026, 11, 24)
TODO = NoteAdded(at=NIGHT, by="ana", text="Ask the vendor\n for a dashboard", kind=NoteKind.TODO)
ACTION = Action(id=UUID(int=1), text="Ask the vendor", created_by="ana", created_at=NIGHT)


def test_a_to_do_becomes_an_action_of_its_incident() -> None:
    action = action_of(fresh(), TODO)
    assert action == replace(
        ACTION,
        id=action.id,
        text="Ask the vendor for a dashboard",
        incident_id=INCIDENT_ID,
        incident_number=1,
    )


def test_the_same_note_is_the_same_action_and_another_is_another() -> None:
    ids = {
        action_of(incident, note).id
        for incident in (fresh(), replace(fresh(), id=uuid4()))
        for note in (
            TODO,
            replace(TODO, text="Other"),
            replace(TODO, at=NIGHT + MINUTE),
            replace(TODO, by="ben"),
        )
    }
    assert len(ids) == 8
    assert action_of(fresh(), TODO).id == action_of(fresh(), replace(TODO)).id


@pytest.mark.parametrize(
    ("due_on", "done", "late"),
    [
        (None, False, False),
        (TODAY, False, False),
        (TODAY - timedelta(days=1), False, True),
        (TODAY - timedelta(days=1), True, False),
    ],
)
def test_it_is_overdue_on_the_day_after(due_on: date | None, done: bool, late: bool) -> None:
    action = replace(ACTION, due_on=due_on)
    assert (action.finished("ben", NIGHT) if done else action).is_overdue(TODAY) is late


def test_who_finished_it_first_stays_until_it_is_reopened() -> None:
    done = ACTION.finished("ben", NIGHT + MINUTE)
    assert (done.is_done, done.done_by, done.done_at) == (True, "ben", NIGHT + MINUTE)
    assert done.finished("mei", NIGHT + 2 * MINUTE) == done
    assert done.reopened() == ACTION


def test_overdue_then_due_then_whenever_then_done() -> None:
    def named(text: str, number: int, due_on: date | None = None) -> Action:
        return replace(
            ACTION, id=UUID(int=number), text=text, due_on=due_on, created_at=NIGHT + number * MINUTE
        )

    expected = (
        named("a month late", 5, TODAY - timedelta(days=30)),
        named("late", 4, TODAY - timedelta(days=1)),
        named("today", 3, TODAY),
        named("soon", 2, TODAY + timedelta(days=2)),
        named("soon too", 8, TODAY + timedelta(days=2)),
        named("old", 1),
        named("new", 9),
        named("done last", 6, TODAY - timedelta(days=3)).finished("ana", NIGHT + timedelta(days=2)),
        named("done first", 7).finished("ana", NIGHT + timedelta(days=1)),
    )
    assert [action.text for action in in_order(reversed(expected))] == [action.text for action in expected]


@given(st.lists(st.tuples(st.none() | st.integers(-9, 9), st.booleans(), st.integers(0, 5)), max_size=12))
def test_the_order_keeps_everything_and_does_not_depend_on_what_came_first(
    drawn: list[tuple[int | None, bool, int]],
) -> None:
    actions = [
        replace(
            ACTION,
            id=UUID(int=number),
            due_on=TODAY + timedelta(days=days) if days is not None else None,
            created_at=NIGHT + later * MINUTE,
            done_at=NIGHT + (later + number) * MINUTE if done else None,
        )
        for number, (days, done, later) in enumerate(drawn)
    ]
    ordered = in_order(actions)
    assert sorted(a.id for a in ordered) == sorted(a.id for a in actions)
    assert in_order(reversed(actions)) == ordered
    late = [action.is_overdue(TODAY) for action in ordered]
    assert late == sorted(late, reverse=True), "nothing stands above what is overdue"
