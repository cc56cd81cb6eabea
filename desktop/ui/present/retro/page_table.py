"""The page log arranged: filtered, sorted, grouped. Pure, and quick over 100,000 rows: what a column sorts by
and what a row can be found by are worked out once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from desktop.core.retro.page_log import Grouping, Sums, all_in_all, group_of, sums
from desktop.core.retro.page_row import PageRow
from desktop.formats.page_log.columns import Kind
from desktop.ui.present.retro.page_log import TABLE, words

_SEARCHED = (Kind.TEXT, Kind.NUMBER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """How somebody wants to see the log. `only`: words that the cells of a column (by its place in `TABLE`)
    must say. `opened`: groups whose rows are shown."""

    sorted_by: int = 0
    descending: bool = True
    text: str = ""
    only: Mapping[int, str] = field(default_factory=dict)
    grouping: Grouping | None = None
    opened: frozenset[str] = frozenset()


Line: TypeAlias = PageRow | Sums


@dataclass(frozen=True, slots=True, kw_only=True)
class Arranged:
    """Lines from top to bottom: rows, and in front of those of a group its sums. `all` sums what is left by
    the filters."""

    lines: Sequence[Line]
    all: Sums


class PageTable:
    """The rows of one time. Rows that changed make a new one of it: `with_rows`."""

    def __init__(self, rows: Sequence[PageRow]) -> None:
        self.rows = rows
        self._keys: dict[int, list[Any]] = {}
        self._found_by: list[str] | None = None
        self._all: Sums | None = None

    def with_rows(self, changed: Sequence[PageRow]) -> PageTable:
        """These in the place of those with the same page, or added."""
        new = {row.page_id: row for row in changed}
        kept = [new.pop(row.page_id, row) for row in self.rows]
        return PageTable([*kept, *new.values()])

    def arranged(self, wish: Wish) -> Arranged:
        """What is shown of it."""
        left = self._filtered(wish)
        left = self._sorted(left, wish)
        rows = [self.rows[number] for number in left]
        if len(rows) == len(self.rows):
            self._all = self._all or all_in_all(rows)
            whole = self._all
        else:
            whole = all_in_all(rows)
        if wish.grouping is None:
            return Arranged(lines=rows, all=whole)
        grouped: dict[str, list[PageRow]] = defaultdict(list)
        for row in rows:
            grouped[group_of(row, wish.grouping)].append(row)
        heads = sums(rows, wish.grouping)
        if wish.grouping is Grouping.WEEK:
            heads.reverse()
        lines: list[Line] = []
        for head in heads:
            lines.append(head)
            if head.group in wish.opened:
                lines += grouped[head.group]
        return Arranged(lines=lines, all=whole)

    def _filtered(self, wish: Wish) -> list[int]:
        left = list(range(len(self.rows)))
        for word in wish.text.casefold().split():
            haystack = self._haystack()
            left = [number for number in left if word in haystack[number]]
        for place, meant in wish.only.items():
            column = TABLE[place]
            left = [n for n in left if words(column.value(self.rows[n]), column.kind) == meant]
        return left

    def _sorted(self, left: list[int], wish: Wish) -> list[int]:
        keys = self._keys_of(wish.sorted_by)
        return sorted(left, key=keys.__getitem__, reverse=wish.descending)

    def _keys_of(self, place: int) -> list[Any]:
        if place not in self._keys:
            column = TABLE[place]
            if column.kind is Kind.MOMENT:
                keys: list[Any] = [(row.attempted_at, row.page_id.int) for row in self.rows]
            elif column.kind is Kind.TEXT:
                keys = [str(column.value(row)).casefold() for row in self.rows]
            else:
                # What says nothing is less than all that says something.
                values = [column.value(row) for row in self.rows]
                keys = [(value is not None, value if value is not None else 0) for value in values]
            self._keys[place] = keys
        return self._keys[place]

    def _haystack(self) -> list[str]:
        if self._found_by is None:
            columns = [column for column in TABLE if column.kind in _SEARCHED]
            self._found_by = [
                "\n".join(str(column.value(row) or "") for column in columns).casefold() for row in self.rows
            ]
        return self._found_by
