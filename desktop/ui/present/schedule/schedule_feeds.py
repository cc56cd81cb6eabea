"""Calendar feeds in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from desktop.core.team.team import Team
from desktop.ui.present.people import person
from desktop.ui.present.times import Viewer
from desktop.ui.present.words import tr
from desktop.wire.schedule import CalendarFeed


@dataclass(frozen=True, slots=True)
class FeedRow:
    """A feed that is in use."""

    id: UUID
    icon: str
    words: str


def feed_rows(feeds: Iterable[CalendarFeed], team: Team, viewer: Viewer, now: datetime) -> list[FeedRow]:
    """Whose shifts it shows, and since when."""
    rows = []
    for feed in feeds:
        made = viewer.day(feed.made_at, now)
        if feed.responder is None:
            words = tr("Everybody's shifts, made {day}").format(day=made)
        elif feed.responder == viewer.me:
            words = tr("Your shifts, made {day}").format(day=made)
        else:
            words = tr("{name}'s shifts, made {day}").format(name=team.roster.name(feed.responder), day=made)
        if feed.made_by != viewer.me:
            words += tr(" by {name}").format(name=person(team, feed.made_by, viewer.me))
        icon = "mdi6.account-group-outline" if feed.responder is None else "mdi6.account-outline"
        rows.append(FeedRow(feed.id, icon, words))
    return rows
