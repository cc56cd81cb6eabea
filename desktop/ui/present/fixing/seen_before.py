"""Earlier incidents that are like one, in words: what ended them, who knows, and what was left open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from desktop.core.fixing.similar import HelpedRunBook, LikenessKind, LikenessReason, SimilarIncident
from desktop.core.team.team import Team
from desktop.ui.present.closing.outcome import outcome_line
from desktop.ui.present.people import listed, starts
from desktop.ui.present.times import Viewer, span
from desktop.ui.present.words import tr


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenBeforeRow:
    """One earlier incident. `left_open`: the same trouble was neither documented nor automated then, as
    `ended` says. `can_open`: this desktop still has it."""

    id: UUID
    title: str
    when: str
    why: str
    ended: str
    cause: str
    knows: str
    left_open: bool
    helped: tuple[HelpedRunBook, ...]
    can_open: bool

    @property
    def spoken(self) -> str:
        """For a screen reader."""
        parts = (self.title, self.when, self.ended, self.cause, self.knows, self.why)
        return ". ".join(part for part in parts if part)


def seen_before_row(
    one: SimilarIncident, team: Team, viewer: Viewer, now: datetime, *, can_open: bool = False
) -> SeenBeforeRow:
    """One earlier incident in words."""
    lasted = tr("over after {span}").format(span=span(one.resolved_at - one.opened_at))
    return SeenBeforeRow(
        id=one.id,
        title=f"#{one.number} {one.title}",
        when=f"{_day(one.opened_at, viewer, now)} · {lasted}",
        why=" · ".join(_reason(reason) for reason in one.reasons),
        ended=outcome_line(one.outcome) if one.outcome is not None else tr("Nobody said how it ended."),
        cause=tr("Cause: {cause}").format(cause=one.cause) if one.cause else "",
        knows=_knows(one.people, team, viewer),
        left_open=one.was_left_open,
        helped=one.helped,
        can_open=can_open,
    )


def second_time(found: Sequence[SimilarIncident]) -> str:
    """What is said above all when the same trouble was left open before; empty when it was not."""
    open_ones = [one for one in found if one.was_left_open]
    if not open_ones:
        return ""
    times = sum(one.is_the_same for one in found) + 1
    numbers = listed([f"#{one.number}" for one in open_ones])
    many = tr("again, {n} times by now").format(n=times)
    count = {2: tr("the second time"), 3: tr("the third time")}.get(times, many)
    return tr(
        "The same trouble is here {count}. After {numbers} it was neither documented nor automated."
    ).format(count=count, numbers=numbers)


def _day(at: datetime, viewer: Viewer, now: datetime) -> str:
    """ "12 Nov 23:10, 12 days ago"; it changes at midnight only, so that rows stand still."""
    days = viewer.days_between(at, now)
    moment = viewer.moment(at, now)
    return moment if days < 2 else tr("{moment}, {n} days ago").format(moment=moment, n=days)


def _knows(people: Sequence[str], team: Team, viewer: Viewer) -> str:
    names = [starts(team, responder, viewer.me) for responder in people]
    if not names:
        return ""
    if len(names) == 1 and people[0] != viewer.me:
        return tr("{name} knows about it").format(name=names[0])
    return tr("{names} know about it").format(names=listed(names))


def _reason(reason: LikenessReason) -> str:
    match reason.kind:
        case LikenessKind.ALERT:
            return tr("the same alert")
        case LikenessKind.CAUSE:
            return tr("the same cause, {cause}").format(cause=reason.detail)
        case LikenessKind.SERVICE:
            return reason.detail
        case LikenessKind.LABEL:
            return reason.detail
        case LikenessKind.WORDS:
            return tr("“{words}”").format(words=reason.detail.replace(", ", " "))
