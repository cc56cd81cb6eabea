"""The page log as CSV (RFC 4180)."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from datetime import date, datetime
from typing import TextIO

from desktop.core.retro.page_row import PageRow
from desktop.formats.page_log.columns import SHOWN, Kind, Value

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_csv(out: TextIO, rows: Iterable[PageRow]) -> int:
    """Write a header and the rows; how many rows. Times are ISO 8601 with their offset, seconds are numbers,
    yes and no are true and false. `out` must not translate line ends."""
    writer = csv.writer(out)
    writer.writerow([column.title for column in SHOWN])
    count = 0
    for row in rows:
        writer.writerow([_told(column.kind, column.value(row)) for column in SHOWN])
        count += 1
    return count


def _told(kind: Kind, value: Value) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case datetime():
            return value.isoformat(timespec="seconds")
        case date():
            return value.isoformat()
        case str() if kind is Kind.TEXT and value.startswith(_FORMULA):
            # What an alert says would be carried out as a formula by the program that opens the file.
            return f"'{value}"
    return str(value)
