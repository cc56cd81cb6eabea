"""What was like it before."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from desktop.core.closing.outcome import Outcome, ResolvedHow
from desktop.core.closing.ticket import Label
from desktop.core.fixing.finding import Finding, FindingState
from desktop.core.fixing.similar import LikenessKind, SimilarIncident, marks_of, similar
from desktop.core.fixing.work import RunBookWork
from desktop.core.incident.alert import AlertAction, Report
from desktop.core.incident.incident import Incident
from desktop.core.incident.intake import open_incident
from desktop.core.team.seat import Seat
from tests.sample import MINUTE, NIGHT, TEAM


def incident(
    number: int,
    title: str = "Checkout fails for customers",
    service: str = "checkout-api",
    key: str = "",
    labels: tuple[tuple[str, str], ...] = (),
    **fields: Any,
) -> Incident:
    report = Report(
        action=AlertAction.TRIGGER,
        dedup_key=key or f"k{number}",
        summary=title,
        service=service,
        labels=labels,
    )
    at = NIGHT + number * timedelta(days=1)
    made = open_incident(report, "prometheus", UUID(int=number), number, TEAM, at)[0]
    return replace(made, **{"resolved_at": at + 30 * MINUTE, **fields})


NOW = incident(50, key="same", labels=(("cluster", "eu"),), resolved_at=None)


def only(earlier: Incident) -> SimilarIncident:
    (found,) = similar(NOW, [earlier])
    return found


def test_the_same_alert_comes_first_whatever_it_is_called() -> None:
    found = similar(
        NOW,
        [
            incident(1, title="Something else", service="search", key="same"),
            incident(2),
            incident(3, title="Disk is full", service="storage"),
        ],
    )
    assert [one.number for one in found] == [1, 2], "an alert outweighs service and title"
    assert found[0].is_the_same
    assert found[1].reasons[0].kind in (LikenessKind.WORDS, LikenessKind.SERVICE)


def test_the_service_alone_is_not_enough() -> None:
    assert similar(NOW, [incident(1, title="Memory runs out")]) == []
    found = only(incident(1, title="Memory runs out", labels=(("cluster", "eu"),)))
    assert [(r.kind, r.detail) for r in found.reasons] == [
        (LikenessKind.SERVICE, "checkout-api"),
        (LikenessKind.LABEL, "cluster: eu"),
    ]


def test_many_words_in_common_are_enough_one_is_not() -> None:
    assert similar(NOW, [incident(1, title="Checkout is slow today again", service="web")]) == []
    assert only(incident(1, title="Checkout fails for customers!", service="web")).reasons[0].kind is (
        LikenessKind.WORDS
    )


def test_what_goes_on_and_itself_are_not_earlier() -> None:
    assert similar(NOW, [NOW, incident(1, key="same", resolved_at=None)]) == []


def test_the_later_first_on_a_tie_and_not_too_many() -> None:
    found = similar(NOW, [incident(n, key="same") for n in range(1, 30)])
    assert [one.number for one in found] == list(range(29, 19, -1))


def test_what_ended_it_and_who_knows() -> None:
    outcome = Outcome(how=ResolvedHow.ROLLBACK, words="to 1.4", by="mei", at=NIGHT)
    done = incident(
        1,
        key="same",
        outcome=outcome,
        findings=(
            Finding(id=UUID(int=1), words="A leak", state=FindingState.CONFIRMED, by="priya", at=NIGHT),
            Finding(id=UUID(int=2), words="The disk", by="ruth", at=NIGHT),
        ),
        work=(
            RunBookWork(
                run_book_id="pool", title="Pool", version="1", begun_by="ben", begun_at=NIGHT, helped=True
            ),
            RunBookWork(
                run_book_id="disk", title="Disk", version="1", begun_by="ben", begun_at=NIGHT, helped=False
            ),
        ),
    )
    done = done.with_seat(done.seat(Seat.ENGINEER).claimed("ben", NIGHT))
    found = only(done)
    assert found.outcome == outcome
    assert found.cause == "A leak."
    assert [one.run_book_id for one in found.helped] == ["pool"]
    assert found.people == ("ben", "priya", "mei")


@pytest.mark.parametrize(
    ("documented", "automated", "left"),
    [
        (False, False, True),
        (False, None, True),
        (True, False, False),
        (False, True, False),
        (None, None, False),
    ],
)
def test_the_same_trouble_that_was_left_open(
    documented: bool | None, automated: bool | None, left: bool
) -> None:
    outcome = Outcome(how=ResolvedHow.RESTART, documented=documented, automated=automated, by="mei", at=NIGHT)
    assert only(incident(1, key="same", outcome=outcome)).was_left_open is left
    assert not only(incident(1, outcome=outcome)).was_left_open, "only something like it"


def test_the_same_cause_is_the_same_trouble() -> None:
    labels = (Label(key="cause", value="Connection leak"),)
    now = replace(NOW, labels=labels)
    other = incident(1, title="x", service="y")
    same = replace(incident(2, title="x", service="y"), labels=(Label(key="cause", value="connection leak"),))
    (found,) = similar(now, [other, same])
    assert (found.number, found.reasons[0].kind) == (2, LikenessKind.CAUSE)
    assert found.is_the_same


def test_what_is_found_by_comparing_has_a_mark_in_common() -> None:
    others = [
        incident(1, title="Something else", service="search", key="same"),
        incident(2),
        incident(3, title="Memory", labels=(("cluster", "eu"),)),
        incident(4, title="Checkout fails for customers!", service="web"),
    ]
    found = similar(NOW, others)
    assert len(found) == 4
    marks = marks_of(NOW).keys()
    assert all(marks & marks_of(other).keys() for other in others)


def test_marks_are_bounded() -> None:
    title = " ".join(f"word{n}" for n in range(500))
    labels = tuple((f"k{n}", f"v{n}") for n in range(500))
    marks = marks_of(incident(1, title=title, labels=labels))
    assert len(marks) == 60
    assert any(mark.startswith("alert ") for mark in marks), "what weighs most is kept"
