"""What was left out after incidents, in words for the retro."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from desktop.core.closing.closing import ClosingStep, GivenVerdict, Verdict
from desktop.core.closing.left_out import LeftOut, LeftOutStep
from desktop.core.team.team import Team
from desktop.ui.present.people import listed, person, starts
from desktop.ui.present.times import Viewer
from desktop.ui.present.words import tr
from desktop.ui.theme.tokens import Tone


@dataclass(frozen=True, slots=True)
class LeftOutLine:
    """One thing to talk about."""

    icon: str
    tone: Tone
    words: str


@dataclass(frozen=True, slots=True)
class LeftOutRow:
    """One incident. `can_open`: it is known here."""

    incident_id: UUID
    title: str
    detail: str
    lines: tuple[LeftOutLine, ...]
    can_open: bool

    @property
    def spoken(self) -> str:
        """What a screen reader says."""
        return ", ".join((self.title, self.detail, *(line.words for line in self.lines)))


def left_out_rows(
    found: Iterable[LeftOut], team: Team, viewer: Viewer, now: datetime, known: Collection[UUID]
) -> tuple[LeftOutRow, ...]:
    """As the hub gave them. `known`: the incidents that can be opened here."""
    return tuple(_row(left, team, viewer, now, known) for left in found)


def _row(left: LeftOut, team: Team, viewer: Viewer, now: datetime, known: Collection[UUID]) -> LeftOutRow:
    over = tr("over since {time}").format(time=viewer.moment(left.resolved_at, now))
    if left.manager is None:
        held = tr("nobody was Manager")
    elif left.manager == viewer.me:
        held = tr("you were Manager")
    else:
        held = tr("{name} was Manager").format(name=team.roster.name(left.manager))
    lines = [_line(step, team, viewer) for step in left.steps]
    if left.disagree:
        lines.append(LeftOutLine("mdi6.scale-unbalanced", Tone.WARN, _dispute(left.verdicts, team, viewer)))
    return LeftOutRow(
        incident_id=left.incident_id,
        title=tr("#{n} {title}").format(n=left.number, title=left.title),
        detail=f"{over} · {held}",
        lines=tuple(lines),
        can_open=left.incident_id in known,
    )


def _line(step: LeftOutStep, team: Team, viewer: Viewer) -> LeftOutLine:
    if step.skipped_by is None:
        return LeftOutLine("mdi6.circle-outline", Tone.TEXT, _never(step.step))
    words = _skipped(step.step).format(who=person(team, step.skipped_by, viewer.me))
    return LeftOutLine("mdi6.debug-step-over", Tone.TEXT, words)


def _never(step: ClosingStep) -> str:
    return {
        ClosingStep.UPDATE: tr("Nobody was told that it is over"),
        ClosingStep.NOTICES: tr("A notice is still shown to users"),
        ClosingStep.LABELS: tr("Labels are missing"),
        ClosingStep.RESOLUTION: tr("Nobody wrote down how it ended"),
        ClosingStep.RUN_BOOK: tr("No run-book written or amended"),
        ClosingStep.VERDICT: tr("Not everybody gave a verdict"),
    }[step]


def _skipped(step: ClosingStep) -> str:
    return {
        ClosingStep.UPDATE: tr("Closing update skipped by {who}"),
        ClosingStep.NOTICES: tr("Notices skipped by {who}"),
        ClosingStep.LABELS: tr("Labels skipped by {who}"),
        ClosingStep.RESOLUTION: tr("How it ended: skipped by {who}"),
        ClosingStep.RUN_BOOK: tr("Run-book skipped by {who}"),
        ClosingStep.VERDICT: tr("Verdict skipped by {who}"),
    }[step]


def _dispute(verdicts: Iterable[GivenVerdict], team: Team, viewer: Viewer) -> str:
    """ "Urgency disputed: Ana says act now; Ben says it could have waited"."""
    said: dict[Verdict, list[str]] = {}
    for given in verdicts:
        said.setdefault(given.verdict, []).append(starts(team, given.by, viewer.me))
    now, later = listed(said.get(Verdict.ACT_NOW, [])), listed(said.get(Verdict.COULD_HAVE_WAITED, []))
    return tr("Urgency disputed: act now ({now}), could have waited ({later})").format(now=now, later=later)
