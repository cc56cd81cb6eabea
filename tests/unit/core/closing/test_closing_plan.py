"""Which steps of closing there are, for whom, and what is left."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from desktop.core.closing.closing import ClosingStep, Verdict
from desktop.core.closing.closing_plan import (
    ClosingState,
    is_led,
    leader,
    left_for,
    missing_labels,
    plan,
    still_shown,
)
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
AT = NIGHT + 20 * MINUTE
NOTICE = Notice(
    id=UUID(int=3),
    service="checkout-api",
    text="Cards fail",
    on=True,
    incident_id=INCIDENT_ID,
    changed_at=NIGHT,
)


def do(incident: Incident, kind: type[Command], by: str = "ana", /, **more: object) -> Incident:
    decision = decide(incident, kind(incident_id=INCIDENT_ID, by=by, pressed_at=AT, **more), TEAM, AT)
    assert decision.refusal is None
    return decision.incident


def held(**seats: Seat) -> Incident:
    incident = fresh()
    for by, seat in (seats or {"ana": Seat.MANAGER, "ben": Seat.ENGINEER}).items():
        incident = decide(incident, claim(by, seat, NIGHT), TEAM, NIGHT).incident
    return incident


def over() -> Incident:
    return do(held(), ResolveIncident)


def states(incident: Incident, me: str = "ana", *notices: Notice) -> dict[ClosingStep, ClosingState]:
    return {one.step: one.state for one in plan(incident, me, notices)}


def test_nothing_while_it_runs() -> None:
    assert plan(held(), "ana", [NOTICE]) == ()
    assert left_for(held(), "ana", [NOTICE]) == ()


def test_the_manager_has_all_of_it_the_engineer_two_steps_others_no_verdict() -> None:
    assert left_for(over(), "ana", [NOTICE]) == (UPDATE, NOTICES, LABELS, RESOLUTION, RUN_BOOK, VERDICT)
    assert left_for(over(), "ben", [NOTICE]) == (RESOLUTION, VERDICT)
    assert left_for(over(), "mei", [NOTICE]) == (), "it is offered to them, not asked of them"
    assert list(states(over(), "mei")) == [UPDATE, LABELS, RESOLUTION, RUN_BOOK]


def test_who_leads() -> None:
    assert leader(over()) == "ana"
    by_ben = do(held(ben=Seat.ENGINEER), ResolveIncident, "mei")
    assert (leader(by_ben), is_led(by_ben, "ben"), is_led(by_ben, "mei")) == ("mei", True, True)
    assert left_for(by_ben, "ben") == (RESOLUTION, VERDICT)
    monitor = AlertAction.RESOLVE
    alone, _ = receive(held(ben=Seat.ENGINEER), report(action=monitor), "prometheus", TEAM, AT)
    assert leader(alone) == "ben"
    assert RUN_BOOK in left_for(alone, "ben")
    nobody, _ = receive(fresh(), report(action=monitor), "prometheus", TEAM, AT)
    assert leader(nobody) is None
    assert not is_led(nobody, None)


def test_the_closing_update_is_done_by_sending_it() -> None:
    update = {"update_id": UUID(int=1), "readers": Readers.CUSTOMERS, "text": "It is over."}
    sent = do(over(), SendUpdate, stage=Stage.RESOLVED, **update)
    assert states(sent)[UPDATE] is ClosingState.DONE
    monitoring = do(over(), SendUpdate, stage=Stage.MONITORING, **update)
    assert states(monitoring)[UPDATE] is ClosingState.OPEN
    quick = decide(
        held(), ResolveIncident(incident_id=INCIDENT_ID, by="ana", pressed_at=NIGHT), TEAM, NIGHT + MINUTE
    ).incident
    assert UPDATE not in states(quick), "nobody was told anything, nobody waits"


def test_labels_are_done_when_all_wanted_ones_are_there() -> None:
    assert missing_labels(over()) == ("cause", "impact")
    one = do(over(), AddLabel, label=Label(key="cause", value="deploy"))
    assert (states(one)[LABELS], missing_labels(one)) == (ClosingState.OPEN, ("impact",))
    both = do(one, AddLabel, label=Label(key="impact", value="payments"))
    assert states(both)[LABELS] is ClosingState.DONE
    assert missing_labels(replace(over(), service="")) == ("service", "cause", "impact")


def test_how_it_ended_is_one_step_for_both() -> None:
    said = do(over(), RecordResolution, "ben", how=ResolvedHow.RESTART)
    for me in ("ana", "ben"):
        (step,) = [one for one in plan(said, me) if one.step is RESOLUTION]
        assert (step.state, step.by) == (ClosingState.DONE, "ben")


def test_each_gives_or_skips_the_own_verdict() -> None:
    given = do(over(), GiveVerdict, verdict=Verdict.ACT_NOW)
    assert (states(given)[VERDICT], states(given, "ben")[VERDICT]) == (ClosingState.DONE, ClosingState.OPEN)
    skipped = do(given, CloseStep, "ben", step=VERDICT, skipped=True)
    assert states(skipped, "ben")[VERDICT] is ClosingState.SKIPPED
    assert VERDICT not in left_for(skipped, "ben")


def test_what_was_skipped_is_not_left_and_may_be_done() -> None:
    skipped = do(over(), CloseStep, step=RUN_BOOK, skipped=True)
    assert (states(skipped)[RUN_BOOK], RUN_BOOK in left_for(skipped, "ana")) == (ClosingState.SKIPPED, False)
    assert states(do(skipped, CloseStep, "mei", step=RUN_BOOK))[RUN_BOOK] is ClosingState.DONE


@pytest.mark.parametrize(
    ("notice", "shown"),
    [
        (NOTICE, True),
        (replace(NOTICE, service="other"), True),
        (replace(NOTICE, incident_id=None), True),
        (replace(NOTICE, incident_id=None, service="other"), False),
        (replace(NOTICE, incident_id=None, planned=True), False),
        (replace(NOTICE, incident_id=None, changed_at=AT + timedelta(days=1)), False),
        (replace(NOTICE, incident_id=UUID(int=9)), False),
        (replace(NOTICE, on=False), False),
        (replace(NOTICE, until_at=AT), False),
    ],
)
def test_notices_that_people_see_because_of_it(notice: Notice, shown: bool) -> None:
    assert bool(still_shown(over(), [notice])) is shown
    assert (NOTICES in states(over(), "ana", notice)) is shown


def test_a_notice_that_is_kept_or_gone_stays_in_the_list_as_done() -> None:
    kept = do(over(), CloseStep, step=NOTICES)
    assert states(kept)[NOTICES] is ClosingState.DONE
