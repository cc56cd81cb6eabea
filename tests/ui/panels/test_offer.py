"""Offering a seat: chosen by keyboard, with what it does to them said first; taken, declined, withdrawn."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from functools import partial

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.core.fixing.fixing_commands import AnswerCallIn, CallInPerson
from desktop.core.incident.commands import ClaimSeat, OfferSeat
from desktop.core.team.seat import Seat
from desktop.core.team.team import Team
from desktop.ui.bridge import Bridge
from desktop.ui.panels.offer.offer_bar import OfferBar
from desktop.ui.panels.offer.offer_presenter import OfferPresenter
from desktop.ui.present.incident.actions import Action, Do, holder_actions
from desktop.ui.theme.theme import Theme
from tests.ui.story import TEAM, Story


class Desk:
    def __init__(self, theme: Theme, qtbot: QtBot, team: Team = TEAM) -> None:
        self.qtbot, self.story, self.said = qtbot, Story(me="ana", team=team), list[str]()
        self.story.claims(self.story.checkout, "ana", Seat.MANAGER)
        self.story.claims(self.story.checkout, "ben", Seat.ENGINEER)
        self.bridge = Bridge(self.story.session, self.story.clock)
        self.bar = OfferBar(theme)
        qtbot.addWidget(self.bar)
        self.presenter = OfferPresenter(self.bar, self.bridge, self.said.append)
        self.show()

    def show(self) -> None:
        incident = self.story.incident(self.story.checkout)
        self.presenter.show(incident, self.story.team, self.bridge.viewer, self.bridge.hub_now())

    def actions(self) -> dict[Do, Action]:
        incident = self.story.incident(self.story.checkout)
        pending = [kept.command for kept in self.bridge.state.pending_for(incident.id)]
        found = holder_actions(incident, self.story.team, self.bridge.viewer, pending)
        return {action.do: action for action in found}

    def press(self, do: Do) -> None:
        assert self.presenter.act(self.actions()[do])

    def offers(self) -> list[tuple[str, bool]]:
        return [(offer.to, offer.is_open) for offer in self.story.incident(self.story.checkout).offers]


@pytest.fixture
def desk(theme: Theme, qtbot: QtBot) -> Iterator[Desk]:
    made = Desk(theme, qtbot)
    yield made
    made.bridge.close()


def test_somebody_is_found_and_offered_the_seat_by_keyboard(desk: Desk) -> None:
    desk.press(Do.OFFER)
    assert desk.bar.isVisible()
    assert {row.responder for row in desk.bar.people.rows} >= {"mei", "jonas"}
    assert not {row.responder for row in desk.bar.people.rows} & {"ana", "ben"}
    desk.qtbot.keyClicks(desk.bar.search, "mei")
    assert desk.bar.offer.text() == "Offer it to Mei"
    assert desk.bar.cost.startswith("Wakes Mei Lindqvist")
    desk.qtbot.keyClick(desk.bar.search, Qt.Key.Key_Return)
    assert desk.offers() == [("mei", True)]
    assert not desk.bar.isVisible()
    assert desk.story.incident(desk.story.checkout).manager.holder == "ana"


def test_enter_twice_by_mistake_pages_nobody(desk: Desk) -> None:
    desk.press(Do.OFFER)
    desk.qtbot.keyClick(desk.bar.search, Qt.Key.Key_Return)
    assert desk.offers() == []
    desk.qtbot.keyClick(desk.bar.search, Qt.Key.Key_Down)
    desk.qtbot.keyClick(desk.bar.search, Qt.Key.Key_Return)
    assert len(desk.offers()) == 1


def test_escape_offers_nothing(desk: Desk) -> None:
    desk.press(Do.OFFER)
    desk.qtbot.keyClick(desk.bar.search, Qt.Key.Key_Escape)
    assert not desk.bar.isVisible()
    assert desk.offers() == []


def test_nobody_of_that_name_is_said(desk: Desk) -> None:
    desk.press(Do.OFFER)
    desk.qtbot.keyClicks(desk.bar.search, "xyz")
    assert desk.bar.nobody.startswith("Nobody of that name")
    assert not desk.bar.offer.isVisible()


def test_who_comes_to_help_is_the_first(desk: Desk) -> None:
    for by, make in (
        ("ana", partial(CallInPerson, responder="tomas", because="caches")),
        ("tomas", AnswerCallIn),
    ):
        desk.story.others(make(incident_id=desk.story.checkout, by=by, pressed_at=desk.story.clock.now()))
    desk.press(Do.OFFER)
    assert desk.bar.people.rows[0].responder == "tomas"


def test_an_offer_is_withdrawn(desk: Desk) -> None:
    desk.press(Do.OFFER)
    desk.bar.offered.emit("mei")
    assert desk.actions()[Do.WITHDRAW_OFFER].label == "Offer it to Mei Lindqvist no longer"
    assert Do.OFFER not in desk.actions()
    desk.press(Do.WITHDRAW_OFFER)
    assert desk.offers() == [("mei", False)]
    assert Do.OFFER in desk.actions()


def test_the_bar_goes_with_the_seat(desk: Desk) -> None:
    desk.press(Do.OFFER)
    takes = partial(ClaimSeat, seat=Seat.MANAGER, explicit=True)
    checkout, now = desk.story.checkout, desk.story.clock.now()
    desk.story.others(takes(incident_id=checkout, by="mei", pressed_at=now))
    desk.show()
    assert not desk.bar.isVisible()
    assert desk.actions() == {}


def test_a_holder_who_is_asked_says_that_they_are_on_it(desk: Desk) -> None:
    desk.story.wait(timedelta(hours=1))
    assert desk.actions()[Do.STILL_ON_IT].primary
    desk.press(Do.STILL_ON_IT)
    pages = desk.story.incident(desk.story.checkout).still_pages
    assert [page.responder for page in pages] == ["ben"]
    assert Do.STILL_ON_IT not in desk.actions()


def test_offline_it_is_kept_and_not_offered_again(desk: Desk) -> None:
    desk.story.session.lose_hub()
    desk.press(Do.OFFER)
    desk.bar.offered.emit("mei")
    assert isinstance(desk.bridge.state.pending[-1].command, OfferSeat)
    assert desk.actions() == {}
