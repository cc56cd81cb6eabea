"""What is left of closing, in words."""

from __future__ import annotations

import pytest

from desktop.core.closing.closing import ClosingStep
from desktop.core.closing.outcome import ResolvedHow
from desktop.core.closing.ticket import Label
from desktop.ui.present.closing.after import after_view, label_suggestions, labels_hint
from desktop.ui.present.closing.closing_words import count_left, things_left
from desktop.ui.present.closing.outcome import how_name, how_sentence, kept_words
from desktop.ui.present.times import viewer_of
from tests.ui.story import Story


@pytest.mark.parametrize(
    ("left", "words", "count"),
    [
        ((), "", ""),
        ((ClosingStep.RUN_BOOK,), "One thing left: run-book", "closing: 1 left"),
        (
            (ClosingStep.UPDATE, ClosingStep.LABELS),
            "2 things left: closing update, labels",
            "closing: 2 left",
        ),
    ],
)
def test_what_is_left(left: tuple[ClosingStep, ...], words: str, count: str) -> None:
    assert (things_left(left), count_left(left)) == (words, count)


def test_suggestions_are_few_and_only_for_what_is_missing() -> None:
    story = Story()
    vocabulary = {"cause": tuple("abcdef"), "service": ("checkout-api",), "region": ("eu",)}
    incident = story.incident(story.checkout)
    assert label_suggestions(incident, vocabulary) == tuple(Label(key="cause", value=v) for v in "abcd")
    assert labels_hint(incident) == "Still without: cause and impact. The retro counts by them."


def test_nothing_while_it_runs() -> None:
    story = Story()
    view = after_view(story.incident(story.checkout), (), story.team, viewer_of(story.team, "ana"))
    assert (view.steps, view.progress, view.sentence, view.following) == ((), "", "", None)


def test_every_way_has_its_own_words() -> None:
    assert len({how_name(how) for how in ResolvedHow}) == len(ResolvedHow)
    assert len({how_sentence(how) for how in ResolvedHow}) == len(ResolvedHow)


@pytest.mark.parametrize(
    ("documented", "automated", "words"),
    [
        (None, None, ""),
        (True, None, "documented"),
        (False, None, "not documented"),
        (None, True, "automated"),
        (True, False, "documented, not automated"),
        (False, False, "neither documented nor automated"),
    ],
)
def test_whether_the_next_one_will_find_it(
    documented: bool | None, automated: bool | None, words: str
) -> None:
    assert kept_words(documented, automated) == words
