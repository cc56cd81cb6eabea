"""The ticket and the labels of an incident."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.core.closing.ticket import Label, Ticket
from desktop.core.team.seat import Seat
from desktop.ui.panels.ticket.ticket_card import TicketCard
from desktop.ui.panels.ticket.ticket_presenter import TicketPresenter
from desktop.ui.theme.theme import Theme
from tests.ui.panels.conftest import Stand
from tests.ui.story import Story

JIRA = Ticket(tracker="Jira", key="OPS-4211", url="https://jira.example.com/browse/OPS-4211")
Ticketed = Callable[..., tuple[Stand, TicketCard]]


@pytest.fixture
def ticketed(stand: Callable[..., Stand], theme: Theme) -> Ticketed:
    def make(ticket: Ticket | None = None, me: str = "ana") -> tuple[Stand, TicketCard]:
        story = Story(me=me)
        story.claims(story.checkout, "ana", Seat.MANAGER)
        story.session.put(replace(story.incident(story.checkout), ticket=ticket), [])
        story.session.evolve(vocabulary={"impact": ("a third of payments", "all payments"), "cause": ()})
        card = TicketCard(theme)
        return stand(story, card, lambda bridge: TicketPresenter(card, bridge)), card

    return make


def test_without_a_tracker_it_is_kept_here(ticketed: Ticketed) -> None:
    _, card = ticketed()
    assert card.where == "kept here only"
    assert card.key.isHidden()


def test_the_key_opens_the_ticket(ticketed: Ticketed, browser: list[str]) -> None:
    _, card = ticketed(JIRA)
    assert (card.where, card.key.text()) == ("Jira", "OPS-4211")
    assert card.key.toolTip() == "Opens jira.example.com in the browser"
    card.key.setFocus()
    QTest.keyClick(card.key, Qt.Key.Key_Return)
    assert browser == [JIRA.url]


@pytest.mark.parametrize("url", ["", "file:///etc/passwd", "javascript:alert(1)", "https://"])
def test_only_web_addresses_are_links(ticketed: Ticketed, browser: list[str], url: str) -> None:
    _, card = ticketed(replace(JIRA, url=url))
    assert card.key.isHidden()
    assert card.where == "Jira OPS-4211"
    card.opened.emit()
    assert browser == []


def test_a_problem_is_told(ticketed: Ticketed) -> None:
    _, card = ticketed(Ticket(tracker="Jira", problem="Jira does not accept our token."))
    assert card.problem == "Jira does not accept our token."
    _, card = ticketed(Ticket(tracker="Jira"))
    assert card.where == "being opened in Jira"
    assert not card.problem


def test_labels_are_put_on_by_a_line_and_taken_off_by_a_press(ticketed: Ticketed) -> None:
    stood, card = ticketed()
    row = card.labels
    assert row.line.isHidden()
    row.add.click()
    assert row.line.hasFocus()
    for words in ("Impact: a third of payments", "release", " ", "customer:"):
        row.line.setText(words)
        QTest.keyClick(row.line, Qt.Key.Key_Return)
    impact, cause = Label(key="impact", value="a third of payments"), Label(key="cause", value="release")
    assert stood.story.incident(stood.story.checkout).labels == (impact, cause)
    stood.show()
    assert [chip.text() for chip in row.chips] == ["impact: a third of payments", "cause: release"]
    row.chips[0].click()
    assert stood.story.incident(stood.story.checkout).labels == (cause,)
    QTest.keyClick(row.line, Qt.Key.Key_Escape)
    assert row.line.isHidden()
    assert row.add.hasFocus()


def test_words_of_the_vocabulary_are_suggested(ticketed: Ticketed) -> None:
    _, card = ticketed()
    card.labels.add.click()
    completer = card.labels.line.completer()
    completer.setCompletionPrefix("pay")
    found = [completer.completionModel().index(row, 0).data() for row in range(completer.completionCount())]
    assert found == ["impact: a third of payments", "impact: all payments"]


def test_what_was_begun_does_not_go_to_another_incident(ticketed: Ticketed) -> None:
    stood, card = ticketed()
    other = stood.story.alert("Search lags", "search")
    card.labels.add.click()
    QTest.keyClicks(card.labels.line, "impact: half a")
    stood.show(other)
    assert card.labels.line.text() == ""
    assert card.labels.line.isHidden()


def test_who_may_not_act_sees_and_cannot_change(ticketed: Ticketed) -> None:
    stood, card = ticketed(JIRA)
    story = stood.story
    labelled = replace(story.incident(story.checkout), labels=(Label(key="cause", value="release"),))
    story.session.put(labelled, [])
    story.session.evolve(me="nobody")
    stood.show()
    assert card.labels.add.isHidden()
    assert not card.labels.chips[0].isEnabled()
