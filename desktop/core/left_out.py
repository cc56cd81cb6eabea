"""What was left out after an incident: closing steps that nobody took though there was something to do. The
retro lists it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from desktop.core.closing import ClosingStep, GivenVerdict
from desktop.core.communication import Due
from desktop.core.incident import Incident, Status
from desktop.core.notice import Notice
from desktop.core.update import Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOutStep:
    """`skipped_by` left it out with intent; None: nobody ever came to it."""

    step: ClosingStep
    skipped_by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """What the retro is told of one resolved incident. `manager` held that seat in the end; None: nobody
    did. `disagree`: the verdicts differ, which the retro talks about even when no step is missing."""

    incident_id: UUID
    number: int
    title: str
    resolved_at: datetime
    manager: str | None
    steps: tuple[LeftOutStep, ...]
    verdicts: tuple[GivenVerdict, ...]
    disagree: bool


def left_out(incident: Incident, notices: Iterable[Notice] = ()) -> tuple[ClosingStep, ...]:
    """The steps that were skipped or never taken, in the order of closing.

    A step that was never taken is only left out where it applied: when nobody held a seat, nobody was led
    through closing; without a notice that is still on for the incident there was none to switch off. What
    was done without the step (the closing update was sent, both gave their verdicts) is not left out, even
    if the step itself was skipped. `notices` are all that the hub has. Nothing for an open incident.
    """
    if incident.status is not Status.RESOLVED:
        return ()
    closed = {closed.step: closed for closed in incident.closing}
    found = []
    for step in ClosingStep:
        known = closed.get(step)
        if known is None:
            missing = bool(_holders(incident)) and _applies(incident, step, notices)
        else:
            missing = known.skipped
        if missing and not _done_anyway(incident, step):
            found.append(step)
    return tuple(found)


def disagree(verdicts: Iterable[GivenVerdict]) -> bool:
    """Whether one says "act now" and another "could have waited"."""
    return len({given.verdict for given in verdicts}) > 1


def to_discuss(incident: Incident, notices: Iterable[Notice] = ()) -> LeftOut | None:
    """What the retro has to say about the incident; None when nothing was left out and nobody disagrees."""
    if incident.resolved_at is None:
        return None
    skipped = {closed.step: closed.by for closed in incident.closing if closed.skipped}
    steps = tuple(
        LeftOutStep(step=step, skipped_by=skipped.get(step)) for step in left_out(incident, notices)
    )
    differ = disagree(incident.verdicts)
    if not steps and not differ:
        return None
    return LeftOut(
        incident_id=incident.id,
        number=incident.number,
        title=incident.title,
        resolved_at=incident.resolved_at,
        manager=incident.manager.holder,
        steps=steps,
        verdicts=incident.verdicts,
        disagree=differ,
    )


def _holders(incident: Incident) -> set[str]:
    return {state.holder for state in incident.seats if state.holder is not None}


def _applies(incident: Incident, step: ClosingStep, notices: Iterable[Notice]) -> bool:
    """Whether there was something to do."""
    match step:
        case ClosingStep.UPDATE:
            return bool(incident.updates) or _first_update_was_due(incident)
        case ClosingStep.NOTICES:
            return any(notice.on and notice.incident_id == incident.id for notice in notices)
        case ClosingStep.LABELS:
            return not incident.labels
        case _:
            return True


def _first_update_was_due(incident: Incident) -> bool:
    """Whether it lasted so long that somebody had to be told; if not, nobody waits to hear of its end."""
    clock = incident.communication
    if clock is None or incident.resolved_at is None:
        return False
    return clock.what is not Due.FIRST or clock.due_at <= incident.resolved_at


def _done_anyway(incident: Incident, step: ClosingStep) -> bool:
    match step:
        case ClosingStep.UPDATE:
            return any(update.stage is Stage.RESOLVED for update in incident.updates)
        case ClosingStep.VERDICT:
            said = {given.by for given in incident.verdicts}
            return bool(said) and _holders(incident) <= said
        case _:
            return False
