"""Run-books as lists and heads tell them: why one fits, whose it is, when somebody looked at it last."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from desktop.core.fixing.run_book import RunBook, RunBookCard, RunBookProblem, RunBookSource
from desktop.core.fixing.run_book_fit import FitKind, FitReason
from desktop.core.team.team import Team
from desktop.ui.present.people import person, starts
from desktop.ui.present.telling.texts import TextRow
from desktop.ui.present.times import Viewer
from desktop.ui.present.words import tr
from desktop.ui.theme.tokens import Tone
from desktop.wire.run_book import FittingRunBook, Following

OLD = timedelta(days=183)
"""Half a year: reviewed longer ago, a run-book is read with care."""
_MOST_REASONS = 3


def reason_words(reasons: Sequence[FitReason], now: datetime) -> str:
    """ "for checkout-api · helped on #41 two weeks ago"; the heaviest first."""
    return " · ".join(_reason(reason, now) for reason in reasons[:_MOST_REASONS])


def _reason(reason: FitReason, now: datetime) -> str:
    when = long_ago(reason.at, now) if reason.at is not None else ""
    words = {
        FitKind.SERVICE: tr("for {detail}"),
        FitKind.ALERT: tr("matches {detail}"),
        FitKind.LABEL: tr("has {detail}"),
        FitKind.WORDS: tr("is about {detail}"),
        FitKind.HELPED: tr("helped on #{n} {when}"),
        FitKind.DID_NOT_HELP: tr("did not help on #{n} {when}"),
    }[reason.kind]
    return words.format(detail=reason.detail, n=reason.number, when=when).rstrip()


def long_ago(at: datetime, now: datetime) -> str:
    """ "today", "yesterday", "5 days ago", "two weeks ago", "4 months ago", "2 years ago"."""
    days = max(0, (now - at).days)
    if days < 2:
        return tr("yesterday") if days else tr("today")
    for size, one, many in (
        (365, tr("a year ago"), tr("{n} years ago")),
        (30, tr("a month ago"), tr("{n} months ago")),
        (7, tr("a week ago"), tr("{n} weeks ago")),
    ):
        if days >= size:
            number = days // size
            return one if number == 1 else many.format(n=tr("two") if number == 2 else number)
    return tr("{n} days ago").format(n=days)


def source_name(source: RunBookSource) -> str:
    """Where it is written."""
    return {
        RunBookSource.APP: tr("written here"),
        RunBookSource.FOLDER: tr("folder"),
        RunBookSource.GIT: tr("git"),
        RunBookSource.SAMPLE: tr("sample"),
    }[source]


def origin_words(book: RunBook, following: Following, team: Team, viewer: Viewer, now: datetime) -> str:
    """ "In https://…: checkout.md", "Written by you, Mon 14:02", "A sample that ships with Pairwatch …"."""
    if book.source is RunBookSource.SAMPLE:
        return tr("A sample that ships with Pairwatch: change it, or delete it.")
    changed = viewer.moment(book.changed_at, now)
    by = person(team, book.changed_by, viewer.me) if book.changed_by else ""
    if book.source.is_file:
        where = following.where or source_name(book.source)
        words = tr("In {where}: {path}").format(where=where, path=book.path)
        return (
            tr("{words}, changed by {by}, {when}").format(words=words, by=by, when=changed) if by else words
        )
    if not by:
        return tr("Written here, {when}").format(when=changed)
    return tr("Written by {by}, {when}").format(by=by, when=changed)


def owner_words(owner: str) -> str:
    """ "Owner: Ana Okafor"."""
    return tr("Owner: {owner}").format(owner=owner) if owner else tr("Nobody owns it")


def reviewed_words(reviewed_on: date | None, today: date) -> tuple[str, Tone]:
    """When somebody looked at it last; longer than half a year ago, or never, is a warning."""
    if reviewed_on is None:
        return tr("Never reviewed: read it with care"), Tone.WARN
    day = reviewed_on.isoformat()
    if today - reviewed_on > OLD:
        return tr("Reviewed on {day}, more than 6 months ago: read it with care").format(day=day), Tone.WARN
    return tr("Reviewed on {day}").format(day=day), Tone.MUTED


def is_old(reviewed_on: date | None, today: date) -> bool:
    """Whether it is read with care."""
    return reviewed_on is None or today - reviewed_on > OLD


def fitting_rows(found: Sequence[FittingRunBook], now: datetime) -> list[TextRow]:
    """Those that fit, with why."""
    return [
        TextRow(key=one.card.id, title=one.card.title, detail=reason_words(one.fit.reasons, now))
        for one in found
    ]


def found_rows(cards: Sequence[RunBookCard]) -> list[TextRow]:
    """Those that a search found, with what tells them apart."""
    return [TextRow(key=card.id, title=card.title, detail=_about(card)) for card in cards]


def library_rows(cards: Sequence[RunBookCard], waiting: dict[str, int], today: date) -> list[TextRow]:
    """All of a library. `waiting`: how many amendments of each are not decided."""
    return [_library_row(card, waiting.get(card.id, 0), today) for card in cards]


def _library_row(card: RunBookCard, waiting: int, today: date) -> TextRow:
    parts = [_about(card), source_name(card.source)]
    if is_old(card.reviewed_on, today) and card.source is not RunBookSource.SAMPLE:
        parts.append(tr("not reviewed lately"))
    mark, icon, tone = "", "", Tone.MUTED
    if card.problems:
        mark, icon, tone = problem_count(card.problems), "mdi6.alert-circle-outline", Tone.ALARM
    elif waiting:
        mark, icon, tone = proposal_count(waiting), "mdi6.file-compare", Tone.WARN
    elif card.source is RunBookSource.SAMPLE:
        mark = tr("sample")
        parts.remove(source_name(card.source))
    return TextRow(
        key=card.id,
        title=card.title,
        mark=mark,
        mark_icon=icon,
        mark_tone=tone,
        detail=" · ".join(part for part in parts if part),
    )


def _about(card: RunBookCard) -> str:
    services = ", ".join(card.services[:3])
    if len(card.services) > 3:
        services = tr("{services} and {n} more").format(services=services, n=len(card.services) - 3)
    return " · ".join(part for part in (services, card.owner) if part)


def problem_count(number: int) -> str:
    """ "1 problem", "3 problems"."""
    return tr("1 problem") if number == 1 else tr("{n} problems").format(n=number)


def proposal_count(number: int) -> str:
    """ "1 proposal", "3 proposals"."""
    return tr("1 proposal") if number == 1 else tr("{n} proposals").format(n=number)


def problem_lines(problems: Sequence[RunBookProblem]) -> list[str]:
    """ "Line 4: “servces” is not known here. …"."""
    return [
        " ".join(
            part
            for part in (
                tr("Line {n}:").format(n=problem.line) if problem.line else "",
                problem.sentence,
                problem.remedy,
            )
            if part
        )
        for problem in problems
    ]


def following_words(following: Following) -> str:
    """Where the files come from."""
    if not following.where:
        return ""
    return tr("The hub follows {where}.").format(where=following.where)


def proposed_by(team: Team, by: str, at: datetime, viewer: Viewer, now: datetime) -> str:
    """ "Ben Sato, Mon 14:02"."""
    return f"{starts(team, by, viewer.me)}, {viewer.moment(at, now)}"
