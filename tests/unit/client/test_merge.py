from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from desktop.client.merge import MOST_RESOLVED, with_incident
from desktop.client.state import State
from tests.sample import MINUTE, NIGHT, fresh
from tests.unit.client.playbook import LOCAL


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
