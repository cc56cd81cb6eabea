"""The team's issue tracker: what the team file says of it, and what events ask of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from desktop.channels.trackers.account import Account
from desktop.core.incident.events import (
    Event,
    IncidentOpened,
    IncidentResolved,
    LabelAdded,
    LabelRemoved,
    UpdateSent,
)
from desktop.core.incident.incident import Incident
from desktop.core.telling.update import Readers
from desktop.hub.store.telling import tracker, tracker_ops
from desktop.hub.store.telling.tracker import KeptTracker
from desktop.hub.store.telling.tracker_ops import OpBody, OpKind
from desktop.hub.store.transaction import Transaction
from desktop.hub.usecases.access.seal import Seal, SealBroken

TRIED_AGAIN = timedelta(days=7)
"""What failed longer ago is left to people."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackerSetting:
    """The [tracker] of a team file, its token in the clear. Empty `services` or `severities`: of all.
    `readers`: whose updates become comments."""

    account: Account
    services: tuple[str, ...] = ()
    severities: tuple[str, ...] = ()
    readers: tuple[Readers, ...] = tuple(Readers)


def apply_file(tx: Transaction, wanted: TrackerSetting | None, seal: Seal | None) -> None:
    """Make the file's tracker ours, or have none. What failed before is tried again: most likely somebody has
    put right what was wrong. A tracker needs a seal."""
    known = tracker.load(tx)
    if wanted is None:
        if known is not None:
            tracker.save(tx, None)
        return
    assert seal is not None
    if known is None or known != _kept(wanted, known.sealed) or _opened(seal, known) != wanted.account.token:
        tracker.save(tx, _kept(wanted, seal.close(wanted.account.token)))
    tracker_ops.try_failed_again(tx, tx.now - TRIED_AGAIN)


def follow(tx: Transaction, incident: Incident, events: Sequence[Event]) -> None:
    """Have done in the tracker what the events ask for, if the incident has a ticket, or is to have one."""
    for event in events:
        match event:
            case IncidentOpened():
                kept = tracker.load(tx)
                if kept is not None and _is_for(kept, incident):
                    tracker_ops.add(tx, incident.id, OpKind.OPEN)
            case LabelAdded(label=label) | LabelRemoved(label=label):
                _add(tx, incident, OpKind.LABELS, OpBody(label=label))
            case UpdateSent(update=update):
                kept = tracker.load(tx)
                if kept is not None and update.readers in kept.readers:
                    _add(tx, incident, OpKind.COMMENT, OpBody(update=update))
            case IncidentResolved():
                _add(tx, incident, OpKind.CLOSE)
            case _:
                pass


def account(kept: KeptTracker, token: str) -> Account:
    """With the token in the clear, for the clerk."""
    return Account(
        kind=kept.kind,
        name=kept.name,
        url=kept.url,
        project=kept.project,
        user=kept.user,
        issue_type=kept.issue_type,
        token=token,
    )


def _add(tx: Transaction, incident: Incident, kind: OpKind, body: OpBody | None = None) -> None:
    if tracker_ops.has_ticket(tx, incident.id):
        tracker_ops.add(tx, incident.id, kind, body)


def _is_for(kept: KeptTracker, incident: Incident) -> bool:
    severities = {alert.severity.casefold() for alert in incident.alerts}
    return (not kept.services or incident.service.casefold() in {s.casefold() for s in kept.services}) and (
        not kept.severities or bool(severities & {s.casefold() for s in kept.severities})
    )


def _kept(wanted: TrackerSetting, sealed: str) -> KeptTracker:
    account = wanted.account
    return KeptTracker(
        kind=account.kind,
        name=account.name,
        url=account.url,
        project=account.project,
        user=account.user,
        issue_type=account.issue_type,
        services=wanted.services,
        severities=wanted.severities,
        readers=tuple(readers.value for readers in wanted.readers),
        sealed=sealed,
    )


def _opened(seal: Seal, kept: KeptTracker) -> str | None:
    try:
        return seal.open(kept.sealed)
    except SealBroken:
        return None  # the file has the token in the clear: it is sealed anew
