"""The plan of closing: the steps that an incident needs when it is over, whose they are, and what is left."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from desktop.core.closing.closing import ClosingStep
from desktop.core.incident.commands import CloseStep, Command, GiveVerdict, RecordResolution, SendUpdate
from desktop.core.incident.incident import Incident, Status
from desktop.core.telling.communication import Due
from desktop.core.telling.notice import Notice
from desktop.core.telling.update import Stage

WANTED_LABELS = ("service", "cause", "impact")
"""Keys without which nobody can count what went wrong."""
_ENGINEERS = (ClosingStep.RESOLUTION, ClosingStep.VERDICT)


class ClosingState(StrEnum):
    """How it stands with a step. A skipped one may still be done."""

    OPEN = "open"
    SKIPPED = "skipped"
    DONE = "done"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedStep:
    """`by` did or skipped it; None while it is open, or when it was done without the step."""

    step: ClosingStep
    state: ClosingState = ClosingState.OPEN
    by: str | None = None


def leader(incident: Incident) -> str | None:
    """Who is led through closing: the Manager; without one who resolved it, or else the Engineer."""
    return incident.manager.holder or incident.resolved_by or incident.engineer.holder


def is_led(incident: Incident, me: str | None) -> bool:
    """Whether steps are asked of `me` and not only offered: of the pair, and of who leads in their place."""
    return me is not None and me in (leader(incident), incident.engineer.holder)


def plan(incident: Incident, me: str | None, notices: Iterable[Notice] = ()) -> tuple[PlannedStep, ...]:
    """The steps in their order as `me` sees them; nothing while the incident runs. `notices` are all.

    The Engineer sees the resolution and the own verdict only; who has no seat sees all but the verdict, which
    is the pair's.
    """
    if incident.status is not Status.RESOLVED:
        return ()
    engineer_only = me is not None and me == incident.engineer.holder and me != leader(incident)
    steps = _ENGINEERS if engineer_only else tuple(ClosingStep)
    if not is_led(incident, me):
        steps = tuple(step for step in steps if step is not ClosingStep.VERDICT)
    found = [_planned(incident, step, me) for step in steps]
    return tuple(
        one for one in found if one.state is not ClosingState.OPEN or applies(incident, one.step, notices)
    )


def left_for(incident: Incident, me: str | None, notices: Iterable[Notice] = ()) -> tuple[ClosingStep, ...]:
    """What is asked of `me` and neither done nor skipped."""
    if not is_led(incident, me):
        return ()
    return tuple(one.step for one in plan(incident, me, notices) if one.state is ClosingState.OPEN)


def asked_for(step: ClosingStep, commands: Sequence[Command]) -> ClosingState | None:
    """What the last of somebody's `commands` would make of a step; None when none is about it."""
    for command in reversed(commands):
        match command:
            case CloseStep(step=meant, skipped=skipped) if meant is step:
                return ClosingState.SKIPPED if skipped else ClosingState.DONE
            case GiveVerdict() if step is ClosingStep.VERDICT:
                return ClosingState.DONE
            case RecordResolution() if step is ClosingStep.RESOLUTION:
                return ClosingState.DONE
            case SendUpdate(stage=Stage.RESOLVED) if step is ClosingStep.UPDATE:
                return ClosingState.DONE
            case _:
                pass
    return None


def applies(incident: Incident, step: ClosingStep, notices: Iterable[Notice] = ()) -> bool:
    """Whether there is something to do in this step of a resolved incident."""
    match step:
        case ClosingStep.UPDATE:
            return bool(incident.updates) or _first_update_was_due(incident)
        case ClosingStep.NOTICES:
            return bool(still_shown(incident, notices))
        case _:
            return True


def done_anyway(incident: Incident, step: ClosingStep) -> bool:
    """Whether what the step is about is done, wherever it was done from; for the verdict: by all who held a
    seat."""
    match step:
        case ClosingStep.UPDATE:
            return any(update.stage is Stage.RESOLVED for update in incident.updates)
        case ClosingStep.LABELS:
            return not missing_labels(incident)
        case ClosingStep.RESOLUTION:
            return incident.outcome is not None
        case ClosingStep.VERDICT:
            said = {given.by for given in incident.verdicts}
            return bool(said) and holders(incident) <= said
        case _:
            return False


def holders(incident: Incident) -> set[str]:
    """Who held a seat in the end."""
    return {state.holder for state in incident.seats if state.holder is not None}


def missing_labels(incident: Incident) -> tuple[str, ...]:
    """The keys that nobody put a label to; an incident knows its service without one."""
    known = {label.key for label in incident.labels} | ({"service"} if incident.service else set())
    return tuple(key for key in WANTED_LABELS if key not in known)


def still_shown(incident: Incident, notices: Iterable[Notice]) -> tuple[Notice, ...]:
    """The notices that users still see because of a resolved incident: those switched on for it, and those of
    its service that were on in the end and belong to no incident; not the planned ones."""
    over = incident.resolved_at
    return tuple(
        notice
        for notice in notices
        if notice.on
        and not (over is not None and notice.is_over(over))
        and (notice.incident_id == incident.id or _of_its_service(incident, notice))
    )


def _of_its_service(incident: Incident, notice: Notice) -> bool:
    if notice.incident_id is not None or notice.planned or not incident.service:
        return False
    since = notice.on_since_at or notice.changed_at
    return (
        incident.resolved_at is not None
        and since <= incident.resolved_at
        and notice.service == incident.service
    )


def _planned(incident: Incident, step: ClosingStep, me: str | None) -> PlannedStep:
    if step is ClosingStep.VERDICT:
        done = any(given.by == me for given in incident.verdicts)
    else:
        done = done_anyway(incident, step)
    closed = [one for one in incident.closing if one.step is step]
    if step is ClosingStep.VERDICT:
        closed = [one for one in closed if one.by == me]
    finished = next((one for one in closed if not one.skipped), None)
    if finished is not None:
        return PlannedStep(step=step, state=ClosingState.DONE, by=finished.by)
    if done:
        outcome = incident.outcome if step is ClosingStep.RESOLUTION else None
        return PlannedStep(step=step, state=ClosingState.DONE, by=outcome.by if outcome is not None else None)
    if closed:
        return PlannedStep(step=step, state=ClosingState.SKIPPED, by=closed[0].by)
    return PlannedStep(step=step)


def _first_update_was_due(incident: Incident) -> bool:
    """Whether it lasted so long that somebody had to be told; if not, nobody waits to hear of its end."""
    clock = incident.communication
    if clock is None or incident.resolved_at is None:
        return False
    return clock.what is not Due.FIRST or clock.due_at <= incident.resolved_at
