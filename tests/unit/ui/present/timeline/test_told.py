"""The rows about communicating."""

from __future__ import annotations

import asyncio
import inspect
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from desktop.core.closing.closing import ClosingStep, Verdict
from desktop.core.closing.outcome import ResolvedHow
from desktop.core.closing.ticket import Label, Ticket
from desktop.core.incident import commands, events
from desktop.core.incident.commands import AddLabel, AddNote, Command, RemoveLabel, SendUpdate
from desktop.core.incident.events import NoteKind
from desktop.core.team.seat import Seat
from desktop.core.telling.notice import Notice
from desktop.core.telling.question import Findings
from desktop.core.telling.telling import delivered
from desktop.core.telling.update import Delivery, DeliveryState, Readers, Stage
from desktop.ui.present.rows import RowKind, TimelineRow
from desktop.ui.present.rules import urgency as urgency_rows
from desktop.ui.present.telling.communicating import delivery_words
from desktop.ui.present.timeline import timeline
from desktop.ui.present.timeline import told as told_rows
from desktop.ui.present.timeline.timeline import timeline_rows
from desktop.ui.present.times import viewer_of
from desktop.ui.theme.tokens import Tone
from desktop.wire.tagged import subclasses
from tests.ui.story import S, Story

MINUTE = timedelta(minutes=1)
UPDATE = UUID(int=7)


@pytest.fixture
def story() -> Story:
    story = Story(me="ana")
    story.claims(story.checkout, "ana", Seat.MANAGER)
    story.claims(story.checkout, "ben", Seat.ENGINEER)
    return story


def rows(story: Story, me: str = "ben") -> list[TimelineRow]:
    told = [entry.event for entry in asyncio.run(story.session.timeline(story.checkout))]
    return list(timeline_rows(told, story.team, viewer_of(story.team, me), story.clock.now()))


def by(story: Story, who: str, what: type[Command], /, **more: object) -> None:
    story.others(what(incident_id=story.checkout, by=who, pressed_at=story.clock.now(), **more))


def tell(story: Story, channels: tuple[str, ...] = ("Mail", "#incidents")) -> None:
    by(
        story,
        "ana",
        SendUpdate,
        update_id=UPDATE,
        stage=Stage.INVESTIGATING,
        readers=Readers.CUSTOMERS,
        subject="Checkout",
        text="Customers cannot pay.\nWe are looking into it.",
        channels=channels,
    )


def deliver(story: Story, channel: str, state: DeliveryState, attempts: int = 1, detail: str = "") -> None:
    now = story.clock.now()
    result = Delivery(channel=channel, state=state, attempts=attempts, at=now, detail=detail)
    story.session.put(*delivered(story.incident(story.checkout), UPDATE, result, now))


def test_an_update_has_the_result_of_each_channel(story: Story) -> None:
    tell(story)
    first = rows(story)[0]
    assert first.title == "Ana Okafor told customers: Investigating"
    assert first.detail == "Mail on its way · #incidents on its way · next by 03:51"
    assert (first.body, first.kind) == (
        "Checkout\nCustomers cannot pay.\nWe are looking into it.",
        RowKind.UPDATE,
    )
    number = len(rows(story))
    deliver(story, "Mail", DeliveryState.SENT)
    deliver(story, "#incidents", DeliveryState.WAITING, detail="the room is busy")
    tried = "Mail sent 03:41 · #incidents tried once, and again soon: the room is busy"
    assert rows(story)[0].detail.startswith(tried)
    deliver(story, "#incidents", DeliveryState.FAILED, 9, "Slack knows no such room.")
    failed = rows(story)[0]
    assert "#incidents failed: Slack knows no such room." in failed.detail
    assert failed.tone is Tone.ALARM
    assert len(rows(story)) == number, "results are no rows of their own"


def test_an_update_by_other_means_says_so(story: Story) -> None:
    tell(story, ())
    assert rows(story)[0].detail.startswith("told by other means · next by")


def test_what_is_doubtful_about_a_delivery_is_told() -> None:
    story = Story()
    doubtful = Delivery(
        channel="Mail",
        state=DeliveryState.SENT,
        at=story.clock.now(),
        detail="perhaps sent twice: the hub stopped in the middle",
    )
    words, tone, _ = delivery_words(doubtful, viewer_of(story.team, "ana"), story.clock.now())
    assert words == "sent 03:41, perhaps sent twice: the hub stopped in the middle"
    assert tone is Tone.WARN


def test_a_missed_update_and_its_stand_ins(story: Story) -> None:
    story.wait(5 * MINUTE)
    assert rows(story)[0].title == "The update due 03:46 did not come"
    story.wait(5 * MINUTE)
    first = rows(story)[0]
    assert (first.title, first.kind) == ("Asked Mei Lindqvist to tell the update instead", RowKind.PAGE)
    by(story, "mei", commands.ConfirmRinging, device="Speakers")
    assert rows(story)[0].detail == "ringing at once"
    story.wait(5 * MINUTE)
    assert [row.title for row in rows(story)[:2]] == [
        "Asked Priya Raman to tell the update instead",
        "Mei Lindqvist did not answer",
    ]
    by(story, "priya", commands.DeclinePage)
    assert "Priya Raman cannot stand in" in [row.title for row in rows(story)]
    tell(story)
    assert rows(story)[0].title == "Mei Lindqvist need not stand in any more"


def test_a_stand_in_who_accepts_takes_the_seat_over(story: Story) -> None:
    story.wait(5 * MINUTE)
    story.wait(5 * MINUTE)
    story.clock.advance(9 * S)
    by(story, "mei", commands.ClaimSeat, seat=Seat.MANAGER)
    first = rows(story)[0]
    assert (first.title, first.detail) == (
        "Mei Lindqvist took the Manager's seat over from Ana Okafor",
        "9 s after the page",
    )


def test_an_extension_has_its_reason(story: Story) -> None:
    until = story.clock.now() + 30 * MINUTE
    by(story, "ana", commands.ExtendUpdate, until=until, because="Nothing new before the restart")
    first = rows(story, me="ana")[0]
    assert (first.title, first.detail) == (
        "You moved the next update to 04:11",
        "Nothing new before the restart",
    )


def test_the_question_and_its_answer(story: Story) -> None:
    question = UUID(int=3)
    by(story, "ana", commands.AskEngineer, question_id=question, words="Is it the provider?")
    assert rows(story)[0].title == "Ana Okafor asked the Engineer how it stands"
    assert rows(story)[0].detail == "Is it the provider? · answer by 03:44"
    by(story, "ben", commands.PostponeQuestion, question_id=question)
    assert rows(story)[0].title == "You: not now, until 03:46"
    answer = Findings(condition="The pool is\nexhausted", needs="A second pair of eyes")
    by(story, "ben", commands.AnswerQuestion, question_id=question, answer=answer)
    first = rows(story)[0]
    assert (first.title, first.kind) == ("You answered", RowKind.QUESTION)
    assert first.detail == "Condition: The pool is exhausted · Needs: A second pair of eyes"


def test_notes_decisions_and_todos_are_told_apart(story: Story) -> None:
    for kind in NoteKind:
        by(story, "ana", AddNote, text="Restart it", kind=kind)
    todo, decision, note = rows(story)[:3]
    assert [row.kind for row in (note, decision, todo)] == [RowKind.NOTE, RowKind.DECISION, RowKind.TODO]
    assert [row.detail for row in (note, decision, todo)] == [
        "Ana Okafor",
        "Decision · Ana Okafor",
        "To do · Ana Okafor",
    ]
    assert len({row.icon for row in (note, decision, todo)}) == 3


def test_a_notice_goes_on_and_off(story: Story) -> None:
    notice = Notice(id=UUID(int=9), service="checkout", text="Cards fail", changed_at=story.clock.now())
    story.session.evolve(notices=(notice,))
    for on in (True, False):
        asyncio.run(story.session.switch_notice(notice.id, on=on, incident_id=story.checkout))
    off, on_row = rows(story)[:2]
    assert (on_row.title, on_row.detail, on_row.tone) == (
        "Ana Okafor switched the notice for checkout on",
        "Cards fail",
        Tone.WARN,
    )
    assert (off.title, off.tone) == ("Ana Okafor switched the notice for checkout off", Tone.OK)


def test_labels_and_the_ticket(story: Story) -> None:
    label = Label(key="cause", value="deploy")
    by(story, "ana", AddLabel, label=label)
    by(story, "ben", RemoveLabel, label=label)
    assert [row.title for row in rows(story)[:2]] == [
        "You removed the label cause: deploy",
        "Ana Okafor added the label cause: deploy",
    ]
    opened = Ticket(tracker="GitHub", key="#42", url="https://example.com/42")
    for ticket in (opened, replace(opened, problem="GitHub does not answer."), opened):
        incident = replace(story.incident(story.checkout), ticket=ticket)
        story.session.put(incident, [events.TicketChanged(at=story.clock.now(), ticket=ticket)])
    again, problem, first = rows(story)[:3]
    assert (first.title, first.detail) == ("Ticket #42 opened in GitHub", "https://example.com/42")
    assert (problem.title, problem.detail) == ("Ticket #42 is not in step", "GitHub does not answer.")
    assert again.title == "Ticket #42 is in step"


def test_closing_and_verdicts(story: Story) -> None:
    story.resolves(story.checkout, "ana")
    by(story, "ana", commands.CloseStep, step=ClosingStep.UPDATE)
    by(story, "ana", commands.CloseStep, step=ClosingStep.RUN_BOOK, skipped=True)
    by(story, "ben", commands.GiveVerdict, verdict=Verdict.COULD_HAVE_WAITED)
    by(story, "ana", commands.GiveVerdict, verdict=Verdict.ACT_NOW)
    assert [row.title for row in rows(story)[:4]] == [
        "Ana Okafor: it had to be acted on at once",
        "You: it could have waited",
        "Run-book: skipped by Ana Okafor",
        "Closing update: done by Ana Okafor",
    ]
    assert {row.kind for row in rows(story)[:4]} == {RowKind.END}


def test_how_it_ended(story: Story) -> None:
    story.resolves(story.checkout, "ana")
    how = {"how": ResolvedHow.ROLLBACK, "words": "to release 1.4"}
    by(story, "ben", commands.RecordResolution, **how)
    by(story, "ben", commands.RecordResolution, **how, documented=True, automated=False)
    by(
        story,
        "ana",
        commands.RecordResolution,
        how=ResolvedHow.FALSE_ALARM,
        documented=False,
        automated=False,
    )
    last, second, first = rows(story)[:3]
    assert (first.title, first.detail) == ("You: a rollback helped", "to release 1.4")
    assert second.detail == "to release 1.4 · documented, not automated"
    assert (last.title, last.detail) == (
        "Ana Okafor: it was a false alarm",
        "neither documented nor automated",
    )
    assert (first.tone, last.tone) == (Tone.OK, Tone.WARN)


def test_every_kind_of_event_is_told_in_words_or_with_another_row(story: Story) -> None:
    """What is not told by name shows the name of its class, which nobody should read."""
    told = subclasses(events, events.Event)
    assert len(told) > 25
    source = "".join(inspect.getsource(module) for module in (timeline, told_rows, urgency_rows))
    assert [kind.__name__ for kind in told if f"{kind.__name__}(" not in source] == []
