"""Swaps, and "take it from me": made, accepted, declined, taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from uuid import UUID, uuid4

from desktop.core.schedule.shift_offer import (
    OfferRefused,
    OfferState,
    Part,
    ShiftOffer,
    accepted,
    checked_offer,
    declined,
    withdrawn,
)
from desktop.core.team.responder import Responder, Role
from desktop.core.team.seat import Seat
from desktop.hub.store import team as teams
from desktop.hub.store.schedule import schedule
from desktop.hub.store.transaction import Transaction
from desktop.hub.usecases.errors import BadShift, UnknownShift
from desktop.hub.usecases.schedule.overrides import reason, schedule_changed
from desktop.hub.usecases.schedule.schedule import utc
from desktop.wire.schedule import OfferRequest


def make_offer(tx: Transaction, asked: OfferRequest, by: str) -> ShiftOffer:
    """Offer one's own time in a seat. Raises BadShift, BadPeriod."""
    known = schedule.find_offer(tx, asked.id) if asked.id is not None else None
    if known is not None:
        return known
    begin = utc(asked.starts_at) if asked.starts_at is not None else tx.now
    end = utc(asked.ends_at) if asked.ends_at is not None else _end_of_duty(tx, asked.seat, begin, by)
    back = asked.in_return
    if back is not None:
        back = replace(back, starts_at=utc(back.starts_at), ends_at=utc(back.ends_at))
    offer = ShiftOffer(
        id=asked.id or uuid4(),
        by=by,
        part=Part(seat=asked.seat, starts_at=begin, ends_at=end),
        to=asked.to,
        in_return=back,
        because=reason(asked.because),
        made_at=tx.now,
    )
    try:
        offer = checked_offer(offer, teams.load(tx), tx.now)
    except OfferRefused as error:
        raise BadShift(error.sentence, error.remedy) from error
    return _keep(tx, offer)


def accept_offer(tx: Transaction, offer_id: UUID, by: str) -> ShiftOffer:
    """Take what is offered: from now on the schedule says so. Said twice it counts once. Raises UnknownShift,
    BadShift."""
    offer = _known(tx, offer_id)
    if offer.state is OfferState.ACCEPTED and offer.decided_by == by:
        return offer
    try:
        offer, exceptions = accepted(offer, by, teams.load(tx), tx.now)
    except OfferRefused as error:
        raise BadShift(error.sentence, error.remedy) from error
    schedule.add_exceptions(tx, exceptions)
    return _keep(tx, offer)


def decline_offer(tx: Transaction, offer_id: UUID, by: str) -> ShiftOffer:
    """Say no. Raises UnknownShift, BadShift."""
    try:
        return _keep(tx, declined(_known(tx, offer_id), by, tx.now))
    except OfferRefused as error:
        raise BadShift(error.sentence, error.remedy) from error


def withdraw_offer(tx: Transaction, offer_id: UUID, by: Responder) -> ShiftOffer:
    """Take an offer back, or undo what was accepted and has not begun. Raises UnknownShift, BadShift."""
    try:
        offer = withdrawn(_known(tx, offer_id), by.id, tx.now, is_admin=by.role is Role.ADMIN)
    except OfferRefused as error:
        raise BadShift(error.sentence, error.remedy) from error
    for exception in schedule.of_offer(tx, offer_id):
        schedule.remove_exception(tx, exception.id, by.id)
    return _keep(tx, offer)


def _keep(tx: Transaction, offer: ShiftOffer) -> ShiftOffer:
    schedule.save_offer(tx, offer)
    schedule_changed(tx)
    return offer


def _known(tx: Transaction, offer_id: UUID) -> ShiftOffer:
    known = schedule.find_offer(tx, offer_id)
    if known is None:
        raise UnknownShift("There is no such offer.", "Look at the schedule.")
    return known


def _end_of_duty(tx: Transaction, seat: Seat, begin: datetime, by: str) -> datetime:
    duty = teams.load(tx).schedule.on_duty(seat, begin)
    if duty is None or duty.responder != by:
        raise BadShift("You are not on duty in this seat then.", "Look at the schedule and choose again.")
    return duty.ends_at
