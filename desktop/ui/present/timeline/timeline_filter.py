"""Less of a timeline: rows of one kind, or with certain words."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from desktop.ui.present.rows import RowKind, TimelineRow
from desktop.ui.present.words import tr


class Filter(StrEnum):
    """What may be chosen, in the order of the list."""

    EVERYTHING = "everything"
    UPDATES = "updates"
    NOTES = "notes"
    TODOS = "todos"
    PEOPLE = "people"
    ALERTS = "alerts"
    FIXING = "fixing"
    TICKET = "ticket"


_KINDS: dict[Filter, frozenset[RowKind]] = {
    Filter.EVERYTHING: frozenset(RowKind),
    Filter.UPDATES: frozenset({RowKind.UPDATE, RowKind.QUESTION, RowKind.NOTICE}),
    Filter.NOTES: frozenset({RowKind.NOTE, RowKind.DECISION, RowKind.TODO}),
    Filter.TODOS: frozenset({RowKind.TODO}),
    Filter.PEOPLE: frozenset({RowKind.PAGE, RowKind.SEAT}),
    Filter.ALERTS: frozenset({RowKind.ALERT, RowKind.END}),
    Filter.FIXING: frozenset({RowKind.STEP, RowKind.FINDING, RowKind.CHECK}),
    Filter.TICKET: frozenset({RowKind.TICKET}),
}


def filter_name(chosen: Filter) -> str:
    """As the list of choices shows it."""
    return {
        Filter.EVERYTHING: tr("Everything"),
        Filter.UPDATES: tr("Updates and notices"),
        Filter.NOTES: tr("Notes and decisions"),
        Filter.TODOS: tr("To-dos"),
        Filter.PEOPLE: tr("Pages and seats"),
        Filter.ALERTS: tr("Alerts"),
        Filter.FIXING: tr("Steps, findings, checks"),
        Filter.TICKET: tr("Ticket and labels"),
    }[chosen]


def shows(chosen: Filter, kind: RowKind) -> bool:
    """Whether rows of this kind are among the chosen ones."""
    return kind in _KINDS[chosen]


def count_words(shown: int, of: int) -> str:
    """ "12 of 88", "88 entries", "1 entry"."""
    if shown != of:
        return tr("{shown} of {all}").format(shown=shown, all=of)
    return entries(of)


def entries(number: int) -> str:
    """ "1 entry", "12 entries"."""
    return tr("1 entry") if number == 1 else tr("{n} entries").format(n=number)


def nothing_words(chosen: Filter, words: str) -> str:
    """Why no row is shown, and what would be here."""
    if words.strip() and chosen is not Filter.EVERYTHING:
        return tr("Nothing under “{filter}” has the words “{words}”.").format(
            filter=filter_name(chosen), words=" ".join(words.split())
        )
    if words.strip():
        return tr("Nothing here has the words “{words}”.").format(words=" ".join(words.split()))
    return {
        Filter.EVERYTHING: tr("What happens is written here."),
        Filter.UPDATES: tr("Nobody was told anything yet. U writes an update."),
        Filter.NOTES: tr("No notes yet. N writes one, D a decision, T a to-do."),
        Filter.TODOS: tr("No to-dos yet. T writes one; it becomes an action of the retro."),
        Filter.PEOPLE: tr("Nobody was paged yet."),
        Filter.ALERTS: tr("No alerts yet."),
        Filter.FIXING: tr("No steps, findings or checks yet."),
        Filter.TICKET: tr("No ticket and no labels yet."),
    }[chosen]


def filtered(
    rows: Iterable[TimelineRow], chosen: Filter = Filter.EVERYTHING, words: str = ""
) -> tuple[TimelineRow, ...]:
    """The rows of the kind that have all of the `words`, in whatever order and case."""
    wanted = words.casefold().split()
    kinds = _KINDS[chosen]
    return tuple(row for row in rows if row.kind in kinds and _has(row, wanted))


def _has(row: TimelineRow, wanted: list[str]) -> bool:
    if not wanted:
        return True
    text = "\n".join((row.time, row.title, row.detail, row.body)).casefold()
    return all(word in text for word in wanted)
