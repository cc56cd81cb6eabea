"""What stands above and below the steps of a run-book that is worked through."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from desktop.core.fixing.run_book import RunBook
from desktop.core.fixing.work import RunBookWork
from desktop.core.incident.alert import Link
from desktop.core.team.team import Team
from desktop.ui.present.fixing.run_book_progress import progress_words
from desktop.ui.present.fixing.run_book_words import owner_words, reviewed_words, source_name
from desktop.ui.present.times import Viewer
from desktop.ui.present.words import tr
from desktop.ui.theme.tokens import Tone


@dataclass(frozen=True, slots=True, kw_only=True)
class BookHead:
    """What stands above and below the steps. `told`: a warning, such as that it was changed meanwhile. An
    empty label of a button: there is none."""

    title: str
    meta: str = ""
    reviewed: str = ""
    reviewed_tone: Tone = Tone.MUTED
    progress: str = ""
    told: str = ""
    begin: str = ""
    can_end: bool = False
    amend: str = ""
    links: tuple[Link, ...] = ()


def book_head(
    book: RunBook,
    work: RunBookWork | None,
    team: Team,
    viewer: Viewer,
    now: datetime,
    *,
    may_act: bool,
    running: bool,
) -> BookHead:
    """Of a run-book in an incident. `may_act`: the viewer may work through it; `running`: the incident is not
    over."""
    reviewed, tone = reviewed_words(book.reviewed_on, now.astimezone(viewer.zone).date())
    at_work = work is not None and work.ended_at is None
    amends = sum(1 for mark in work.marks if mark.amends) if work is not None else 0
    told = ""
    if at_work and work is not None and work.version != book.version:
        told = tr("It was changed since it was begun: look at steps again before you go on.")
    begin = ""
    if may_act and running and not at_work:
        begin = tr("Work through it") if work is None else tr("Go on with it")
    amend = ""
    if may_act and amends and not at_work:
        amend = tr("Propose 1 change") if amends == 1 else tr("Propose {n} changes").format(n=amends)
    version = tr("version {version}").format(version=book.version[:7])
    return BookHead(
        title=book.title,
        meta=f"{owner_words(book.owner)} · {version} · {source_name(book.source)}",
        reviewed=reviewed,
        reviewed_tone=tone,
        progress=progress_words(work, team, viewer, [s.id for s in book.steps]) if work is not None else "",
        told=told,
        begin=begin,
        can_end=may_act and at_work,
        amend=amend,
        links=book.links,
    )
