"""What the viewer may do to an incident, in the order of importance, and what each asks before it is done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from desktop.core.commands import ClaimSeat, Command, DeclinePage, ResolveIncident
from desktop.core.fixing_commands import AnswerCallIn
from desktop.core.incident import Incident, Status
from desktop.core.page import PageReason
from desktop.core.seat import Seat
from desktop.core.team import Team
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """One button. With a `question` it is done only after `yes` was pressed below it."""

    do: Do
    label: str
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
    paged_for = {page.seat for page in incident.open_pages_of(me) if page.reason is not PageReason.CALL_IN}
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
                    icon="mdi6.hand-back-right-outline" if not paged else "mdi6.check",
                    primary=paged,
                )
            )
        elif holder is None:
            found.append(
                Action(
                    do=Do.TAKE_BOTH,
                    seat=seat,
                    label=tr("Take both seats"),
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
                    icon="mdi6.account-switch-outline",
                    question=tr("{name} holds the {seat}'s seat and is told that you took it over.").format(
                        name=person, seat=name
                    ),
                    yes=tr("Take it over"),
                )
            )
    if (suggested is not None or called) and not asked and not declined and not coming:
        words = tr("I can't, page the next") if suggested is not None else tr("I can't come")
        found.append(Action(do=Do.DECLINE, label=words, icon="mdi6.account-arrow-right"))
    for seat in held:
        found.append(
            Action(
                do=Do.GIVE_BACK,
                seat=seat,
                label=tr("Give the {seat}'s seat back").format(seat=seat_name(seat)),
                icon="mdi6.account-arrow-left-outline",
                question=tr("The seat is empty then, and the next are paged for it at once."),
                yes=tr("Give it back"),
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
