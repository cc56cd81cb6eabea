"""Findings as a list: what is confirmed, suspected, ruled out, by whom and when."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from desktop.client.state import PendingCommand
from desktop.core.fixing.finding import (
    LONGEST_EVIDENCE,
    Finding,
    FindingState,
    kept_evidence,
    kept_words,
    told_findings,
)
from desktop.core.fixing.fixing_commands import RecordFinding
from desktop.core.incident.incident import Incident
from desktop.core.team.team import Team
from desktop.core.words import folded
from desktop.ui.present.people import starts
from desktop.ui.present.timeline.fixed import FINDING_ICON, finding_state_name
from desktop.ui.present.times import Viewer
from desktop.ui.present.words import tr
from desktop.ui.theme.tokens import Tone

_ORDER = (FindingState.CONFIRMED, FindingState.SUSPECTED, FindingState.RULED_OUT)
_MOST_OFFERED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingLine:
    """One finding. `about`: its state as a word, who said so and when. `waits`: the hub has not heard of
    it."""

    id: UUID
    words: str
    evidence: str
    state: FindingState
    icon: str
    tone: Tone
    about: str
    waits: bool = False

    @property
    def spoken(self) -> str:
        """For a screen reader."""
        return f"{finding_state_name(self.state)}: {self.words}. {self.about}"


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingsView:
    """`summary`: "1 confirmed · 2 suspected"; how many are ruled out is said where they are folded away."""

    summary: str
    standing: tuple[FindingLine, ...] = ()
    ruled_out: tuple[FindingLine, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not self.standing and not self.ruled_out


def findings_view(
    incident: Incident, pending: Iterable[PendingCommand], team: Team, viewer: Viewer, now: datetime
) -> FindingsView:
    """What the incident has, and what of it is still on its way (`pending`)."""
    found, waiting = with_pending(incident, pending)
    lines = [_line(one, team, viewer, now, waits=one.id in waiting) for one in found]
    lines.sort(key=lambda line: _ORDER.index(line.state))
    counts = {state: sum(line.state is state for line in lines) for state in _ORDER[:2]}
    named = (f"{count} {finding_state_name(state).lower()}" for state, count in counts.items() if count)
    return FindingsView(
        summary=" · ".join(named),
        standing=tuple(line for line in lines if line.state is not FindingState.RULED_OUT),
        ruled_out=tuple(line for line in lines if line.state is FindingState.RULED_OUT),
    )


def with_pending(
    incident: Incident, pending: Iterable[PendingCommand]
) -> tuple[tuple[Finding, ...], frozenset[UUID]]:
    """The findings as they will be when the hub has heard all, and which of them it has not heard of."""
    found = {one.id: one for one in incident.findings}
    waiting = set()
    for kept in pending:
        command = kept.command
        if not isinstance(command, RecordFinding) or command.incident_id != incident.id:
            continue
        known = found.get(command.finding_id)
        after = Finding(
            id=command.finding_id,
            words=kept_words(command.words),
            state=command.state,
            evidence=kept_evidence(command.evidence),
            by=command.by,
            at=command.pressed_at,
        )
        if known is not None and replace(after, by=known.by, at=known.at) == known:
            continue  # it has; only its answer is on the way
        found[command.finding_id] = after
        waiting.add(command.finding_id)
    return tuple(found.values()), frozenset(waiting)


def _line(one: Finding, team: Team, viewer: Viewer, now: datetime, *, waits: bool) -> FindingLine:
    icon, tone = FINDING_ICON[one.state]
    who = starts(team, one.by, viewer.me)
    parts = [finding_state_name(one.state), who, viewer.moment(one.at, now)]
    if waits:
        parts[-1] = tr("not yet sent")
    return FindingLine(
        id=one.id,
        words=one.words,
        evidence=one.evidence,
        state=one.state,
        icon=icon,
        tone=tone,
        about=" · ".join(parts),
        waits=waits,
    )


def offered(incident: Incident, text: str) -> tuple[str, ...]:
    """Sentences that could go into an update with this `text`: what it does not say yet and no earlier update
    told; a few, the confirmed ones first."""
    told = folded(" ".join([text, *(update.text for update in incident.updates)]))
    news = [sentence for one, sentence in told_findings(incident.findings) if folded(one.words) not in told]
    return tuple(news[:_MOST_OFFERED])


def changed_meanwhile(begun: FindingLine, now: FindingLine) -> str:
    """What to say to whoever edits it while somebody else changed its words; empty when nobody did."""
    if (begun.words, begun.evidence) == (now.words, now.evidence):
        return ""
    return tr("Changed meanwhile to “{words}”: {about}. Saving writes over it.").format(
        words=now.words, about=now.about
    )


def too_long(evidence: str) -> str:
    """What to say about evidence of which only the beginning is kept; empty for all other."""
    over = len(evidence.strip()) - LONGEST_EVIDENCE
    if over <= 0:
        return ""
    return tr(
        "Only the first {n} characters are kept. Leave out the last {over}, or what matters least."
    ).format(n=f"{LONGEST_EVIDENCE:,}", over=f"{over:,}")


def standing_words(lines: Sequence[FindingLine]) -> str:
    """How many are folded away: "2 ruled out"."""
    return tr("{n} ruled out").format(n=len(lines))
