"""Notices: what users of the affected product are told, switched on and off by the Manager."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

from desktop.core.incident.activity import acted
from desktop.core.incident.events import Event, NoticeSwitched
from desktop.core.telling.notice import Notice
from desktop.hub.store import team as teams
from desktop.hub.store.incident import incidents
from desktop.hub.store.telling import notices
from desktop.hub.store.transaction import Transaction
from desktop.hub.usecases.errors import (
    BadNotice,
    NoticeChangedMeanwhile,
    UnknownIncident,
    UnknownNotice,
)
from desktop.hub.usecases.incident.transition import record

LONGEST_SERVICE = 100
LONGEST_TEXT = 2_000
"""Characters. A product shows it in a line or two."""


def list_notices(tx: Transaction) -> list[Notice]:
    """All notices, the latest changed first."""
    return notices.every(tx)


def save_notice(tx: Transaction, notice: Notice, by: str) -> Notice:
    """Add the notice or change the one with its id; the hub says by whom and when.

    `notice.changed_at` is that of the version it was made from: somebody's later change, or switch, is not
    undone by it. If it changes what users see, it is written into the timeline of the incident that it is on
    for. Raises BadNotice, NoticeChangedMeanwhile, UnknownIncident.
    """
    before = notices.find(tx, notice.id)
    after = _checked(notice, tx.now)
    if before is not None and after.incident_id is None and after.on:
        after = replace(after, incident_id=before.incident_id)
    return _keep(tx, before, after, by, based_on=_utc(notice.changed_at))


def switch_notice(tx: Transaction, notice_id: UUID, *, on: bool, incident_id: UUID | None, by: str) -> Notice:
    """Show the notice, or show it no longer, for an incident or for none. Raises UnknownNotice, BadNotice,
    UnknownIncident."""
    before = _known(tx, notice_id)
    after = replace(before, on=on, incident_id=incident_id or before.incident_id)
    return _keep(tx, before, _checked(after, tx.now), by)


def remove_notice(tx: Transaction, notice_id: UUID) -> None:
    """Forget the notice. Raises UnknownNotice, and BadNotice while it is on."""
    if _known(tx, notice_id).on:
        raise BadNotice("This notice is switched on.", "Switch it off first.")
    notices.remove(tx, notice_id)


def _keep(
    tx: Transaction, before: Notice | None, after: Notice, by: str, based_on: datetime | None = None
) -> Notice:
    was_on = before is not None and before.on
    # What is said about who switched it on is the hub's own; a notice that is off was switched on by nobody.
    known = before if before is not None and was_on and after.on else None
    after = replace(
        after,
        on_since_at=known.on_since_at if known is not None else None,
        on_by=known.on_by if known is not None else "",
    )
    if before is not None and _same(before, after):
        return before
    if before is not None and based_on not in (None, before.changed_at):
        raise NoticeChangedMeanwhile(
            f"{teams.load(tx).roster.name(before.changed_by)} changed this notice meanwhile.",
            "Yours was not saved: look at it as it is now, then save again.",
        )
    if after.on and not was_on:
        after = replace(after, on_since_at=tx.now, on_by=by)
    incident_id = after.incident_id
    # A notice that is off is not on for any incident.
    after = replace(after, changed_by=by, changed_at=tx.now, incident_id=incident_id if after.on else None)
    notices.save(tx, after)
    if incident_id is not None and _tells_something(before, after):
        _write_down(tx, incident_id, after, by)
    return after


def _same(before: Notice, after: Notice) -> bool:
    return replace(after, changed_by=before.changed_by, changed_at=before.changed_at) == before


def _tells_something(before: Notice | None, after: Notice) -> bool:
    """Whether the timeline needs a line about it."""
    if not after.on:
        return before is not None and before.on
    return (
        before is None
        or not before.on
        or (before.text, before.service, before.incident_id) != (after.text, after.service, after.incident_id)
    )


def _write_down(tx: Transaction, incident_id: UUID, notice: Notice, by: str) -> None:
    incident = incidents.load(tx, incident_id)
    if incident is None:
        raise UnknownIncident("This hub has no such incident.", "Look at the list of incidents.")
    switched = NoticeSwitched(
        at=tx.now, by=by, notice_id=notice.id, service=notice.service, text=notice.text, on=notice.on
    )
    events: list[Event] = [switched]
    incident = acted(incident, by, tx.now, events)
    record(tx, incident, events, teams.load(tx))


def _known(tx: Transaction, notice_id: UUID) -> Notice:
    known = notices.find(tx, notice_id)
    if known is None:
        raise UnknownNotice("There is no such notice (any more).", "Look at the list of notices.")
    return known


def _checked(notice: Notice, now: datetime) -> Notice:
    """The notice tidied. Raises BadNotice."""
    service, text = " ".join(notice.service.split()), notice.text.strip()
    if not service or not text:
        raise BadNotice(
            "A notice needs a service and a text.", "Say what is affected, and what users should know."
        )
    if len(service) > LONGEST_SERVICE or len(text) > LONGEST_TEXT:
        raise BadNotice(
            "The notice is too long.",
            f"A service has at most {LONGEST_SERVICE} characters, a text {LONGEST_TEXT}.",
        )
    from_at, until_at = _utc(notice.from_at), _utc(notice.until_at)
    if from_at is not None and until_at is not None and until_at <= from_at:
        raise BadNotice("The notice would end before it begins.", "Set a later end, or none.")
    if notice.on and until_at is not None and until_at <= now:
        raise BadNotice("The notice's time is over: nobody would see it.", "Set a later end, or none.")
    return replace(notice, service=service, text=text, from_at=from_at, until_at=until_at)


def _utc(at: datetime | None) -> datetime | None:
    if at is None:
        return None
    if at.tzinfo is None:
        raise BadNotice("A time of the notice has no offset.", "Write it as in 2026-01-05T03:12:00Z.")
    return at.astimezone(UTC)
