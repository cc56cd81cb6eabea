"""Why a command changed nothing, as a sentence that says what is true now."""

from __future__ import annotations

from datetime import datetime

from desktop.client.state import RefusedCommand
from desktop.core.fixing.fixing_commands import CallInPerson, CancelCallIn
from desktop.core.incident.commands import (
    AddLabel,
    AnswerQuestion,
    ChangeUrgency,
    ClaimSeat,
    Command,
    ExtendUpdate,
    OfferSeat,
    ReturnSeat,
    SendUpdate,
)
from desktop.core.incident.decision import Refusal
from desktop.core.incident.incident import Incident
from desktop.core.team.seat import Seat
from desktop.core.team.team import Team
from desktop.ui.present.people import seat_name, starts
from desktop.ui.present.times import Viewer
from desktop.ui.present.words import tr


def refusal_sentence(refused: RefusedCommand, team: Team, viewer: Viewer, now: datetime) -> str:
    """One or two short sentences; never empty."""
    if refused.sentence:
        return refused.sentence
    command, incident = refused.pending.command, refused.incident
    seat = command.seat if isinstance(command, ClaimSeat | ReturnSeat) else None
    match refused.refusal:
        case Refusal.RESOLVED:
            return tr("The incident is over already. Nothing was changed.")
        case Refusal.SEAT_HELD if seat is not None and incident is not None:
            return _held(incident, seat, team, viewer, now)
        case Refusal.HOLDS_OTHER_SEAT if seat is not None:
            return tr("You hold the other seat. To have both, choose “Take both seats”.")
        case Refusal.NO_OPEN_PAGE if isinstance(command, CancelCallIn):
            return tr("They have answered meanwhile. If you do not need them any more, tell them.")
        case Refusal.NO_OPEN_PAGE:
            return tr("No page for you was open any more. Nothing was changed.")
        case Refusal.NOT_THE_HOLDER:
            return tr("You do not hold this seat any more. Nothing was changed.")
        case Refusal.NOT_A_RESPONDER:
            return tr("You may read, but not act: ask an admin to make you a responder.")
        case Refusal.BAD_TIME:
            return tr("The next update must be ahead, and within a week. Choose another time.")
        case Refusal.NO_SUCH_UPDATE:
            return tr("The hub does not know that update any more. Send a new one.")
        case Refusal.NO_SUCH_QUESTION:
            return tr("That question was answered or replaced meanwhile.")
        case Refusal.NO_SUCH_RUN_BOOK:
            return tr("Nobody has begun that run-book here. Open it and begin it.")
        case Refusal.NOT_TO_BE_PAGED if isinstance(command, OfferSeat):
            return tr("The seat was not offered: they have a seat already, or are not on the roster.")
        case Refusal.NOT_TO_BE_PAGED:
            return tr("They cannot be called in: they have a seat already, or are not on the roster.")
        case Refusal.NOT_THE_CALLER:
            return tr("Only who called them in, or who holds a seat, can say “never mind”.")
        case Refusal.NOT_OF_THE_PAIR:
            return tr("That it can wait is said by the pair, by who has a seat, or by whom it pages.")
        case Refusal.NOT_RESOLVED:
            return tr("The incident is not over yet. Resolve it first.")
        case Refusal.EMPTY_NOTE:
            return _empty(command)
        case _:
            return tr("The hub could not do this. Look at the incident and try again.")


def _empty(command: Command) -> str:
    match command:
        case ChangeUrgency():
            return tr("The urgency was not changed. Say why in a few words.")
        case SendUpdate():
            return tr("The update was empty. Write something first.")
        case ExtendUpdate():
            return tr("The next update was not moved. Say why it comes later.")
        case AnswerQuestion():
            return tr("The answer was empty. Write one line at least.")
        case CallInPerson():
            return tr("Nobody was called in. Write why: they read it on their alarm.")
        case AddLabel():
            return tr("The label was not added. It needs a key and a value.")
        case _:
            return tr("The note was empty. Write something first.")


def _held(incident: Incident, seat: Seat, team: Team, viewer: Viewer, now: datetime) -> str:
    state = incident.seat(seat)
    if state.holder is None or state.held_since is None:
        return tr("Somebody else was faster, and has given the seat back since.")
    return tr("{name} has the {seat}'s seat since {time}. To take it over, open the incident.").format(
        name=starts(team, state.holder, viewer.me),
        seat=seat_name(seat),
        time=viewer.moment(state.held_since, now),
    )
