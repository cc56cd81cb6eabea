"""What marks would have a run-book say."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from desktop.core.fixing.run_book import RunBook
from desktop.core.fixing.work import RunBookWork, StepMark, StepState
from desktop.formats.run_book.reader import read_run_book
from desktop.ui.present.fixing.run_book_amended import amended, because, body_difference
from desktop.ui.present.telling.texts_difference import Change

AT = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")
TEXT = """---
title: Checkout
---
Text.

1. Look

   ```sh
   ls
   ```
2. Roll back
   * to the one before
10) Not the same list
- [ ] Tell them
- [x]   Write it down

  Below.

The end.
"""


def book_of(text: str = TEXT) -> RunBook:
    return read_run_book(text, id="checkout", changed_at=AT)


def work(book: RunBook, *marks: tuple[int, StepState, str]) -> RunBookWork:
    return RunBookWork(
        run_book_id=book.id,
        title=book.title,
        version=book.version,
        begun_by="ben",
        begun_at=AT,
        marks=tuple(
            StepMark(
                step_id=book.steps[number].id,
                title=book.steps[number].title,
                state=state,
                words=words,
                by="ben",
                at=AT,
            )
            for number, state, words in marks
        ),
    )


def test_a_note_stands_below_its_step() -> None:
    book = book_of()
    marks = (
        (1, StepState.FAILED, "no older image"),
        (0, StepState.DONE, ""),
        (3, StepState.SKIPPED, ""),
        (4, StepState.DONE, "said it on *the phone*"),
    )
    found = amended(book, work(book, *marks), 145, BERLIN)
    assert found.noted == ("Roll back", "Tell them", "Write it down")
    assert (
        "2. Roll back\n   * to the one before\n\n   Did not work on 2026-11-24 (#145): no older image\n"
        in found.body
    )
    assert "- [ ] Tell them\n\n  Left out on 2026-11-24 (#145).\n" in found.body
    assert r"Instead, on 2026-11-24 (#145): said it on \*the phone\*" in found.body
    again = read_run_book(found.body, id="checkout", changed_at=AT)
    assert [step.id for step in again.steps] == [step.id for step in book.steps]
    assert "Did not work" in again.steps[1].body
    assert "Instead" in again.steps[4].body
    assert because(work(book, *marks), 145) == "3 steps went otherwise in #145."
    assert because(work(book, marks[0]), 145) == "One step went otherwise in #145."


def test_steps_that_are_not_in_it_any_more_are_told() -> None:
    book = book_of()
    begun = work(book, (1, StepState.FAILED, "x"))
    found = amended(book_of("# Other\n\n1. Look\n"), begun, 1, BERLIN)
    assert (found.noted, found.lost) == ((), ("Roll back",))
    assert found.body == "# Other\n\n1. Look\n"


def test_the_difference_has_only_what_is_near() -> None:
    old = "\n".join(f"line {n}" for n in range(40)) + "\n"
    lines = body_difference(old, old.replace("line 20\n", "line twenty\n"))
    assert [line.text for line in lines if line.change is not Change.SAME] == ["line 20", "line twenty"]
    assert lines[0].text == lines[-1].text == "…"
    assert len(lines) == 10
    assert body_difference(old, old.rstrip("\n")) == ()


WORDS = st.text(alphabet="ab1.)-+*#`>|<![]{}()~_=: \n\t\\é", max_size=40)


@given(st.lists(st.tuples(st.integers(0, 4), st.sampled_from(StepState), WORDS), max_size=5))
def test_words_change_no_step_and_no_line(marks: list[tuple[int, StepState, str]]) -> None:
    book = book_of()
    begun = work(book, *{number: (number, state, words) for number, state, words in marks}.values())
    found = amended(book, begun, 145, BERLIN)
    lines = body_difference(book.body, found.body)
    assert not [line for line in lines if line.change is Change.GOES]
    again = read_run_book(found.body, id="checkout", changed_at=AT)
    assert [step.id for step in again.steps] == [step.id for step in book.steps]
    assert again.diagnostics == book.diagnostics
    assert again.variables == book.variables
