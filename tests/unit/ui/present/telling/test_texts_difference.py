from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from desktop.ui.present.telling.texts import Source
from desktop.ui.present.telling.texts_difference import Change, difference, difference_words


def source(text: str, subject: str = "S") -> Source:
    return Source(subject=subject, text=text)


def test_each_line_has_a_sign_and_the_subject_is_the_first() -> None:
    lines = difference(source("One\nTwo", "Old"), source("One\nThree\nFour", "New"))
    assert [line.shown for line in lines] == [
        "− Subject: Old",
        "+ Subject: New",
        "  One",
        "− Two",
        "+ Three",
        "+ Four",
    ]
    words = difference_words(lines)
    assert words == "Against what stands in the editor: + 3 lines come, − 2 lines go."


def test_the_words_that_differ_are_marked() -> None:
    goes, comes = difference(source("We are sorry. Bye."), source("We apologise. Bye."))[1:]
    assert [goes.text[start:end] for start, end in goes.marked] == ["are sorry"]
    assert [comes.text[start:end] for start, end in comes.marked] == ["apologise"]


def test_another_line_altogether_is_not_marked_word_by_word() -> None:
    goes, comes = difference(source("abcdef"), source("{{ xyz }}"))[1:]
    assert (goes.marked, comes.marked) == ((), ())


def test_what_is_the_same_says_so() -> None:
    lines = difference(source("A\nB"), source("A\nB\n"))
    assert {line.change for line in lines} == {Change.SAME}
    assert difference_words(lines) == "Nothing differs from what stands in the editor."
    one = difference(source("A"), source("A\nB"))
    assert difference_words(one) == "Against what stands in the editor: + 1 line comes."


@given(st.text("ab {}\n", max_size=60), st.text("ab {}\n", max_size=60))
def test_both_texts_can_be_read_out_of_it(before: str, after: str) -> None:
    lines = difference(source(before), source(after))
    old = [line.text for line in lines if line.change is not Change.COMES]
    new = [line.text for line in lines if line.change is not Change.GOES]
    assert old == ["Subject: S", *before.strip().split("\n")]
    assert new == ["Subject: S", *after.strip().split("\n")]
    for line in lines:
        assert all(0 <= start < end <= len(line.text) for start, end in line.marked)
