"""A week's answers taken together: shown from three on, all at once, and never one alone."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.retro.morale import (
    EMPTY,
    MoraleAnswer,
    MoraleFigures,
    MoraleHeap,
    Slept,
    Wish,
    closed_at,
    morale_figures,
)
from desktop.core.retro.retro_week import Week

WEEK = Week(monday=date(2026, 11, 16), zone="Europe/Berlin")
OVER = closed_at(WEEK)

ANSWERS = st.builds(
    MoraleAnswer,
    mood=st.integers(1, 5),
    slept=st.sampled_from(Slept),
    helped=st.sampled_from(["", "A run-book", "Sleep", "Zwei Leute mehr"]),
    anonymous=st.booleans(),
)


def heaped(*given: tuple[str, MoraleAnswer]) -> MoraleHeap:
    heap, people = EMPTY, set()
    for who, answer in given:
        people.add(who)
        heap = heap.with_answer(answer, who, len(people))
    return heap


def said(mood: int, slept: Slept = Slept.WELL, helped: str = "", *, anonymous: bool = True) -> MoraleAnswer:
    return MoraleAnswer(mood=mood, slept=slept, helped=helped, anonymous=anonymous)


def test_an_example():
    heap = heaped(
        ("ana", said(2, Slept.HARDLY, "A run-book for the search index")),
        ("ben", said(3, Slept.BADLY, "Fewer alerts of the mailer", anonymous=False)),
        ("ana", said(4)),
        ("mei", said(4, Slept.BADLY)),
    )
    shown = morale_figures(WEEK, heap, OVER)
    assert shown == MoraleFigures(
        answers=4,
        moods=(0, 1, 1, 2, 0),
        slept=(1, 2, 1),
        wishes=(
            Wish(text="A run-book for the search index"),
            Wish(text="Fewer alerts of the mailer", by="ben"),
        ),
    )
    assert shown.mean == pytest.approx(3.25)


@pytest.mark.parametrize("count", [0, 1, 2])
def test_fewer_than_three_are_not_shown(count: int):
    heap = heaped(*((f"p{n}", said(1, helped="Help")) for n in range(count)))
    assert morale_figures(WEEK, heap, OVER) == MoraleFigures()
    assert morale_figures(WEEK, None, OVER).mean is None


def test_three_of_one_person_are_that_persons():
    assert morale_figures(WEEK, heaped(*(("ana", said(1)),) * 5), OVER).answers is None


def test_nothing_grows_while_people_answer():
    heap = heaped(*((f"p{n}", said(4)) for n in range(9)))
    before = morale_figures(WEEK, heap, OVER - timedelta(microseconds=1))
    assert before == MoraleFigures(open_until_at=OVER) == morale_figures(WEEK, None, OVER - timedelta(days=3))
    assert morale_figures(WEEK, heap, OVER).answers == 9


@given(st.lists(st.tuples(st.sampled_from(["ana", "ben", "mei"]), ANSWERS), max_size=12), st.randoms())
def test_the_order_of_answers_leaves_no_trace(answers, random):
    others = list(answers)
    random.shuffle(others)
    assert heaped(*answers) == heaped(*others)


@given(st.lists(st.tuples(st.sampled_from(["ana", "ben", "mei"]), ANSWERS), max_size=12))
def test_what_is_kept_counts_all_and_names_nobody_who_wished_not_to_be(answers):
    heap = heaped(*answers)
    assert sum(heap.moods) == sum(heap.slept) == len(answers)
    named = {who for who, answer in answers if not answer.anonymous and answer.helped}
    assert {wish.by for wish in heap.wishes} - {""} == named
    shown = morale_figures(WEEK, heap, OVER)
    enough = len(answers) >= 3 and len({who for who, _ in answers}) >= 2
    assert (shown.answers is not None) is enough
    if enough:
        mean = sum(answer.mood for _, answer in answers) / len(answers)
        assert shown.mean == pytest.approx(mean)
    else:
        assert shown == MoraleFigures()


@pytest.mark.parametrize("mood", [0, 6, -1])
def test_there_are_five_moods(mood: int):
    with pytest.raises(ValueError, match="1 to 5"):
        said(mood)
