"""What was left out after incidents, in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from desktop.core.closing.closing import ClosingStep, GivenVerdict, Verdict
from desktop.core.closing.left_out import LeftOut, LeftOutStep
from desktop.ui.present.closing.left_out import LeftOutRow, left_out_rows
from desktop.ui.present.times import Viewer
from tests.sample import INCIDENT_ID, NIGHT, TEAM

VIEWER = Viewer("ben", ZoneInfo("Europe/Berlin"))
LEFT = LeftOut(
    incident_id=INCIDENT_ID,
    number=142,
    title="Checkout fails",
    resolved_at=NIGHT,
    manager="ana",
    steps=(LeftOutStep(step=ClosingStep.RUN_BOOK, skipped_by="ana"), LeftOutStep(step=ClosingStep.LABELS)),
    verdicts=(),
    disagree=False,
)


def row(left: LeftOut) -> LeftOutRow:
    return left_out_rows([left], TEAM, VIEWER, NIGHT + timedelta(days=2), {INCIDENT_ID})[0]


def test_a_row_says_which_incident_whose_and_what() -> None:
    found = row(LEFT)
    assert found.spoken == (
        "#142 Checkout fails, over since Tue 03:41 · Ana Okafor was Manager,"
        " Run-book skipped by Ana Okafor, Labels are missing"
    )
    assert found.can_open
    assert not left_out_rows([LEFT], TEAM, VIEWER, NIGHT, ())[0].can_open


@pytest.mark.parametrize(
    ("manager", "words"),
    [("ben", "you were Manager"), (None, "nobody was Manager"), ("gone", "gone was Manager")],
)
def test_who_was_manager(manager: str | None, words: str) -> None:
    assert row(replace(LEFT, manager=manager)).detail.endswith(words)


def test_every_step_has_words_for_both_ways() -> None:
    never = tuple(LeftOutStep(step=step) for step in ClosingStep)
    skipped = tuple(LeftOutStep(step=step, skipped_by="ben") for step in ClosingStep)
    words = [line.words for line in row(replace(LEFT, steps=never + skipped)).lines]
    assert len(set(words)) == 2 * len(ClosingStep)
    assert all(word.endswith("skipped by you") for word in words[len(ClosingStep) :])


def test_a_dispute_says_who_said_what() -> None:
    verdicts = (
        GivenVerdict(by="ana", verdict=Verdict.ACT_NOW, at=NIGHT),
        GivenVerdict(by="ben", verdict=Verdict.COULD_HAVE_WAITED, at=NIGHT),
    )
    found = row(replace(LEFT, steps=(), verdicts=verdicts, disagree=True))
    assert [line.words for line in found.lines] == [
        "Urgency disputed: act now (Ana Okafor), could have waited (You)"
    ]
