"""The rows of a timeline that are about fixing: run-books, findings, results of checks, call-ins."""

from __future__ import annotations

from datetime import datetime

from desktop.core.fixing.check_result import CheckVerdict
from desktop.core.fixing.finding import FindingState
from desktop.core.fixing.fixing_events import (
    CallInCancelled,
    CheckAttached,
    FindingRecorded,
    PersonCalledIn,
    RunBookBegun,
    RunBookEnded,
    StepMarked,
)
from desktop.core.fixing.work import StepState
from desktop.core.incident.events import Event
from desktop.core.team.team import Team
from desktop.ui.present.people import person, starts
from desktop.ui.present.rows import RowKind, TimelineRow
from desktop.ui.present.times import Viewer
from desktop.ui.present.words import tr
from desktop.ui.theme.tokens import Tone

STEP_ICON = {
    StepState.DONE: ("mdi6.checkbox-marked-outline", Tone.OK),
    StepState.FAILED: ("mdi6.close-box-outline", Tone.ALARM),
    StepState.SKIPPED: ("mdi6.minus-box-outline", Tone.MUTED),
}
FINDING_ICON = {
    FindingState.SUSPECTED: ("mdi6.help-circle-outline", Tone.WARN),
    FindingState.CONFIRMED: ("mdi6.check-circle-outline", Tone.OK),
    FindingState.RULED_OUT: ("mdi6.close-circle-outline", Tone.MUTED),
}
CHECK_ICON = {
    CheckVerdict.FINE: ("mdi6.check-circle-outline", Tone.OK),
    CheckVerdict.BAD: ("mdi6.alert-circle-outline", Tone.ALARM),
    CheckVerdict.TOLD: ("mdi6.text-box-outline", Tone.MUTED),
    CheckVerdict.NOT_RUN: ("mdi6.cancel", Tone.WARN),
}


def finding_state_name(state: FindingState) -> str:
    """ "Suspected", as a heading or a chip."""
    return {
        FindingState.SUSPECTED: tr("Suspected"),
        FindingState.CONFIRMED: tr("Confirmed"),
        FindingState.RULED_OUT: tr("Ruled out"),
    }[state]


def step_state_name(state: StepState) -> str:
    """ "done", "did not work", "left out"."""
    return {
        StepState.DONE: tr("done"),
        StepState.FAILED: tr("did not work"),
        StepState.SKIPPED: tr("left out"),
    }[state]


def fixed_row(event: Event, team: Team, viewer: Viewer, now: datetime) -> TimelineRow | None:
    """The row of an event about fixing; None for events of other kinds."""
    detail, body = "", ""
    match event:
        case RunBookBegun(by=by, title=book):
            title = tr("{name} works through “{book}”").format(name=starts(team, by, viewer.me), book=book)
            icon, tone, kind = "mdi6.book-open-variant", Tone.ENGINEER, RowKind.STEP
        case RunBookEnded(by=by, title=book, helped=helped):
            words = tr("{name}: “{book}” helped") if helped else tr("{name}: “{book}” did not help")
            title = words.format(name=starts(team, by, viewer.me), book=book)
            icon, kind = ("mdi6.book-check-outline" if helped else "mdi6.book-remove-outline"), RowKind.STEP
            tone = Tone.OK if helped else Tone.WARN
        case StepMarked(mark=None):
            title = tr("Not done after all: {step}").format(step=event.title)
            detail = f"{starts(team, event.by, viewer.me)} · {event.run_book}"
            icon, tone, kind = "mdi6.checkbox-blank-outline", Tone.MUTED, RowKind.STEP
        case StepMarked(mark=mark) if mark is not None:
            icon, tone = STEP_ICON[mark.state]
            kind, title = RowKind.STEP, mark.title
            if mark.state is not StepState.DONE:
                title = f"{mark.title}: {step_state_name(mark.state)}"
            parts = (starts(team, mark.by, viewer.me), event.run_book, mark.words)
            detail = " · ".join(part for part in parts if part)
        case FindingRecorded(finding=finding):
            icon, tone = FINDING_ICON[finding.state]
            title = f"{finding_state_name(finding.state)}: {finding.words}"
            detail = starts(team, finding.by, viewer.me)
            kind, body = RowKind.FINDING, finding.evidence
        case CheckAttached(result=result):
            icon, tone = CHECK_ICON[result.verdict]
            title = f"{result.name}: {result.summary}"
            detail = starts(team, result.run_by, viewer.me) if result.run_by else tr("run by the hub")
            kind, body = RowKind.CHECK, result.excerpt
        case PersonCalledIn(by=by, responder=called, because=because):
            title = tr("{name} called {person} in").format(
                name=starts(team, by, viewer.me), person=person(team, called, viewer.me)
            )
            detail = because
            icon, tone, kind = "mdi6.account-plus-outline", Tone.WARN, RowKind.PAGE
        case CallInCancelled(by=by, responder=called):
            title = tr("{name} called it off: {person} need not come").format(
                name=starts(team, by, viewer.me), person=person(team, called, viewer.me)
            )
            icon, tone, kind = "mdi6.account-minus-outline", Tone.MUTED, RowKind.PAGE
        case _:
            return None
    time = viewer.moment(event.at, now)
    return TimelineRow(time, icon, tone, title, detail, at=event.at, kind=kind, body=body)
