"""A page of who shadows, in words: on the alarm, how it ended, and in the timeline."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from desktop.client.attention import Ringing
from desktop.core.incident.page import Page, PageReason
from desktop.core.team.team import Team
from desktop.ui.present.people import starts
from desktop.ui.present.rows import RowKind, TimelineRow
from desktop.ui.present.schedule.schedule_words import SHADOW_ICON
from desktop.ui.present.times import Viewer
from desktop.ui.present.words import tr
from desktop.ui.theme.tokens import Tone


def shadow_line(rings: Ringing) -> str:
    """What it means to be paged as a shadow; empty for who is paged for anything else."""
    if rings.reason is not PageReason.SHADOW:
        return ""
    return tr("The pair is paged, and nobody waits for you. Look on and learn.")


def shadow_ended_words(*, kept: bool) -> tuple[str, str]:
    """Heading and words after the alarm; `kept`: the hub cannot be reached."""
    if kept:
        words = tr("The hub cannot be reached. It is sent as soon as it can; only this computer is quiet.")
        return tr("“Seen” is not yet sent"), words
    return tr("You shadow"), tr("You hold no seat, and nobody waits for you: open the incident and look on.")


def shadow_row(page: Page, team: Team, viewer: Viewer, now: datetime) -> TimelineRow:
    """That somebody was paged as a shadow; whatever becomes of such a page is told nowhere."""
    words = tr("{name} shadow: paged too, and counted for nothing")
    if page.responder != viewer.me:
        words = tr("{name} shadows: paged too, and counted for nothing")
    title = words.format(name=starts(team, page.responder, viewer.me))
    at = page.attempted_at
    return TimelineRow(viewer.moment(at, now), SHADOW_ICON, Tone.MUTED, title, at=at, kind=RowKind.PAGE)


def shadow_rows(
    page: Page, told: Sequence[Page], team: Team, viewer: Viewer, now: datetime
) -> tuple[TimelineRow, ...]:
    """The row of `page`; none when `told` has one of the same person and moment, for the other seat."""
    known = {(one.responder, one.attempted_at) for one in told}
    if (page.responder, page.attempted_at) in known:
        return ()
    return (shadow_row(page, team, viewer, now),)
