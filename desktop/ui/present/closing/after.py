"""The words of "After": the steps of closing as a list, what is left of them, what is suggested."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from desktop.core.closing.closing import ClosingStep
from desktop.core.closing.closing_plan import (
    ClosingState,
    PlannedStep,
    asked_for,
    is_led,
    missing_labels,
    plan,
    still_shown,
)
from desktop.core.closing.ticket import Label
from desktop.core.incident.commands import Command
from desktop.core.incident.incident import Incident
from desktop.core.team.team import Team
from desktop.core.telling.notice import Notice
from desktop.ui.present.closing.outcome import outcome_line
from desktop.ui.present.people import listed, person
from desktop.ui.present.telling.communicating import step_name, verdict_name
from desktop.ui.present.times import Viewer
from desktop.ui.present.words import tr
from desktop.ui.theme.tokens import Tone

_LOOK = {
    ClosingState.OPEN: ("mdi6.circle-outline", Tone.MUTED),
    ClosingState.SKIPPED: ("mdi6.debug-step-over", Tone.WARN),
    ClosingState.DONE: ("mdi6.check-circle", Tone.OK),
}
_VALUES = 4
"""So many suggestions for each key: more would have to be read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StepView:
    """One step in words. `detail` says how it stands, or what there is to do."""

    step: ClosingStep
    state: ClosingState
    title: str
    detail: str
    icon: str
    tone: Tone

    @property
    def spoken(self) -> str:
        """What a screen reader says."""
        return f"{self.title}: {self.detail}" if self.detail else self.title


@dataclass(frozen=True, slots=True, kw_only=True)
class AfterView:
    """`progress` counts what is behind, "3 of 6"; `sentence` is not empty when all is. `led`: the viewer is
    asked for the steps, so `following` opens by itself."""

    progress: str
    sentence: str
    steps: tuple[StepView, ...]
    led: bool

    @property
    def following(self) -> ClosingStep | None:
        """The first step that is open."""
        return next((view.step for view in self.steps if view.state is ClosingState.OPEN), None)


def after_view(
    incident: Incident,
    notices: Sequence[Notice],
    team: Team,
    viewer: Viewer,
    pending: Sequence[Command] = (),
) -> AfterView:
    """What the viewer sees of closing. `pending`: what was pressed here and is not yet sent; it counts."""
    views = []
    for planned in plan(incident, viewer.me, notices):
        asked = asked_for(planned.step, pending)
        if asked is not None and planned.state is not ClosingState.DONE:
            planned = replace(planned, state=asked, by=viewer.me)
            detail = tr("not yet sent")
        else:
            detail = _detail(incident, planned, notices, team, viewer)
        icon, tone = _LOOK[planned.state]
        views.append(
            StepView(
                step=planned.step,
                state=planned.state,
                title=step_name(planned.step),
                detail=detail,
                icon=icon,
                tone=tone,
            )
        )
    behind = sum(view.state is not ClosingState.OPEN for view in views)
    skipped = [view.title for view in views if view.state is ClosingState.SKIPPED]
    sentence = ""
    if views and behind == len(views):
        sentence = tr("All done. Thank you.")
        if skipped:
            sentence = tr("Thank you. The retro lists what was skipped: {steps}.").format(
                steps=listed(skipped, at_most=len(ClosingStep))
            )
    return AfterView(
        progress=tr("{n} of {all}").format(n=behind, all=len(views)) if views else "",
        sentence=sentence,
        steps=tuple(views),
        led=is_led(incident, viewer.me),
    )


def label_suggestions(incident: Incident, vocabulary: Mapping[str, Sequence[str]]) -> tuple[Label, ...]:
    """Labels to put on with one press: for each key that is missing, the words used before."""
    found = []
    for key in missing_labels(incident):
        found += [Label(key=key, value=value) for value in list(vocabulary.get(key, ()))[:_VALUES]]
    return tuple(label for label in found if label not in incident.labels)


def labels_hint(incident: Incident) -> str:
    """Which labels are wanted still; empty when all are there."""
    missing = missing_labels(incident)
    if not missing:
        return ""
    return tr("Still without: {keys}. The retro counts by them.").format(keys=listed(missing))


def _detail(
    incident: Incident, planned: PlannedStep, notices: Sequence[Notice], team: Team, viewer: Viewer
) -> str:
    if planned.state is ClosingState.SKIPPED:
        return tr("skipped by {name}").format(name=person(team, planned.by or "", viewer.me))
    if planned.state is ClosingState.DONE:
        return _done(incident, planned, team, viewer)
    match planned.step:
        case ClosingStep.NOTICES:
            shown = len(still_shown(incident, notices))
            return tr("1 is still shown") if shown == 1 else tr("{n} are still shown").format(n=shown)
        case ClosingStep.LABELS:
            return tr("{keys} missing").format(keys=listed(missing_labels(incident)))
        case _:
            return ""


def _done(incident: Incident, planned: PlannedStep, team: Team, viewer: Viewer) -> str:
    said = [given.verdict for given in incident.verdicts if given.by == viewer.me]
    if planned.step is ClosingStep.VERDICT and said:
        return verdict_name(said[-1])
    if planned.step is ClosingStep.RESOLUTION and incident.outcome is not None:
        return outcome_line(incident.outcome)
    if planned.by is not None:
        return tr("done by {name}").format(name=person(team, planned.by, viewer.me))
    return tr("done")
