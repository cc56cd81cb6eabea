from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from desktop.client.merge import MOST_RESOLVED, touched_at, with_incident
from desktop.client.state import State
from desktop.core.alert import AlertAction
from desktop.core.commands import ConfirmRinging, DeclinePage, ResolveIncident, ReturnSeat
from desktop.core.decide import decide
from desktop.core.escalation import advance
from desktop.core.intake import receive
from desktop.core.seat import Seat
from tests.sample import INCIDENT_ID, MINUTE, NIGHT, TEAM, claim, fresh, report
from tests.unit.client.playbook import LOCAL


def test_whatever_changes_an_incident_leaves_its_time_in_it() -> None:
    incident, now = fresh(), NIGHT
    assert touched_at(incident) == NIGHT
    asked = {"incident_id": INCIDENT_ID, "by": "ana", "pressed_at": NIGHT}
    for command in (
        ConfirmRinging(**asked),  # type: ignore[arg-type]
        claim("ben", Seat.ENGINEER, NIGHT),
        DeclinePage(**asked),  # type: ignore[arg-type]
        claim("mei", Seat.MANAGER, NIGHT),
        claim("ana", Seat.MANAGER, NIGHT + MINUTE, explicit=True),
        ReturnSeat(seat=Seat.MANAGER, **asked),  # type: ignore[arg-type]
    ):
        now += timedelta(seconds=10)
        incident = decide(incident, command, TEAM, now).incident
        assert touched_at(incident) == now, command
    for minutes in (6, 12, 18):
        now = NIGHT + minutes * MINUTE
        incident, events = advance(incident, TEAM, now)
        assert bool(events) == (touched_at(incident) == now)
    for action in (AlertAction.TRIGGER, AlertAction.ACKNOWLEDGE):
        now += timedelta(seconds=10)
        incident, _ = receive(incident, report(action=action), "prometheus", now)
        assert touched_at(incident) == now
    now += timedelta(seconds=10)
    incident = decide(incident, ResolveIncident(**asked), TEAM, now).incident  # type: ignore[arg-type]
    assert touched_at(incident) == now


def test_a_desktop_that_runs_for_months_does_not_grow() -> None:
    state = State(connection_since=LOCAL)
    state = with_incident(state, replace(fresh(), id=UUID(int=9999)))
    for number in range(MOST_RESOLVED + 50):
        over = replace(fresh(), id=UUID(int=number), resolved_at=NIGHT + number * MINUTE)
        state = with_incident(state, over)
    assert len(state.incidents) == MOST_RESOLVED + 1
    assert UUID(int=9999) in state.incidents, "what is not resolved always stays"
    assert UUID(int=MOST_RESOLVED + 49) in state.incidents
    assert UUID(int=0) not in state.incidents
