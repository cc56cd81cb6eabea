"""Which closing steps were left out, and which had nothing to do."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest

from desktop.core.closing.closing import ClosingStep, Verdict
from desktop.core.closing.left_out import LeftOut, LeftOutStep, disagree, left_out, to_discuss
from desktop.core.closing.outcome import ResolvedHow
from desktop.core.closing.ticket import Label
from desktop.core.incident.alert import AlertAction
from desktop.core.incident.commands import (
    AddLabel,
    CloseStep,
    Command,
    GiveVerdict,
    RecordResolution,
    ResolveIncident,
    SendUpdate,
)
from desktop.core.incident.decide import decide
from desktop.core.incident.incident import Incident
from desktop.core.incident.intake import receive
from desktop.core.team.seat import Seat
from desktop.core.telling.notice import Notice
from desktop.core.telling.update import Readers, Stage
from tests.sample import INCIDENT_ID, MINUTE, NIGHT, TEAM, claim, fresh, report

UPDATE, NOTICES, LABELS, RESOLUTION, RUN_BOOK, VERDICT = ClosingStep
NOTICE = Notice(
    id=UUID(int=3), service="checkout", text="Cards fail", on=True, incident_id=INCIDENT_ID, changed_at=NIGHT
)
AT = NIGHT + 20 * MINUTE


def do(incident: Incident, kind: type[Command], by: str = "ana", /, **more: object) -> Incident:
    command = kind(incident_id=INCIDENT_ID, by=by, pressed_at=AT, **more)
    decision = decide(incident, command, TEAM, AT)
    assert decision.refusal is None
    return decision.incident


def held() -> Incident:
    incident = decide(fresh(), claim("ana", Seat.MANAGER, NIGHT), TEAM, NIGHT).incident
    return decide(incident, claim("ben", Seat.ENGINEER, NIGHT), TEAM, NIGHT).incident


def over() -> Incident:
    return do(held(), ResolveIncident)


def told(incident: Incident, stage: Stage, number: int = 1) -> Incident:
    update = {
        "update_id": UUID(int=number),
        "stage": stage,
        "readers": Readers.CUSTOMERS,
        "text": "It is known.",
    }
    return do(incident, SendUpdate, **update)


def test_an_open_incident_leaves_nothing_out() -> None:
    assert left_out(held(), [NOTICE]) == ()
    assert to_discuss(held()) is None


def test_everything_that_applied_and_was_never_done_is_listed_in_order() -> None:
    assert left_out(over()) == (UPDATE, LABELS, RESOLUTION, RUN_BOOK, VERDICT)
    assert left_out(over(), [NOTICE]) == (UPDATE, NOTICES, LABELS, RESOLUTION, RUN_BOOK, VERDICT)


@pytest.mark.parametrize(
    "notice", [replace(NOTICE, on=False, incident_id=None), replace(NOTICE, incident_id=UUID(int=9))]
)
def test_without_a_notice_of_its_own_there_was_none_to_switch_off(notice: Notice) -> None:
    assert NOTICES not in left_out(over(), [notice])


@pytest.mark.parametrize("step", list(ClosingStep))
def test_a_step_that_was_done_is_not_listed_and_a_skipped_one_is(step: ClosingStep) -> None:
    skipped = do(over(), CloseStep, step=step, skipped=True)
    assert step in left_out(skipped)
    assert step not in left_out(do(skipped, CloseStep, step=step), [NOTICE])


def test_the_closing_update_counts_wherever_it_was_sent_from() -> None:
    assert UPDATE in left_out(told(over(), Stage.MONITORING))
    assert UPDATE not in left_out(told(over(), Stage.RESOLVED))
    skipped = do(over(), CloseStep, step=UPDATE, skipped=True)
    assert UPDATE not in left_out(told(skipped, Stage.RESOLVED))


def test_who_was_told_nothing_waits_for_no_end() -> None:
    """Over before the first update was due."""
    command = ResolveIncident(incident_id=INCIDENT_ID, by="ana", pressed_at=NIGHT)
    quick = decide(held(), command, TEAM, NIGHT + MINUTE).incident
    assert UPDATE not in left_out(quick)
    early = do(told(held(), Stage.INVESTIGATING), ResolveIncident)
    assert UPDATE in left_out(early)


def test_labels_from_before_the_end_are_labels() -> None:
    labelled = do(do(held(), AddLabel, label=Label(key="cause", value="deploy")), ResolveIncident)
    assert LABELS in left_out(labelled), "nobody says what it did to people"
    assert LABELS in left_out(do(labelled, CloseStep, step=LABELS, skipped=True)), "said so with intent"
    assert LABELS not in left_out(do(labelled, CloseStep, step=LABELS)), "that is all there is to say"
    assert LABELS not in left_out(do(labelled, AddLabel, label=Label(key="impact", value="checkout")))


def test_what_is_said_of_how_it_ended_is_not_left_out() -> None:
    assert RESOLUTION not in left_out(do(over(), RecordResolution, how=ResolvedHow.ROLLBACK))


def test_one_who_skips_the_verdict_leaves_it_out_for_both() -> None:
    one = do(over(), GiveVerdict, verdict=Verdict.ACT_NOW)
    assert VERDICT in left_out(do(one, CloseStep, "ben", step=VERDICT, skipped=True))


def test_both_have_to_give_a_verdict() -> None:
    one = do(over(), GiveVerdict, verdict=Verdict.ACT_NOW)
    assert VERDICT in left_out(one)
    both = do(one, GiveVerdict, "ben", verdict=Verdict.COULD_HAVE_WAITED)
    assert VERDICT not in left_out(both)
    assert disagree(both.verdicts)
    assert not disagree(do(one, GiveVerdict, "ben", verdict=Verdict.ACT_NOW).verdicts)


def test_nobody_was_led_through_closing_when_nobody_held_a_seat() -> None:
    incident, _events = receive(fresh(), report(action=AlertAction.RESOLVE), "prometheus", TEAM, AT)
    assert incident.resolved_at is not None
    assert left_out(incident, [NOTICE]) == ()
    assert left_out(do(incident, CloseStep, "mei", step=RUN_BOOK, skipped=True)) == (RUN_BOOK,)


def test_what_the_retro_is_told() -> None:
    incident = do(over(), CloseStep, "ben", step=RUN_BOOK, skipped=True)
    for step in (UPDATE, LABELS, RESOLUTION, VERDICT):
        incident = do(incident, CloseStep, step=step)
    assert to_discuss(incident) == LeftOut(
        incident_id=INCIDENT_ID,
        number=1,
        title="Checkout fails",
        resolved_at=AT,
        manager="ana",
        steps=(LeftOutStep(step=RUN_BOOK, skipped_by="ben"),),
        verdicts=(),
        disagree=False,
    )
    assert to_discuss(do(incident, CloseStep, step=RUN_BOOK)) is None


def test_a_dispute_is_told_even_when_nothing_is_missing() -> None:
    incident = over()
    for step in ClosingStep:
        incident = do(incident, CloseStep, step=step)
    incident = do(incident, GiveVerdict, verdict=Verdict.ACT_NOW)
    incident = do(incident, GiveVerdict, "ben", verdict=Verdict.COULD_HAVE_WAITED)
    found = to_discuss(incident)
    assert found is not None
    assert (found.steps, found.disagree, len(found.verdicts)) == ((), True, 2)
