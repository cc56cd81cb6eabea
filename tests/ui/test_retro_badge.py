"""The dot at the retro's place: while a meeting waits, or is on; asked for seldom."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from desktop.core.retro.meeting_commands import CloseMeeting, OpenMeeting
from desktop.ui.bridge import Bridge
from desktop.ui.main_window.rail import RailButton
from desktop.ui.main_window.retro_badge import RetroBadge
from desktop.ui.theme.theme import Theme
from tests.ui.conftest import drive
from tests.ui.retro.meeting import meeting_scene as scene
from tests.ui.story import Story

MINUTE = timedelta(minutes=1)


@pytest.fixture
def button(qtbot: Any, theme: Theme) -> RailButton:
    made = RailButton(theme, "Retro", "mdi6.chart-line", "Ctrl+7")
    qtbot.addWidget(made)
    return made


def test_while_it_waits_and_is_on(button: RailButton, bridge_of: Callable[[Story], Bridge]) -> None:
    story = scene.prepared()
    badge = RetroBadge(button, bridge_of(story), drive)
    badge.refresh()
    assert button.accessibleName() == "Retro: the meeting about week 47 is prepared"
    scene.lead(story, OpenMeeting())
    badge.refresh()
    assert "prepared" in button.badge, "it is in no hurry"
    story.clock.advance(MINUTE)
    badge.refresh()
    assert button.toolTip() == "Retro: the meeting about week 47 is on (Ctrl+7)"
    scene.lead(story, CloseMeeting())
    story.clock.advance(MINUTE)
    badge.refresh()
    assert (button.badge, button.accessibleName()) == ("", "Retro")


def test_nobody_asks_while_nothing_changes_or_without_a_hub(
    button: RailButton, bridge_of: Callable[[Story], Bridge]
) -> None:
    story = scene.prepared()
    badge = RetroBadge(button, bridge_of(story), drive)
    badge.refresh()
    story.clock.advance(60 * MINUTE)
    badge.refresh()
    assert story.session.meetings.asked == 1
    scene.lead(story, OpenMeeting())
    story.session.lose_hub()
    badge.refresh()
    assert story.session.meetings.asked == 1
