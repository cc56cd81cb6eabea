"""Labels, the ticket, and what is done when the incident is over."""

from __future__ import annotations

import pytest

from desktop.core.closing.afterwards import ticket_changed
from desktop.core.closing.closing import ClosingStep, Verdict
from desktop.core.closing.outcome import LONGEST, Outcome, ResolvedHow
from desktop.core.closing.ticket import Label, Ticket
from desktop.core.incident.commands import (
    AddLabel,
    CloseStep,
    Command,
    GiveVerdict,
    RecordResolution,
    RemoveLabel,
    ResolveIncident,
)
from desktop.core.incident.decide import decide
from desktop.core.incident.decision import Decision, Refusal
from desktop.core.incident.events import (
    ClosingStepDone,
    LabelAdded,
    LabelRemoved,
    ResolutionRecorded,
    TicketChanged,
    VerdictGiven,
)
from desktop.core.incident.incident import Incident
from tests.sample import INCIDENT_ID, MINUTE, NIGHT, TEAM, fresh

CAUSE = Label(key="cause", value="deploy")


def do(incident: Incident, kind: type[Command], by: str = "ana", /, **more: object) -> Decision:
    command = kind(incident_id=INCIDENT_ID, by=by, pressed_at=NIGHT, **more)
    return decide(incident, command, TEAM, NIGHT + MINUTE)


def over() -> Incident:
    return do(fresh(), ResolveIncident).incident


def test_a_label_is_put_on_once_in_one_form() -> None:
    decision = do(fresh(), AddLabel, label=Label(key=" Cause ", value=" deploy  of\tmonday"))
    label = Label(key="cause", value="deploy of monday")
    assert decision.events == [LabelAdded(at=NIGHT + MINUTE, by="ana", label=label)]
    assert decision.incident.labels == (label,)
    again = do(decision.incident, AddLabel, "ben", label=Label(key="CAUSE", value="deploy of monday"))
    assert (again.events, again.refusal, again.incident.labels) == ([], None, (label,))


@pytest.mark.parametrize("label", [Label(key=" ", value="deploy"), Label(key="cause", value=" ")])
def test_half_a_label_is_refused(label: Label) -> None:
    assert do(fresh(), AddLabel, label=label).refusal is Refusal.EMPTY_NOTE


def test_a_label_is_taken_off_and_the_others_stay() -> None:
    other = Label(key="impact", value="all customers")
    incident = do(do(fresh(), AddLabel, label=CAUSE).incident, AddLabel, label=other).incident
    decision = do(incident, RemoveLabel, "ben", label=CAUSE)
    assert decision.events == [LabelRemoved(at=NIGHT + MINUTE, by="ben", label=CAUSE)]
    assert decision.incident.labels == (other,)
    assert do(decision.incident, RemoveLabel, label=CAUSE).events == []


def test_labels_are_changed_afterwards_too() -> None:
    incident = do(over(), AddLabel, label=CAUSE).incident
    assert incident.labels == (CAUSE,)
    assert do(incident, RemoveLabel, label=CAUSE).incident.labels == ()


def test_what_the_tracker_says_is_written_down_once() -> None:
    ticket = Ticket(tracker="GitHub", key="#42", url="https://example.com/42")
    incident, events = ticket_changed(fresh(), ticket, NIGHT)
    assert (incident.ticket, events) == (ticket, [TicketChanged(at=NIGHT, ticket=ticket)])
    assert ticket_changed(incident, ticket, NIGHT) == (incident, [])


def test_closing_begins_when_the_incident_is_over() -> None:
    assert do(fresh(), CloseStep, step=ClosingStep.UPDATE).refusal is Refusal.NOT_RESOLVED
    assert do(fresh(), GiveVerdict, verdict=Verdict.ACT_NOW).refusal is Refusal.NOT_RESOLVED


def test_a_step_is_done_or_skipped_and_what_was_skipped_may_still_be_done() -> None:
    skipped = do(over(), CloseStep, step=ClosingStep.RUN_BOOK, skipped=True)
    assert skipped.events == [
        ClosingStepDone(at=NIGHT + MINUTE, by="ana", step=ClosingStep.RUN_BOOK, skipped=True)
    ]
    assert [(step.step, step.skipped) for step in skipped.incident.closing] == [(ClosingStep.RUN_BOOK, True)]
    assert do(skipped.incident, CloseStep, step=ClosingStep.RUN_BOOK, skipped=True).events == []
    done = do(skipped.incident, CloseStep, "ben", step=ClosingStep.RUN_BOOK).incident
    [step] = done.closing
    assert (step.by, step.skipped) == ("ben", False)
    assert do(done, CloseStep, step=ClosingStep.RUN_BOOK, skipped=True).incident == done, "done stays done"


def test_each_gives_a_verdict_and_a_later_word_replaces_the_earlier() -> None:
    incident = do(over(), GiveVerdict, verdict=Verdict.ACT_NOW).incident
    incident = do(incident, GiveVerdict, "ben", verdict=Verdict.COULD_HAVE_WAITED).incident
    assert do(incident, GiveVerdict, verdict=Verdict.ACT_NOW).events == []
    decision = do(incident, GiveVerdict, verdict=Verdict.COULD_HAVE_WAITED)
    assert decision.events == [VerdictGiven(at=NIGHT + MINUTE, by="ana", verdict=Verdict.COULD_HAVE_WAITED)]
    assert sorted((given.by, given.verdict) for given in decision.incident.verdicts) == [
        ("ana", Verdict.COULD_HAVE_WAITED),
        ("ben", Verdict.COULD_HAVE_WAITED),
    ]


def test_each_skips_the_own_verdict() -> None:
    step = ClosingStep.VERDICT
    incident = do(over(), CloseStep, step=step, skipped=True).incident
    incident = do(incident, CloseStep, "ben", step=step, skipped=True).incident
    assert [(one.by, one.skipped) for one in incident.closing] == [("ana", True), ("ben", True)]
    assert do(incident, CloseStep, "ben", step=step, skipped=True).events == []
    incident = do(incident, CloseStep, step=step).incident
    assert sorted((one.by, one.skipped) for one in incident.closing) == [("ana", False), ("ben", True)]


def test_how_it_ended_is_said_afterwards_and_the_last_word_counts() -> None:
    at = NIGHT + MINUTE
    assert do(fresh(), RecordResolution, how=ResolvedHow.FIX).refusal is Refusal.NOT_RESOLVED
    decision = do(over(), RecordResolution, how=ResolvedHow.ROLLBACK, words=" to\t1.4 \n", documented=False)
    outcome = Outcome(how=ResolvedHow.ROLLBACK, words="to 1.4", documented=False, by="ana", at=at)
    assert decision.events == [ResolutionRecorded(at=at, outcome=outcome)]
    assert decision.incident.outcome == outcome
    assert outcome.is_neither
    same = do(
        decision.incident, RecordResolution, "ben", how=ResolvedHow.ROLLBACK, words="to 1.4", documented=False
    )
    assert (same.events, same.incident.outcome) == ([], outcome)
    later = do(decision.incident, RecordResolution, "ben", how=ResolvedHow.FIX, automated=True).incident
    assert later.outcome == Outcome(how=ResolvedHow.FIX, automated=True, by="ben", at=at)
    assert not later.outcome.is_neither


def test_the_line_about_it_is_a_line() -> None:
    outcome = do(over(), RecordResolution, how=ResolvedHow.OTHER, words="x" * 2000).incident.outcome
    assert outcome is not None
    assert len(outcome.words) == LONGEST
