"""Writing back: nothing is lost, and what was not changed stays as it was."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import assume, given
from hypothesis import strategies as st

from desktop.core.fixing.run_book import RunBook
from desktop.core.incident.alert import Link
from desktop.formats.run_book.digest import normal
from desktop.formats.run_book.front import Front, front_of_run_book, read_front
from desktop.formats.run_book.writer import front_of, with_step, write_run_book
from tests.unit.formats.run_book.samples import DISK, read

LINE = (
    st.text(max_size=30)
    .map(lambda text: " ".join(text.split()))
    .filter(lambda text: normal(text).strip("\n") == text)
)
WORD = LINE.filter(bool)
KEY = WORD
FRONTS = st.builds(
    Front,
    title=LINE,
    services=st.lists(WORD, unique=True, max_size=3).map(tuple),
    alerts=st.lists(WORD, unique=True, max_size=3).map(tuple),
    labels=st.lists(st.tuples(KEY, LINE), unique=True, max_size=3).map(tuple),
    owner=LINE,
    reviewed_on=st.none() | st.dates(date(1000, 1, 1)),
    links=st.lists(st.builds(Link, href=st.just("https://x.example/#a"), text=LINE), max_size=1).map(tuple),
)


@given(FRONTS)
def test_fields_come_back(front: Front):
    problems: list = []
    assert read_front(front_of(front), problems) == front
    assert problems == []


@given(FRONTS, st.text())
def test_a_run_book_comes_back(front: Front, body: str):
    text = normal(f"---\n{front_of(front)}---\n{body}")
    book = read(text)
    assert write_run_book(book) == text
    assert front_of_run_book(replace(book, title=front.title)) == front


def test_what_was_not_changed_stays_as_it_was_written():
    assert write_run_book(read(DISK)) == DISK
    for plain in ("# Only\n\ntext\n", "", "---\n---\n", "no heading\n"):
        assert write_run_book(read(plain)) == plain


def test_a_changed_field_is_written_and_the_body_left_alone():
    before = read(DISK)
    after = read(write_run_book(replace(before, owner="ben: #2", services=("checkout", "*", "ö"))))
    assert (after.owner, after.services, after.body) == ("ben: #2", ("checkout", "*", "ö"), before.body)
    assert same_but_text(after) == same_but_text(replace(before, owner=after.owner, services=after.services))


def same_but_text(book: RunBook) -> RunBook:
    lines_moved = tuple(replace(one, line=0) for one in book.diagnostics)
    return replace(book, front=None, version="", diagnostics=lines_moved)


def test_one_step_is_replaced_and_the_others_stay():
    book = read(DISK)
    body = with_step(book, book.steps[1], "Find what is **huge**\n\n```run\nncdu -x /\n```")
    after = read(f"---\n{book.front}---\n{body}")
    assert [step.title for step in after.steps][1] == "Find what is huge"
    assert after.steps[1].body == "```run\nncdu -x /\n```"
    assert after.diagnostics_of(after.steps[1].id)[0].command == "ncdu -x /"
    kept = [step.title for step in book.steps]
    assert [step.title for step in after.steps if step is not after.steps[1]] == kept[:1] + kept[2:]


def test_a_task_keeps_its_box_and_a_step_can_be_taken_out():
    book = read(DISK)
    body = with_step(book, book.steps[4], "Breathe\nslowly\n\n- in\n- out")
    assert "- [x] Breathe\n  slowly\n\n  - in\n  - out\n- no step" in body
    without = read(with_step(book, book.steps[0], " "))
    assert [step.id for step in without.steps] == [step.id for step in book.steps[1:]]


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["1. ", "- [ ] ", "2) ", "* [x]  "]), st.sampled_from(["a", "b *c*", "d\n\n      e"])
    ),
    min_size=1, max_size=5,
)  # fmt: skip


@given(STEPS, st.integers(0, 4))
def test_a_step_written_back_as_it_is_changes_no_step(parts: list[tuple[str, str]], index: int):
    book = read("\n\ntext\n\n".join(mark + text for mark, text in parts))
    assume(index < len(book.steps))
    step = book.steps[index]
    markdown = f"{step.lead}\n\n{step.body}" if step.body else step.lead
    after = read(with_step(book, step, markdown))
    assert [(one.id, one.lead, one.body) for one in after.steps] == [
        (one.id, one.lead, one.body) for one in book.steps
    ]
