"""An incident with its timeline as a document to paste: Markdown for trackers and wikis, HTML for mail."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape
from itertools import groupby

from desktop.core.incident.incident import Incident, Status
from desktop.core.team.team import Team
from desktop.ui.present.incident.incident_list import title
from desktop.ui.present.people import seat_title
from desktop.ui.present.rows import TimelineRow
from desktop.ui.present.times import Viewer
from desktop.ui.present.words import tr


@dataclass(frozen=True, slots=True)
class _Document:
    heading: str
    facts: tuple[tuple[str, str], ...]
    days: tuple[tuple[str, tuple[TimelineRow, ...]], ...]
    clock: str


def as_markdown(
    incident: Incident, rows: Sequence[TimelineRow], team: Team, viewer: Viewer, now: datetime
) -> str:
    """CommonMark. `rows` as they are shown, newest first; the document begins with the oldest."""
    made = _document(incident, rows, team, viewer, now)
    lines = [f"# {_plain(made.heading)}", ""]
    lines += [f"- **{_plain(name)}:** {_plain(said)}" for name, said in made.facts]
    for day, told in made.days:
        lines += ["", f"## {_plain(day)}", ""]
        for row in told:
            detail = f" — {_plain(_line(row.detail))}" if row.detail else ""
            lines.append(f"- **{_time(row, viewer)}** {_plain(_line(row.title))}{detail}")
            # An empty quoted line keeps the paragraphs of an update apart.
            lines += [f"  > {_plain(line.strip())}".rstrip() for line in row.body.splitlines()]
    return "\n".join([*lines, "", f"*{_plain(made.clock)}*", ""])


def as_html(
    incident: Incident, rows: Sequence[TimelineRow], team: Team, viewer: Viewer, now: datetime
) -> str:
    """A fragment without styles, so that it takes on those of where it is pasted. `rows` as above."""
    made = _document(incident, rows, team, viewer, now)
    parts = [f"<h1>{escape(made.heading)}</h1>", "<ul>"]
    parts += [f"<li><b>{escape(name)}:</b> {escape(said)}</li>" for name, said in made.facts]
    parts.append("</ul>")
    for day, told in made.days:
        parts += [f"<h2>{escape(day)}</h2>", "<ul>"]
        for row in told:
            detail = f" — {escape(_line(row.detail))}" if row.detail else ""
            body = "<br>".join(escape(line) for line in row.body.splitlines())
            quoted = f"<blockquote>{body}</blockquote>" if body else ""
            parts.append(
                f"<li><b>{escape(_time(row, viewer))}</b> {escape(_line(row.title))}{detail}{quoted}</li>"
            )
        parts.append("</ul>")
    return "\n".join([*parts, f"<p><i>{escape(made.clock)}</i></p>", ""])


def as_page(incident: Incident, fragment: str) -> str:
    """A whole HTML file around what `as_html` made."""
    heading = escape(f"#{incident.number} {_line(title(incident))}")
    return (
        f'<!doctype html>\n<html><head><meta charset="utf-8"><title>{heading}</title></head>\n'
        f"<body>\n{fragment}</body></html>\n"
    )


def as_line(row: TimelineRow) -> str:
    """One row as plain text; a longer text of it follows in lines of its own."""
    words = " — ".join(part for part in (_line(row.title), _line(row.detail)) if part)
    return "\n".join(part for part in (f"{row.time} {words}", row.body) if part)


def _document(
    incident: Incident, rows: Iterable[TimelineRow], team: Team, viewer: Viewer, now: datetime
) -> _Document:
    oldest_first = [row for row in reversed(list(rows)) if row.at is not None]
    days = groupby(oldest_first, key=lambda row: _day(row.at or now, viewer))
    return _Document(
        heading=f"#{incident.number} {_line(title(incident))}",
        facts=tuple(_facts(incident, team, viewer)),
        days=tuple((day, tuple(told)) for day, told in days),
        clock=tr("All times in the zone {zone}.").format(zone=viewer.zone.key),
    )


def _facts(incident: Incident, team: Team, viewer: Viewer) -> Iterable[tuple[str, str]]:
    if incident.service:
        yield tr("Service"), incident.service
    yield tr("Opened"), _moment(incident.opened_at, viewer)
    if incident.status is Status.RESOLVED and incident.resolved_at is not None:
        yield tr("Resolved"), _moment(incident.resolved_at, viewer)
    for state in incident.seats:
        holder = team.roster.name(state.holder) if state.holder else tr("nobody")
        yield seat_title(state.seat), holder
    if incident.labels:
        yield tr("Labels"), ", ".join(str(label) for label in incident.labels)
    if incident.ticket is not None and incident.ticket.key:
        yield tr("Ticket"), " ".join(part for part in (incident.ticket.key, incident.ticket.url) if part)


def _day(at: datetime, viewer: Viewer) -> str:
    return f"{at.astimezone(viewer.zone):%Y-%m-%d}"


def _moment(at: datetime, viewer: Viewer) -> str:
    return f"{_day(at, viewer)} {viewer.second(at)}"


def _time(row: TimelineRow, viewer: Viewer) -> str:
    return viewer.second(row.at) if row.at is not None else row.time


def _line(words: str) -> str:
    return " ".join(words.split())


_SPECIAL = re.compile(r"([\\`*_{}\[\]<>()#|~!&])")
_LIST = re.compile(r"^(\d+)([.)])|^([-+=])")


def _plain(words: str) -> str:
    """Words that Markdown leaves as they are."""
    safe = _SPECIAL.sub(r"\\\1", words)
    return _LIST.sub(lambda found: f"{found[1]}\\{found[2]}" if found[1] else f"\\{found[3]}", safe)
