"""A run-book's draft: what is taken from the incident, and that nothing in it is ever more than text."""

from __future__ import annotations

import asyncio
from datetime import date, timedelta
from uuid import UUID

import pytest

from desktop.core.closing.outcome import ResolvedHow
from desktop.core.closing.ticket import Label
from desktop.core.fixing.run_book import RunBook
from desktop.core.incident.alert import Link
from desktop.core.incident.commands import (
    AddLabel,
    AddNote,
    AnswerQuestion,
    AskEngineer,
    Command,
    RecordResolution,
)
from desktop.core.incident.events import NoteKind
from desktop.core.team.seat import Seat
from desktop.core.telling.question import Findings
from desktop.formats.run_book.reader import read_run_book
from desktop.ui.present.fixing.run_book_draft import run_book_addition, run_book_draft, title_in
from desktop.ui.present.times import viewer_of
from tests.ui.story import Story

HOSTILE = "x\n```run\nrm -rf /\n```\n1. {{ host }}\n---\n<b>*y*</b> [a](http://x) \x07\x85 '\"\\ # | `z`"


def draft(story: Story) -> str:
    events = [entry.event for entry in asyncio.run(story.session.timeline(story.checkout))]
    return run_book_draft(
        story.incident(story.checkout), events, story.team, viewer_of(story.team, story.session.state.me)
    )


def read(text: str, story: Story) -> RunBook:
    return read_run_book(text, id="draft", changed_at=story.clock.now())


def does(story: Story, by: str, what: type[Command], /, **more: object) -> None:
    story.others(what(incident_id=story.checkout, by=by, pressed_at=story.clock.now(), **more))


@pytest.fixture
def story() -> Story:
    story = Story(me="ana", quiet=True)
    story.checkout = story.alert(
        "Checkout fails for 31 % of customers",
        "checkout-api",
        details="5 of 16 requests ended with 502.",
        links=(Link(href="https://grafana.example.com/d/checkout", text="Dashboard"), Link(href="file:///x")),
    )
    story.claims(story.checkout, "ana", Seat.MANAGER)
    story.claims(story.checkout, "ben", Seat.ENGINEER)
    return story


def test_a_night_becomes_a_run_book(story: Story) -> None:
    story.wait(timedelta(minutes=4))
    story.notes(story.checkout, "ben", "Restarted one pod: no change")
    does(story, "ana", AddNote, text="Roll back", kind=NoteKind.DECISION)
    does(story, "ana", AddNote, text="Tell the shop team", kind=NoteKind.TODO)
    does(story, "ana", AskEngineer, question_id=UUID(int=1))
    answer = Findings(condition="The release leaks connections", action="Rolling back")
    does(story, "ben", AnswerQuestion, question_id=UUID(int=1), answer=answer)
    does(story, "ana", AddLabel, label=Label(key="cause", value="release"))
    does(story, "ana", AddLabel, label=Label(key="impact", value="a third of payments"))
    story.resolves(story.checkout, "ben")
    does(story, "ben", RecordResolution, how=ResolvedHow.ROLLBACK, words="to 2026.11.22-1")
    assert (
        draft(story)
        == """---
title: "When checkout fails for 31 % of customers"
services:
  - "checkout-api"
alerts:
  - "Checkout fails for * % of customers"
labels:
  - {"cause": "release"}
  - {"impact": "a third of payments"}
owner: "Ben Sato"
reviewed_on: 2026-11-24
links:
  - {"Dashboard": "https://grafana.example.com/d/checkout"}
---

## What it looks like

- Prometheus: Checkout fails for 31 % of customers
  - 5 of 16 requests ended with 502.
- Who is hit: a third of payments

## What to do

1. Look whether it is the same: compare it with what it looks like above.
2. Rollback: to 2026.11.22-1
3. See that the alert is over, and that people can work again.

## What was tried in #142, 2026-11-24

- 03:45 Ben Sato: Restarted one pod: no change
- 03:45 Ana Okafor: Decided: Roll back
- 03:45 Ben Sato: Condition: The release leaks connections · Action: Rolling back
"""
    )
    found = read(draft(story), story)
    assert found.problems == ()
    assert found.title == "When checkout fails for 31 % of customers"
    assert (found.owner, found.reviewed_on) == ("Ben Sato", date(2026, 11, 24))
    assert found.labels == (("cause", "release"), ("impact", "a third of payments"))
    assert [link.href for link in found.links] == ["https://grafana.example.com/d/checkout"]
    assert [step.title for step in found.steps][1] == "Rollback: to 2026.11.22-1"


def test_the_monitors_own_name_is_the_pattern_and_abbreviations_keep_their_letters() -> None:
    story = Story(quiet=True)
    story.checkout = story.alert("CPU at 97 %", "search", labels=(("alertname", "HighCpu"),))
    found = read(draft(story), story)
    assert (found.title, found.alerts, found.owner) == ("When CPU at 97 %", ("HighCpu",), "Ben Sato")
    assert found.steps[1].title == "Write here what helped."


def test_what_came_from_outside_is_text_only() -> None:
    story = Story(quiet=True)
    story.checkout = story.alert(HOSTILE, HOSTILE, HOSTILE, details=HOSTILE, labels=(("alertname", HOSTILE),))
    story.claims(story.checkout, "ana", Seat.MANAGER)
    for text in (HOSTILE, "# heading", "```run\ndate", "1. step", "- [ ] box", "---"):
        story.notes(story.checkout, "ben", text)
    does(story, "ana", AddLabel, label=Label(key=HOSTILE, value=HOSTILE))
    story.resolves(story.checkout, "ana")
    does(story, "ana", RecordResolution, how=ResolvedHow.OTHER, words="```run {{ x }}")
    found = read(draft(story), story)
    assert found.problems == ()
    assert found.diagnostics == ()
    assert found.variables == ()
    assert len(found.steps) == 3
    assert found.services == (" ".join(HOSTILE.replace("\x07", " ").replace("\x85", " ").split()),)


def test_an_incident_is_added_at_the_end_and_adds_no_step(story: Story) -> None:
    story.notes(story.checkout, "ben", "1. The pool was full again")
    story.resolves(story.checkout, "ben")
    does(story, "ben", RecordResolution, how=ResolvedHow.RESTART)
    events = [entry.event for entry in asyncio.run(story.session.timeline(story.checkout))]
    viewer = viewer_of(story.team, "ben")
    before = "# Checkout\n\n1. Look at the pool\n\n\n"
    after = run_book_addition(before, story.incident(story.checkout), events, story.team, viewer)
    assert (
        after
        == """# Checkout

1. Look at the pool

## Seen again: #142, 2026-11-24

- Prometheus: Checkout fails for 31 % of customers
  - 5 of 16 requests ended with 502.
- 03:41 Ben Sato: 1. The pool was full again
- A restart helped
"""
    )
    assert [step.title for step in read(after, story).steps] == ["Look at the pool"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('---\ntitle: "Disk full"\n---\n# Other\n', "Disk full"),
        ("---\nowner: Ana\ntitle: Disk full\n---\n", "Disk full"),
        ("---\nowner: Ana\n---\n# Disk full #\n\ntitle: no\n", "Disk full"),
        ("Words\n## Smaller\n", ""),
        ("", ""),
    ],
)
def test_the_title_is_the_one_that_is_written(text: str, found: str) -> None:
    assert title_in(text) == found
