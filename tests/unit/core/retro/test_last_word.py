"""Whether an incident is documented and automated: the last word, wherever it was said."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from desktop.core.closing.outcome import Outcome, ResolvedHow
from desktop.core.retro.last_word import OF_THE_INCIDENT, latest, with_last_word
from desktop.core.retro.page_row import Cell, CellEdit, page_row
from tests.sample import MINUTE, NIGHT, TEAM, fresh
from tests.unit.core.retro.test_page_row import page, paged

SAID = Outcome(how=ResolvedHow.FIX, documented=False, automated=None, by="ben", at=NIGHT)


def edit(value: bool | None, after: int = 1, version: int = 1, cell: Cell = Cell.DOCUMENTED) -> CellEdit:
    return CellEdit(cell=cell, value=value, version=version, by="mei", at=NIGHT + after * MINUTE)


def test_what_is_written_later_counts():
    assert with_last_word(SAID, []) == SAID
    assert with_last_word(SAID, [edit(True)]) == replace(SAID, documented=True)
    assert with_last_word(SAID, [edit(True, after=-1)]) == SAID
    assert with_last_word(SAID, [edit(None)]) == SAID, "emptied: as the outcome says"


def test_an_outcome_in_which_nobody_said_it_is_no_word():
    found = with_last_word(SAID, [edit(True, after=-1, cell=Cell.AUTOMATED)])
    assert found == replace(SAID, automated=True)


def test_what_nobody_closed_is_known_by_what_was_written():
    assert with_last_word(None, []) is None
    found = with_last_word(None, [edit(False)])
    assert found is not None
    assert (found.is_neither, found.documented, found.automated, found.by) == (True, False, None, "mei")


edits = st.lists(
    st.builds(
        edit,
        st.sampled_from([True, False, None]),
        st.integers(-3, 3),
        st.integers(1, 5),
        st.sampled_from(OF_THE_INCIDENT),
    ),
    max_size=6,
)
outcomes = st.none() | st.builds(
    lambda documented, automated: replace(SAID, documented=documented, automated=automated),
    *[st.sampled_from([True, False, None])] * 2,
)


@given(outcome=outcomes, written=edits)
def test_rows_and_retro_never_disagree(outcome: Outcome | None, written: list[CellEdit]):
    row = page_row(page(), paged(replace(fresh(), outcome=outcome)), TEAM, (), latest(written).values())
    counted = with_last_word(outcome, written)
    assert (row.documented, row.automated) == (
        (None, None) if counted is None else (counted.documented, counted.automated)
    )
