"""What desktops are told: a snapshot, changes since, and timelines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from desktop.core.closing.ticket import SUGGESTED_KEYS
from desktop.core.incident.incident import Incident
from desktop.core.team.team import Team
from desktop.hub.store import meta
from desktop.hub.store import team as teams
from desktop.hub.store.incident import changes, incidents, pages
from desktop.hub.store.schedule import schedule
from desktop.hub.store.telling import notices, tracker
from desktop.hub.store.telling.tracker import Vocabulary
from desktop.hub.store.transaction import Transaction
from desktop.hub.usecases.errors import UnknownIncident
from desktop.hub.usecases.telling import channels
from desktop.hub.usecases.telling.templates import current as current_templates
from desktop.wire.feed import Change, Heartbeat, Snapshot, TimelineEntry

RESOLVED_IN_SNAPSHOT = 50
EXCEPTIONS_SINCE = timedelta(days=35)


@dataclass(frozen=True, slots=True, kw_only=True)
class CatchUp:
    """`cursor` is the number of the last of `changes`, or the one asked with. With `snapshot_needed` there
    are none: the cursor is of another hub or backup, or too much happened since."""

    changes: tuple[Change, ...]
    cursor: int
    snapshot_needed: bool = False


def snapshot(tx: Transaction, me: str) -> Snapshot:
    """Everything that the desktop of the responder `me` begins with."""
    current = incidents.unresolved(tx)
    over = incidents.resolved(tx, RESOLVED_IN_SNAPSHOT)
    woken = pages.last_woken(tx)
    return Snapshot(
        now=tx.now,
        epoch=meta.epoch(tx),
        cursor=changes.last_seq(tx),
        me=me,
        team=_lately(teams.load(tx), tx.now),
        incidents=tuple(sorted([*current, *over], key=lambda incident: incident.number, reverse=True)),
        last_woken={who: last.at for who, last in woken.items()},
        woken=woken,
        channels=channels.names(tx),
        templates=current_templates(tx),
        notices=tuple(notices.every(tx)),
        offers=tuple(schedule.open_offers(tx)),
        vocabulary=vocabulary([*current, *over], tracker.vocabulary(tx)),
    )


def _lately(team: Team, now: datetime) -> Team:
    """Without exceptions that were over long ago: thousands in time, and the schedule's own page has them."""
    return replace(team, schedule=team.schedule.known_from(now - EXCEPTIONS_SINCE))


def vocabulary(known: Sequence[Incident], listed: Vocabulary) -> dict[str, tuple[str, ...]]:
    """Suggestions for labels, by their keys: what the team file lists, then those that incidents have had,
    the latest first."""
    found: dict[str, dict[str, None]] = {key: dict.fromkeys(values) for key, values in listed.items()}
    found = found or {key: {} for key in SUGGESTED_KEYS}
    for incident in known:
        if incident.service:
            found.setdefault("service", {})[incident.service] = None
        for label in incident.labels:
            found.setdefault(label.key, {})[label.value] = None
    return {key: tuple(values) for key, values in found.items()}


def changes_after(tx: Transaction, cursor: int, limit: int = 500) -> CatchUp:
    """The changes after the one numbered `cursor`, all of them, if there are not more than `limit`."""
    last = changes.last_seq(tx)
    if cursor > last or cursor < 0 or last - cursor > limit:
        return CatchUp(changes=(), cursor=cursor, snapshot_needed=True)
    if cursor == last:
        return CatchUp(changes=(), cursor=cursor)
    found = tuple(changes.after(tx, cursor, limit))
    return CatchUp(changes=found, cursor=found[-1].seq)


def heartbeat(tx: Transaction) -> Heartbeat:
    """That the hub is there, and its time."""
    return Heartbeat(now=tx.now, epoch=meta.epoch(tx), cursor=changes.last_seq(tx))


def timeline(tx: Transaction, incident_id: UUID) -> list[TimelineEntry]:
    """Everything that happened to the incident, oldest first. Raises UnknownIncident."""
    entries = changes.timeline(tx, incident_id)
    if not entries and incidents.load(tx, incident_id) is None:
        raise UnknownIncident("This hub has no such incident.", "Look at the list of incidents.")
    return entries


def resolved_incidents(tx: Transaction, limit: int = 50, before: datetime | None = None) -> list[Incident]:
    """Incidents that are over, the latest first; `before` is when the last one seen already was resolved."""
    return incidents.resolved(tx, limit, before)
