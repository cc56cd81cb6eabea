"""What the viewer may do to an incident, in the order of importance, and what each asks before it is done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from desktop.core.fixing.fixing_commands import AnswerCallIn
from desktop.core.incident.commands import (
    ClaimSeat,
    Command,
    DeclinePage,
    OfferSeat,
    ResolveIncident,
    StillOnIt,
    WithdrawOffer,
)
from desktop.core.incident.incident import Incident, Status
from desktop.core.incident.offering import open_offer
from desktop.core.incident.page import PageReason
from desktop.core.team.seat import Seat
from desktop.core.team.team import Team
from desktop.ui.present.people import people_count, seat_name
from desktop.ui.present.times import Viewer
from desktop.ui.present.words import tr


class Do(StrEnum):
    """The command behind an action."""

    CLAIM = "claim"
    TAKE_BOTH = "take_both"
    TAKE_OVER = "take_over"
    DECLINE = "decline"
    GIVE_BACK = "give_back"
    RESOLVE = "resolve"
    STILL_ON_IT = "still_on_it"
    OFFER = "offer"
    WITHDRAW_OFFER = "withdraw_offer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """One button. With a `question` it is done only after `yes` was pressed below it. `short`: what stands on
    it where there is little room; empty: the label."""

    do: Do
    label: str
    short: str = ""
    icon: str
    seat: Seat | None = None
    primary: bool = False
    question: str = ""
    yes: str = ""


def actions(
    incident: Incident,
    team: Team,
    viewer: Viewer,
    suggested: Seat | None,
    pending: Sequence[Command] = (),
) -> tuple[Action, ...]:
    """`suggested`: the seat that I am paged for, None when I am not paged. Nothing for a resolved incident,
    and nothing for what is asked already and not yet sent."""
    me = viewer.me
    if me is None or incident.status is Status.RESOLVED or not team.roster.can_be_paged(me):
        return ()
    asked = {command.seat for command in pending if isinstance(command, ClaimSeat)}
    declined = any(isinstance(command, DeclinePage) for command in pending)
    coming = any(isinstance(command, AnswerCallIn) for command in pending)
    held = incident.held_by(me)
    mine = incident.open_pages_of(me)
    paged_for = {page.seat for page in mine if page.reason not in _FOR_NO_SEAT}
    offered = {page.seat for page in mine if page.reason is PageReason.OFFER}
    asked_still = any(page.reason is PageReason.STILL_ON_IT for page in mine)
    called = any(page.responder == me for page in incident.call_in_pages)
    if suggested not in paged_for:
        suggested = None  # who is called in to help is asked for no seat
    found: list[Action] = []
    seats = sorted(Seat, key=lambda seat: seat is not suggested)
    for seat in seats:
        if seat in asked or seat in held:
            continue
        holder = incident.seat(seat).holder
        name = seat_name(seat)
        if holder is None and not held and not asked:
            paged = seat is suggested and not declined
            label = tr("Acknowledge as {seat}") if paged else tr("Take the {seat}'s seat")
            found.append(
                Action(
                    do=Do.CLAIM,
                    seat=seat,
                    label=label.format(seat=name),
                    short="" if paged else tr("Take {seat}").format(seat=name),
                    icon="mdi6.hand-back-right-outline" if not paged else "mdi6.check",
                    primary=paged,
                )
            )
        elif seat in offered and not declined:
            label = tr("Take the {seat}'s seat").format(seat=name)
            found.append(Action(do=Do.CLAIM, seat=seat, label=label, icon="mdi6.check", primary=True))
        elif holder is None:
            found.append(
                Action(
                    do=Do.TAKE_BOTH,
                    seat=seat,
                    label=tr("Take both seats"),
                    short=tr("Take both"),
                    icon="mdi6.account-multiple-check-outline",
                    question=tr(
                        "You would communicate and fix at once. Nobody else is paged then, and the retro"
                        " counts it."
                    ),
                    yes=tr("Take both seats"),
                )
            )
        elif holder != me:
            person = team.roster.name(holder)
            found.append(
                Action(
                    do=Do.TAKE_OVER,
                    seat=seat,
                    label=tr("Take over as {seat}").format(seat=name),
                    short=tr("Take over") if held else "",
                    icon="mdi6.account-switch-outline",
                    question=tr("{name} holds the {seat}'s seat and is told that you took it over.").format(
                        name=person, seat=name
                    ),
                    yes=tr("Take it over"),
                )
            )
    answered = declined or coming or any(isinstance(command, StillOnIt) for command in pending)
    if (suggested is not None or called or asked_still) and not asked and not answered:
        words = tr("I can't come")
        if suggested is not None or asked_still:
            words = tr("I can't") if suggested in offered else tr("I can't, page the next")
        found.append(Action(do=Do.DECLINE, label=words, short=tr("I can't"), icon="mdi6.account-arrow-right"))
    one = len(held) == 1
    for seat in held:
        if asked_still and not answered and not asked:
            continue  # "I can't" gives it back
        found.append(
            Action(
                do=Do.GIVE_BACK,
                seat=seat,
                label=tr("Give the {seat}'s seat back").format(seat=seat_name(seat)),
                short=tr("Give it back") if one else tr("Give {seat} back").format(seat=seat_name(seat)),
                icon="mdi6.account-arrow-left-outline",
                question=tr("The seat is empty then, and the next are paged for it at once."),
                yes=tr("Give it back"),
            )
        )
    return tuple(found)


_FOR_NO_SEAT = (PageReason.CALL_IN, PageReason.STILL_ON_IT, PageReason.SHADOW)


def holder_actions(
    incident: Incident, team: Team, viewer: Viewer, pending: Sequence[Command] = ()
) -> tuple[Action, ...]:
    """What the holder of a seat may do with it: say that they are still on it, when asked; offer it to
    somebody, or no longer. To be shown before and after those of `actions`: the first is the primary one."""
    me = viewer.me
    if me is None or incident.status is Status.RESOLVED or not team.roster.can_be_paged(me):
        return ()
    found: list[Action] = []
    answered = any(isinstance(command, StillOnIt | DeclinePage) for command in pending)
    if any(page.responder == me for page in incident.still_pages) and not answered:
        found.append(
            Action(
                do=Do.STILL_ON_IT,
                label=tr("I'm still on it"),
                short=tr("Still on it"),
                icon="mdi6.check",
                primary=True,
            )
        )
    held = incident.held_by(me)
    for seat in held:
        if any(isinstance(command, OfferSeat) and command.seat is seat for command in pending):
            continue
        offer = open_offer(incident, seat)
        name = seat_name(seat)
        if offer is None:
            found.append(
                Action(
                    do=Do.OFFER,
                    seat=seat,
                    label=tr("Offer the {seat}'s seat…").format(seat=name),
                    short=tr("Offer it…") if len(held) == 1 else tr("Offer {seat}…").format(seat=name),
                    icon="mdi6.account-switch-outline",
                )
            )
        elif not any(isinstance(command, WithdrawOffer) for command in pending):
            words = tr("Offer it to {name} no longer").format(name=team.roster.name(offer.to))
            found.append(
                Action(
                    do=Do.WITHDRAW_OFFER,
                    seat=seat,
                    label=words,
                    short=tr("Offer it no longer"),
                    icon="mdi6.account-cancel-outline",
                )
            )
    return tuple(found)


def resolve_action(
    incident: Incident, team: Team, viewer: Viewer, pending: Sequence[Command] = ()
) -> Action | None:
    """Ends the incident, after a question; None when it is over, or asked for already."""
    me = viewer.me
    if me is None or incident.status is Status.RESOLVED or not team.roster.can_be_paged(me):
        return None
    if any(isinstance(command, ResolveIncident) for command in pending):
        return None
    ringing = {page.responder for page in incident.pages if page.is_open}
    question = tr("It moves to “Resolved lately”. A new alert opens a new incident.")
    if ringing:
        stops = tr("The alarm of {who} stops.").format(who=people_count(len(ringing)))
        question = f"{stops} {question}"
    return Action(
        do=Do.RESOLVE, label=tr("Resolve"), icon="mdi6.flag-checkered", question=question, yes=tr("Resolve")
    )
