"""The page for executives: its link, copied and taken back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtGui import QGuiApplication

from desktop.core.team.seat import Seat
from desktop.ui.panels.link.link_card import LinkCard
from desktop.ui.panels.link.link_presenter import LinkPresenter
from desktop.ui.theme.theme import Theme
from tests.ui.conftest import drive
from tests.ui.panels.conftest import Stand
from tests.ui.story import Story

Linked = tuple[Stand, LinkCard]


@pytest.fixture
def linked(stand: Callable[..., Stand], theme: Theme) -> Linked:
    story = Story(me="ana")
    story.claims(story.checkout, "ana", Seat.MANAGER)
    card = LinkCard(theme)
    return stand(story, card, lambda bridge: LinkPresenter(card, bridge, drive)), card


def test_it_is_copied_and_says_who_can_read_it(linked: Linked) -> None:
    stood, card = linked
    card.copy.click()
    assert QGuiApplication.clipboard().text().endswith(stood.story.checkout.hex)
    assert card.said == "Copied. Whoever has the link can read it."
    card.copy.click()
    assert stood.story.session.shared == {stood.story.checkout: 1}, "the same link again"
    assert card.copy.isEnabled()


def test_sharing_is_stopped(linked: Linked) -> None:
    stood, card = linked
    card.stop.click()
    assert card.said == "There was no link to this incident."
    card.copy.click()
    card.stop.click()
    assert card.said == "No link to this incident shows anything any more."
    assert stood.story.session.shared == {}
    card.copy.click()
    assert stood.story.session.shared == {stood.story.checkout: 1}, "a new one"


def test_without_the_hub_it_says_what_to_do(linked: Linked) -> None:
    stood, card = linked
    stood.story.session.lose_hub()
    card.copy.click()
    assert card.said == "The hub cannot be reached. Pairwatch goes on trying."
    assert card.copy.isEnabled()


def test_another_incident_begins_without_words_of_the_last(linked: Linked) -> None:
    stood, card = linked
    before = card.said
    card.copy.click()
    stood.show(stood.story.alert("Search lags", "search"))
    assert card.said == before
    stood.story.session.evolve(me="nobody")
    stood.show()
    assert card.isHidden()
