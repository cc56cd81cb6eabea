"""The question to the Engineer, from both seats."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.core.commands import AnswerQuestion, AskEngineer
from desktop.core.question import Findings
from desktop.core.seat import Seat
from desktop.core.ticket import Label
from desktop.ui.main_window.surroundings import HubInfo
from desktop.ui.main_window.window import MainWindow
from desktop.ui.theme.theme import Theme
from tests.ui.conftest import HEARD, drive
from tests.ui.story import Story

Window = Callable[[Story], MainWindow]


@pytest.fixture
def window_of(qtbot: Any, theme: Theme, bridge_of: Any) -> Window:
    def make(story: Story) -> MainWindow:
        story.claims(story.checkout, "ana", Seat.MANAGER)
        story.claims(story.checkout, "ben", Seat.ENGINEER)
        window = MainWindow(bridge_of(story), theme, sound=lambda: HEARD, hub=lambda: HubInfo(), start=drive)
        qtbot.addWidget(window)
        window.show()
        return window

    return make


def test_the_manager_asks_and_reads_the_answer(window_of: Window) -> None:
    story = Story(me="ana")
    window = window_of(story)
    card = window.now.incident.question_card
    assert card.form.isHidden()
    QTest.keyClicks(card.words, "Are orders safe?")
    card.ask.click()
    question = story.incident(story.checkout).question
    assert question is not None
    assert question.words == "Are orders safe?"
    window.refresh()
    assert card.lead == "Asked; waiting for an answer"
    assert card.ask.isHidden()
    story.session.others_do(
        AnswerQuestion(
            incident_id=story.checkout,
            by="ben",
            pressed_at=story.clock.now(),
            question_id=question.id,
            answer=Findings(condition="The release leaks connections", needs="Nothing"),
        )
    )
    window.refresh()
    assert card.told.splitlines()[:2] == [
        "How it stands: The release leaks connections",
        "What is needed: Nothing",
    ]
    assert not card.ask.isHidden(), "and may ask again"


@pytest.fixture
def asked(window_of: Window) -> tuple[Story, MainWindow]:
    """Ben is the Engineer; Ana has asked."""
    story = Story(me="ben")
    window = window_of(story)
    assert window.now.incident.question_card.ask.isHidden(), "the Engineer does not ask himself"
    story.session.others_do(
        AskEngineer(
            incident_id=story.checkout, by="ana", pressed_at=story.clock.now(), question_id=UUID(int=3)
        )
    )
    window.refresh()
    return story, window


def test_the_engineer_answers_with_a_click_and_a_line(asked: tuple[Story, MainWindow]) -> None:
    story, window = asked
    card = window.now.incident.question_card
    assert card.lead == "Ana Okafor asks how it stands"
    card.form.answer.click()
    still_open = story.incident(story.checkout).question
    assert still_open is not None
    assert still_open.is_open, "an empty answer is none"
    card.form.condition.usual.click()
    QTest.keyClicks(card.form.action, "Rolling back")
    QTest.keyClick(card.form.action, Qt.Key.Key_Return)
    question = story.incident(story.checkout).question
    assert question is not None
    assert question.answer == Findings(condition="Still looking", action="Rolling back")
    window.refresh()
    assert card.form.isHidden()


def test_not_now_is_five_minutes(asked: tuple[Story, MainWindow]) -> None:
    story, window = asked
    window.now.incident.question_card.form.not_now.click()
    question = story.incident(story.checkout).question
    assert question is not None
    assert question.is_open
    assert question.answer_by == story.clock.now() + timedelta(minutes=5)


def test_labels_are_put_on_by_a_line_and_taken_off_by_a_press(window_of: Window) -> None:
    story = Story(me="ana")
    window = window_of(story)
    row = window.now.incident.ticket.labels
    for words in ("Impact: a third of payments", "release", " ", "customer:"):
        row.line.setText(words)
        QTest.keyClick(row.line, Qt.Key.Key_Return)
    impact, cause = Label(key="impact", value="a third of payments"), Label(key="cause", value="release")
    assert story.incident(story.checkout).labels == (impact, cause)
    window.refresh()
    assert [chip.text() for chip in row.chips] == ["impact: a third of payments", "cause: release"]
    row.chips[0].click()
    assert story.incident(story.checkout).labels == (cause,)
