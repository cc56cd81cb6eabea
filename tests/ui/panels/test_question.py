"""The question to the Engineer, from both seats."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.core.incident.commands import AnswerQuestion, AskEngineer
from desktop.core.team.seat import Seat
from desktop.core.telling.question import Findings, Question
from desktop.ui.panels.question.question_card import QuestionCard
from desktop.ui.panels.question.question_presenter import QuestionPresenter
from desktop.ui.present.telling.answers import whole_answers
from desktop.ui.theme.theme import Theme
from tests.ui.panels.conftest import Stand
from tests.ui.story import S, Story

ASKED = UUID(int=3)
Questioned = Callable[..., tuple[Stand, QuestionCard]]


@pytest.fixture
def questioned(stand: Callable[..., Stand], theme: Theme) -> Questioned:
    def make(me: str, side: Seat | None = None) -> tuple[Stand, QuestionCard]:
        story = Story(me=me)
        story.claims(story.checkout, "ana", Seat.MANAGER)
        story.claims(story.checkout, "ben", Seat.ENGINEER)
        card = QuestionCard(theme)
        return stand(story, card, lambda bridge: QuestionPresenter(card, bridge, side)), card

    return make


def ask(stood: Stand, words: str = "") -> None:
    story = stood.story
    story.others(
        AskEngineer(
            incident_id=story.checkout,
            by="ana",
            pressed_at=story.clock.now(),
            question_id=ASKED,
            words=words,
        )
    )
    stood.show()


def question(stood: Stand) -> Question:
    found = stood.story.incident(stood.story.checkout).question
    assert found is not None
    return found


def test_the_manager_asks_sees_it_count_down_and_reads_the_answer(questioned: Questioned) -> None:
    stood, card = questioned("ana")
    assert card.form.isHidden()
    QTest.keyClicks(card.words, "Are orders safe?")
    card.ask.click()
    assert question(stood).words == "Are orders safe?"
    stood.show()
    assert (card.lead, card.clock, card.question) == (
        "Asked; waiting for an answer",
        "3:00",
        "Are orders safe?",
    )
    assert card.ask.isHidden()
    stood.story.clock.advance(timedelta(minutes=3, seconds=20))
    stood.show()
    assert (card.lead, card.clock) == ("The Engineer has not answered yet", "0:20")
    stood.story.others(
        AnswerQuestion(
            incident_id=stood.story.checkout,
            by="ben",
            pressed_at=stood.story.clock.now(),
            question_id=question(stood).id,
            answer=Findings(condition="The release leaks connections", needs="Nothing"),
        )
    )
    stood.show()
    assert card.told.splitlines() == [
        "How it stands: The release leaks connections",
        "What is needed: Nothing",
        "Ben Sato, 03:45",
    ]
    assert not card.ask.isHidden(), "and may ask again"


def test_a_question_without_an_engineer_says_so(stand: Callable[..., Stand], theme: Theme) -> None:
    story = Story(me="ana")
    story.claims(story.checkout, "ana", Seat.MANAGER)
    card = QuestionCard(theme)
    stood = stand(story, card, lambda bridge: QuestionPresenter(card, bridge))
    ask(stood)
    assert card.told == "The Engineer's seat is empty: whoever takes it sees the question."


@pytest.mark.parametrize("number", [0, 1, 2, 3])
def test_a_whole_answer_is_one_click(questioned: Questioned, number: int) -> None:
    stood, card = questioned("ben")
    assert card.isHidden(), "the Engineer does not ask himself, and nothing was asked"
    ask(stood)
    assert card.lead == "Ana Okafor asks how it stands"
    card.form.whole[number].click()
    assert question(stood).answer == whole_answers()[number].findings
    stood.show()
    assert card.form.isHidden()


@pytest.mark.parametrize(
    ("key", "modifiers"),
    [(Qt.Key.Key_2, Qt.KeyboardModifier.NoModifier), (Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)],
)
def test_or_one_key(questioned: Questioned, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> None:
    stood, card = questioned("ben")
    ask(stood)
    if modifiers:
        stood.window.setFocus()
        QTest.keyClick(stood.window, key, modifiers)
    else:
        card.form.take_focus()
        QTest.keyClick(card.form.whole[0], key)
    assert question(stood).answer == whole_answers()[1].findings


def test_digits_in_a_line_are_words(questioned: Questioned) -> None:
    stood, card = questioned("ben")
    ask(stood)
    card.form.condition.setFocus()
    QTest.keyClicks(card.form.condition, "3 of 4")
    assert card.form.condition.text() == "3 of 4"
    assert question(stood).is_open
    QTest.keyClick(card.form.condition, Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is card.form.whole[0]


def test_the_engineer_answers_with_a_line(questioned: Questioned) -> None:
    stood, card = questioned("ben")
    ask(stood)
    card.form.answer.click()
    assert question(stood).is_open, "an empty answer is none"
    assert card.form.condition.hasFocus()
    QTest.keyClicks(card.form.action, "Rolling back")
    QTest.keyClick(card.form.action, Qt.Key.Key_Return)
    assert question(stood).answer == Findings(action="Rolling back")


def test_not_now_is_five_minutes_and_the_manager_sees_it(questioned: Questioned) -> None:
    stood, card = questioned("ben")
    ask(stood)
    card.form.not_now.click()
    assert question(stood).is_open
    assert question(stood).answer_by == stood.story.clock.now() + timedelta(minutes=5)
    other, hers = questioned("ana")
    other.story.session.put(stood.story.incident(stood.story.checkout), [])
    other.story.clock.advance(5 * S)
    other.show()
    assert (hers.lead, hers.clock) == ("Asked; not now, said the Engineer", "4:55")


def test_each_panel_has_its_half(questioned: Questioned) -> None:
    engineers, card = questioned("ben", Seat.ENGINEER)
    assert card.isHidden()
    ask(engineers)
    assert not card.form.isHidden()
    managers, other = questioned("ben", Seat.MANAGER)
    assert other.isHidden()
    ask(managers)
    assert not other.isHidden()
    assert other.form.isHidden(), "the answer is given on the Engineer's side"


def test_what_is_answered_reads_well_in_an_update(theme: Theme) -> None:
    from desktop.core.telling.public_text import text_warnings
    from desktop.core.telling.update import Readers, Stage
    from desktop.ui.present.telling.answers import answer_words

    for known in whole_answers():
        words = f"{answer_words(known.findings)} Next update at 04:07."
        warnings = text_warnings(words, stage=Stage.INVESTIGATING, readers=Readers.CUSTOMERS)
        assert warnings == (), words
