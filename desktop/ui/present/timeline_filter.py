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
    TICKET = "ticket"


_KINDS: dict[Filter, frozenset[RowKind]] = {
    Filter.EVERYTHING: frozenset(RowKind),
    Filter.UPDATES: frozenset({RowKind.UPDATE, RowKind.QUESTION, RowKind.NOTICE}),
    Filter.NOTES: frozenset({RowKind.NOTE, RowKind.DECISION, RowKind.TODO}),
    Filter.TODOS: frozenset({RowKind.TODO}),
    Filter.PEOPLE: frozenset({RowKind.PAGE, RowKind.SEAT}),
    Filter.ALERTS: frozenset({RowKind.ALERT, RowKind.END}),
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
        Filter.TICKET: tr("Ticket and labels"),
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
