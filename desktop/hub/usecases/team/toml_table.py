"""Reads a table of a TOML file field by field, and says of every mistake where it is and what to do."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from difflib import get_close_matches
from typing import Any, NoReturn

from desktop.core.errors import PairwatchError

_DURATION = re.compile(r"\s*(\d+(?:\.\d+)?)\s*(s|m|min|h)\s*")
_UNITS = {
    "s": timedelta(seconds=1), "m": timedelta(minutes=1), "min": timedelta(minutes=1), "h": timedelta(hours=1)
}  # fmt: skip


class InvalidTeamFile(PairwatchError):
    """The team file has a mistake; nothing of it was applied."""


class TomlTable:
    """One table, called `where` in messages. Fields are taken out one by one; `finish` rejects what is
    left."""

    def __init__(self, fields: Mapping[str, Any], where: str) -> None:
        self.where = where
        self._fields = dict(fields)
        self._known: list[str] = []

    @property
    def is_empty(self) -> bool:
        """Whether nothing is (left) in it."""
        return not self._fields

    @property
    def fields(self) -> tuple[str, ...]:
        """The names of what is (left) in it, in the file's order."""
        return tuple(self._fields)

    def reject(self, problem: str, remedy: str) -> NoReturn:
        """Raise InvalidTeamFile about this table."""
        raise InvalidTeamFile(f"{self.where}: {problem}", remedy)

    def text(self, field: str, default: str | None = None) -> str:
        """A text that is not blank; without a default it must be there."""
        value = self._take(field)
        if value is None:
            if default is None:
                self.reject(f"{field} is missing.", f'Add {field} = "…".')
            return default
        if not isinstance(value, str) or not value.strip():
            self.reject(f"{field} is not a text.", f'Write it as {field} = "…".')
        return " ".join(value.split())

    def texts(self, field: str) -> list[str]:
        """A list of texts that are not blank; empty when it is not there."""
        value = self._take(field)
        if value is None:
            return []
        is_list = isinstance(value, list)
        if not is_list or not all(isinstance(entry, str) and entry.strip() for entry in value):
            self.reject(f"{field} is not a list of texts.", f'Write it as {field} = ["…", "…"].')
        return [" ".join(entry.split()) for entry in value]

    def some_texts(self, field: str) -> list[str]:
        """One text or a list of them, none blank; empty when it is not there."""
        if isinstance(self._fields.get(field), str):
            return [self.text(field)]
        return self.texts(field)

    def choices(self, field: str, choices: Sequence[str]) -> list[str]:
        """Some of `choices`; empty when it is not there."""
        values = self.texts(field)
        for value in values:
            if value not in choices:
                self.reject(f"{field} “{value}” is unknown.", f"Use some of: {', '.join(choices)}.")
        return values

    def choice(self, field: str, choices: Sequence[str], default: str | None = None) -> str:
        """One of `choices`."""
        value = self.text(field, default)
        if value not in choices:
            self.reject(f"{field} “{value}” is unknown.", f"Use one of: {', '.join(choices)}.")
        return value

    def flag(self, field: str, default: bool) -> bool:
        """True or false."""
        value = self._take(field)
        if value is None:
            return default
        if not isinstance(value, bool):
            self.reject(f"{field} is neither true nor false.", f"Write it as {field} = true.")
        return value

    def whole(self, field: str, default: int) -> int:
        """A whole number from 1."""
        value = self._take(field)
        if value is None:
            return default
        if not isinstance(value, int) or isinstance(value, bool) or value < 1:
            self.reject(f"{field} is not a whole number from 1.", f"Write it as {field} = {default}.")
        return value

    def day(self, field: str, default: date) -> date:
        """A date."""
        value = self._take(field)
        if value is None:
            return default
        if not isinstance(value, date) or isinstance(value, datetime):
            self.reject(
                f"{field} is not a date.", f"Write it as {field} = {default.isoformat()}, without quotes."
            )
        return value

    def maybe_day(self, field: str) -> date | None:
        """A date; None when it is not there."""
        if field not in self._fields:
            self._known.append(field)
            return None
        return self.day(field, date(2026, 11, 2))

    def days(self, field: str) -> list[date]:
        """A list of dates; empty when it is not there."""
        value = self._take(field)
        if value is None:
            return []
        if not isinstance(value, list) or not all(
            isinstance(entry, date) and not isinstance(entry, datetime) for entry in value
        ):
            self.reject(
                f"{field} is not a list of dates.", f"Write it as {field} = [2026-12-24], without quotes."
            )
        return value

    def clock(self, field: str, default: time) -> time:
        """A time of day, as TOML has it (09:00:00) or as a text ("09:00")."""
        value = self._take(field)
        if value is None:
            return default
        if isinstance(value, str):
            try:
                value = time.fromisoformat(value)
            except ValueError:
                value = None
        if not isinstance(value, time) or value.tzinfo is not None:
            self.reject(f"{field} is not a time of day.", f'Write it as {field} = "09:00".')
        return value

    def duration(self, field: str, default: timedelta) -> timedelta:
        """A duration such as "5m", "90s" or "1h"."""
        value = self._take(field)
        if value is None:
            return default
        match = _DURATION.fullmatch(value) if isinstance(value, str) else None
        if match is None:
            self.reject(f"{field} is not a duration.", f'Write it as {field} = "5m", "90s" or "1h".')
        return float(match[1]) * _UNITS[match[2]]

    def duration_or_never(self, field: str, default: timedelta | None) -> timedelta | None:
        """A duration, or None for "never"."""
        if self._fields.get(field) == "never":
            self._take(field)
            return None
        if field not in self._fields:
            self._take(field)
            return default
        return self.duration(field, timedelta(0))

    def table(self, field: str) -> TomlTable:
        """A table inside this one; an empty one when it is not there."""
        value = self._take(field)
        if value is not None and not isinstance(value, dict):
            self.reject(f"{field} is not a table.", f"Begin it with a line [{field}].")
        return TomlTable(value or {}, f"[{field}]")

    def tables(self, field: str) -> list[TomlTable]:
        """A list of tables inside this one; empty when it is not there."""
        value = self._take(field)
        if value is None:
            return []
        if not isinstance(value, list) or not all(isinstance(entry, dict) for entry in value):
            self.reject(
                f"{field} is not a list of tables.", f"Begin each with a line [[{field}]], or see the sample."
            )
        return [TomlTable(entry, f"{field}, entry {number}") for number, entry in enumerate(value, start=1)]

    def finish(self) -> None:
        """Reject fields that nobody took: most likely a word is misspelt."""
        for field in self._fields:
            close = get_close_matches(field, self._known, 1)
            hint = f"Did you mean {close[0]}?" if close else f"It may have: {', '.join(self._known)}."
            self.reject(f"{field} is not known here.", hint)

    def _take(self, field: str) -> Any:
        self._known.append(field)
        return self._fields.pop(field, None)
