"""Small rules of run-books: ids, words, differences."""

from __future__ import annotations

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.fixing.run_book import LONGEST_ID, RunBook, RunBookSource, is_id, slug
from desktop.core.fixing.run_book_amendment import RunBookAmendment, difference
from desktop.core.words import words_of
from tests.sample import NIGHT


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("HTTP 5xx after a deploy", "http-5xx-after-a-deploy"),
        ("storage/Überlauf der Straße.md", "storage-uberlauf-der-strasse-md"),
        ("…", "run-book"),
        ("日本語", "run-book"),
        ("For: incident", "run-book-for-incident"),
    ],
)
def test_an_id_is_made_of_a_title(text: str, made: str):
    assert slug(text) == made


@given(st.text())
def test_what_is_made_is_an_id(text: str):
    assert is_id(slug(text))


def test_other_texts_are_no_ids():
    assert not any(is_id(text) for text in ("", "-a", "A", "a b", "a/b", "a\n", "ä", "x" * (LONGEST_ID + 1)))


def test_words():
    assert words_of("Größe: foo_bar, “naïve”—5xx 1.5 ﬁle") == [
        "grosse",
        "foo",
        "bar",
        "naive",
        "5xx",
        "1",
        "5",
        "file",
    ]
    assert words_of("x" * 500) == ["x" * 60]


@pytest.mark.parametrize("source", [RunBookSource.FOLDER, RunBookSource.APP])
def test_a_difference_is_that_of_the_file(source: RunBookSource):
    book = RunBook(
        id="disk", title="x", front="title: x\n", source=source, path="storage/disk.md", changed_at=NIGHT
    )
    amendment = RunBookAmendment(
        id=UUID(int=1), run_book_id="disk", proposed_by="ana", at=NIGHT,
        old_body="1. a\n2. b\n3. c", new_body="1. a\n2. B\n3. c",
    )  # fmt: skip
    name = "storage/disk.md" if source.is_file else "disk.md"
    assert amendment.difference(book) == (
        f"--- a/{name}\n+++ b/{name}\n@@ -2,5 +2,5 @@\n"
        " title: x\n ---\n 1. a\n-2. b\n+2. B\n 3. c\n\\ No newline at end of file\n"
    )
    assert difference("same\n", "same\n", "x") == ""
