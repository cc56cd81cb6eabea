"""The updates that this person has to tell, in a line each: for the tray, where nothing ticks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from desktop.client.state import State
from desktop.core.incident.incident import Status
from desktop.ui.present.incident.incident_list import title
from desktop.ui.present.times import Viewer, span
from desktop.ui.present.words import tr


@dataclass(frozen=True, slots=True, kw_only=True)
class DueUpdate:
    """`when`: "Update due 03:46, in 4 min"; `what` is the incident's title."""

    incident_id: UUID
    when: str
    what: str
    late: bool


def due_updates(state: State, viewer: Viewer, now: datetime) -> tuple[DueUpdate, ...]:
    """Of the incidents whose Manager's seat is the viewer's, the first due first. `now`: the hub's clock."""
    found = [
        (clock.due_at, incident)
        for incident in state.incidents.values()
        if (clock := incident.communication) is not None
        and incident.status is not Status.RESOLVED
        and incident.quiet_until is None
        and viewer.me is not None
        and incident.manager.holder == viewer.me
    ]
    found.sort(key=lambda due: (due[0], due[1].number))
    return tuple(
        DueUpdate(
            incident_id=incident.id,
            when=_when(due_at, viewer, now),
            what=title(incident),
            late=now >= due_at,
        )
        for due_at, incident in found
    )


def _when(due_at: datetime, viewer: Viewer, now: datetime) -> str:
    time = viewer.moment(due_at, now)
    if now >= due_at:
        return tr("Update late since {time}").format(time=time)
    return tr("Update due {time}, in {span}").format(time=time, span=span(due_at - now))
