"""Labels, and what is done when the incident is over: closing steps, verdicts, how it ended."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from desktop.core.closing.closing import ClosedStep, ClosingStep, GivenVerdict
from desktop.core.closing.outcome import LONGEST, Outcome
from desktop.core.closing.ticket import Label, Ticket
from desktop.core.incident.commands import AddLabel, CloseStep, GiveVerdict, RecordResolution, RemoveLabel
from desktop.core.incident.decision import Decision, Refusal
from desktop.core.incident.events import (
    ClosingStepDone,
    Event,
    LabelAdded,
    LabelRemoved,
    ResolutionRecorded,
    TicketChanged,
    VerdictGiven,
)
from desktop.core.incident.incident import Incident, Status


def add_label(incident: Incident, command: AddLabel, now: datetime) -> Decision:
    """Put a label on the incident; once."""
    label = Label(key=command.label.key.strip().lower(), value=" ".join(command.label.value.split()))
    if not label.key or not label.value:
        return Decision(incident=incident, refusal=Refusal.EMPTY_NOTE)
    if label in incident.labels:
        return Decision(incident=incident)
    return Decision(
        incident=replace(incident, labels=(*incident.labels, label)),
        events=[LabelAdded(at=now, by=command.by, label=label)],
    )


def remove_label(incident: Incident, command: RemoveLabel, now: datetime) -> Decision:
    """Take a label off."""
    if command.label not in incident.labels:
        return Decision(incident=incident)
    kept = tuple(label for label in incident.labels if label != command.label)
    return Decision(
        incident=replace(incident, labels=kept),
        events=[LabelRemoved(at=now, by=command.by, label=command.label)],
    )


def close_step(incident: Incident, command: CloseStep, now: datetime) -> Decision:
    """A step of closing is done or skipped; what was skipped may still be done, not the other way round.
    Each of the pair does or skips their own verdict."""
    if incident.status is not Status.RESOLVED:
        return Decision(incident=incident, refusal=Refusal.NOT_RESOLVED)
    own = command.step is ClosingStep.VERDICT
    known = next(
        (one for one in incident.closing if one.step is command.step and not (own and one.by != command.by)),
        None,
    )
    if known is not None and (not known.skipped or command.skipped):
        return Decision(incident=incident)
    others = tuple(one for one in incident.closing if one is not known)
    closed = ClosedStep(step=command.step, by=command.by, at=now, skipped=command.skipped)
    event = ClosingStepDone(at=now, by=command.by, step=command.step, skipped=command.skipped)
    return Decision(incident=replace(incident, closing=(*others, closed)), events=[event])


def give_verdict(incident: Incident, command: GiveVerdict, now: datetime) -> Decision:
    """Say whether it had to be acted on at once."""
    if incident.status is not Status.RESOLVED:
        return Decision(incident=incident, refusal=Refusal.NOT_RESOLVED)
    given = GivenVerdict(by=command.by, verdict=command.verdict, at=now)
    if any((known.by, known.verdict) == (given.by, given.verdict) for known in incident.verdicts):
        return Decision(incident=incident)
    others = tuple(known for known in incident.verdicts if known.by != command.by)
    event = VerdictGiven(at=now, by=command.by, verdict=command.verdict)
    return Decision(incident=replace(incident, verdicts=(*others, given)), events=[event])


def record_resolution(incident: Incident, command: RecordResolution, now: datetime) -> Decision:
    """Say how it ended; the last word counts, whoever says it."""
    if incident.status is not Status.RESOLVED:
        return Decision(incident=incident, refusal=Refusal.NOT_RESOLVED)
    outcome = Outcome(
        how=command.how,
        words=" ".join(command.words.split())[:LONGEST],
        documented=command.documented,
        automated=command.automated,
        by=command.by,
        at=now,
    )
    known = incident.outcome
    if known is not None and replace(outcome, by=known.by, at=known.at) == known:
        return Decision(incident=incident)
    return Decision(
        incident=replace(incident, outcome=outcome), events=[ResolutionRecorded(at=now, outcome=outcome)]
    )


def ticket_changed(incident: Incident, ticket: Ticket, now: datetime) -> tuple[Incident, list[Event]]:
    """Write down what the tracker said."""
    if incident.ticket == ticket:
        return incident, []
    return replace(incident, ticket=ticket), [TicketChanged(at=now, ticket=ticket)]
