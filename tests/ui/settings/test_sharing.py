"""With whom the hub is shared, driven by keyboard and mouse."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.core.errors import PairwatchError
from desktop.ui.main_window.surroundings import HubInfo
from desktop.ui.settings.sharing_card import SharingCard
from desktop.ui.settings.sharing_presenter import SharingPresenter
from tests.ui.conftest import drive
from tests.ui.story import Story

OWN = HubInfo(address="http://127.0.0.1:8787", hosts=("192.168.1.20", "anas-laptop"))
OPEN = replace(OWN, door_port=9443)
JOINED = HubInfo(address="https://hub.example.com:8765", embedded=False)


class Sharing:
    def __init__(
        self, card: SharingCard, presenter: SharingPresenter, hub: list[HubInfo], story: Story
    ) -> None:
        self.card, self.presenter, self._hub, self.story = card, presenter, hub, story
        self.doors: list[bool] = []
        self.joins: list[str] = []
        self.left = 0
        card.door_wanted.connect(self.doors.append)
        card.join_wanted.connect(self.joins.append)
        card.leave_wanted.connect(self._leave)

    def _leave(self) -> None:
        self.left += 1

    def becomes(self, hub: HubInfo) -> None:
        self._hub[0] = hub
        self.presenter.refresh()


@pytest.fixture
def sharing_of(qtbot, theme, bridge_of):
    def make(story: Story, hub: HubInfo, me: str = "ana") -> Sharing:
        shown = [hub]
        story.session.evolve(me=me)
        card = SharingCard(theme)
        presenter = SharingPresenter(card, bridge_of(story), lambda: shown[0], drive)
        qtbot.addWidget(card)
        card.show()
        presenter.refresh()
        return Sharing(card, presenter, shown, story)

    return make


def test_alone_one_lets_others_in_and_then_invites_by_name(sharing_of, story):
    sharing = sharing_of(story, OWN)
    card = sharing.card
    assert not card.name.isVisible(), "nobody could get in yet"
    QTest.mouseClick(card.open, Qt.MouseButton.LeftButton)
    assert sharing.doors == [True]
    assert not card.open.isEnabled(), "asked once is enough"
    sharing.becomes(OPEN)
    assert card.name.isVisible()
    assert card.name.hasFocus() or card.focusWidget() is card.name
    assert [card.host.itemText(n) for n in range(card.host.count())] == list(OWN.hosts)
    assert not card.invite.isEnabled(), "without a name there is nobody to invite"
    QTest.keyClicks(card.name, "Ben Sato")
    QTest.keyClick(card.name, Qt.Key.Key_Return)
    assert story.session.invitations.invited == [("Ben Sato", "https://192.168.1.20:9443")]
    assert card.line.text().startswith("pairwatch:")
    assert "Ben Sato" in card.invited.text()
    assert card.name.text() == ""


def test_another_name_of_this_computer_can_be_given(sharing_of, story):
    sharing = sharing_of(story, OPEN)
    sharing.card.host.setEditText("anas-laptop.local")
    QTest.keyClicks(sharing.card.name, "Ben Sato")
    QTest.mouseClick(sharing.card.invite, Qt.MouseButton.LeftButton)
    assert story.session.invitations.invited == [("Ben Sato", "https://anas-laptop.local:9443")]


def test_in_another_network_the_computer_has_another_address(sharing_of, story):
    sharing = sharing_of(story, OPEN)
    card = sharing.card
    card.host.setEditText("anas-laptop.local")
    sharing.presenter.refresh()
    assert card.host.currentText() == "anas-laptop.local", "in the same one nothing is taken away"
    sharing.becomes(replace(OPEN, hosts=("10.0.0.7", "anas-laptop")))
    assert card.host.currentText() == "10.0.0.7"
    QTest.keyClicks(card.name, "Ben Sato")
    QTest.keyClick(card.name, Qt.Key.Key_Return)
    assert story.session.invitations.invited == [("Ben Sato", "https://10.0.0.7:9443")]


def test_a_refusal_is_told_and_what_was_typed_stays(sharing_of, story):
    sharing = sharing_of(story, OPEN)
    story.session.invitations.refusal = PairwatchError("The team file knows nobody called “Zoe”.", "Add her.")
    QTest.keyClicks(sharing.card.name, "Zoe")
    QTest.keyClick(sharing.card.name, Qt.Key.Key_Return)
    assert "knows nobody called “Zoe”" in sharing.card.problem.text()
    assert sharing.card.name.text() == "Zoe"
    assert sharing.card.invite.isEnabled()


def test_shutting_the_door_is_asked_first(sharing_of, story):
    sharing = sharing_of(story, OPEN)
    QTest.mouseClick(sharing.card.shut, Qt.MouseButton.LeftButton)
    assert sharing.doors == []
    QTest.keyClick(sharing.card.question, Qt.Key.Key_Escape)
    assert sharing.doors == []
    QTest.mouseClick(sharing.card.shut, Qt.MouseButton.LeftButton)
    QTest.keyClick(sharing.card.question.yes, Qt.Key.Key_Return)
    assert sharing.doors == [False]


def test_a_door_that_is_stuck_says_why_and_is_tried_again(sharing_of, story):
    sharing = sharing_of(story, replace(OWN, door_problem="The hub cannot listen on 0.0.0.0:9443: in use."))
    assert "in use" in sharing.card._words.text()
    assert sharing.card.open.text() == "Try again"
    assert not sharing.card.name.isVisible()


def test_joining_is_asked_with_what_it_means_here(sharing_of, story):
    sharing = sharing_of(story, OWN)
    QTest.keyClicks(sharing.card.paste, "pairwatch:abc")
    QTest.keyClick(sharing.card.paste, Qt.Key.Key_Return)
    assert sharing.joins == []
    assert "page nobody" in sharing.card.question.accessibleName()
    QTest.keyClick(sharing.card.question.yes, Qt.Key.Key_Return)
    assert sharing.joins == ["pairwatch:abc"]
    sharing.card.say("This invitation was used already.")
    assert sharing.card.paste.text() == "pairwatch:abc"
    assert sharing.card.join.isEnabled()


def test_at_a_shared_hub_admins_invite_and_everybody_can_leave(sharing_of, story):
    sharing = sharing_of(story, JOINED, me="ben")
    assert not sharing.card.name.isVisible()
    assert "Its admins invite people." in sharing.card._words.text()
    QTest.mouseClick(sharing.card.leave, Qt.MouseButton.LeftButton)
    assert sharing.left == 0
    QTest.keyClick(sharing.card.question.yes, Qt.Key.Key_Return)
    assert sharing.left == 1
    admin = sharing_of(story, JOINED, me="ana")
    assert not admin.card.host.isVisible(), "its address is known"
    QTest.keyClicks(admin.card.name, "Mei Lindqvist")
    QTest.keyClick(admin.card.name, Qt.Key.Key_Return)
    assert story.session.invitations.invited == [("Mei Lindqvist", "https://hub.example.com:8765")]
