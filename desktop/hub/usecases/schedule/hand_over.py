"""Hand-over: sound checks that are confirmed, who is relieved, and the page that the incoming read."""

from __future__ import annotations

from datetime import datetime, timedelta

from desktop.core.incident.incident import Incident
from desktop.core.schedule.hand_over import (
    JUST_BEGUN,
    PROVEN_BEFORE,
    Proof,
    Relief,
    hand_over_at,
    on_duty_since,
    still_paged,
    unproven,
    writes_since,
)
from desktop.core.schedule.hand_over_page import HandOver, HandOverNote, Noisy, noisy, still_open
from desktop.core.schedule.schedule import Shift
from desktop.core.team.seat import Seat
from desktop.core.team.team import Team
from desktop.core.zones import zone
from desktop.hub.store import team as teams
from desktop.hub.store.incident import changes, incidents
from desktop.hub.store.retro import actions
from desktop.hub.store.schedule import hand_overs
from desktop.hub.store.transaction import Transaction
from desktop.hub.usecases.errors import BadNote, NobodyToRelieve
from desktop.wire.hand_over import ProofRequest

ONCE = timedelta(minutes=1)
"""Two confirmations so close together are one: the request came twice."""
LONGEST_NOTE = 10_000
LONGEST_DEVICE = 200
NOISY_SINCE = timedelta(days=35)
"""Longer shifts are looked back at no farther."""
_TICK = timedelta(microseconds=1)


def prove(tx: Transaction, asked: ProofRequest, by: str) -> Proof:
    """`by` confirmed a sound check: now, or up to a day ago while the hub was not reached."""
    confirmed_at = min(asked.confirmed_at or tx.now, tx.now)
    confirmed_at = max(confirmed_at, tx.now - PROVEN_BEFORE)
    proof = Proof(responder=by, at=confirmed_at, device=asked.device.strip()[:LONGEST_DEVICE])
    for known in teams.load(tx).hand_overs.proofs:
        if known.responder == by and (known.at > proof.at or _is_the_same(known, proof)):
            return known
    hand_overs.add_proof(tx, proof)
    teams.touch(tx)
    return proof


def relieve(tx: Transaction, by: str) -> Relief:
    """The outgoing is paged no longer: `by` is the outgoing or the incoming of a seat. What rings already
    goes on ringing. Raises NobodyToRelieve."""
    team = teams.load(tx)
    waiting = [
        one
        for seat in Seat
        for one in still_paged(team.schedule, team.hand_overs, team.policy.hand_over, seat, tx.now)
    ]
    if not any(by in (one.responder, one.incoming) for one in waiting):
        known = [relief for relief in team.hand_overs.reliefs if relief.responder == by]
        if known and tx.now - known[-1].at <= ONCE:
            return known[-1]  # the request came twice
        raise NobodyToRelieve(
            "You are neither paged with the incoming nor is anybody paged with you just now.",
            "Look at the hand-over page: it says who is still paged, and until when.",
        )
    relief = Relief(responder=by, at=tx.now)
    hand_overs.add_relief(tx, relief)
    teams.touch(tx)
    return relief


def hand_over_page(tx: Transaction) -> HandOver | None:
    """The hand-over that has just been, or else the next one; None without a schedule."""
    team = teams.load(tx)
    at = hand_over_at(team.schedule, tx.now)
    if at is None:
        return None
    outgoing, incoming = team.schedule.shift_at(at - _TICK), team.schedule.shift_at(at)
    open_ones = incidents.unresolved(tx)
    today = tx.now.astimezone(zone(team.schedule.zone)).date()
    return HandOver(
        now=tx.now,
        at=at,
        outgoing=outgoing,
        incoming=incoming,
        open=still_open(open_ones),
        noisy=_noisy(tx, open_ones, outgoing, at),
        notes=_notes(tx, team, outgoing, at),
        unproven=unproven(team.schedule, team.hand_overs, team.policy.hand_over, tx.now),
        overdue=tuple(action for action in actions.to_do(tx) if action.is_overdue(today)),
    )


def write_note(tx: Transaction, text: str, by: str) -> HandOverNote | None:
    """What `by`, who is on duty or was relieved lately, tells the incoming; one for each duty, written again
    it is replaced. None when it was taken back. Raises BadNote."""
    text = text.strip()
    if len(text) > LONGEST_NOTE:
        raise BadNote("The note is too long.", f"Say it in at most {LONGEST_NOTE} characters.")
    since = writes_since(teams.load(tx).schedule, by, tx.now)
    if since is None:
        raise BadNote(
            "Only who is on duty, or was until lately, writes for the incoming pair.",
            "Write it on the incident's timeline, or tell one of the pair.",
        )
    hand_overs.replace_note(tx, by, since, text)
    changes.append(tx, None, [])
    return HandOverNote(responder=by, text=text, written_at=tx.now) if text else None


def _is_the_same(known: Proof, proof: Proof) -> bool:
    return known.device == proof.device and proof.at - known.at <= ONCE


def _noisy(
    tx: Transaction, open_ones: list[Incident], outgoing: Shift | None, at: datetime
) -> tuple[Noisy, ...]:
    end = min(at, tx.now)
    begin = max(outgoing.starts_at if outgoing is not None else at, end - NOISY_SINCE)
    # What ended after the shift may have been noisy during it.
    over = incidents.resolved_within(tx, begin, tx.now + _TICK)
    return noisy([*open_ones, *over], begin, end + _TICK)


def _notes(tx: Transaction, team: Team, outgoing: Shift | None, at: datetime) -> tuple[HandOverNote, ...]:
    if outgoing is None:
        return ()
    found: list[HandOverNote] = []
    for person in dict.fromkeys((outgoing.turn.manager, outgoing.turn.engineer)):
        since = on_duty_since(team.schedule, person, at - _TICK) or outgoing.starts_at
        found += hand_overs.notes_of(tx, (person,), since, at + JUST_BEGUN)[-1:]
    return tuple(found)
