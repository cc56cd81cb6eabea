"""The rows about fixing."""

from __future__ import annotations

import asyncio
import inspect
from datetime import timedelta
from uuid import UUID

import pytest

from desktop.core.fixing import fixing_events
from desktop.core.fixing.check_result import CheckResult, CheckVerdict
from desktop.core.fixing.diagnostic import DiagnosticKind
from desktop.core.fixing.finding import FindingState
from desktop.core.fixing.fixing_commands import (
    AnswerCallIn,
    AttachCheck,
    BeginRunBook,
    CallInPerson,
    CancelCallIn,
    EndRunBook,
    MarkStep,
    RecordFinding,
)
from desktop.core.fixing.work import StepState
from desktop.core.incident import events
from desktop.core.incident.commands import Command, DeclinePage
from desktop.core.team.seat import Seat
from desktop.ui.present.rows import RowKind, TimelineRow
from desktop.ui.present.timeline import fixed
from desktop.ui.present.timeline.timeline import timeline_rows
from desktop.ui.present.times import viewer_of
from desktop.ui.theme.tokens import Tone
from desktop.wire.tagged import subclasses
from tests.ui.story import Story


@pytest.fixture
def story() -> Story:
    story = Story(me="ben")
    story.claims(story.checkout, "ben", Seat.ENGINEER)
    return story


def by(story: Story, who: str, what: type[Command], /, **more: object) -> None:
    story.others(what(incident_id=story.checkout, by=who, pressed_at=story.clock.now(), **more))


def newest(story: Story, me: str = "ana") -> TimelineRow:
    told = [entry.event for entry in asyncio.run(story.session.timeline(story.checkout))]
    return timeline_rows(told, story.team, viewer_of(story.team, me), story.clock.now())[0]


def test_a_run_book_from_its_beginning_to_its_end(story: Story) -> None:
    by(story, "ben", BeginRunBook, run_book_id="pay", title="Payments fail", version="1")
    assert newest(story).title == "Ben Sato works through “Payments fail”"
    step = {"run_book_id": "pay", "step_id": "roll", "title": "Roll back"}
    by(story, "ben", MarkStep, **step, state=StepState.FAILED, words="no older image")
    row = newest(story)
    assert (row.title, row.detail) == (
        "Roll back: did not work",
        "Ben Sato · Payments fail · no older image",
    )
    assert (row.tone, row.kind) == (Tone.ALARM, RowKind.STEP)
    by(story, "ben", MarkStep, **step, state=None)
    assert newest(story).title == "Not done after all: Roll back"
    by(story, "ben", EndRunBook, run_book_id="pay", helped=True)
    assert newest(story, me="ben").title == "You: “Payments fail” helped"


def test_a_finding_says_how_sure_it_is_and_keeps_its_evidence(story: Story) -> None:
    by(
        story,
        "ben",
        RecordFinding,
        finding_id=UUID(int=1),
        words="The pool is full",
        state=FindingState.CONFIRMED,
        evidence="100 of 100 connections",
    )
    row = newest(story)
    assert (row.title, row.body) == ("Confirmed: The pool is full", "100 of 100 connections")


@pytest.mark.parametrize(("who", "told"), [("ben", "Ben Sato"), ("ana", "You")])
def test_a_result_is_told_with_its_output(story: Story, who: str, told: str) -> None:
    result = CheckResult(
        id=UUID(int=1),
        diagnostic_id="http",
        name="Start page",
        kind=DiagnosticKind.HTTP,
        verdict=CheckVerdict.BAD,
        summary="502 in 29 s",
        excerpt="<h1>Bad gateway</h1>",
        started_at=story.clock.now(),
        took=timedelta(seconds=29),
    )
    by(story, who, AttachCheck, result=result)
    row = newest(story)
    assert (row.title, row.detail, row.body) == ("Start page: 502 in 29 s", told, "<h1>Bad gateway</h1>")
    assert row.tone is Tone.ALARM


def test_calling_in_is_one_row_and_the_answer_another(story: Story) -> None:
    by(story, "ben", CallInPerson, responder="mei", because="knows the payment gateway")
    row = newest(story)
    assert (row.title, row.detail) == ("Ben Sato called Mei Lindqvist in", "knows the payment gateway")
    by(story, "mei", DeclinePage)
    assert newest(story).title == "Mei Lindqvist cannot come"
    by(story, "ben", CallInPerson, responder="dmitri", because="the same")
    by(story, "dmitri", AnswerCallIn)
    assert newest(story).title == "Dmitri Alvarez is coming to help"
    by(story, "ben", CallInPerson, responder="mei", because="the same")
    by(story, "ben", CancelCallIn, responder="mei")
    assert newest(story).title == "Ben Sato called it off: Mei Lindqvist need not come"


def test_silence_is_one_row_however_often_it_is_repeated(story: Story) -> None:
    by(story, "ben", CallInPerson, responder="mei", because="knows the payment gateway")
    titles = []
    for _ in range(3):
        story.wait(timedelta(minutes=5))
        told = [entry.event for entry in asyncio.run(story.session.timeline(story.checkout))]
        rows = timeline_rows(told, story.team, viewer_of(story.team, "ana"), story.clock.now())
        titles = [(row.title, row.detail) for row in rows if "has not answered" in row.title]
    assert titles == [("Mei Lindqvist has not answered and is paged again", "3 times, last 03:56")]


def test_every_event_about_fixing_has_words() -> None:
    source = inspect.getsource(fixed)
    for event in subclasses(fixing_events, events.Event):
        assert f"case {event.__name__}(" in source, f"{event.__name__} has no row"
