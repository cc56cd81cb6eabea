"""The retro of a week as one HTML file: no scripts, nothing loaded from anywhere, light and dark, for
screens, mail and paper."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from itertools import groupby

from desktop.ui.present.closing.left_out import LeftOutRow
from desktop.ui.present.retro.debts import hours_definition
from desktop.ui.present.retro.retro_actions import ActionRow
from desktop.ui.present.retro.retro_report import MeetingShown, Report
from desktop.ui.present.retro.retro_week import Change, FigureRow, UptimeRow
from desktop.ui.present.retro.trend_charts import TrendChart
from desktop.ui.present.retro.trend_lines import group_title
from desktop.ui.present.retro.trend_svg import chart_svg, legend
from desktop.ui.present.words import tr
from desktop.ui.theme.tokens import DARK, LIGHT, Tone

_USED = (
    Tone.BG,
    Tone.SURFACE,
    Tone.LINE,
    Tone.TEXT,
    Tone.MUTED,
    Tone.MANAGER,
    Tone.ENGINEER,
    Tone.WARN,
    Tone.OK,
)
_STYLE = """
*{box-sizing:border-box}
body{margin:0;padding:32px 20px;background:var(--bg);color:var(--text);
 font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,Ubuntu,"Helvetica Neue",Arial,sans-serif}
main{max-width:900px;margin:0 auto}
h1{font-size:26px;line-height:1.2;margin:0}
h2{font-size:17px;margin:36px 0 10px}
h3{font-size:14px;margin:22px 0 8px;color:var(--muted);font-weight:600}
p{margin:6px 0}
small,.muted{color:var(--muted);font-size:12.5px}
.ok{color:var(--ok)}.warn{color:var(--warn)}
table{border-collapse:collapse;width:100%;background:var(--surface);
 border:1px solid var(--line);border-radius:8px}
th,td{padding:7px 12px;text-align:left;vertical-align:top;border-bottom:1px solid var(--line)}
tr:last-child>th,tr:last-child>td{border-bottom:0}
thead th{color:var(--muted);font-size:12.5px;font-weight:600}
tbody th{font-weight:400}
td b{font-weight:650;font-variant-numeric:tabular-nums}
td small{display:block}
ul{margin:0;padding-left:20px}li{margin:5px 0}
.charts{display:grid;grid-template-columns:repeat(auto-fill,minmax(330px,1fr));gap:14px}
figure{margin:0;padding:12px 14px;background:var(--surface);border:1px solid var(--line);border-radius:8px}
figcaption b{font-weight:600}
svg{width:100%;height:auto;display:block;margin:6px 0}
.scroll{overflow-x:auto}
.done{color:var(--muted)}
footer{margin-top:40px;color:var(--muted);font-size:12.5px}
@media print{
 body{padding:0;font-size:11px;background:#fff}
 h1{font-size:20px}h2{font-size:14px;margin:18px 0 6px;break-after:avoid}h3{break-after:avoid}
 th,td{padding:3px 8px}tr,figure,li{break-inside:avoid}
 .charts{grid-template-columns:1fr 1fr;gap:8px}figure{padding:6px 8px}
 @page{size:A4;margin:16mm 14mm}
}
"""


def report_html(report: Report) -> str:
    """The whole page. Whatever monitors and people wrote is text in it."""
    light = ";".join(f"--{tone.value}:{LIGHT[tone]}" for tone in _USED)
    dark = ";".join(f"--{tone.value}:{DARK[tone]}" for tone in _USED)
    style = (
        f":root{{color-scheme:light dark;{light}}}"
        f"@media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}{_STYLE}"
    )
    head = (
        '<meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">'
        '<meta name="referrer" content="no-referrer">'
        # Nothing is loaded and nothing runs, whatever stands in it.
        '<meta http-equiv="Content-Security-Policy" '
        "content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        f"<title>{escape(report.title)}</title><style>{style}</style>"
    )
    body = "\n".join(part for part in _parts(report) if part)
    return (
        f'<!doctype html>\n<html lang="en"><head>{head}</head>\n<body><main>\n{body}\n</main></body></html>\n'
    )


def _parts(report: Report) -> Iterable[str]:
    week = report.week
    yield (
        f'<header><p class="muted">{escape(report.team)}</p><h1>{escape(report.title)}</h1>'
        f'<p class="muted">{escape(week.days)}</p></header>'
    )
    if report.note:
        yield f"<p>{escape(report.note)}</p>"
    if report.agenda:
        rows = f"<ul>{''.join(_agenda(row) for row in report.agenda)}</ul>"
        definition = hours_definition(report.agenda)
        more = f'<p class="muted">{escape(definition)}</p>' if definition else ""
        yield _section(tr("To talk about"), rows + more)
    if report.meeting is not None:
        yield _section(tr("The meeting"), _meeting(report.meeting))
    if report.actions:
        yield _section(tr("Actions"), f"<ul>{''.join(_action(row) for row in report.actions)}</ul>")
    yield _section(tr("Figures"), _figures(week.name, week.figures))
    if week.nights:
        lines = "".join(f"<li>{escape(line)}</li>" for line in week.nights)
        yield _section(tr("Nights disturbed"), f"<ul>{lines}</ul>")
    if week.services:
        yield _section(tr("Uptime of services, %"), _services(week.name, week.services, week.definition))
    for title, words in ((tr("Called in by name"), report.called), (tr("How it was"), report.morale)):
        if words:
            yield _section(title, f"<ul>{''.join(f'<li>{escape(line)}</li>' for line in words)}</ul>")
    if report.charts:
        yield _section(tr("Over the weeks"), _charts(report.charts))
    yield f"<footer>{escape(report.made)}</footer>"


def _section(title: str, body: str) -> str:
    return f"<section><h2>{escape(title)}</h2>\n{body}</section>"


def _agenda(row: LeftOutRow) -> str:
    words = " ".join(escape(line.words) for line in row.lines)
    return f"<li><b>{escape(row.title)}</b> <small>{escape(row.detail)}</small><br>{words}</li>"


def _action(row: ActionRow) -> str:
    more = " · ".join(part for part in (row.owner, row.due, row.incident) if part)
    done = f' class="done">✓ {tr("done")}: ' if row.done else ">"
    ticket = (
        f' · <a href="{escape(row.ticket_url)}" rel="noreferrer">{escape(row.ticket)}</a>'
        if row.ticket and row.ticket_url.startswith(("https://", "http://"))
        else ""
    )
    return f"<li{done}{escape(row.text)} <small>{escape(more)}{ticket}</small></li>"


def _meeting(meeting: MeetingShown) -> str:
    parts = [f'<p class="muted">{escape(meeting.line)}</p>', markdown_html(meeting.note)]
    for topic in meeting.topics:
        parts.append(f"<h3>{escape(topic.title)}</h3>{markdown_html(topic.note)}")
        if topic.decided:
            parts.append(
                "<ul>" + "".join(f"<li>{tr('Action')}: {escape(one)}</li>" for one in topic.decided) + "</ul>"
            )
    return "".join(parts)


def markdown_html(text: str) -> str:
    """What people wrote as Markdown: no HTML of theirs, no pictures (they would be loaded from somewhere)."""
    from markdown_it import MarkdownIt  # not for every start of the desktop

    if not text.strip():
        return ""
    reader = MarkdownIt("commonmark", {"html": False, "breaks": True}).disable(["image", "html_inline"])
    html: str = reader.render(text)
    # Headings of people must not stand above ours.
    for level in "12":
        html = html.replace(f"<h{level}>", "<h4>").replace(f"</h{level}>", "</h4>")
    return html


def _figures(name: str, rows: Sequence[FigureRow]) -> str:
    head = _head(("", name, tr("Week before"), tr("Four weeks ago")))
    lines = []
    for row in rows:
        cells = (
            _cell(row.this, row.this_more, Change()),
            _cell(row.before, row.before_more, row.before_change),
            _cell(row.four_ago, row.four_ago_more, row.four_ago_change),
        )
        lines.append(f'<tr><th scope="row">{escape(row.name)}</th>{"".join(cells)}</tr>')
    return f'<div class="scroll"><table>{head}<tbody>{"".join(lines)}</tbody></table></div>'


def _cell(value: str, more: str, change: Change) -> str:
    small = f"<small>{escape(more)}</small>" if more else ""
    if change.words:
        tone = {Tone.OK: "ok", Tone.WARN: "warn"}.get(change.tone, "muted")
        small += f'<small class="{tone}">{escape(change.words)}</small>'
    return f"<td><b>{escape(value)}</b>{small}</td>"


def _services(name: str, rows: Sequence[UptimeRow], definition: str) -> str:
    columns = (tr("Service"), name, tr("Mean of 4"), tr("Week before"), tr("Four weeks ago"))
    lines = []
    for row in rows:
        average = f"{escape(row.average)} <small>{escape(row.average_of)}</small>"
        this = f"{escape(row.this)} <small>{escape(row.source)}</small>" if row.source else escape(row.this)
        cells = (this, average, escape(row.before), escape(row.four_ago))
        called = f"<small>{escape(row.called)}</small>" if row.called else ""
        tds = "".join(f"<td>{cell}</td>" for cell in cells)
        lines.append(f'<tr><th scope="row">{escape(row.service)}{called}</th>{tds}</tr>')
    table = f'<div class="scroll"><table>{_head(columns)}<tbody>{"".join(lines)}</tbody></table></div>'
    return f'{table}<p class="muted">{escape(definition)}</p>'


def _head(columns: Sequence[str]) -> str:
    cells = "".join(f'<th scope="col">{escape(one)}</th>' for one in columns)
    return f"<thead><tr>{cells}</tr></thead>"


def _charts(charts: Sequence[TrendChart]) -> str:
    parts = []
    for group, mine in groupby(charts, key=lambda chart: chart.group):
        figures = "".join(_figure(chart) for chart in mine)
        parts.append(f'<h3>{escape(group_title(group))}</h3><div class="charts">{figures}</div>')
    return "".join(parts)


def _figure(chart: TrendChart) -> str:
    tone = {Tone.OK: "ok", Tone.WARN: "warn"}.get(chart.course_tone, "muted")
    named = f"<br><small>{escape(legend(chart))}</small>" if legend(chart) else ""
    svg = chart_svg(chart, lambda tone: f"var(--{tone.value})")
    return (
        f"<figure><figcaption><b>{escape(chart.title)}</b> "
        f"<small>{escape(chart.unit_words)}</small></figcaption>"
        f'{svg}<small class="{tone}">{escape(chart.course)}</small>{named}</figure>'
    )
