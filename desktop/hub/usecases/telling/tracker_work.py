"""Work in the issue tracker: what is due is claimed, and what became of it is written into the incident."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from desktop.channels.result import Result, final, passing
from desktop.channels.trackers.errand import AddComment, CloseTicket, OpenTicket, Report, SetLabels, Work
from desktop.core.closing import afterwards
from desktop.core.closing.ticket import Ticket
from desktop.core.incident.incident import Incident
from desktop.hub.store import team as teams
from desktop.hub.store.incident import incidents
from desktop.hub.store.telling import tracker, tracker_ops
from desktop.hub.store.telling.tracker import KeptTracker
from desktop.hub.store.telling.tracker_ops import Op, OpKind, OpState
from desktop.hub.store.transaction import Transaction
from desktop.hub.usecases.incident.transition import record
from desktop.hub.usecases.telling import tracker_words
from desktop.hub.usecases.telling.deliveries import Outlook

AGAIN_AFTER = timedelta(seconds=10)
"""After the first failure; doubled with each."""
AGAIN_AT_MOST = timedelta(minutes=15)
LOOK_AFTER = timedelta(minutes=1)
"""After an attempt that may have arrived: the tracker shall know it when it is looked for."""
ASKED_AT_MOST = timedelta(hours=2)
"""Limits of trackers begin anew each hour; a longer pause is a mistake."""
GIVE_UP = timedelta(hours=24)
CLOCKS_APART = timedelta(minutes=15)
"""A tracker's clock may differ from ours by so much."""

_NO_TRACKER = "There is no tracker in the team file any more. Add it again, or do it by hand."
_NOT_YET = {
    OpKind.OPEN: "There is no ticket yet.",
    OpKind.LABELS: "The ticket's labels are not yet those of the incident.",
    OpKind.COMMENT: "An update is not in the ticket yet.",
    OpKind.CLOSE: "The ticket is not closed yet.",
}
_FAILED = {
    OpKind.OPEN: "No ticket was opened.",
    OpKind.LABELS: "The ticket's labels are not those of the incident.",
    OpKind.COMMENT: "An update is missing in the ticket.",
    OpKind.CLOSE: "The ticket is still open.",
}
_TWICE = {
    OpKind.OPEN: "There may be a second ticket: the hub stopped, or lost the line, before it knew.",
    OpKind.COMMENT: "An update may be there twice: the hub stopped, or lost the line, before it knew.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Assigned:
    """An op that is ours until its lease ends, with what is to be done and where."""

    op: Op
    tracker: KeptTracker
    work: Work


def outlook(tx: Transaction) -> Outlook:
    """What is to be done next."""
    return Outlook(now=tx.now, next_at=tracker_ops.next_due(tx))


def claim_work(tx: Transaction, limit: int, lease: timedelta) -> list[Assigned]:
    """Take what is due, at most `limit`, for as long as the lease. What cannot be done any more fails here
    and is not among them."""
    claimed = tracker_ops.claim(tx, limit, lease)
    kept = tracker.load(tx) if claimed else None
    found = []
    for op in claimed:
        if kept is None:
            _settle(tx, op, "", final(_NO_TRACKER))
        elif op.attempts > 1 and tx.now >= op.waiting_since + GIVE_UP:
            _settle(tx, op, kept.name, passing("It was begun and never finished."))
        else:
            work = _work(tx, op, kept)
            if isinstance(work, Result):
                _settle(tx, op, kept.name, work)
            else:
                found.append(Assigned(op=op, tracker=kept, work=work))
    return found


def settle(tx: Transaction, assigned: Assigned, report: Report) -> None:
    """Write down how an attempt ended. Somebody else may have taken the op meanwhile, for our lease was over:
    then what is done, is done, and the rest is theirs to say."""
    op, kept = assigned.op, assigned.tracker
    known = tracker_ops.state_of(tx, op.id)
    if known is None:
        return
    state, attempts = known
    ours = attempts == op.attempts and state is not OpState.DONE
    if report.result.sent and state is OpState.DONE:
        _done_by_two(tx, assigned, report)
    elif report.result.sent:
        _done(tx, assigned, report, ours=ours)
    elif ours:
        _settle(tx, op, kept.name, report.result)


def pause(op: Op, result: Result) -> timedelta:
    """How long to wait after an attempt; never shorter than the tracker asked for."""
    usual = min(AGAIN_AFTER * (1 << min(op.attempts - 1, 10)), AGAIN_AT_MOST)
    if result.doubtful:
        usual = max(usual, LOOK_AFTER)
    return max(usual, min(result.retry_after or usual, ASKED_AT_MOST))


def _done(tx: Transaction, assigned: Assigned, report: Report, *, ours: bool) -> None:
    op, kept, ticket = assigned.op, assigned.tracker, report.ticket
    perhaps_twice = not ours or (ticket is not None and ticket.perhaps_second)
    said = _TWICE.get(op.kind, "") if perhaps_twice else ""
    if ticket is None:
        tracker_ops.finish(tx, op.id)
        _tell(tx, op, kept.name, None, said)
        return
    tracker_ops.finish_opening(tx, op, kept.place, ticket.number)
    address = ticket.url if ticket.url.startswith(("https://", "http://")) else ""
    _tell(tx, op, kept.name, Ticket(tracker=kept.name, key=ticket.key, url=address), said)


def _done_by_two(tx: Transaction, assigned: Assigned, report: Report) -> None:
    """Harmless but for what there may be two of now."""
    op, ticket = assigned.op, report.ticket
    before = tracker_ops.opened(tx, op.incident_id)
    if ticket is not None and before is not None and ticket.number == before.number:
        _tell(tx, op, assigned.tracker.name)
    elif op.kind in _TWICE:
        also = f" The other one is {ticket.key}: close it by hand." if ticket is not None else ""
        _tell(tx, op, assigned.tracker.name, None, f"{_TWICE[op.kind]}{also}")


def _settle(tx: Transaction, op: Op, name: str, result: Result) -> None:
    """It is not done."""
    again_at = tx.now + pause(op, result)
    if result.recoverable and again_at < op.waiting_since + GIVE_UP:
        detail = f"{_NOT_YET[op.kind]} {result.sentence} Tried again by itself."
        tracker_ops.wait(tx, op.id, again_at, detail, doubtful=op.doubtful or result.doubtful)
        if result.retry_after is not None:
            tracker_ops.put_off(tx, again_at)
    else:
        given_up = f" Given up after {op.attempts} attempts." if result.recoverable else ""
        tracker_ops.fail(tx, op, f"{_FAILED[op.kind]} {result.sentence}{given_up}")
    _tell(tx, op, name)


def _tell(tx: Transaction, op: Op, name: str, opened: Ticket | None = None, said: str = "") -> None:
    incident = incidents.load(tx, op.incident_id)
    if incident is None:
        return
    ticket = opened or incident.ticket or Ticket(tracker=name or "tracker")
    problem = tracker_ops.problem(tx, op.incident_id) or said
    incident, events = afterwards.ticket_changed(incident, replace(ticket, problem=problem), tx.now)
    if events:
        record(tx, incident, events, teams.load(tx))


def _work(tx: Transaction, op: Op, kept: KeptTracker) -> Work | Result:
    """What the op is for the clerk, by what is true now."""
    incident = incidents.load(tx, op.incident_id)
    assert incident is not None  # the database holds on to it
    if op.kind is OpKind.OPEN:
        return _opening(op, incident)
    opened = tracker_ops.opened(tx, op.incident_id)
    if opened is None or opened.place != kept.place:
        return final("The ticket is not in the tracker of the team file. Do it by hand.")
    match op.kind:
        case OpKind.LABELS:
            dropped = tracker_ops.labels(tx, op.incident_id) - set(incident.labels)
            return SetLabels(number=opened.number, wanted=incident.labels, dropped=tuple(sorted(dropped)))
        case OpKind.COMMENT:
            update = op.body.update
            assert update is not None
            return AddComment(
                number=opened.number,
                marker=update.id.hex,
                text=tracker_words.comment(update, teams.load(tx)),
                look_since=update.sent_at - CLOCKS_APART if op.doubtful else None,
            )
        case OpKind.CLOSE:
            return CloseTicket(number=opened.number)
    raise TypeError(f"no work for {op.kind}")


def _opening(op: Op, incident: Incident) -> OpenTicket:
    return OpenTicket(
        marker=incident.id.hex,
        title=tracker_words.title(incident),
        text=tracker_words.description(incident),
        labels=incident.labels,
        look_since=incident.opened_at - CLOCKS_APART if op.doubtful else None,
    )
