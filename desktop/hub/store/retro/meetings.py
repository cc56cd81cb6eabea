"""Meetings of the retro as they are stored, one row each, and every version of what was written in them."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

import msgspec
from sqlalchemy import bindparam, select

from desktop.core.retro.meeting import Meeting, MeetingHead
from desktop.core.retro.meeting_topic import Note
from desktop.core.retro.retro_incident import Mentioned
from desktop.hub.store.incident import changes
from desktop.hub.store.retro.meeting_tables import meeting_notes as notes
from desktop.hub.store.retro.meeting_tables import meetings as table
from desktop.hub.store.tables import changes as change_table
from desktop.hub.store.tables import incidents
from desktop.hub.store.transaction import Transaction

_WHOLE = UUID(int=0)
"""Stands for the meeting as a whole where a note belongs to no topic."""
_AT_ONCE = 500
_decoder = msgspec.json.Decoder(Meeting)
_head = msgspec.json.Decoder(MeetingHead)
_find = select(table.c.body).where(table.c.starts_on == bindparam("this"))
_latest = select(table.c.body).order_by(table.c.starts_on.desc()).limit(bindparam("most"))
_first_change = select(change_table.c.at).order_by(change_table.c.seq).limit(1)
_versions = (
    select(notes)
    .where(notes.c.starts_on == bindparam("this"), notes.c.topic_id == bindparam("topic"))
    .order_by(notes.c.version.desc())
)


def find(tx: Transaction, starts_on: date) -> Meeting | None:
    """The meeting about the week of this Monday; None when none was prepared."""
    body = tx.connection.execute(_find, {"this": starts_on}).scalar()
    return _decoder.decode(body) if body is not None else None


def latest(tx: Transaction, limit: int) -> list[MeetingHead]:
    """The meetings about the latest weeks, the latest first."""
    return [_head.decode(body) for body in tx.connection.execute(_latest, {"most": limit}).scalars()]


def add(tx: Transaction, meeting: Meeting) -> None:
    """Store a new meeting and tell everybody by a change."""
    tx.connection.execute(
        table.insert().values(
            starts_on=meeting.starts_on,
            state=meeting.state.value,
            prepared_at=meeting.prepared_at,
            body=_encoded(meeting),
        )
    )
    changes.append(tx, None, [])


def save(tx: Transaction, meeting: Meeting) -> None:
    """Replace the meeting about that week and tell everybody by a change."""
    this = table.c.starts_on == meeting.starts_on
    values = {"state": meeting.state.value, "body": _encoded(meeting)}
    tx.connection.execute(table.update().where(this).values(values))
    changes.append(tx, None, [])


def keep_note(tx: Transaction, starts_on: date, topic_id: UUID | None, note: Note) -> None:
    """Keep a new version of what was written of a topic, or of the whole meeting."""
    tx.connection.execute(
        notes.insert().values(
            starts_on=starts_on,
            topic_id=topic_id or _WHOLE,
            version=note.version,
            written_by=note.by,
            written_at=note.at,
            text=note.text,
        )
    )


def note_versions(tx: Transaction, starts_on: date, topic_id: UUID | None) -> list[Note]:
    """All that was ever written there, the latest first."""
    rows = tx.connection.execute(_versions, {"this": starts_on, "topic": topic_id or _WHOLE})
    return [Note(text=row.text, version=row.version, by=row.written_by, at=row.written_at) for row in rows]


def watched_since(tx: Transaction) -> datetime | None:
    """When the first thing happened that this hub knows of; None: nothing ever did."""
    return tx.connection.execute(_first_change).scalar()


def mentioned(tx: Transaction, numbers: list[int]) -> dict[int, Mentioned]:
    """The incidents with these numbers."""
    found: dict[int, Mentioned] = {}
    for begin in range(0, len(numbers), _AT_ONCE):
        meant = incidents.c.number.in_(numbers[begin : begin + _AT_ONCE])
        for body in tx.connection.execute(select(incidents.c.body).where(meant)).scalars():
            one = _named.decode(body)
            found[one.number] = Mentioned(
                incident_id=one.id, number=one.number, title=one.title, service=one.service
            )
    return found


class _Named(msgspec.Struct):
    """What tells which incident is meant, out of all that is stored of it."""

    id: UUID
    number: int
    title: str
    service: str = ""


_named = msgspec.json.Decoder(_Named)


def _encoded(meeting: Meeting) -> str:
    return msgspec.json.encode(meeting).decode()
