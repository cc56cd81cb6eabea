"""Decisions: a responder's command and an incident in; the new incident, what happened, or why not, out."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from desktop.core.closing import afterwards
from desktop.core.fixing import calling, fixing
from desktop.core.fixing.fixing_commands import (
    AnswerCallIn,
    AttachCheck,
    BeginRunBook,
    CallInPerson,
    CancelCallIn,
    EndRunBook,
    MarkStep,
    RecordFinding,
)
from desktop.core.incident import activity, offering, shadowing
from desktop.core.incident.commands import (
    AddLabel,
    AddNote,
    AnswerQuestion,
    AskEngineer,
    ChangeUrgency,
    ClaimSeat,
    CloseStep,
    Command,
    ConfirmRinging,
    DeclinePage,
    ExtendUpdate,
    GiveVerdict,
    OfferSeat,
    PostponeQuestion,
    RecordResolution,
    RemoveLabel,
    ResolveIncident,
    ReturnSeat,
    SendAgain,
    SendUpdate,
    StillOnIt,
    WithdrawOffer,
)
from desktop.core.incident.decision import Decision, Refusal
from desktop.core.incident.escalation import move_up
from desktop.core.incident.events import (
    ClaimCameLate,
    Event,
    IncidentResolved,
    NoteAdded,
    PageRinging,
    Resolution,
    SeatClaimed,
    SeatReturned,
)
from desktop.core.incident.incident import Incident, Status
from desktop.core.incident.page import PageOutcome, PageReason
from desktop.core.incident.paging import end_page
from desktop.core.team.seat import Seat
from desktop.core.team.team import Team
from desktop.core.telling import telling
from desktop.core.urgency import urgency_change

ALSO_AFTERWARDS = (
    *(AddNote, SendUpdate, SendAgain, AddLabel, RemoveLabel),
    *(CloseStep, GiveVerdict, RecordResolution, EndRunBook, RecordFinding, AttachCheck),
)
"""What may still be asked for when the incident is over."""


def decide(incident: Incident, command: Command, team: Team, now: datetime) -> Decision:
    """What `command` does to `incident` at the hub's time `now`. Repeating one that was carried out changes
    nothing."""
    if not team.roster.can_be_paged(command.by):
        return Decision(incident=incident, refusal=Refusal.NOT_A_RESPONDER)
    if incident.status is Status.RESOLVED and not isinstance(command, ALSO_AFTERWARDS):
        done_already = isinstance(command, ResolveIncident)
        return Decision(incident=incident, refusal=None if done_already else Refusal.RESOLVED)
    if shadowing.only_shadows(incident, command):
        return shadowing.seen(incident, command, now)
    decision = activity.after_command(_carry_out(incident, command, team, now), command, now)
    events = [*decision.events]
    return replace(decision, incident=offering.settle(decision.incident, now, events), events=events)


def _carry_out(incident: Incident, command: Command, team: Team, now: datetime) -> Decision:
    match command:
        case ClaimSeat():
            return _claim(incident, command, team, now)
        case DeclinePage():
            return _decline(incident, command, team, now)
        case ConfirmRinging():
            return _confirm_ringing(incident, command, now)
        case ReturnSeat():
            return _return_seat(incident, command, team, now)
        case StillOnIt():
            return activity.still_on_it(incident, command, now)
        case OfferSeat():
            return offering.offer_seat(incident, command, team, now)
        case WithdrawOffer():
            return offering.withdraw_offer(incident, command, now)
        case AddNote():
            return _add_note(incident, command, now)
        case ChangeUrgency():
            return urgency_change.change_urgency(incident, command, team, now)
        case SendUpdate():
            return telling.send_update(incident, command, team, now)
        case SendAgain():
            return telling.send_again(incident, command, now)
        case ExtendUpdate():
            return telling.extend(incident, command, now)
        case AskEngineer():
            return telling.ask(incident, command, now)
        case AnswerQuestion():
            return telling.answer(incident, command, now)
        case PostponeQuestion():
            return telling.postpone(incident, command, now)
        case BeginRunBook():
            return fixing.begin_run_book(incident, command, now)
        case MarkStep():
            return fixing.mark_step(incident, command, now)
        case EndRunBook():
            return fixing.end_run_book(incident, command, now)
        case RecordFinding():
            return fixing.record_finding(incident, command, now)
        case AttachCheck():
            return fixing.attach_check(incident, command, now)
        case CallInPerson():
            return calling.call_in(incident, command, team, now)
        case AnswerCallIn():
            return calling.answer_call_in(incident, command, now)
        case CancelCallIn():
            return calling.cancel_call_in(incident, command, now)
        case AddLabel():
            return afterwards.add_label(incident, command, now)
        case RemoveLabel():
            return afterwards.remove_label(incident, command, now)
        case CloseStep():
            return afterwards.close_step(incident, command, now)
        case GiveVerdict():
            return afterwards.give_verdict(incident, command, now)
        case RecordResolution():
            return afterwards.record_resolution(incident, command, now)
        case ResolveIncident():
            events: list[Event] = []
            incident = resolve(incident, command.by, now, events)
            return Decision(incident=incident, events=events)
    raise TypeError(f"no rule for the command {type(command).__name__}")


def resolve(incident: Incident, by: str | None, now: datetime, events: list[Event]) -> Incident:
    """End the incident and every page of it; `by` is None for the monitor."""
    resolution = Resolution.BY_HAND if by else Resolution.BY_MONITOR
    events.append(IncidentResolved(at=now, resolution=resolution, by=by))
    for page in incident.pages:
        if page.is_open:
            incident = end_page(incident, page, PageOutcome.RESOLVED, now, events)
    return offering.settle(replace(incident, resolved_at=now, resolved_by=by), now, events)


def _claim(incident: Incident, command: ClaimSeat, team: Team, now: datetime) -> Decision:
    state = incident.seat(command.seat)
    holder = state.holder
    if holder == command.by:
        return Decision(incident=incident)
    holds_both = holder is not None and incident.seat(command.seat.other).holder == holder
    # Pressed before the holder had the seat (a desktop that was offline): whoever pressed could not know.
    came_late = state.held_since is not None and command.pressed_at < state.held_since
    # A stand-in who accepts is offered the seat: the page that they answer is the second action.
    stands_in = command.seat is Seat.MANAGER and any(
        page.responder == command.by for page in incident.stand_in_pages
    )
    offered = offering.is_offered(incident, command.seat, command.by)
    if holder is not None and (came_late or not (command.explicit or holds_both or stands_in or offered)):
        late = ClaimCameLate(
            at=now, seat=command.seat, by=command.by, holder=holder, pressed_at=command.pressed_at
        )
        return Decision(incident=incident, events=[late], refusal=Refusal.SEAT_HELD)
    if command.seat.other in incident.held_by(command.by) and not command.explicit:
        return Decision(incident=incident, refusal=Refusal.HOLDS_OTHER_SEAT)
    events: list[Event] = [
        SeatClaimed(
            at=now, seat=command.seat, by=command.by, pressed_at=command.pressed_at, taken_from=holder
        )
    ]
    incident = incident.with_seat(state.claimed(command.by, now))
    if command.seat is Seat.MANAGER and incident.communication is not None:
        clock = incident.communication.claimed(now, team.policy.clock(incident.urgency))
        incident = replace(incident, communication=clock)
    for page in incident.pages:
        if not page.is_open or page.reason is PageReason.CALL_IN:
            continue
        if page.seat is command.seat:
            mine = page.responder == command.by
            outcome = PageOutcome.ACKNOWLEDGED if mine else PageOutcome.TAKEN
            incident = end_page(incident, page, outcome, now, events)
        elif page.responder == command.by and page.reason is not PageReason.STILL_ON_IT:
            incident = end_page(incident, page, PageOutcome.OTHER_SEAT, now, events)
    incident = calling.answered(incident, command.by, now, events, coming=True)
    return Decision(incident=incident, events=events)


def _decline(incident: Incident, command: DeclinePage, team: Team, now: datetime) -> Decision:
    pages = incident.open_pages_of(command.by)
    if not pages:
        return Decision(incident=incident, refusal=Refusal.NO_OPEN_PAGE)
    events: list[Event] = []
    incident = calling.answered(incident, command.by, now, events, coming=False)
    for page in pages:
        if page.reason is PageReason.CALL_IN:
            continue
        incident = end_page(incident, page, PageOutcome.DECLINED, now, events)
        if page.reason is PageReason.SHADOW:
            continue
        if page.reason is PageReason.STAND_IN:
            incident = telling.page_stand_in(incident, team, now, events, passed=command.by)
            continue
        if page.reason is PageReason.STILL_ON_IT:
            incident = _given_back(incident, page.seat, command.by, team, now, events)
            continue
        if page.reason is PageReason.OFFER:
            continue
        state = incident.seat(page.seat)
        incident = incident.with_seat(replace(state, passed=(*state.passed, command.by)))
    for seat in dict.fromkeys(page.seat for page in pages if page.reason is PageReason.SEAT):
        if not any(page.is_open for page in incident.pages_for(seat)):
            incident = move_up(incident, team, seat, now, events)
    return Decision(incident=incident, events=events)


def _confirm_ringing(incident: Incident, command: ConfirmRinging, now: datetime) -> Decision:
    events: list[Event] = []
    for page in incident.open_pages_of(command.by):
        if page.ringing_at is None:
            incident = incident.with_page_changed(replace(page, ringing_at=now))
            events.append(
                PageRinging(
                    at=now, page_id=page.id, responder=command.by, seat=page.seat, device=command.device
                )
            )
    return Decision(incident=incident, events=events)


def _return_seat(incident: Incident, command: ReturnSeat, team: Team, now: datetime) -> Decision:
    state = incident.seat(command.seat)
    if state.holder != command.by:
        return Decision(incident=incident, refusal=Refusal.NOT_THE_HOLDER)
    events: list[Event] = []
    for page in incident.still_pages:
        if page.seat is command.seat:
            incident = end_page(incident, page, PageOutcome.NOT_NEEDED, now, events)
    incident = _given_back(incident, command.seat, command.by, team, now, events)
    return Decision(incident=incident, events=events)


def _given_back(
    incident: Incident, seat: Seat, by: str, team: Team, now: datetime, events: list[Event]
) -> Incident:
    events.append(SeatReturned(at=now, seat=seat, by=by))
    incident = incident.with_seat(incident.seat(seat).emptied(now, passed=by))
    if seat is Seat.MANAGER:
        incident = telling.dismiss_stand_ins(incident, now, events)
    return move_up(incident, team, seat, now, events)


def _add_note(incident: Incident, command: AddNote, now: datetime) -> Decision:
    text = command.text.strip()
    if not text:
        return Decision(incident=incident, refusal=Refusal.EMPTY_NOTE)
    return Decision(
        incident=incident, events=[NoteAdded(at=now, by=command.by, text=text, kind=command.kind)]
    )


def suggested_seat(incident: Incident, seats: tuple[Seat, ...], team: Team, by: str) -> Seat:
    """Which of `seats` (not empty) the big button claims for `by`, who is paged for all of them: the seat
    of their next shift, else the one empty for longest, on a tie the Engineer's. Shown the same on every
    device: it counts from the incident's opening, not from the moment of looking."""
    if len(seats) == 1:
        return seats[0]
    following = team.schedule.next_shift_of(by, incident.opened_at)
    if following and following[0] in seats:
        return following[0]
    return min(seats, key=lambda seat: (incident.seat(seat).empty_since, seat is not Seat.ENGINEER))
