"""What was left out after an incident: closing steps that nobody took though there was something to do. The
retro lists it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from desktop.core.closing.closing import ClosingStep, GivenVerdict
from desktop.core.closing.closing_plan import applies, done_anyway, holders
from desktop.core.incident.incident import Incident, Status
from desktop.core.telling.notice import Notice


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
    # Of two who closed their verdict, the one who did it counts.
    closed = {one.step: one for one in sorted(incident.closing, key=lambda one: not one.skipped)}
    found = []
    for step in ClosingStep:
        known = closed.get(step)
        if known is None:
            missing = bool(holders(incident)) and applies(incident, step, notices)
        else:
            missing = known.skipped
        if missing and not done_anyway(incident, step):
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
