"""What people said about hand-overs: sound checks they confirmed, reliefs, notes for the incoming.

`team.load` puts proofs and reliefs into the team; whoever adds one says `team.touch` afterwards.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import uuid4

from sqlalchemy import bindparam, func, select

from desktop.core.schedule.hand_over import PROVEN_BEFORE, PROVEN_FOR, HandOverFacts, Proof, Relief
from desktop.core.schedule.hand_over_page import HandOverNote
from desktop.hub.store.schedule.schedule_tables import duty_proofs as proofs
from desktop.hub.store.schedule.schedule_tables import duty_reliefs as reliefs
from desktop.hub.store.schedule.schedule_tables import hand_over_notes as notes
from desktop.hub.store.transaction import Transaction

_proofs = select(proofs).where(proofs.c.at > bindparam("since")).order_by(proofs.c.at, proofs.c.id)
_proofs_within = _proofs.where(proofs.c.at < bindparam("until"))
_first_proof = select(func.min(proofs.c.at))
_reliefs = select(reliefs).where(reliefs.c.at > bindparam("since")).order_by(reliefs.c.at, reliefs.c.id)
_notes = (
    select(notes)
    .where(notes.c.written_at >= bindparam("begin"), notes.c.written_at < bindparam("end"))
    .order_by(notes.c.written_at, notes.c.id)
)


def facts(tx: Transaction) -> HandOverFacts:
    """Of each responder the latest proof and the latest relief, as far back as they can count."""
    since = {"since": tx.now - PROVEN_FOR - PROVEN_BEFORE}
    proven = {
        row.responder: Proof(responder=row.responder, at=row.at, device=row.device)
        for row in tx.connection.execute(_proofs, since)
    }
    relieved = {
        row.responder: Relief(responder=row.responder, at=row.at)
        for row in tx.connection.execute(_reliefs, since)
    }
    return HandOverFacts(proofs=tuple(proven.values()), reliefs=tuple(relieved.values()))


def proofs_within(tx: Transaction, since: datetime, until: datetime) -> list[Proof]:
    """All proofs of that time, which begins after `since` and ends before `until`, in their order."""
    rows = tx.connection.execute(_proofs_within, {"since": since, "until": until})
    return [Proof(responder=row.responder, at=row.at, device=row.device) for row in rows]


def first_proof_at(tx: Transaction) -> datetime | None:
    """When the first proof of all was confirmed; None before it."""
    return tx.connection.execute(_first_proof).scalar()


def add_proof(tx: Transaction, proof: Proof) -> None:
    """A responder heard the alarm."""
    row = {"id": uuid4(), "responder": proof.responder, "at": proof.at, "device": proof.device}
    tx.connection.execute(proofs.insert().values(row))


def add_relief(tx: Transaction, relief: Relief) -> None:
    """Somebody said that the outgoing is relieved."""
    row = {"id": uuid4(), "responder": relief.responder, "at": relief.at}
    tx.connection.execute(reliefs.insert().values(row))


def notes_of(
    tx: Transaction, responders: Iterable[str], begin: datetime, end: datetime
) -> list[HandOverNote]:
    """What these wrote from `begin` until before `end`, in the order of writing."""
    meant = frozenset(responders)
    return [
        HandOverNote(responder=row.responder, text=row.text, written_at=row.written_at)
        for row in tx.connection.execute(_notes, {"begin": begin, "end": end})
        if row.responder in meant
    ]


def replace_note(tx: Transaction, responder: str, since: datetime, text: str) -> None:
    """Make this the only note that the responder wrote since then; an empty one is none."""
    own = (notes.c.responder == responder, notes.c.written_at >= since)
    tx.connection.execute(notes.delete().where(*own))
    if text:
        row = {"id": uuid4(), "responder": responder, "written_at": tx.now, "text": text}
        tx.connection.execute(notes.insert().values(row))
