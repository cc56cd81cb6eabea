"""A run-book's first draft from an incident's timeline, and what an incident adds to one: for a person to
read, mend and shorten. What monitors and people wrote is data here: it can begin no block and no variable."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from desktop.core.incident.alert import Alert, Link
from desktop.core.incident.events import Event, NoteAdded, NoteKind, QuestionAnswered
from desktop.core.incident.incident import Incident
from desktop.core.team.team import Team
from desktop.ui.present.closing.outcome import how_name, how_sentence
from desktop.ui.present.incident.incident_list import title
from desktop.ui.present.rows import RowKind
from desktop.ui.present.timeline.fixed import fixed_row
from desktop.ui.present.timeline.told import findings_words
from desktop.ui.present.times import Viewer
from desktop.ui.present.words import tr

_FIXING = (RowKind.STEP, RowKind.FINDING, RowKind.CHECK)
_LONGEST = 300
"""Characters of one line: enough to recognise it."""
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_TITLE = re.compile(r"\A---[ \t]*\n(?:(?!---).*\n)*?title:[ \t]*(.+)")
_HEADING = re.compile(r"^#[ \t]+(.+?)[ \t#]*$", re.MULTILINE)
_SPECIAL = re.compile(r"([\\`*<>\[\]{}|])")
_MARK = re.compile(r"^(\d{0,9})([-+=~#.)])")


def run_book_draft(incident: Incident, events: Iterable[Event], team: Team, viewer: Viewer) -> str:
    """A whole file: front matter in YAML, Markdown below it; its steps are a numbered list."""
    tried = list(_tried(events, team, viewer))
    lines = [
        *_front(incident, team, viewer),
        f"## {tr('What it looks like')}",
        "",
        *_symptoms(incident),
        "",
        f"## {tr('What to do')}",
        "",
        *_steps(incident),
    ]
    if tried:
        heading = tr("What was tried in {incident}").format(incident=_number(incident, viewer))
        lines += ["", f"## {heading}", "", *tried]
    return "\n".join([*lines, ""])


def run_book_addition(
    body: str, incident: Incident, events: Iterable[Event], team: Team, viewer: Viewer
) -> str:
    """`body` of a run-book with a section about this incident at its end."""
    heading = tr("Seen again: {incident}").format(incident=_number(incident, viewer))
    lines = [f"## {heading}", "", *_symptoms(incident), *_tried(events, team, viewer), *_helped(incident)]
    return f"{body.rstrip()}\n\n" + "\n".join([*lines, ""])


def when_title(trouble: str) -> str:
    """What a run-book for it is called: "When checkout fails"."""
    name = _line(trouble)
    # "CPU" stays as it is, and so does "db-7"; "Checkout" goes on in small letters.
    begins = name[:1] if name[1:2].isupper() else name[:1].lower()
    return tr("When {what}").format(what=begins + name[1:])


def missing_draft(name: str, services: Iterable[str], owner: str) -> str:
    """A whole file for a run-book that somebody has in their head: `owner` is a person's name."""
    named = [f"  - {_quoted(service)}" for service in services if service]
    lines = [
        "---",
        f"title: {_quoted(name)}",
        *(("services:", *named) if named else ()),
        *((f"owner: {_quoted(owner)}",) if owner else ()),
        "---",
        "",
        f"## {tr('What it looks like')}",
        "",
        "- " + tr("Write here by what it is known, and when this is the wrong run-book."),
        "",
        f"## {tr('What to do')}",
        "",
        "1. " + tr("Write here what you look at first when they call you."),
        "2. " + tr("Write here what helps."),
        "3. " + tr("See that the alert is over, and that people can work again."),
        "",
    ]
    return "\n".join(lines)


def title_in(text: str) -> str:
    """The title that a written run-book gives itself, in its front matter or its first heading; empty when it
    gives none."""
    found = _TITLE.search(text) or _HEADING.search(text)
    return found[1].strip().strip("\"'").strip() if found else ""


def _front(incident: Incident, team: Team, viewer: Viewer) -> Iterator[str]:
    yield "---"
    yield f"title: {_quoted(when_title(title(incident)))}"
    services = dict.fromkeys(
        service for service in (incident.service, *(alert.service for alert in incident.alerts)) if service
    )
    if services:
        yield from ("services:", *(f"  - {_quoted(service)}" for service in services))
    patterns = dict.fromkeys(pattern for alert in incident.alerts if (pattern := _pattern(alert)))
    if patterns:
        yield from ("alerts:", *(f"  - {_quoted(pattern)}" for pattern in patterns))
    labels = [label for label in incident.labels if label.key != "service"]
    if labels:
        yield "labels:"
        yield from (f"  - {{{_quoted(label.key)}: {_quoted(label.value)}}}" for label in labels)
    owner = incident.engineer.holder or viewer.me
    if owner:
        yield f"owner: {_quoted(team.roster.name(owner))}"
    if incident.resolved_at is not None:
        yield f"reviewed_on: {incident.resolved_at.astimezone(viewer.zone).date().isoformat()}"
    links = _links(incident)
    if links:
        yield "links:"
        yield from (f"  - {{{_quoted(link.text or link.href)}: {_quoted(link.href)}}}" for link in links)
    yield from ("---", "")


def _links(incident: Incident) -> list[Link]:
    found: dict[str, Link] = {}
    for alert in incident.alerts:
        for link in alert.links:
            if link.href.startswith(("https://", "http://")):
                found.setdefault(link.href, link)
    return list(found.values())


def _pattern(alert: Alert) -> str:
    """The monitor's name for it, or what it says without its numbers, which differ the next time."""
    name = dict(alert.labels).get("alertname", "")
    return _line(name or _NUMBER.sub("*", alert.summary))


def _symptoms(incident: Incident) -> Iterator[str]:
    for alert in incident.alerts:
        source = alert.source or alert.integration
        yield f"- {_plain(f'{_line(source)}: {_line(alert.summary)}')}"
        if alert.details.strip():
            yield f"  - {_plain(_line(alert.details))}"
    impact = [label.value for label in incident.labels if label.key == "impact"]
    if impact:
        yield f"- {_plain(tr('Who is hit: {what}').format(what=', '.join(impact)))}"


def _tried(events: Iterable[Event], team: Team, viewer: Viewer) -> Iterator[str]:
    """Notes, decisions, the Engineer's answers, steps, findings and results, oldest first; a to-do is an
    action of the retro."""
    nobody = replace(viewer, me=None)  # a run-book says names, not "you"
    for event in events:
        match event:
            case NoteAdded(by=by, text=text, kind=kind) if kind is not NoteKind.TODO:
                said = _line(text)
                if kind is NoteKind.DECISION:
                    said = tr("Decided: {what}").format(what=said)
            case QuestionAnswered(by=by, answer=answer):
                said = findings_words(answer)
            case _:
                row = fixed_row(event, team, nobody, event.at)
                if row is not None and row.kind in _FIXING:
                    words = " — ".join(part for part in (_line(row.title), _line(row.detail)) if part)
                    yield f"- {_plain(f'{viewer.hour(event.at)} {words}')}"
                continue
        yield f"- {_plain(f'{viewer.hour(event.at)} {_line(team.roster.name(by))}: {said}')}"


def _helped(incident: Incident) -> Iterator[str]:
    if incident.outcome is None:
        return
    said = how_sentence(incident.outcome.how)
    line = f"{said[:1].upper()}{said[1:]}"
    if incident.outcome.words:
        line = f"{line}: {incident.outcome.words}"
    yield f"- {_plain(line)}"


def _steps(incident: Incident) -> Iterator[str]:
    yield "1. " + tr("Look whether it is the same: compare it with what it looks like above.")
    outcome = incident.outcome
    if outcome is None:
        yield "2. " + tr("Write here what helped.")
    else:
        words = outcome.words or tr("write here how")
        yield f"2. {_plain(f'{how_name(outcome.how)}: {words}')}"
    yield "3. " + tr("See that the alert is over, and that people can work again.")


def _number(incident: Incident, viewer: Viewer) -> str:
    return f"#{incident.number}, {incident.opened_at.astimezone(viewer.zone).date().isoformat()}"


def _line(words: str) -> str:
    line = " ".join("".join(letter if letter.isprintable() else " " for letter in words).split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"


def _plain(words: str) -> str:
    """Words that Markdown leaves as they are, on one line."""
    return _MARK.sub(r"\1\\\2", _SPECIAL.sub(r"\\\1", " ".join(words.split())))


def _quoted(words: str) -> str:
    """A text of YAML: its double-quoted form takes all that JSON writes."""
    return json.dumps(_line(words), ensure_ascii=False)
