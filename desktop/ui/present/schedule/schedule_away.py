"""Absences in words, and what the form of them asks for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from uuid import UUID

from desktop.core.schedule.absence import Absence, AbsenceKind, AbsenceSource
from desktop.core.zones import instant
from desktop.ui.present.schedule.schedule_words import told_span
from desktop.ui.present.times import Viewer
from desktop.ui.present.words import tr
from desktop.wire.schedule import AbsenceCalendarState

SHOWN = 12
"""So many absences are listed; who has more finds them on the timeline."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AwayDraft:
    """`responder` is away from `begin` until before `end`."""

    responder: str
    begin: datetime
    end: datetime
    kind: AbsenceKind


@dataclass(frozen=True, slots=True)
class AwayRow:
    """An absence that is not over. What a calendar says `can_go` only there."""

    id: UUID
    words: str
    can_go: bool


def kind_title(kind: AbsenceKind) -> str:
    """As the list of kinds shows it."""
    return {
        AbsenceKind.AWAY: tr("Away"),
        AbsenceKind.SICK: tr("Sick"),
        AbsenceKind.HOLIDAY: tr("On holiday"),
    }[kind]


def usual_away(responder: str, viewer: Viewer, now: datetime) -> AwayDraft:
    """What the form begins with: all of tomorrow, by the viewer's clocks."""
    day = now.astimezone(viewer.zone).date() + timedelta(days=1)
    return AwayDraft(
        responder=responder,
        begin=instant(day, time(0), viewer.zone),
        end=instant(day + timedelta(days=1), time(0), viewer.zone),
        kind=AbsenceKind.AWAY,
    )


def away_problem(draft: AwayDraft) -> str:
    """What keeps it from being sent; empty: nothing."""
    return tr("It ends before it begins. Set a later end.") if draft.end <= draft.begin else ""


def away_rows(absences: Iterable[Absence], whose: str, viewer: Viewer, now: datetime) -> list[AwayRow]:
    """Theirs that are not over, the earliest first."""
    own = sorted(
        (a for a in absences if a.responder == whose and a.ends_at > now),
        key=lambda a: (a.starts_at, str(a.id)),
    )
    rows = []
    for absence in own[:SHOWN]:
        span = told_span(absence.starts_at, absence.ends_at, viewer.zone, now)
        words = tr("{kind}: {span}").format(kind=kind_title(absence.kind), span=span)
        by_hand = absence.source is AbsenceSource.HAND
        if not by_hand:
            words = tr("{words}; from the calendar, changed there").format(words=words)
        rows.append(AwayRow(absence.id, words, by_hand))
    return rows


def calendar_words(state: AbsenceCalendarState, viewer: Viewer, now: datetime) -> str:
    """Whether my calendar is read, and how that goes; the remedy where it does not."""
    if not state.is_set:
        return tr(
            "Pairwatch can read when you are away: whole days and times of 8 hours or more in your calendar."
            " Its address is kept encrypted and never shown again."
        )
    if state.looked_at is None:
        return tr("Your calendar is going to be read in a moment.")
    read = tr("Your calendar was read {when}.").format(when=viewer.moment(state.looked_at, now))
    return f"{read} {state.problem}".strip()
