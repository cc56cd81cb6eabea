"""Calling one person in: by name, by what they know, and what comes of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.core.fixing.fixing_commands import AnswerCallIn
from desktop.core.incident.commands import DeclinePage
from desktop.core.team.responder import Roster
from desktop.core.team.seat import Seat
from desktop.core.team.team import Team
from desktop.ui.panels.call_in.call_in_card import CallInCard
from desktop.ui.panels.call_in.call_in_presenter import CallInPresenter
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import Tone
from tests.ui.panels.conftest import Stand
from tests.ui.story import TEAM, Story

KNOWS = {"mei": ("payment gateway",), "kwame": ("checkout", "caches"), "ruth": ("checkout",)}
Called = Callable[..., tuple[Stand, CallInCard]]


def knowing() -> Team:
    people = [replace(one, knows_about=KNOWS.get(one.id, ())) for one in TEAM.roster.responders]
    return replace(TEAM, roster=Roster(responders=tuple(people)))


@pytest.fixture
def card_of(stand: Callable[..., Stand], theme: Theme) -> Called:
    def make(me: str = "ben", *, called: bool = False) -> tuple[Stand, CallInCard]:
        story = Story(me=me, team=knowing())
        story.claims(story.checkout, "ana", Seat.MANAGER)
        story.claims(story.checkout, "ben", Seat.ENGINEER)
        if called:
            story.calls_in("ben", "mei")
        card = CallInCard(theme)
        return stand(story, card, lambda bridge: CallInPresenter(card, bridge)), card

    return make


def press(key: Qt.Key) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key)


def type_in(words: str) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClicks(focused, words)


def listed(card: CallInCard) -> list[str]:
    return [row.responder for row in card.form.people.rows]


def test_whoever_knows_the_service_is_offered_first_and_what_it_costs_is_said(card_of: Called) -> None:
    _, card = card_of()
    assert not card.shown
    card.call_someone.click()
    assert card.form.search.hasFocus()
    assert listed(card)[0] == "kwame"
    assert listed(card)[-2:] == ["ruth", "henrik"], "VP and CTO last"
    first, last = card.form.people.rows[0], card.form.people.rows[-1]
    assert (first.fits, first.knows, first.woken) == (True, "checkout, caches", "woken 10 nights ago")
    assert (last.tier, last.knows) == ("CTO", "")
    assert card.form.cost == "Wakes Kwame Mensah: 02:41 in Accra, probably asleep; last woken 10 nights ago."
    assert card.form.why.text() == "knows about checkout"
    assert card.form.call.text() == "Call Kwame in"


def test_somebody_is_called_by_keyboard_alone(card_of: Called) -> None:
    stood, card = card_of()
    card.call_someone.click()
    type_in("gate")
    assert listed(card) == ["mei"]
    assert card.form.cost == (
        "Wakes Mei Lindqvist: 03:41 in Stockholm, probably asleep; last woken last night."
    )
    assert card.form.why.text() == "checkout-api"
    press(Qt.Key.Key_Return)
    incident = stood.story.incident(stood.story.checkout)
    assert [(call.responder, call.because) for call in incident.call_ins] == [("mei", "checkout-api")]
    assert not card.is_open
    assert card.call_someone.hasFocus()
    stood.show()
    [row] = card.shown
    assert (row.name, row.state) == ("Mei Lindqvist", "paged 0:00, not ringing yet")
    assert row.why == "checkout-api · called by you 03:41"
    assert row.local == "03:41 in Stockholm, probably asleep"


def test_a_reason_written_by_hand_stays_when_another_is_chosen(card_of: Called) -> None:
    stood, card = card_of()
    card.call_someone.click()
    card.form.why.setFocus()
    card.form.why.selectAll()
    type_in("DNS looks odd")
    press(Qt.Key.Key_Down)
    second = card.form.people.rows[1]
    assert card.form.people.chosen == second
    assert card.form.why.text() == "DNS looks odd"
    press(Qt.Key.Key_Return)
    [call] = stood.story.incident(stood.story.checkout).call_ins
    assert (call.responder, call.because) == (second.responder, "DNS looks odd")


def test_enter_twice_or_held_down_wakes_nobody(card_of: Called) -> None:
    stood, card = card_of()
    card.call_someone.click()
    press(Qt.Key.Key_Return)
    assert card.form.why.hasFocus()
    held = QKeyEvent(
        QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r", autorep=True
    )
    QApplication.sendEvent(card.form.why, held)
    assert not stood.story.incident(stood.story.checkout).call_ins
    card.form.why.clear()
    press(Qt.Key.Key_Return)
    assert not stood.story.incident(stood.story.checkout).call_ins, "nobody is woken without a reason"
    press(Qt.Key.Key_Escape)
    assert not card.is_open
    assert card.call_someone.hasFocus()


def test_the_choice_stays_with_its_person_while_time_passes(card_of: Called) -> None:
    stood, card = card_of()
    card.call_someone.click()
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Down)
    chosen = card.form.people.chosen
    assert chosen is not None
    stood.story.clock.advance(timedelta(hours=5))  # others wake up, and the order changes
    stood.show()
    assert card.form.people.chosen is not None
    assert card.form.people.chosen.responder == chosen.responder
    assert listed(card).index(chosen.responder) != 2
    stood.story.calls_in("ana", chosen.responder)
    stood.show()
    assert chosen.responder not in listed(card)


def test_nobody_found_says_so_and_calls_nobody(card_of: Called) -> None:
    stood, card = card_of()
    card.call_someone.click()
    type_in("zebra")
    assert card.form.nobody == "Nobody of that name, and nobody who knows about it."
    assert not card.form.call.isVisible()
    press(Qt.Key.Key_Return)
    assert not stood.story.incident(stood.story.checkout).call_ins


def test_silence_is_told_after_five_minutes(card_of: Called) -> None:
    stood, card = card_of(called=True)
    stood.story.clock.advance(timedelta(minutes=5))
    stood.show()
    assert (card.shown[0].state, card.shown[0].tone) == ("no answer for 5:00", Tone.WARN)
    stood.story.session.time_passes()
    stood.story.clock.advance(timedelta(seconds=10))
    stood.show()
    assert card.shown[0].state == "no answer for 5:10, paged 2 times, again 03:51"


@pytest.mark.parametrize(
    ("command", "state", "tone", "again"),
    [
        (AnswerCallIn, "coming, said so 03:41", Tone.OK, ""),
        (DeclinePage, "cannot come, said so 03:41", Tone.WARN, "Call again"),
    ],
)
def test_the_answer_shows(card_of: Called, command: type, state: str, tone: Tone, again: str) -> None:
    stood, card = card_of(called=True)
    story = stood.story
    story.others(command(incident_id=story.checkout, by="mei", pressed_at=story.clock.now()))
    stood.show()
    [row] = card.shown
    assert (row.state, row.tone, row.again, row.cancel) == (state, tone, again, "")
    story.clock.advance(timedelta(minutes=5))
    stood.show()
    assert card.shown[0].again == "Call again", "who comes may have fallen asleep over it"


def test_call_again_calls_for_the_same_reason(card_of: Called) -> None:
    stood, card = card_of(called=True)
    story = stood.story
    story.others(DeclinePage(incident_id=story.checkout, by="mei", pressed_at=story.clock.now()))
    stood.show()
    card.rows[0].call_again.click()
    assert [call.because for call in story.incident(story.checkout).call_ins] == [
        "knows the payment gateway"
    ] * 2
    stood.show()
    assert len(card.shown) == 1


def test_never_mind_takes_the_row_away(card_of: Called) -> None:
    stood, card = card_of(called=True)
    assert card.rows[0].never_mind.text() == "Never mind"
    card.rows[0].never_mind.click()
    stood.show()
    assert card.shown == ()
    assert not stood.story.incident(stood.story.checkout).call_in_pages


def test_who_neither_called_nor_holds_a_seat_only_reads(card_of: Called) -> None:
    _, card = card_of("priya", called=True)
    assert card.shown[0].cancel == ""
    assert card.call_someone.isVisible(), "but may call somebody too"


def test_offline_it_says_that_nothing_rings(card_of: Called) -> None:
    stood, card = card_of()
    stood.story.session.lose_hub()
    card.call_someone.click()
    type_in("mei")
    press(Qt.Key.Key_Return)
    stood.show()
    [row] = card.shown
    assert (row.state, row.tone) == ("called here, not yet sent: nothing rings", Tone.WARN)
    card.call_someone.click()
    assert "mei" not in listed(card)
    stood.story.session.find_hub()
    stood.show()
    assert card.shown[0].state == "paged 0:00, not ringing yet"


@pytest.mark.parametrize(("button", "coming"), [("coming", True), ("declined", False)])
def test_who_is_called_answers_here_too(card_of: Called, button: str, coming: bool) -> None:
    stood, card = card_of("mei", called=True)
    assert card.shown[0].mine
    assert card.rows[0].coming.isVisible()
    getattr(card.rows[0], button).click()
    assert stood.story.incident(stood.story.checkout).call_ins[0].coming is coming
    stood.show()
    assert not card.shown[0].mine


def test_afterwards_it_only_tells(card_of: Called) -> None:
    stood, card = card_of(called=True)
    stood.story.monitor_resolves(stood.story.checkout)
    stood.show()
    assert card.shown[0].state == "did not answer"
    assert (card.shown[0].again, card.shown[0].cancel) == ("", "")
    assert not card.call_someone.isVisible()
