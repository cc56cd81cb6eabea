"""Samples to figures, figures to a table."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table; `aim` is empty where none was set."""

    what: str
    cells: tuple[str, ...]
    aim: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A table: `columns` name the cells; `notes` say how it was measured."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    notes: str

    def markdown(self) -> str:
        """As Markdown, columns aligned for whoever reads the source."""
        head = ("", *self.columns, "aim")
        lines = [head, *((row.what, *row.cells, row.aim) for row in self.rows)]
        widths = [max(len(line[n]) for line in lines) for n in range(len(head))]
        drawn = [
            "| " + " | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) + " |"
            for line in lines
        ]
        rule = "|" + "|".join("-" * (width + 2) for width in widths) + "|"
        return "\n".join([f"## {self.title}", "", drawn[0], rule, *drawn[1:], "", self.notes, ""])


LATENCY = ("median", "p99", "worst", "samples")


def latency(what: str, seconds: Sequence[float], aim: str = "") -> Row:
    """A row of `LATENCY` columns."""
    if not seconds:
        return Row(what, ("-",) * 3 + ("0",), aim)
    shown = [f"{value * 1000:.0f} ms" for value in (statistics.median(seconds), p99(seconds), max(seconds))]
    return Row(what, (*shown, str(len(seconds))), aim)


def p99(values: Sequence[float]) -> float:
    """The value that 99 % do not exceed (nearest rank: one that was measured)."""
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * 99 // 100) - 1)]
