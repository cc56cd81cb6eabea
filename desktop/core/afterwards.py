"""Labels, and what is done when the incident is over: closing steps and verdicts."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from desktop.core.closing import ClosedStep, GivenVerdict
from desktop.core.commands import AddLabel, CloseStep, GiveVerdict, RemoveLabel
from desktop.core.decision import Decision, Refusal
from desktop.core.events import (
    ClosingStepDone,
    Event,
    LabelAdded,
    LabelRemoved,
    TicketChanged,
    VerdictGiven,
)
from desktop.core.incident import Incident, Status
from desktop.core.ticket import Label, Ticket


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
    """A step of closing is done or skipped; what was skipped may still be done, not the other way round."""
    if incident.status is not Status.RESOLVED:
        return Decision(incident=incident, refusal=Refusal.NOT_RESOLVED)
    known = next((step for step in incident.closing if step.step is command.step), None)
    if known is not None and (not known.skipped or command.skipped):
        return Decision(incident=incident)
    others = tuple(step for step in incident.closing if step.step is not command.step)
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


def ticket_changed(incident: Incident, ticket: Ticket, now: datetime) -> tuple[Incident, list[Event]]:
    """Write down what the tracker said."""
    if incident.ticket == ticket:
        return incident, []
    return replace(incident, ticket=ticket), [TicketChanged(at=now, ticket=ticket)]
