"""Offers in words: those that wait for me, those that I made, and agreed ones that can still be undone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from desktop.core.schedule.shift_offer import OfferState, Part, ShiftOffer
from desktop.core.team.team import Team
from desktop.ui.present.people import listed, person, seat_name, starts
from desktop.ui.present.schedule.schedule_words import duration, told_span
from desktop.ui.present.times import Viewer
from desktop.ui.present.words import tr


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferRow:
    """`for_me`: accept or decline. `withdraw`: the word of the button that takes it back; empty for none."""

    id: UUID
    icon: str
    title: str
    words: str
    for_me: bool = False
    withdraw: str = ""


def offer_rows(offers: Iterable[ShiftOffer], team: Team, viewer: Viewer, now: datetime) -> list[OfferRow]:
    """What waits for me first; then mine; then what was agreed and has not begun."""
    me = viewer.me
    waiting: list[OfferRow] = []
    mine: list[OfferRow] = []
    agreed: list[OfferRow] = []
    for offer in sorted(offers, key=lambda o: o.begins_at):
        if me is None:
            break
        if offer.is_open_for(me, now):
            waiting.append(_row(offer, team, viewer, now, for_me=True))
        elif offer.state is OfferState.OPEN and offer.by == me and not offer.is_over(now):
            mine.append(_row(offer, team, viewer, now, withdraw=tr("Withdraw")))
        elif (
            offer.state is OfferState.ACCEPTED
            and me in (offer.by, offer.decided_by)
            and now < offer.begins_at
        ):
            agreed.append(_row(offer, team, viewer, now, withdraw=tr("Undo")))
    return waiting + mine + agreed


def _row(
    offer: ShiftOffer,
    team: Team,
    viewer: Viewer,
    now: datetime,
    *,
    for_me: bool = False,
    withdraw: str = "",
) -> OfferRow:
    me = viewer.me
    by_me = offer.by == me
    if offer.state is OfferState.ACCEPTED:
        other = offer.decided_by if by_me else offer.by
        title = tr("Agreed with {name}").format(name=team.roster.name(other))
    elif by_me:
        to = tr("everybody") if offer.to is None else team.roster.name(offer.to)
        title = tr("You offered to {name}").format(name=to)
    elif offer.is_swap:
        title = tr("{name} offers you a swap").format(name=starts(team, offer.by, me))
    else:
        title = tr("{name} asks: take it from me").format(name=starts(team, offer.by, me))
    words = _given(offer.part, offer.by, team, viewer, now)
    if offer.in_return is not None and offer.to is not None:
        theirs = _given(offer.in_return, offer.to, team, viewer, now)
        words = tr("{one}, for {other}").format(one=words, other=theirs)
    words = f"{words[:1].upper()}{words[1:]}."
    if offer.because:
        words += f" “{offer.because}”"
    if by_me and offer.declined_by and offer.state is OfferState.OPEN:
        no = listed([person(team, who, me) for who in offer.declined_by])
        words += " " + tr("Declined by {names}.").format(names=no)
    return OfferRow(
        id=offer.id,
        icon="mdi6.swap-horizontal-bold" if offer.is_swap else "mdi6.hand-back-right-outline",
        title=title,
        words=words,
        for_me=for_me,
        withdraw=withdraw,
    )


def _given(part: Part, of: str, team: Team, viewer: Viewer, now: datetime) -> str:
    span = told_span(part.starts_at, part.ends_at, viewer.zone, now)
    long = duration(part.ends_at - part.starts_at)
    whose = tr("your") if of == viewer.me else tr("{name}'s").format(name=team.roster.name(of))
    return tr("{whose} seat as {seat}, {span} ({long})").format(
        whose=whose, seat=seat_name(part.seat), span=span, long=long
    )
