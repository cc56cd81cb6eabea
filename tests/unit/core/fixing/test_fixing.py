"""Run-books worked through, findings, attached results."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from desktop.core.fixing.check_result import LONGEST_EXCERPT, CheckResult, CheckVerdict
from desktop.core.fixing.diagnostic import DiagnosticKind
from desktop.core.fixing.finding import FindingState
from desktop.core.fixing.fixing import CHECKS_KEPT, checked
from desktop.core.fixing.fixing_commands import AttachCheck, BeginRunBook, EndRunBook, MarkStep, RecordFinding
from desktop.core.fixing.fixing_events import (
    CheckAttached,
    FindingRecorded,
    RunBookBegun,
    RunBookEnded,
    StepMarked,
)
from desktop.core.fixing.work import StepState
from desktop.core.incident.commands import Command, ResolveIncident
from desktop.core.incident.decide import decide
from desktop.core.incident.decision import Decision, Refusal
from desktop.core.incident.incident import Incident
from desktop.core.incident.intake import open_incident
from tests.sample import INCIDENT_ID, NIGHT, TEAM, report

LATER = NIGHT + timedelta(minutes=3)


@pytest.fixture
def incident() -> Incident:
    return open_incident(report(), "prometheus", INCIDENT_ID, 1, TEAM, NIGHT)[0]


def do(incident: Incident, kind: type[Command], by: str = "ben", **more: Any) -> Decision:
    return decide(incident, kind(incident_id=INCIDENT_ID, by=by, pressed_at=LATER, **more), TEAM, LATER)


def begun(incident: Incident) -> Incident:
    return do(incident, BeginRunBook, run_book_id="disk", title="Disk full", version="v1").incident


def mark(
    incident: Incident, step: str, state: StepState | None, words: str = "", by: str = "ben"
) -> Decision:
    return do(
        incident,
        MarkStep,
        by,
        run_book_id="disk",
        step_id=step,
        title=step.title(),
        state=state,
        words=words,
    )


def result(number: int = 1, **more: Any) -> CheckResult:
    values: dict[str, Any] = {
        "id": UUID(int=number),
        "diagnostic_id": "http",
        "name": "Start page",
        "kind": DiagnosticKind.HTTP,
        "verdict": CheckVerdict.FINE,
        "summary": "200 in 41 ms",
        "started_at": NIGHT,
        "took": timedelta(milliseconds=41),
    }
    return CheckResult(**(values | more))


def test_beginning_a_run_book_is_written_down_once(incident: Incident) -> None:
    decision = do(incident, BeginRunBook, run_book_id="disk", title="Disk full", version="v1")
    assert [type(event) for event in decision.events] == [RunBookBegun]
    assert decision.incident.work[0].begun_by == "ben"
    again = do(decision.incident, BeginRunBook, "ana", run_book_id="disk", title="Disk full", version="v1")
    assert (again.events, again.incident) == ([], decision.incident)


def test_steps_are_marked_with_who_and_when_and_marks_are_taken_back(incident: Incident) -> None:
    first = mark(begun(incident), "look", StepState.DONE)
    second = mark(first.incident, "clean", StepState.FAILED, "  still\nfull ", by="ana")
    work = second.incident.work[0]
    assert [(m.step_id, m.state, m.words, m.by, m.at) for m in work.marks] == [
        ("look", StepState.DONE, "", "ben", LATER),
        ("clean", StepState.FAILED, "still full", "ana", LATER),
    ]
    assert [m.amends for m in work.marks] == [False, True]
    back = mark(second.incident, "look", None)
    assert [m.step_id for m in back.incident.work[0].marks] == ["clean"]
    event = back.events[0]
    assert isinstance(event, StepMarked)
    assert (event.mark, event.run_book) == (None, "Disk full")
    assert mark(back.incident, "look", None).events == [], "there is nothing to take back"


def test_a_step_done_otherwise_asks_for_an_amendment(incident: Incident) -> None:
    decision = mark(begun(incident), "clean", StepState.DONE, "with sudo")
    assert decision.incident.work[0].marks[0].amends


def test_steps_of_a_run_book_that_nobody_began_are_refused(incident: Incident) -> None:
    assert mark(incident, "look", StepState.DONE).refusal is Refusal.NO_SUCH_RUN_BOOK
    assert do(incident, EndRunBook, run_book_id="disk", helped=True).refusal is Refusal.NO_SUCH_RUN_BOOK


def test_the_last_word_about_whether_it_helped_counts_also_afterwards(incident: Incident) -> None:
    ended = do(begun(incident), EndRunBook, run_book_id="disk", helped=True)
    assert ended.incident.work[0].helped is True
    over = do(ended.incident, ResolveIncident).incident
    corrected = do(over, EndRunBook, "ana", run_book_id="disk", helped=False)
    assert corrected.events == [
        RunBookEnded(at=LATER, by="ana", run_book_id="disk", title="Disk full", helped=False)
    ]
    assert corrected.incident.work[0].helped is False
    assert mark(over, "look", StepState.DONE).refusal is Refusal.RESOLVED


def test_a_run_book_that_was_ended_can_be_gone_on_with(incident: Incident) -> None:
    marked = mark(begun(incident), "look", StepState.DONE).incident
    ended = do(marked, EndRunBook, run_book_id="disk", helped=False).incident
    again = do(ended, BeginRunBook, run_book_id="disk", title="Disk full", version="v2").incident.work[0]
    assert (again.ended_at, again.helped, again.version, len(again.marks)) == (None, None, "v2", 1)


def test_a_finding_changes_its_state_in_its_place(incident: Incident) -> None:
    first = do(incident, RecordFinding, finding_id=UUID(int=1), words=" The  pool is full ")
    both = do(first.incident, RecordFinding, finding_id=UUID(int=2), words="DNS").incident
    sure = do(
        both,
        RecordFinding,
        "ana",
        finding_id=UUID(int=1),
        words="The pool is full",
        state=FindingState.CONFIRMED,
        evidence="100 of 100 in use",
    )
    assert [(f.words, f.state, f.by) for f in sure.incident.findings] == [
        ("The pool is full", FindingState.CONFIRMED, "ana"),
        ("DNS", FindingState.SUSPECTED, "ben"),
    ]
    event = sure.events[0]
    assert isinstance(event, FindingRecorded)
    assert event.before is FindingState.SUSPECTED
    assert do(incident, RecordFinding, finding_id=UUID(int=1), words=" ").refusal is Refusal.EMPTY_NOTE


def test_a_result_is_attached_once_by_whoever_says_so(incident: Incident) -> None:
    decision = do(incident, AttachCheck, result=result(run_by="somebody", excerpt="x" * 9_000 + "end"))
    event = decision.events[0]
    assert isinstance(event, CheckAttached)
    assert (event.by, event.result.run_by) == ("ben", "ben")
    assert len(event.result.excerpt) == LONGEST_EXCERPT
    assert event.result.excerpt.endswith("end"), "what came last says most"
    assert do(decision.incident, AttachCheck, result=result()).events == []


def test_the_incident_keeps_the_latest_results_only(incident: Incident) -> None:
    for number in range(CHECKS_KEPT + 5):
        incident, events = checked(incident, result(number), LATER)
        assert len(events) == 1
    assert [one.id.int for one in incident.checks] == list(range(5, CHECKS_KEPT + 5))
