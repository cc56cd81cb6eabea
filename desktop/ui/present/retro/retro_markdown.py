"""A week of the retro as Markdown, for wherever the team writes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from desktop.ui.present.closing.left_out import LeftOutRow
from desktop.ui.present.retro.debts import hours_definition
from desktop.ui.present.retro.retro_actions import ActionRow
from desktop.ui.present.retro.retro_report import MeetingShown, Report
from desktop.ui.present.retro.retro_week import WeekShown
from desktop.ui.present.words import tr


def report_markdown(report: Report) -> str:
    """The whole retro: agenda, meeting, actions, figures, nights, services, and where the figures go."""
    parts = [f"# {_text(report.title)}", f"{report.team}, {report.week.days}"]
    parts += [report.note] if report.note else []
    parts += _agenda(report.agenda)
    parts += _meeting(report.meeting) if report.meeting is not None else []
    if report.actions:
        parts += [f"## {tr('Actions')}", "\n".join(_action(row) for row in report.actions)]
    parts += _week(report.week)
    for title, words in ((tr("Called in by name"), report.called), (tr("How it was"), report.morale)):
        if words:
            parts += [f"## {title}", "\n".join(f"- {_text(line)}" for line in words)]
    if report.charts:
        lines = [f"- {_text(chart.title)}: {_text(chart.course)}" for chart in report.charts]
        parts += [f"## {tr('Over the weeks')}", "\n".join(lines)]
    return "\n\n".join((*parts, report.made)) + "\n"


def week_markdown(week: WeekShown, agenda: Sequence[LeftOutRow]) -> str:
    """The numbers of the week: agenda, figures, nights, services."""
    parts = [f"# {tr('Retro')}: {week.title}", week.days, *_agenda(agenda), *_week(week)]
    return "\n\n".join(parts) + "\n"


def _agenda(agenda: Sequence[LeftOutRow]) -> list[str]:
    if not agenda:
        return []
    parts = [f"## {tr('To talk about')}", "\n".join(_line(row) for row in agenda)]
    definition = hours_definition(agenda)
    return [*parts, definition] if definition else parts


def _meeting(meeting: MeetingShown) -> list[str]:
    parts = [f"## {tr('The meeting')}", meeting.line]
    parts += [meeting.note.strip()] if meeting.note.strip() else []
    for topic in meeting.topics:
        parts.append(f"### {_text(topic.title)}")
        parts += [topic.note.strip()] if topic.note.strip() else []
        decided = [f"- {tr('Action')}: {_text(one)}" for one in topic.decided]
        parts += ["\n".join(decided)] if decided else []
    return parts


def _action(row: ActionRow) -> str:
    more = ", ".join(part for part in (row.owner, row.due, row.incident, row.ticket_url) if part)
    return f"- [{'x' if row.done else ' '}] {_text(row.text)}" + (f" ({_text(more)})" if more else "")


def _week(week: WeekShown) -> list[str]:
    parts: list[str] = []
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
            (
                one.service,
                _with(one.this, one.source),
                _with(one.average, one.average_of),
                one.before,
                one.four_ago,
            )
            for one in week.services
        ]
        parts += [f"## {tr('Uptime of services, %')}", _table(columns, uptimes), week.definition]
        called = [f"- {_text(one.service)}: {_text(one.called)}" for one in week.services if one.called]
        parts += ["\n".join(called)] if called else []
    return parts


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
