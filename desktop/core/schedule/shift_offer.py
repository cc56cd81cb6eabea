"""Offers: a swap that the other accepts, and "take it from me". Each is one value, from open to its end.

    open ──accept──▶ accepted ──withdraw, before it begins──▶ undone
      ├──decline (by whom it was made to)──▶ declined
      └──withdraw──▶ withdrawn

An open offer whose time has passed can be accepted by nobody (`is_over`). What an accepted one changes are
exceptions with its id. The clock is never read: `now` is an argument.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from uuid import UUID, uuid5

from desktop.core.errors import PairwatchError
from desktop.core.schedule.schedule import ExceptionKind, ShiftException
from desktop.core.team.seat import Seat
from desktop.core.team.team import Team


class OfferRefused(PairwatchError):
    """The offer cannot be made, accepted or taken back."""


class OfferState(StrEnum):
    """Where an offer stands."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    UNDONE = "undone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A time in a seat that changes hands."""

    seat: Seat
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftOffer:
    """`by` offers `part` to `to`; None: to everybody. With `in_return` it is a swap: `to` gives that for it.

    `declined_by` are those who said no to an offer to everybody. `decided_by` is who ended it.
    """

    id: UUID
    by: str
    part: Part
    made_at: datetime
    to: str | None = None
    in_return: Part | None = None
    because: str = ""
    state: OfferState = OfferState.OPEN
    declined_by: tuple[str, ...] = ()
    decided_by: str = ""
    decided_at: datetime | None = None

    @property
    def is_swap(self) -> bool:
        """Whether something is given in return."""
        return self.in_return is not None

    @property
    def parts(self) -> tuple[Part, ...]:
        """All that changes hands."""
        return (self.part,) if self.in_return is None else (self.part, self.in_return)

    @property
    def begins_at(self) -> datetime:
        """When the first of it begins."""
        return min(part.starts_at for part in self.parts)

    def is_over(self, now: datetime) -> bool:
        """Whether it is too late to accept it: a swap must not have begun, nor the rest have passed."""
        return now >= (self.begins_at if self.is_swap else self.part.ends_at)

    def is_open_for(self, responder: str, now: datetime) -> bool:
        """Whether this person is asked."""
        return (
            self.state is OfferState.OPEN
            and not self.is_over(now)
            and responder != self.by
            and self.to in (None, responder)
            and responder not in self.declined_by
        )


def checked_offer(offer: ShiftOffer, team: Team, now: datetime) -> ShiftOffer:
    """The offer as it is made at `now`: what has begun is offered from now on. Raises OfferRefused."""
    part = replace(offer.part, starts_at=max(offer.part.starts_at, now))
    offer = replace(offer, part=part, made_at=now)
    for each in offer.parts:
        if each.starts_at >= each.ends_at:
            raise OfferRefused("That time is over, or ends before it begins.", "Offer a time to come.")
    if offer.to is not None and not team.roster.can_be_paged(offer.to):
        raise OfferRefused(
            f"“{offer.to}” is not on the roster, or only reads.", "Offer it to somebody who can be paged."
        )
    if offer.to == offer.by:
        raise OfferRefused("You cannot offer a shift to yourself.", "Choose somebody else, or everybody.")
    if offer.in_return is not None:
        if offer.to is None:
            raise OfferRefused("A swap is made with one person.", "Choose with whom.")
        if offer.begins_at <= now:
            raise OfferRefused(
                "A shift that has begun cannot be swapped.", "Offer the rest of it, without a return."
            )
    _check_parts(offer, team)
    return offer


def accepted(
    offer: ShiftOffer, by: str, team: Team, now: datetime
) -> tuple[ShiftOffer, tuple[ShiftException, ...]]:
    """The offer accepted, and the exceptions that it makes. Raises OfferRefused."""
    _check_open(offer)
    if not offer.is_open_for(by, now):
        if offer.is_over(now):
            raise OfferRefused("The time of this offer has come and gone.", "Make a new one.")
        raise OfferRefused("This offer was not made to you.", "Ask who made it.")
    if not team.roster.can_be_paged(by):
        raise OfferRefused("An observer is never paged.", "Let somebody else take it.")
    _check_parts(offer, team, now)
    kind = ExceptionKind.SWAP if offer.is_swap else ExceptionKind.TAKEN_OVER
    given = [(offer.part, by)] + ([(offer.in_return, offer.by)] if offer.in_return is not None else [])
    made = tuple(
        ShiftException(
            id=uuid5(offer.id, str(number)),
            seat=part.seat,
            responder=person,
            starts_at=max(part.starts_at, now),
            ends_at=part.ends_at,
            kind=kind,
            by=by,
            because=offer.because,
            at=now,
            offer_id=offer.id,
        )
        for number, (part, person) in enumerate(given)
    )
    return replace(offer, state=OfferState.ACCEPTED, decided_by=by, decided_at=now), made


def declined(offer: ShiftOffer, by: str, now: datetime) -> ShiftOffer:
    """The offer after `by` said no: one made to everybody stays open for the others. Raises OfferRefused."""
    _check_open(offer)
    if by == offer.by or offer.to not in (None, by):
        raise OfferRefused("This offer was not made to you.", "Who made it can take it back.")
    if offer.to is None:
        return replace(offer, declined_by=tuple(dict.fromkeys((*offer.declined_by, by))))
    return replace(offer, state=OfferState.DECLINED, decided_by=by, decided_at=now)


def withdrawn(offer: ShiftOffer, by: str, now: datetime, *, is_admin: bool = False) -> ShiftOffer:
    """The offer taken back; or, accepted but not begun, undone by either of the two: then its exceptions have
    to go. Raises OfferRefused."""
    partners = {offer.by} | ({offer.decided_by} if offer.state is OfferState.ACCEPTED else set())
    if by not in partners and not is_admin:
        raise OfferRefused("This offer is not yours.", "Ask who made it.")
    if offer.state is OfferState.OPEN:
        return replace(offer, state=OfferState.WITHDRAWN, decided_by=by, decided_at=now)
    if offer.state is not OfferState.ACCEPTED:
        raise OfferRefused(f"This offer was {offer.state} already.", "Make a new one.")
    if now >= offer.begins_at:
        raise OfferRefused("It has begun and cannot be undone.", "Make an offer for the rest of it.")
    return replace(offer, state=OfferState.UNDONE, decided_by=by, decided_at=now)


def _check_open(offer: ShiftOffer) -> None:
    if offer.state is not OfferState.OPEN:
        raise OfferRefused(f"This offer was {offer.state} already.", "Look at the schedule.")


def _check_parts(offer: ShiftOffer, team: Team, now: datetime | None = None) -> None:
    """Each gives what is theirs. (Both are also looked at when it is accepted: the schedule may have
    changed.)"""
    owners: Sequence[tuple[Part, str | None]] = [(offer.part, offer.by)]
    if offer.in_return is not None:
        owners = [*owners, (offer.in_return, offer.to)]
    for part, owner in owners:
        begin = part.starts_at if now is None else max(part.starts_at, now)
        shifts = team.schedule.shifts_between(begin, part.ends_at)
        if not shifts or any(shift.turn.of(part.seat) != owner for shift in shifts):
            raise OfferRefused(
                f"{team.roster.name(owner or '')} does not have the {part.seat}'s seat for all of that time.",
                "Look at the schedule and choose again.",
            )
