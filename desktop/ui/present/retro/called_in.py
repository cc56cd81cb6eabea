"""Who is called in again and again, service by service, and the run-book that is missing for it."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.core.retro.compared_weeks import ComparedWeeks
from desktop.core.retro.retro_figures import RetroFigures, ServiceFigures
from desktop.core.team.team import Team
from desktop.ui.present.fixing.run_book_draft import when_title
from desktop.ui.present.people import person, starts
from desktop.ui.present.times import Viewer
from desktop.ui.present.words import tr


@dataclass(frozen=True, slots=True)
class CalledRow:
    """One service. `before` are the shares of earlier weeks; `missing` names the run-book and is empty where
    one was worked through each time, as is `run_book`, its title. `knows` is the id of whom they call;
    `has_service`: monitors named it."""

    service: str
    words: str
    before: str
    missing: str
    run_book: str
    knows: str
    has_service: bool

    @property
    def spoken(self) -> str:
        """What a screen reader says."""
        return " ".join(part for part in (f"{self.service}:", self.words, self.before, self.missing) if part)


def called_rows(told: ComparedWeeks, team: Team, viewer: Viewer) -> tuple[CalledRow, ...]:
    """The services of which somebody was called in, by name."""
    return tuple(_row(one, told, team, viewer) for one in told.week.services if one.called)


def _row(one: ServiceFigures, told: ComparedWeeks, team: Team, viewer: Viewer) -> CalledRow:
    most = one.called[0]
    service = one.service or tr("no service")
    if most.responder == viewer.me:
        words = tr("You were called in for {n} of {all} incidents.")
    else:
        words = tr("{who} was called in for {n} of {all} incidents.")
    run_book = when_title(tr("{service} fails").format(service=service)) if one.without_run_book else ""
    missing = ""
    if run_book:
        missing = tr(
            "In {n} of them no run-book was worked through. Missing: “{title}”, so that nobody has to go to"
            " {who}."
        ).format(n=one.without_run_book, title=run_book, who=person(team, most.responder, viewer.me))
    return CalledRow(
        service=service,
        words=words.format(who=starts(team, most.responder, viewer.me), n=most.incidents, all=one.incidents),
        before=_before(one.service, told),
        missing=missing,
        run_book=run_book,
        knows=most.responder,
        has_service=bool(one.service),
    )


def _before(service: str, told: ComparedWeeks) -> str:
    """The share in which one and the same person was called in is to fall."""
    parts = [
        tr("{share} {when}").format(share=share, when=when)
        for week, when in (
            (told.week, tr("this week")),
            (told.before, tr("the week before")),
            (told.four_ago, tr("four weeks ago")),
        )
        if (share := _share(service, week))
    ]
    return tr("The same person: {weeks}.").format(weeks=", ".join(parts)) if len(parts) > 1 else ""


def _share(service: str, week: RetroFigures | None) -> str:
    one = next((one for one in week.services if one.service == service), None) if week else None
    if one is None:
        return ""
    return tr("{n} %").format(n=round(100 * (one.same_person or 0)))
