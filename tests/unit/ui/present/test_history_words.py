"""The words of what was changed, of what was like it before, of links and of findings."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from desktop.core.closing.outcome import Outcome, ResolvedHow
from desktop.core.fixing.change_event import ChangeEvent
from desktop.core.fixing.finding import Finding, FindingState
from desktop.core.fixing.similar import LikenessKind, LikenessReason, SimilarIncident
from desktop.core.fixing.suspicion import suspects
from desktop.core.telling.update import Readers, Stage, Update
from desktop.ui.present.fixing.changed import changed_row
from desktop.ui.present.fixing.findings import offered
from desktop.ui.present.fixing.links import beside_its_host
from desktop.ui.present.fixing.seen_before import second_time, seen_before_row
from desktop.ui.present.times import viewer_of
from desktop.ui.theme.tokens import Tone
from tests.sample import MINUTE, NIGHT, TEAM, fresh

VIEWER = viewer_of(TEAM, "ben")
SAME = LikenessReason(kind=LikenessKind.ALERT, detail="CheckoutErrors")


def seen(number: int, *reasons: LikenessReason, documented: bool | None = False) -> SimilarIncident:
    return SimilarIncident(
        id=UUID(int=number),
        number=number,
        title="Checkout fails",
        opened_at=NIGHT - timedelta(days=1),
        resolved_at=NIGHT - timedelta(days=1) + 5 * MINUTE,
        score=1.0,
        reasons=reasons or (SAME,),
        outcome=Outcome(how=ResolvedHow.FIX, documented=documented, by="mei", at=NIGHT),
    )


@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        ([7], "The same trouble is here the second time. After #7 it was neither documented nor automated."),
        ([9, 7], "The same trouble is here the third time. After #9 and #7 it was neither documented nor"
                 " automated."),
        ([9, 8, 7], "The same trouble is here again, 4 times by now. After #9, #8 and #7 it was neither"
                    " documented nor automated."),
    ],
)  # fmt: skip
def test_how_often_it_was_here(numbers: list[int], words: str) -> None:
    assert second_time([seen(number) for number in numbers]) == words


def test_only_the_same_trouble_that_was_left_open_is_told() -> None:
    words = LikenessReason(kind=LikenessKind.WORDS, detail="checkout")
    assert second_time([seen(7, words), seen(8, documented=True), seen(9, documented=None)]) == ""


def test_who_knows() -> None:
    def knows(*people: str) -> str:
        return seen_before_row(replace(seen(7), people=people), TEAM, VIEWER, NIGHT).knows

    assert knows() == ""
    assert knows("mei") == "Mei Lindqvist knows about it"
    assert knows("ben") == "You know about it"
    assert knows("ben", "mei") == "You and Mei Lindqvist know about it"
    assert knows("gone") == "gone knows about it"


def test_an_incident_without_an_outcome() -> None:
    row = seen_before_row(replace(seen(7), outcome=None), TEAM, VIEWER, NIGHT)
    assert (row.ended, row.left_open) == ("Nobody said how it ended.", False)
    assert row.when == "Mon 03:41 · over after 5 min"
    assert row.spoken.startswith("#7 Checkout fails. Mon 03:41")


def test_a_change_after_the_start_is_not_coloured() -> None:
    incident = fresh()

    def row(minutes: int) -> tuple[str, Tone]:
        at = incident.opened_at - minutes * MINUTE
        change = ChangeEvent(id="1", integration="ci", summary="Deploy", at=at, service="checkout-api")
        made = changed_row(suspects(incident, [change])[0], VIEWER, NIGHT)
        return made.when, made.tone

    assert row(4) == ("4 min before · 03:37 · ci", Tone.WARN)
    assert row(-4) == ("4 min after the start · 03:45 · ci", Tone.MUTED)


@pytest.mark.parametrize(
    ("text", "host", "shown"),
    [
        ("Diff", "ci.example.com", "Diff · ci.example.com"),
        ("", "ci.example.com", "ci.example.com"),
        ("ci.example.com", "ci.example.com", "ci.example.com"),
        ("A very long text of a link", "ci.example.com", "A very long tex… · ci.example.com"),
        ("Diff", "www.bank.example.a.very.long.name.evil.example", "Diff · …ry.long.name.evil.example"),
    ],
)
def test_a_host_is_never_cut_at_its_end(text: str, host: str, shown: str) -> None:
    assert beside_its_host(text, host) == shown


def test_what_was_told_before_is_not_offered_again() -> None:
    leak = Finding(
        id=UUID(int=1), words="The release leaks", state=FindingState.CONFIRMED, by="ben", at=NIGHT
    )
    pool = Finding(id=UUID(int=2), words="the pool is too small", by="ben", at=NIGHT)
    incident = replace(fresh(), findings=(pool, leak))
    assert offered(incident, "") == ("The release leaks.", "We suspect: the pool is too small.")
    assert offered(incident, "We see it. the RELEASE leaks, we think.") == (
        "We suspect: the pool is too small.",
    )
    told = Update(
        id=UUID(int=3),
        by="ana",
        sent_at=NIGHT,
        stage=Stage.IDENTIFIED,
        readers=Readers.COLLEAGUES,
        subject="",
        text="The release leaks.",
    )
    assert offered(replace(incident, updates=(told,)), "") == ("We suspect: the pool is too small.",)
