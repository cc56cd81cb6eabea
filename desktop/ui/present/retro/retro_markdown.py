"""A week of the retro as Markdown, for wherever the team writes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from desktop.ui.present.closing.left_out import LeftOutRow
from desktop.ui.present.retro.retro_week import WeekShown
from desktop.ui.present.words import tr


def week_markdown(week: WeekShown, agenda: Sequence[LeftOutRow]) -> str:
    """The whole week: agenda, figures, nights, services."""
    parts = [f"# {tr('Retro')}: {week.title}", week.days]
    if agenda:
        parts.append(f"## {tr('To talk about')}")
        parts.append("\n".join(_line(row) for row in agenda))
    head = ("", week.name, tr("week before"), tr("four weeks ago"))
    rows = [
        (
            row.name,
            _with(row.this, row.this_more),
            _with(row.before, row.before_more, row.before_change.words),
            _with(row.four_ago, row.four_ago_more, row.four_ago_change.words),
        )
        for row in week.figures
    ]
    parts += [f"## {tr('Figures')}", _table(head, rows)]
    if week.nights:
        parts += [f"## {tr('Nights disturbed')}", "\n".join(f"- {_text(line)}" for line in week.nights)]
    if week.services:
        columns = (
            tr("service"),
            week.name,
            tr("mean of 4"),
            tr("week before"),
            tr("four weeks ago"),
        )
        uptimes = [
            (one.service, one.this, _with(one.average, one.average_of), one.before, one.four_ago)
            for one in week.services
        ]
        parts += [f"## {tr('Uptime of services, %')}", _table(columns, uptimes), week.definition]
        called = [f"- {_text(one.service)}: {_text(one.called)}" for one in week.services if one.called]
        parts += ["\n".join(called)] if called else []
    return "\n\n".join(parts) + "\n"


def _line(row: LeftOutRow) -> str:
    words = " ".join(_text(line.words) for line in row.lines)
    return f"- {_text(row.title)} ({_text(row.detail)}): {words}"


def _with(value: str, *more: str) -> str:
    told = "; ".join(words for words in more if words)
    return f"{value} ({told})" if told else value


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(_text(cell) for cell in line) + " |" for line in lines)


def _text(words: str) -> str:
    """What a monitor sent stays text: one line, no table, no link."""
    plain = " ".join(words.split())
    for sign in ("\\", "|", "*", "_", "`", "[", "]", "<", "# "):
        plain = plain.replace(sign, f"\\{sign}")
    return plain
