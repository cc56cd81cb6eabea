"""Shadowing in the schedule: what is written, who shadows now or will, and what was done, in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from desktop.core.schedule.schedule import Schedule, Shadow
from desktop.core.team.team import Team
from desktop.ui.present.people import starts
from desktop.ui.present.schedule.schedule_words import told_span
from desktop.ui.present.times import Viewer
from desktop.ui.present.words import tr


@dataclass(frozen=True, slots=True, kw_only=True)
class ShadowDraft:
    """What stands in the form."""

    responder: str
    begin: datetime
    end: datetime
    because: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShadowRow:
    """Somebody who shadows now or will."""

    id: UUID
    words: str


def shadow_problem(draft: ShadowDraft, now: datetime) -> str:
    """Why it cannot be; empty when it can."""
    if not draft.responder:
        return tr("Choose who shadows.")
    if draft.begin >= draft.end:
        return tr("It ends before it begins. Set a later end.")
    if draft.end <= now:
        return tr("That time is over. Choose a time that is still to come.")
    return ""


def coming_shadows(schedule: Schedule, team: Team, viewer: Viewer, now: datetime) -> tuple[ShadowRow, ...]:
    """The earliest first; none that is over."""
    coming = [shadow for shadow in schedule.shadows if shadow.ends_at > now]
    return tuple(
        ShadowRow(id=shadow.id, words=shadows_words(shadow, team, viewer, now))
        for shadow in sorted(coming, key=lambda shadow: shadow.starts_at)
    )


def shadows_words(shadow: Shadow, team: Team, viewer: Viewer, now: datetime) -> str:
    """ "Sofia Marchetti shadows, Wed 25 Nov 09:00 – Sun 29 Nov 09:00"."""
    words = tr("{who} shadow, {span}") if shadow.responder == viewer.me else tr("{who} shadows, {span}")
    span = told_span(shadow.starts_at, shadow.ends_at, viewer.zone, now)
    return words.format(who=starts(team, shadow.responder, viewer.me), span=span)
