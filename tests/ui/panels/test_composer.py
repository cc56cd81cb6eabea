"""Writing an update: checks, the promised time, preview, the Engineer's answer, what is begun and left."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.core.incident.commands import AnswerQuestion, AskEngineer
from desktop.core.team.channel import Channel
from desktop.core.team.seat import Seat
from desktop.core.telling.question import Findings
from desktop.core.telling.update import Readers, Stage, Update
from desktop.hub.usecases.telling.templates import shipped
from desktop.ui.panels.telling.composer import Composer
from desktop.ui.panels.telling.telling_card import TellingCard
from desktop.ui.panels.telling.telling_presenter import TellingPresenter
from desktop.ui.theme.theme import Theme
from tests.ui.panels.conftest import Stand
from tests.ui.story import S, Story

CHANNELS = (
    Channel(name="#incidents", readers=Readers.COLLEAGUES),
    Channel(name="everybody", readers=Readers.COLLEAGUES),
    Channel(name="status mail", readers=Readers.CUSTOMERS),
)
OWN = "Payments fail for a third of customers. Orders are safe. Next update at 03:52 CET."
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def telling(stand: Callable[..., Stand], theme: Theme) -> tuple[Stand, TellingCard]:
    """Ana manages; it is 03:41:52, so that the usual next update comes at 03:52."""
    story = Story(me="ana")
    story.session._state = replace(story.session._state, templates=shipped(), channels=CHANNELS)
    story.claims(story.checkout, "ana", Seat.MANAGER)
    story.claims(story.checkout, "ben", Seat.ENGINEER)
    card = TellingCard(theme)
    return stand(story, card, lambda bridge: TellingPresenter(card, bridge)), card


@pytest.fixture
def writing(telling: tuple[Stand, TellingCard]) -> tuple[Stand, Composer]:
    stood, card = telling
    card.write.click()
    return stood, card.composer


def updates(stood: Stand) -> tuple[Update, ...]:
    return stood.story.incident(stood.story.checkout).updates


def answers(stood: Stand, condition: str, action: str = "") -> None:
    """Ana asks, and Ben answers 20 seconds later."""
    story = stood.story
    at: dict[str, Any] = {
        "incident_id": story.checkout,
        "pressed_at": story.clock.now(),
        "question_id": UUID(int=3),
    }
    story.others(AskEngineer(by="ana", **at))
    story.clock.advance(20 * S)
    story.others(AnswerQuestion(by="ben", answer=Findings(condition=condition, action=action), **at))
    stood.show()


# Checks


def test_a_clean_text_says_so_quietly(writing: tuple[Stand, Composer]) -> None:
    _, composer = writing
    composer._who.button(0).click()
    composer.text.setPlainText(OWN)
    assert composer.warnings == ""
    assert composer.checks.words == "no promised time, no host names"
    composer.text.setPlainText("It will be fixed in 20 minutes. Look at db-7.internal.")
    assert "no promised" not in composer.checks.words
    assert len(composer.warnings.splitlines()) >= 3, "a promise, a host, no next update"
    composer.text.setPlainText("")
    assert composer.checks.isHidden()


# The promised time


def test_the_usual_time_is_promised(writing: tuple[Stand, Composer]) -> None:
    _, composer = writing
    assert composer.promised.hour.text() == "03:52"
    assert composer.promise == "The next update is due at 03:52."
    assert composer.promised.choices.button(0).isChecked()


def test_another_time_is_chosen_and_the_templates_text_follows(writing: tuple[Stand, Composer]) -> None:
    stood, composer = writing
    composer.promised.choices.button(3).click()
    assert composer.promised.hour.text() == "04:12"
    assert "Next update at 04:12 CET." in composer.words
    assert "03:52" not in composer.words
    composer._stages.button(1).click()
    assert "Next update at 04:12 CET." in composer.words, "another stage keeps it"
    QTest.keyClick(composer.text, Qt.Key.Key_Return, CONTROL)
    (update,) = updates(stood)
    assert update.next_update_at == stood.story.clock.now() + timedelta(minutes=30, seconds=8)
    assert stood.story.incident(stood.story.checkout).communication.due_at == update.next_update_at  # type: ignore[union-attr]


def test_in_a_text_of_ones_own_only_the_time_changes(writing: tuple[Stand, Composer]) -> None:
    _, composer = writing
    composer.text.setPlainText(OWN)
    composer.promised.choices.button(2).click()
    assert composer.words == OWN.replace("03:52", "04:02")
    composer.promised.choices.button(0).click()
    assert composer.words == OWN


def test_a_time_that_stands_there_twice_or_not_at_all_is_left_alone(writing: tuple[Stand, Composer]) -> None:
    _, composer = writing
    for own in ("Known since 03:52 CET. Next update at 03:52 CET.", "Next update in ten minutes."):
        composer.text.setPlainText(own)
        composer.promised.choices.button(1).click()
        assert composer.words == own
        composer.promised.choices.button(0).click()


def test_a_time_is_typed(writing: tuple[Stand, Composer]) -> None:
    stood, composer = writing
    hour = composer.promised.hour
    hour.setFocus()
    hour.selectAll()
    QTest.keyClicks(hour, "4.20")
    QTest.keyClick(hour, Qt.Key.Key_Return, CONTROL)
    (update,) = updates(stood)
    assert "Next update at 04:20 CET." in update.text
    assert update.next_update_at is not None
    assert f"{update.next_update_at.astimezone(stood.bridge.viewer.zone):%H:%M}" == "04:20"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("03:30", "03:30 has passed; it is 03:41. Choose a later time."),
        ("half past", "That is no time of day. Write it as 04:30."),
    ],
)
def test_a_time_that_cannot_be_is_refused_with_a_sentence(
    writing: tuple[Stand, Composer], typed: str, said: str
) -> None:
    stood, composer = writing
    hour = composer.promised.hour
    hour.setFocus()
    hour.selectAll()
    QTest.keyClicks(hour, typed)
    composer.told.click()
    assert composer.promised.problem == said
    assert updates(stood) == ()
    assert hour.hasFocus()
    stood.show()
    assert hour.text() == typed, "what was typed is still there to be corrected"
    QTest.keyClick(hour, Qt.Key.Key_Escape)
    assert (hour.text(), composer.promised.problem) == ("03:52", "")
    composer.told.click()
    assert len(updates(stood)) == 1


def test_a_time_that_passes_while_it_is_written_becomes_the_usual_one(
    writing: tuple[Stand, Composer],
) -> None:
    stood, composer = writing
    composer.text.setPlainText(OWN)
    stood.story.clock.advance(timedelta(minutes=12))
    stood.show()
    assert composer.promised.hour.text() == "03:59"
    assert composer.words == OWN.replace("03:52", "03:59")


def test_the_last_update_promises_nothing(writing: tuple[Stand, Composer]) -> None:
    _, composer = writing
    composer._stages.button(3).click()
    assert composer.promised.isHidden()
    assert "Next update" not in composer.words


# Preview and sending


def test_one_key_shows_it_as_its_readers_get_it(writing: tuple[Stand, Composer]) -> None:
    stood, composer = writing
    QTest.keyClick(composer.text, Qt.Key.Key_P, CONTROL)
    assert composer.previewing
    assert composer.text.isHidden()
    sender, subject, *text = composer.preview.words.split("\n")
    assert sender == "Pairwatch to colleagues: #incidents, everybody"
    assert subject == "#142 Checkout fails for 31 % of customers"
    assert "\n".join(text) == composer.words
    composer.channels[0].click()
    assert composer.preview.words.startswith("Pairwatch to colleagues: everybody\n")
    QTest.keyClick(composer.look, Qt.Key.Key_P, CONTROL)
    assert not composer.previewing
    assert composer.text.hasFocus()
    QTest.keyClick(composer.text, Qt.Key.Key_P, CONTROL)
    QTest.keyClick(composer.look, Qt.Key.Key_Return, CONTROL)
    (update,) = updates(stood)
    assert update.subject == "#142 Checkout fails for 31 % of customers"
    assert [delivery.channel for delivery in update.deliveries] == ["everybody"]


def test_afterwards_one_line_says_how_many_were_told(telling: tuple[Stand, TellingCard]) -> None:
    stood, card = telling
    card.write.click()
    card.composer.told.click()
    stood.show()
    assert card.results.lead == "Telling colleagues on 2 channels, 03:41"
    assert not card.composing


# The Engineer's answer


def test_the_templates_own_text_takes_the_answer_by_itself(writing: tuple[Stand, Composer]) -> None:
    stood, composer = writing
    composer._who.button(3).click()
    assert "Condition: ‹condition›" in composer.words
    answers(stood, "The release leaks connections", "Rolling back")
    assert "Condition: The release leaks connections" in composer.words
    assert "Action: Rolling back" in composer.words
    assert composer.offer.isHidden(), "it is there already"


def test_a_text_of_ones_own_is_offered_the_answer(writing: tuple[Stand, Composer]) -> None:
    stood, composer = writing
    composer.text.setPlainText("We know more.")
    answers(stood, "The release leaks connections", "Rolling back")
    assert composer.words == "We know more."
    offered = "Ben Sato answered: The release leaks connections. Rolling back."
    assert composer.offer.words == offered
    QTest.keyClick(composer.text, Qt.Key.Key_I, CONTROL)
    assert composer.words == "We know more.\nThe release leaks connections. Rolling back."
    stood.show()
    assert composer.offer.isHidden()
    assert composer.text.hasFocus()


def test_a_template_without_a_place_for_it_is_offered_it_too(writing: tuple[Stand, Composer]) -> None:
    stood, composer = writing
    composer._who.button(0).click()
    answers(stood, "The release leaks connections")
    assert "leaks" not in composer.words
    assert not composer.offer.isHidden()


def test_a_draft_that_was_not_begun_has_it_already_and_a_told_one_is_not_offered_again(
    telling: tuple[Stand, TellingCard],
) -> None:
    stood, card = telling
    answers(stood, "The release leaks connections")
    card.write.click()
    composer = card.composer
    assert not composer.offer.isHidden(), "the first text for colleagues has no place for it"
    composer._stages.button(1).click()
    assert "How it stands: The release leaks connections" in composer.words
    assert composer.offer.isHidden()
    stood.story.clock.advance(S)
    composer.told.click()
    card.write.click()
    composer._who.button(0).click()
    assert composer.offer.isHidden()


# Begun and left


def test_the_chosen_time_and_the_taken_answer_wait_with_the_text(
    telling: tuple[Stand, TellingCard],
) -> None:
    stood, card = telling
    other = stood.story.alert("Search lags", "search")
    card.write.click()
    composer = card.composer
    composer.text.setPlainText(OWN)
    composer.promised.choices.button(4).click()
    answers(stood, "The release leaks connections")
    composer.offer.insert.click()
    written = composer.words
    stood.show(other)
    card.write.click()
    assert composer.promised.hour.text() == "03:52"
    stood.show()
    card.write.click()
    stood.show()
    assert composer.words == written
    assert composer.promised.hour.text() == "04:42"
    assert composer.offer.isHidden()
    assert composer.stage is Stage.INVESTIGATING


def test_other_readers_begin_with_all_of_their_channels(writing: tuple[Stand, Composer]) -> None:
    stood, composer = writing
    composer.channels[1].click()
    more = (*CHANNELS, Channel(name="#all", readers=Readers.COLLEAGUES))
    stood.story.session.evolve(channels=more)
    composer._stages.button(1).click()
    assert tuple(composer.chosen_channels) == ("#incidents", "#all"), "what was left out stays out"
    composer._who.button(0).click()
    assert tuple(composer.chosen_channels) == ("status mail",)
    composer._who.button(1).click()
    assert tuple(composer.chosen_channels) == ("#incidents", "everybody", "#all")
