"""What was pressed is seen before the hub heard it, by the hub's own rules."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from desktop.client.state import PendingCommand
from desktop.core.fixing.fixing_commands import BeginRunBook, EndRunBook, MarkStep
from desktop.core.fixing.work import StepState
from desktop.core.incident.commands import Command
from desktop.core.incident.decide import decide
from desktop.ui.present.fixing.run_book_pending import unsent_steps, with_pending
from tests.sample import INCIDENT_ID, NIGHT, TEAM, fresh

BASE: dict[str, Any] = {"incident_id": INCIDENT_ID, "by": "ben", "pressed_at": NIGHT}
BEGIN = BeginRunBook(**BASE, run_book_id="a", title="A", version="1")
MARK = MarkStep(**BASE, run_book_id="a", step_id="s", title="S", state=StepState.FAILED, words="no")
END = EndRunBook(**BASE, run_book_id="a", helped=True)


def kept(*commands: Command) -> list[PendingCommand]:
    return [
        PendingCommand(key=UUID(int=number), command=command, queued_at=NIGHT)
        for number, command in enumerate(commands)
    ]


def test_as_it_will_be() -> None:
    incident = fresh()
    for command in (BEGIN, MARK, END):
        incident = decide(incident, command, TEAM, NIGHT).incident
    assert with_pending(fresh(), kept(BEGIN, MARK, END)).work == incident.work


def test_a_mark_is_unsent_until_the_hub_has_it() -> None:
    assert unsent_steps(kept(BEGIN, MARK), fresh()) == {"s"}
    assert unsent_steps(kept(MARK), with_pending(fresh(), kept(BEGIN, MARK))) == frozenset()
    assert unsent_steps(kept(BEGIN, END), fresh()) == frozenset()
