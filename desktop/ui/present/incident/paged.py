"""The rows of a timeline that are about pages: those of one moment are one row."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from desktop.core.incident.page import Page, PageReason
from desktop.core.team.seat import Seat
from desktop.core.team.team import Team
from desktop.ui.present.people import audience_name, listed, people_count, person, seat_name
from desktop.ui.present.rows import RowKind, TimelineRow
from desktop.ui.present.times import Viewer, span
from desktop.ui.present.words import tr
from desktop.ui.theme.tokens import Tone


@dataclass(slots=True)
class Sent:
    """Pages of one moment, gathered into one row."""

    at: datetime
    level: int
    again: bool
    position: int
    pages: list[Page] = field(default_factory=list)
    seats: list[Seat] = field(default_factory=list)
    ringing: dict[UUID, timedelta] = field(default_factory=dict)

    @property
    def stands_in(self) -> bool:
        """A page for a missed update is told by itself."""
        return any(page.reason is PageReason.STAND_IN for page in self.pages)

    @property
    def repeats(self) -> bool:
        """The same people once more, on the same level."""
        return any(page.repeat for page in self.pages)


def paged_row(sent: Sent, team: Team, viewer: Viewer, now: datetime) -> TimelineRow | None:
    """None when the pages themselves are not known."""
    if not sent.pages:
        return None
    people = list(dict.fromkeys(page.responder for page in sent.pages))
    names = [person(team, p, viewer.me) for p in people]
    by_seat = {seat: [page.responder for page in sent.pages if page.seat is seat] for seat in Seat}
    if sent.stands_in:
        title, detail = tr("Asked {who} to tell the update instead").format(who=listed(names)), ""
    elif sent.again:
        title = tr("Paged everybody again: {n}").format(n=people_count(len(people)))
        detail = listed(names)
    elif sent.repeats:
        title, detail = (
            tr("No answer, paged again: {who}").format(who=people_count(len(people))),
            listed(names),
        )
    elif sent.level <= 1 or len(people) == 1:
        told = [
            f"{listed([person(team, p, viewer.me) for p in who])} ({seat_name(seat)})"
            for seat, who in by_seat.items()
            if who
        ]
        title, detail = tr("Paged {who}").format(who=listed(told)), ""
    else:
        seats = [seat for seat in by_seat if by_seat[seat]]
        whose = (
            tr("Both seats") if len(seats) == 2 else tr("The {seat}'s seat").format(seat=seat_name(seats[0]))
        )
        level = team.policy.level(sent.level)
        who = people_count(len(people)) if level.waves else audience_name(level.audience)
        title = tr("{whose} moved up: paged {audience}").format(whose=whose, audience=who)
        detail = listed(names)
    rings = _ringing_words(sent, len(people))
    tone = Tone.WARN if sent.level > 1 and not sent.again else Tone.ALARM
    return TimelineRow(
        viewer.moment(sent.at, now),
        "mdi6.bell-ring-outline" if sent.level <= 1 else "mdi6.stairs-up",
        tone,
        title,
        " · ".join(part for part in (detail, rings) if part),
        at=sent.at,
        kind=RowKind.PAGE,
    )


def _ringing_words(sent: Sent, people: int) -> str:
    reached = {page.responder: sent.ringing[page.id] for page in sent.pages if page.id in sent.ringing}
    if not reached:
        return ""
    slowest = tr("after {span}").format(span=span(max(reached.values())))
    if max(reached.values()) < timedelta(milliseconds=50):
        slowest = tr("at once")
    if len(reached) < people:
        return tr("ringing for {n} of {all}").format(n=len(reached), all=people)
    if people == 1:
        return tr("ringing {soon}").format(soon=slowest)
    if people == 2:
        return tr("ringing on both desktops {soon}").format(soon=slowest)
    return tr("ringing for all {n} {soon}").format(n=people, soon=slowest)
