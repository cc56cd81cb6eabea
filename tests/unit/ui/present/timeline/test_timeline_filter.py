from __future__ import annotations

from dataclasses import replace

import pytest

from desktop.ui.present.rows import RowKind, TimelineRow
from desktop.ui.present.timeline.timeline_filter import (
    Filter,
    count_words,
    filter_name,
    filtered,
    nothing_words,
    shows,
)
from desktop.ui.theme.tokens import Tone

ROW = TimelineRow("03:41", "icon", Tone.MUTED, "Ana Okafor told customers", "Mail sent 03:42")
ROWS = tuple(replace(ROW, kind=kind, title=f"{ROW.title} {kind}") for kind in RowKind)
TOLD = replace(ROW, kind=RowKind.UPDATE, body="Zahlungen schlagen fehl.\nÜber 31 %")


def test_everything_is_everything() -> None:
    assert filtered(ROWS) == ROWS


def test_every_kind_is_found_by_some_filter_and_every_filter_has_a_name() -> None:
    narrow = [chosen for chosen in Filter if chosen is not Filter.EVERYTHING]
    found = {row.kind for chosen in narrow for row in filtered(ROWS, chosen)}
    assert found == set(RowKind) - {RowKind.OTHER}
    assert len({filter_name(chosen) for chosen in Filter}) == len(Filter)


def test_to_dos_are_notes_too() -> None:
    assert [row.kind for row in filtered(ROWS, Filter.TODOS)] == [RowKind.TODO]
    assert RowKind.TODO in [row.kind for row in filtered(ROWS, Filter.NOTES)]


@pytest.mark.parametrize("words", ["", "  ", "okafor", "CUSTOMERS mail", "31 zahlungen", "über", "03:41"])
def test_all_words_are_found_in_any_order_and_case(words: str) -> None:
    assert filtered([TOLD], words=words) == (TOLD,)


@pytest.mark.parametrize("words", ["ben", "okafor ben", "customersmail"])
def test_a_word_that_is_not_there_hides_the_row(words: str) -> None:
    assert filtered([TOLD], words=words) == ()


def test_kind_and_words_go_together() -> None:
    assert filtered([TOLD, *ROWS], Filter.UPDATES, "31 %") == (TOLD,)
    assert filtered([TOLD], Filter.NOTES, "31") == ()


def test_the_count_says_of_how_many_when_some_are_hidden() -> None:
    assert count_words(88, 88) == "88 entries"
    assert count_words(1, 1) == "1 entry"
    assert count_words(12, 88) == "12 of 88"
    assert count_words(0, 88) == "0 of 88"


def test_nothing_is_explained_by_what_hides_it() -> None:
    assert nothing_words(Filter.EVERYTHING, " no  such ") == "Nothing here has the words “no such”."
    assert nothing_words(Filter.TODOS, "x") == "Nothing under “To-dos” has the words “x”."
    assert "becomes an action of the retro" in nothing_words(Filter.TODOS, " ")
    assert len({nothing_words(chosen, "") for chosen in Filter}) == len(Filter)


def test_whether_a_kind_is_shown() -> None:
    assert shows(Filter.NOTES, RowKind.TODO)
    assert not shows(Filter.ALERTS, RowKind.NOTE)
