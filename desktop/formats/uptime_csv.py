"""Uptime in a CSV file: service, week, uptime. What cannot be read is told line by line, and nothing of it is
lost silently."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation

from desktop.core.retro.uptime import rounded
from desktop.core.retro.uptime_told import UptimeRow

MOST_LINES = 20_000
LONGEST_NAME = 200
_ISO_WEEK = re.compile(r"(\d{4})-?W(\d{2})", re.IGNORECASE)
_HEAD = {"service", "dienst"}
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True, slots=True, kw_only=True)
class UptimeCsv:
    """`problems` are sentences that begin with the number of their line."""

    rows: tuple[UptimeRow, ...] = ()
    problems: tuple[str, ...] = ()


class _Wrong(Exception):
    """Why a line cannot be taken."""


def read_uptime_csv(text: str) -> UptimeCsv:
    """Fields parted by commas, semicolons or tabs, with a first line of names or without. A week is its
    Monday (2026-11-23) or as ISO 8601 numbers it (2026-W48); uptime is per cent, with a point or a comma."""
    text = text.removeprefix("\ufeff")
    rows: dict[tuple[str, date], UptimeRow] = {}
    problems: list[str] = []
    reader = csv.reader(io.StringIO(text), delimiter=_delimiter(text))
    try:
        for fields in reader:
            line = reader.line_num
            if line > MOST_LINES:
                problems.append(f"Line {line}: the file is too long; part it after {MOST_LINES} lines.")
                break
            if not any(field.strip() for field in fields) or (line == 1 and _is_head(fields)):
                continue
            try:
                row = _row(fields, line)
                _not_twice(row, rows.get((row.service, row.starts_on)))
            except _Wrong as error:
                problems.append(f"Line {line}: {error}")
            else:
                rows[row.service, row.starts_on] = row
    except csv.Error as error:
        problems.append(f"Line {reader.line_num}: {error}; nothing after it was read.")
    return UptimeCsv(rows=tuple(rows.values()), problems=tuple(problems))


def _delimiter(text: str) -> str:
    first = next((line for line in text.splitlines() if line.strip()), "")
    return max(("\t", ";", ","), key=first.count)


def _is_head(fields: Sequence[str]) -> bool:
    return fields[0].strip().casefold() in _HEAD


def _row(fields: Sequence[str], line: int) -> UptimeRow:
    filled = [field.strip() for field in fields]
    while len(filled) > 3 and not filled[-1]:
        filled.pop()
    if len(filled) != 3:
        raise _Wrong(f"it has {len(filled)} fields and not 3: service, week, uptime.")
    service, week, uptime = filled
    if not service or len(service) > LONGEST_NAME:
        raise _Wrong("it names no service." if not service else "the name of the service is too long.")
    return UptimeRow(service=service, starts_on=_monday(week), percent=_percent(uptime), line=line)


def _monday(text: str) -> date:
    try:
        numbered = _ISO_WEEK.fullmatch(text)
        if numbered is not None:
            return date.fromisocalendar(int(numbered[1]), int(numbered[2]), 1)
        day = date.fromisoformat(text)
    except ValueError:
        raise _Wrong(f"“{text[:40]}” is no week; write its Monday, as 2026-11-23, or 2026-W48.") from None
    if day.weekday():
        monday = day - timedelta(days=day.weekday())
        raise _Wrong(f"{day} is a {_DAYS[day.weekday()]}; write the week's Monday, {monday}.")
    return day


def _percent(text: str) -> Decimal:
    bare = text.removesuffix("%").strip()
    if "," in bare and "." not in bare:
        bare = bare.replace(",", ".")
    try:
        value = Decimal(bare)
    except InvalidOperation:
        raise _Wrong(f"“{text[:40]}” is no number; write per cent, as 99.60.") from None
    if not value.is_finite() or not 0 <= value <= 100:
        raise _Wrong(f"“{text[:40]}” is not from 0 to 100 per cent.")
    return rounded(value)


def _not_twice(row: UptimeRow, known: UptimeRow | None) -> None:
    if known is not None and known.percent != row.percent:
        raise _Wrong(
            f"{row.service} has {known.percent} for this week in line {known.line}, and {row.percent} here."
        )
