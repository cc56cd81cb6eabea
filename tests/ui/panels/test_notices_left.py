"""Closing asks what shall become of what is still shown."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.core.telling.notice import Notice
from desktop.ui.bridge import Bridge
from desktop.ui.panels.notices.left_presenter import LeftPresenter
from desktop.ui.panels.notices.notices_left import NoticesLeft
from desktop.ui.theme.theme import Theme
from tests.ui.conftest import drive
from tests.ui.panels.notices_desk import PAYMENTS, SEARCH, H, night
from tests.ui.story import NIGHT, Story


class Closing:
    """The incident is over; two messages are on for it, one for another incident."""

    def __init__(self, qtbot: Any, theme: Theme, bridge: Bridge, story: Story) -> None:
        self.story, self.bridge = story, bridge
        self.left = NoticesLeft(theme)
        self.presenter = LeftPresenter(self.left, bridge, drive)
        self.settled: list[bool] = []
        self.said: list[str] = []
        self.presenter.settled.connect(self.settled.append)
        bridge.refused.connect(self.said.append)
        qtbot.addWidget(self.left)
        self.left.show()
        self.left.activateWindow()
        qtbot.waitUntil(self.left.isActiveWindow)

    def asks(self) -> bool:
        incident = self.story.incident(self.story.checkout)
        return self.presenter.show(incident, self.story.team, self.bridge.viewer, self.bridge.hub_now())

    @property
    def on(self) -> list[Notice]:
        return [known for known in self.story.session.state.notices if known.on]


@pytest.fixture
def closing(qtbot: Any, theme: Theme, bridge_of: Any) -> Closing:
    story = night()
    mine = story.checkout
    story.session.evolve(
        notices=(
            replace(PAYMENTS, on=True, incident_id=mine),
            replace(SEARCH, on=True, incident_id=mine),
            replace(PAYMENTS, id=UUID(int=3), service="mail", on=True, incident_id=UUID(int=99)),
        )
    )
    story.resolves(mine, "ana")
    return Closing(qtbot, theme, bridge_of(story), story)


def test_switched_off_all_at_once(closing: Closing) -> None:
    assert closing.asks()
    assert closing.left.lead == "2 messages are still on for this incident"
    QTest.keyClick(closing.left.switch_off, Qt.Key.Key_Return)
    assert [known.service for known in closing.on] == ["mail"]
    assert closing.settled == [True]
    assert not closing.asks()


def test_kept_until_a_time(closing: Closing) -> None:
    closing.asks()
    closing.left.keep_until.click()
    assert QApplication.focusWidget() is closing.left.edit
    QTest.keyClick(closing.left.edit, Qt.Key.Key_Up)
    closing.asks()  # the window draws once a second: what was chosen stays
    QTest.keyClick(closing.left.edit, Qt.Key.Key_Return)
    until = NIGHT.replace(second=0) + 2 * H
    kept = [known for known in closing.on if known.incident_id == closing.story.checkout]
    assert [known.until_at for known in kept] == [until, until]
    assert closing.settled == [True]
    assert not closing.left.asks_when


def test_escape_goes_back_to_the_choice(closing: Closing) -> None:
    closing.asks()
    closing.left.keep_until.click()
    QTest.keyClick(closing.left.edit, Qt.Key.Key_Escape)
    assert not closing.left.asks_when
    assert QApplication.focusWidget() is closing.left.keep_until
    assert closing.settled == []


def test_kept_as_they_are(closing: Closing) -> None:
    closing.asks()
    closing.left.keep_it.click()
    assert len(closing.on) == 3
    assert closing.settled == [False]


def test_what_the_hub_says_no_to_is_not_settled(closing: Closing) -> None:
    closing.asks()
    closing.story.session.lose_hub()
    closing.left.switch_off.click()
    assert closing.said == ["The hub cannot be reached. Pairwatch goes on trying."]
    assert closing.settled == []
    closing.story.session.find_hub()
    closing.left.switch_off.click()
    assert closing.settled == [True]


def test_one_message_is_one(closing: Closing) -> None:
    closing.story.session.evolve(notices=(replace(PAYMENTS, on=True, incident_id=closing.story.checkout),))
    assert closing.asks()
    assert closing.left.lead == "1 message is still on for this incident"
    assert "Payments may fail" in closing.left.accessibleName()
