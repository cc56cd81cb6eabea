"""The urgency in the head of an incident: read, changed with a reason, by keyboard alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.core.urgency.urgency import Decider, Urgency, UrgencyPolicy, UrgencyRule
from desktop.ui.bridge import Bridge
from desktop.ui.theme.theme import Theme
from desktop.ui.urgency.bar_presenter import UrgencyBarPresenter
from desktop.ui.urgency.urgency_bar import UrgencyBar
from tests.ui.story import TEAM, Story

RULE = UrgencyRule(id="s", name="Search", service=("search*",), urgency=Urgency.OFFICE_HOURS)


class Desk:
    def __init__(self, theme: Theme, qtbot: QtBot, me: str = "ben") -> None:
        self.story = Story(me=me, team=replace(TEAM, urgency=UrgencyPolicy(rules=(RULE,))))
        self.said: list[str] = []
        self.qtbot = qtbot
        self.bar = UrgencyBar(theme)
        qtbot.addWidget(self.bar)
        self.bridge = Bridge(self.story.session, self.story.clock)
        self.presenter = UrgencyBarPresenter(self.bar, self.bridge, self.said.append)
        self.bar.show()
        self.shown = self.story.checkout
        self.show()

    def show(self, incident_id: UUID | None = None) -> None:
        self.shown = incident_id or self.shown
        incident = self.story.incident(self.shown)
        self.presenter.show(incident, self.story.team, self.bridge.viewer, self.bridge.hub_now())

    def type(self, words: str) -> None:
        self.qtbot.keyClicks(self.bar.reason, words)


@pytest.fixture
def desk(theme: Theme, qtbot: QtBot) -> Iterator[Desk]:
    made = Desk(theme, qtbot)
    yield made
    made.bridge.close()


def test_it_can_wait_is_said_with_a_reason_by_keyboard(desk: Desk) -> None:
    assert desk.bar.words == "act now · undecided"
    desk.bar.change.setFocus()
    desk.qtbot.keyClick(desk.bar.change, Qt.Key.Key_Return)
    assert desk.bar.form.isVisible()
    assert desk.bar.reason.hasFocus()
    desk.qtbot.keyClick(desk.bar.reason, Qt.Key.Key_Return)
    assert desk.bar.form.isVisible(), "without a reason nothing is sent"
    desk.type("a load test")
    desk.qtbot.keyClick(desk.bar.reason, Qt.Key.Key_Return)
    assert not desk.bar.form.isVisible()
    incident = desk.story.incident(desk.story.checkout)
    assert incident.urgency is Urgency.OFFICE_HOURS
    assert incident.urgency_decided_by == Decider(person="ben")
    desk.show()
    assert desk.bar.words == "can wait until 09:00 Berlin"
    assert desk.bar.why == "said by you"


def test_escape_goes_back_and_forgets(desk: Desk) -> None:
    desk.bar.ask()
    desk.type("a load")
    desk.qtbot.keyClick(desk.bar.reason, Qt.Key.Key_Escape)
    assert not desk.bar.form.isVisible()
    assert desk.bar.change.hasFocus()
    desk.bar.ask()
    assert desk.bar.reason.text() == ""


def test_an_undecided_one_is_confirmed(desk: Desk) -> None:
    desk.bar.confirm.click()
    assert "stays as it is" in desk.bar.hint
    desk.type("customers wait")
    desk.bar.send.click()
    desk.show()
    assert (desk.bar.words, desk.bar.confirm.isVisible()) == ("act now", False)


def test_the_question_goes_when_somebody_else_was_quicker_or_another_is_shown(desk: Desk) -> None:
    desk.bar.ask()
    other = desk.story.alert("Search lags", "search", ring=False)
    desk.show(other)
    assert not desk.bar.form.isVisible()
    assert desk.bar.words == "can wait until 09:00 Berlin"
    desk.bar.ask()
    desk.story.monitor_resolves(other)
    desk.show()
    assert not desk.bar.form.isVisible()
    assert not desk.bar.change.isVisible(), "what is over is not changed"


def test_whom_it_does_not_page_may_only_read(theme: Theme, qtbot: QtBot) -> None:
    desk = Desk(theme, qtbot, me="kwame")
    assert not desk.bar.change.isVisible()
    assert "act now" in desk.bar.accessibleName()
    desk.bridge.close()
