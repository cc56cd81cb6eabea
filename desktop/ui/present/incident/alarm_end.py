"""How an alarm ended, in words: yours, somebody else's, over by itself, or kept and not yet sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from desktop.client.attention import Ringing, closing_left
from desktop.client.state import Connection, State
from desktop.core.incident.commands import ClaimSeat, Command, DeclinePage
from desktop.core.incident.escalation import Wake
from desktop.core.incident.incident import Incident, Status
from desktop.core.incident.page import PageReason
from desktop.core.team.seat import Seat
from desktop.core.team.team import Team
from desktop.ui.present.closing.closing_words import things_left
from desktop.ui.present.fixing.called import answers, call_of, ended_words, is_coming, kept_words
from desktop.ui.present.incident.asked import is_on_it, offer_ended_words, still_ended_words, still_kept_words
from desktop.ui.present.incident.incident_list import title
from desktop.ui.present.incident.shadowed import shadow_ended_words
from desktop.ui.present.incident.wakes import ForecastView, forecast_view
from desktop.ui.present.people import seat_name, seat_title, starts
from desktop.ui.present.rules.urgency import let_wait_words, was_let_wait
from desktop.ui.present.times import Viewer
from desktop.ui.present.words import tr


class Closing(StrEnum):
    """How an alarm ended."""

    SENDING = "sending"
    MINE = "mine"
    TAKEN = "taken"
    OVER = "over"
    NOT_SENT = "not_sent"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosingView:
    """The short calm state after an alarm. `stays` until the person closes it: something is not as it
    should."""

    closing: Closing
    title: str
    words: str
    incident: Incident
    stays: bool = False
    wakes: ForecastView | None = field(default=None)


def closing_view(
    before: Ringing,
    state: State,
    team: Team,
    viewer: Viewer,
    now: datetime,
    wakes: Sequence[Wake],
    *,
    slow: bool = False,
) -> ClosingView:
    """How the alarm of `before` ended, as the state now tells it. `slow`: the hub should have answered by
    now."""
    incident = state.incidents.get(before.incident.id, before.incident)
    pending = [p.command for p in state.pending if p.command.incident_id == incident.id]
    me = viewer.me or ""
    if incident.status is Status.RESOLVED:
        left = things_left(closing_left(state, incident))
        if incident.resolved_by is None:
            rest = left + "." if left else tr("Nothing is left to do tonight.")
            words = f"{tr('The monitor says that it is over.')} {rest}"
            return ClosingView(
                closing=Closing.OVER, title=tr("Over by itself"), words=words, incident=incident
            )
        who = starts(team, incident.resolved_by, viewer.me)
        return ClosingView(
            closing=Closing.OVER,
            title=tr("{name} resolved it").format(name=who),
            words=f"{left}." if left else title(incident),
            incident=incident,
        )
    held = incident.held_by(me)
    claims = [command for command in pending if isinstance(command, ClaimSeat)]
    if before.reason is PageReason.STILL_ON_IT and not claims:
        return _still_ended(incident, before, pending, state, team, viewer, slow=slow)
    if before.reason is PageReason.SHADOW and not held and not claims:
        sending = bool(pending) and state.connection is Connection.CONNECTED and not slow
        closing = Closing.SENDING if sending else Closing.NOT_SENT if pending else Closing.DECLINED
        heading, words = shadow_ended_words(kept=closing is Closing.NOT_SENT)
        return ClosingView(
            closing=closing, title=heading, words=words, incident=incident, stays=bool(pending)
        )
    if not held and not pending and was_let_wait(incident, before.pages):
        heading, words = let_wait_words(incident, team, viewer, now)
        return ClosingView(closing=Closing.OVER, title=heading, words=words, incident=incident)
    if before.reason is PageReason.OFFER and not held and not pending:
        heading, words = offer_ended_words(incident, team, viewer)
        return ClosingView(closing=Closing.DECLINED, title=heading, words=words, incident=incident)
    if before.reason is PageReason.CALL_IN and not held and not claims:
        return _call_ended(incident, pending, state, team, viewer, now, slow=slow)
    if not held and pending and state.connection is Connection.CONNECTED and not slow:
        words = tr("Telling the hub…")
        sent = tr("Acknowledged") if claims else tr("“I can't” is noted")
        return ClosingView(closing=Closing.SENDING, title=sent, words=words, incident=incident, stays=True)
    if not held and claims:
        seat = claims[-1].seat
        return ClosingView(
            closing=Closing.NOT_SENT,
            title=tr("Acknowledged here, not yet sent"),
            words=tr(
                "The hub cannot be reached, so your claim of the {seat}'s seat is kept and sent as soon as it"
                " can. Only this computer is quiet."
            ).format(seat=seat_name(seat)),
            incident=incident,
            stays=True,
            wakes=forecast_view(incident, wakes, team, viewer, now, state.woken_before(incident.id), (seat,)),
        )
    if held:
        return _mine(incident, held, team, viewer)
    if any(isinstance(command, DeclinePage) for command in pending):
        return ClosingView(
            closing=Closing.NOT_SENT,
            title=tr("“I can't” is not yet sent"),
            words=tr("The hub cannot be reached. It is sent as soon as it can; only this computer is quiet."),
            incident=incident,
            stays=True,
            wakes=forecast_view(
                incident, wakes, team, viewer, now, state.woken_before(incident.id), before.seats
            ),
        )
    taken = [seat for seat in before.seats if incident.seat(seat).holder not in (None, me)]
    if taken:
        holder = incident.seat(taken[0]).holder or ""
        return ClosingView(
            closing=Closing.TAKEN,
            title=tr("{name} has it").format(name=starts(team, holder, viewer.me)),
            words=tr("The {seat}'s seat is held. You can go back to what you were doing.").format(
                seat=seat_name(taken[0])
            ),
            incident=incident,
        )
    return ClosingView(
        closing=Closing.DECLINED,
        title=tr("The next are paged"),
        words=tr("Your page has ended. The seat moves up when no other page for it is open."),
        incident=incident,
    )


def _call_ended(
    incident: Incident,
    pending: Sequence[Command],
    state: State,
    team: Team,
    viewer: Viewer,
    now: datetime,
    *,
    slow: bool,
) -> ClosingView:
    """How a call-in ended; nobody's seat depends on it."""
    waiting = answers(pending)
    if waiting and state.connection is Connection.CONNECTED and not slow:
        coming = any(is_coming(command) for command in pending)
        sent = tr("You are coming") if coming else tr("“I can't” is noted")
        return ClosingView(
            closing=Closing.SENDING, title=sent, words=tr("Telling the hub…"), incident=incident, stays=True
        )
    if waiting:
        heading, words = kept_words(incident, pending, team, viewer, now)
        return ClosingView(
            closing=Closing.NOT_SENT, title=heading, words=words, incident=incident, stays=True
        )
    heading, words = ended_words(incident, team, viewer)
    call = call_of(incident, viewer.me)
    closing = Closing.DECLINED
    if call is None or call.is_open or call.called_off_at is not None:
        closing = Closing.OVER
    elif call.coming:
        closing = Closing.MINE
    return ClosingView(closing=closing, title=heading, words=words, incident=incident)


def _still_ended(
    incident: Incident,
    before: Ringing,
    pending: Sequence[Command],
    state: State,
    team: Team,
    viewer: Viewer,
    *,
    slow: bool,
) -> ClosingView:
    """How "are you still on it?" ended."""
    answers_it = [one for one in pending if is_on_it(one) or isinstance(one, DeclinePage)]
    if answers_it and state.connection is Connection.CONNECTED and not slow:
        sent = tr("You are still on it") if is_on_it(answers_it[-1]) else tr("“I can't” is noted")
        return ClosingView(
            closing=Closing.SENDING, title=sent, words=tr("Telling the hub…"), incident=incident, stays=True
        )
    if answers_it:
        heading, words = still_kept_words(answers_it)
        return ClosingView(
            closing=Closing.NOT_SENT, title=heading, words=words, incident=incident, stays=True
        )
    heading, words = still_ended_words(incident, before.pages, team, viewer)
    held = incident.held_by(viewer.me or "")
    closing = Closing.MINE if held else Closing.TAKEN
    if not held and incident.seat(before.pages[0].seat).holder is None:
        closing = Closing.DECLINED
    return ClosingView(closing=closing, title=heading, words=words, incident=incident)


def _mine(incident: Incident, held: Sequence[Seat], team: Team, viewer: Viewer) -> ClosingView:
    if len(held) == 2:
        words = tr("You hold both seats. Nobody else is paged.")
    else:
        other = incident.seat(held[0].other)
        if other.holder is not None:
            words = tr("{name} has the {seat}'s seat. Nobody else is paged.").format(
                name=team.roster.name(other.holder), seat=seat_name(other.seat)
            )
        else:
            words = tr("The {seat}'s seat is still empty; its page goes on.").format(
                seat=seat_name(other.seat)
            )
    return ClosingView(
        closing=Closing.MINE,
        title=tr("You are the {title}").format(title=seat_title(held[0])),
        words=words,
        incident=incident,
    )
