"""Why a run-book fits, whose it is, and whether it can still be trusted."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from desktop.core.fixing.run_book import RunBookCard, RunBookProblem, RunBookSource
from desktop.core.fixing.run_book_fit import FitKind, FitReason
from desktop.formats.run_book.reader import read_run_book
from desktop.ui.present.fixing.run_book_words import (
    following_words,
    library_rows,
    long_ago,
    origin_words,
    problem_lines,
    reason_words,
    reviewed_words,
)
from desktop.ui.present.times import viewer_of
from desktop.ui.theme.tokens import Tone
from desktop.wire.run_book import Following
from tests.sample import NIGHT, TEAM

DAY = timedelta(days=1)
CARD = RunBookCard(
    id="a", title="Checkout", services=("checkout-api",), owner="Ana", reviewed_on=date(2026, 11, 1),
    changed_at=NIGHT,
)  # fmt: skip


def test_reasons_in_their_order_and_at_most_three() -> None:
    reasons = [
        FitReason(kind=FitKind.SERVICE, detail="checkout-api"),
        FitReason(kind=FitKind.HELPED, number=41, at=NIGHT - 14 * DAY),
        FitReason(kind=FitKind.LABEL, detail="cause: deploy"),
        FitReason(kind=FitKind.WORDS, detail="checkout"),
    ]
    assert (
        reason_words(reasons, NIGHT) == "for checkout-api · helped on #41 two weeks ago · has cause: deploy"
    )
    other = [
        FitReason(kind=FitKind.ALERT, detail="*5xx*"),
        FitReason(kind=FitKind.DID_NOT_HELP, number=7, at=NIGHT),
        reasons[3],
    ]
    assert reason_words(other, NIGHT) == "matches *5xx* · did not help on #7 today · is about checkout"


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0, "today"), (1, "yesterday"), (2, "2 days ago"), (7, "a week ago"), (14, "two weeks ago"),
        (21, "3 weeks ago"), (31, "a month ago"), (70, "two months ago"), (364, "12 months ago"),
        (365, "a year ago"), (800, "two years ago"), (-3, "today"),
    ],
)  # fmt: skip
def test_long_ago(days: int, words: str) -> None:
    assert long_ago(NIGHT - days * DAY, NIGHT) == words


def test_who_did_not_review_it_for_half_a_year_is_warned() -> None:
    today = date(2026, 11, 24)
    assert reviewed_words(today - 100 * DAY, today) == ("Reviewed on 2026-08-16", Tone.MUTED)
    words, tone = reviewed_words(today - 200 * DAY, today)
    assert (words, tone) == ("Reviewed on 2026-05-08, more than 6 months ago: read it with care", Tone.WARN)
    assert reviewed_words(None, today)[1] is Tone.WARN


def test_the_rows_of_a_library() -> None:
    cards = [
        CARD,
        replace(CARD, id="b", problems=2, source=RunBookSource.GIT, reviewed_on=None),
        replace(CARD, id="c", source=RunBookSource.SAMPLE, services=("a", "b", "c", "d"), owner=""),
        replace(CARD, id="d"),
    ]
    rows = library_rows(cards, {"d": 3, "b": 1}, date(2026, 11, 24))
    assert [(row.mark, row.detail) for row in rows] == [
        ("", "checkout-api · Ana · written here"),
        ("2 problems", "checkout-api · Ana · git · not reviewed lately"),
        ("sample", "a, b, c and 1 more"),
        ("3 proposals", "checkout-api · Ana · written here"),
    ]


def test_where_it_is_written() -> None:
    viewer, following = viewer_of(TEAM, "ana"), Following(where="https://git.example.com/ops")
    book = read_run_book("# X\n", id="x", changed_at=NIGHT, changed_by="ben")
    assert origin_words(book, following, TEAM, viewer, NIGHT).startswith("Written by Ben Sato, ")
    file = replace(book, source=RunBookSource.GIT, path="a/x.md", changed_by="")
    assert origin_words(file, following, TEAM, viewer, NIGHT) == "In https://git.example.com/ops: a/x.md"
    assert "sample" in origin_words(
        replace(book, source=RunBookSource.SAMPLE), following, TEAM, viewer, NIGHT
    )
    assert following_words(following) == "The hub follows https://git.example.com/ops."
    assert following_words(Following()) == ""


def test_problems_say_their_line() -> None:
    problems = [
        RunBookProblem(line=4, sentence="Not known.", remedy="Mend it."),
        RunBookProblem(line=0, sentence="It cannot be read."),
    ]
    assert problem_lines(problems) == ["Line 4: Not known. Mend it.", "It cannot be read."]
