"""Banners above the incident: what is wrong, and one or two ways out."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from desktop.core.team.seat import Seat
from desktop.ui.main_window.banner_stack import BannerStack
from desktop.ui.present.schedule.duty import BannerView
from desktop.ui.present.telling.overdue import MOVE, WRITE, overdue_banners, update_wish
from desktop.ui.present.times import viewer_of
from desktop.ui.theme.theme import Theme
from desktop.ui.widgets.button import QuietButton
from tests.ui.story import S, Story


@pytest.fixture
def late() -> tuple[Story, tuple[BannerView, ...]]:
    """Ana's first update is 40 seconds late."""
    story = Story(me="ana")
    story.claims(story.checkout, "ana", Seat.MANAGER)
    story.wait(timedelta(minutes=5) + 40 * S)
    viewer = viewer_of(story.team, "ana")
    return story, overdue_banners(story.session.state, viewer, story.clock.now())


def buttons(stack: BannerStack) -> list[QuietButton]:
    (banner,) = stack.banners
    return [button for button in banner.findChildren(QuietButton) if button.isVisible()]


def test_a_late_update_is_written_or_moved_from_its_banner(
    qtbot: Any, theme: Theme, late: tuple[Story, tuple[BannerView, ...]]
) -> None:
    story, views = late
    stack = BannerStack(theme)
    qtbot.addWidget(stack)
    wanted: list[str] = []
    stack.wanted.connect(wanted.append)
    stack.show_banners(views)
    stack.resize(900, 100)
    stack.show()
    assert stack.titles == ["First update late 0:40"]
    write, move = buttons(stack)
    assert (write.text(), move.text()) == ("Write the update", "Move it")
    QTest.keyClick(write, Qt.Key.Key_Return)
    move.click()
    assert [update_wish(do) for do in wanted] == [(WRITE, story.checkout), (MOVE, story.checkout)]


def test_in_a_narrow_window_the_buttons_go_below_the_words(
    qtbot: Any, theme: Theme, late: tuple[Story, tuple[BannerView, ...]]
) -> None:
    _story, views = late
    stack = BannerStack(theme)
    qtbot.addWidget(stack)
    stack.show_banners(views)
    stack.resize(900, 100)
    stack.show()
    (banner,) = stack.banners

    def left() -> int:
        return buttons(stack)[0].mapTo(banner, QPoint(0, 0)).x()

    qtbot.waitUntil(lambda: left() > banner.width() / 2)
    stack.resize(460, 200)
    qtbot.waitUntil(lambda: left() < 100)


def test_a_banner_that_is_used_again_forgets_the_second_button(
    qtbot: Any, theme: Theme, late: tuple[Story, tuple[BannerView, ...]]
) -> None:
    _story, views = late
    stack = BannerStack(theme)
    qtbot.addWidget(stack)
    stack.show_banners(views)
    stack.show()
    stack.show_banners([BannerView(title="The hub is lost.", remedy="", action="Try now", do="reconnect")])
    assert [button.text() for button in buttons(stack)] == ["Try now"]
