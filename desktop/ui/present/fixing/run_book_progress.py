"""How far a run-book is worked through, as both of the pair read it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from desktop.core.fixing.work import RunBookWork
from desktop.core.incident.incident import Incident
from desktop.core.team.team import Team
from desktop.ui.present.people import short
from desktop.ui.present.times import Viewer
from desktop.ui.present.words import tr
from desktop.ui.theme.tokens import Tone


def progress_words(
    work: RunBookWork, team: Team, viewer: Viewer, steps: Collection[str] | None = None
) -> str:
    """ "3 of 7, Ben is at it"; ended: "3 of 7, it helped". `steps` are the ids of the run-book's own; None
    while it is not known."""
    return f"{behind_words(work, steps)}, {state_words(work, team, viewer)}"


def behind_words(work: RunBookWork, steps: Collection[str] | None) -> str:
    """ "3 of 7"; "3 steps" when nobody knows of how many."""
    if steps is None:
        number = len(work.marks)
        return tr("1 step") if number == 1 else tr("{n} steps").format(n=number)
    behind = sum(1 for mark in work.marks if mark.step_id in steps)
    return tr("{n} of {all}").format(n=behind, all=len(steps))


def state_words(work: RunBookWork, team: Team, viewer: Viewer) -> str:
    """Who is at it, or what came of it."""
    if work.ended_at is not None:
        if work.helped is None:
            return tr("left")
        return tr("it helped") if work.helped else tr("it did not help")
    who = max(work.marks, key=lambda mark: mark.at).by if work.marks else work.begun_by
    return tr("you are at it") if who == viewer.me else tr("{name} is at it").format(name=short(team, who))


def works_shown(incident: Incident) -> list[RunBookWork]:
    """Those of an incident: what is still worked through first, the latest first."""
    return sorted(
        incident.work,
        key=lambda work: (work.ended_at is not None, -(work.ended_at or work.begun_at).timestamp()),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgressRow:
    """One run-book as who does not work through it sees it."""

    title: str
    progress: str
    icon: str
    tone: Tone


def progress_row(
    work: RunBookWork, team: Team, viewer: Viewer, steps: Sequence[tuple[str, str]] | None
) -> ProgressRow:
    """`steps` are ids and titles of the run-book's steps; None while they are not known."""
    words = progress_words(work, team, viewer, None if steps is None else [step for step, _ in steps])
    ahead = next((title for step, title in steps or () if work.mark(step) is None), "")
    if work.ended_at is None and ahead:
        words = tr("{progress}. Next: {step}").format(progress=words, step=ahead)
    icon, tone = "mdi6.book-open-variant", Tone.ENGINEER
    if work.ended_at is not None:
        icon, tone = (
            ("mdi6.book-check-outline", Tone.OK) if work.helped else ("mdi6.book-remove-outline", Tone.MUTED)
        )
    return ProgressRow(title=work.title, progress=words, icon=icon, tone=tone)
