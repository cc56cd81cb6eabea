"""What the hub says, merged into the state. Pure."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from uuid import UUID

from desktop.client.state import State
from desktop.core.incident.events import PageSent
from desktop.core.incident.incident import Incident, Status
from desktop.core.incident.woken import Woken, woken_again
from desktop.wire.feed import Change, Snapshot

MOST_RESOLVED = 200
"""So many resolved incidents are held at most; a desktop that runs for months must not grow."""


def with_snapshot(state: State, snapshot: Snapshot, keep: Collection[UUID] = ()) -> State:
    """The state after a whole snapshot. Of the incidents `keep` more is known than the snapshot says, and
    they stay."""
    incidents = {incident.id: incident for incident in snapshot.incidents}
    incidents |= {known: state.incidents[known] for known in keep if known in state.incidents}
    return replace(
        state,
        me=snapshot.me,
        team=snapshot.team,
        incidents=incidents,
        last_woken={who: Woken(at=at) for who, at in snapshot.last_woken.items()} | snapshot.woken,
        channels=snapshot.channels,
        templates=snapshot.templates,
        notices=snapshot.notices,
        vocabulary=dict(snapshot.vocabulary),
        offers=snapshot.offers,
        cursor=snapshot.cursor,
        epoch=snapshot.epoch,
        stale=False,
    )


def with_change(state: State, change: Change, *, keep_incident: bool = False) -> State:
    """The state after one change of an incident. `keep_incident`: what is known of it is newer already."""
    state = replace(state, cursor=change.seq, last_woken=_woken(state, change))
    if change.incident is None or keep_incident:
        return state
    return with_incident(state, change.incident)


def with_incident(state: State, incident: Incident) -> State:
    """The state with this incident as it is now."""
    incidents = {**state.incidents, incident.id: incident}
    resolved = [known for known in incidents.values() if known.status is Status.RESOLVED]
    if len(resolved) > MOST_RESOLVED:
        oldest = min(resolved, key=lambda known: known.resolved_at or known.opened_at)
        del incidents[oldest.id]
    return replace(state, incidents=incidents)


def _woken(state: State, change: Change) -> dict[str, Woken]:
    woken = dict(state.last_woken)
    for event in change.events:
        if not isinstance(event, PageSent) or state.team is None:
            continue
        person = state.team.roster.find(event.page.responder)
        if person is not None and person.probably_asleep(event.page.attempted_at):
            page = event.page
            woken[person.id] = woken_again(woken.get(person.id), page.incident_id, page.attempted_at)
    return woken
