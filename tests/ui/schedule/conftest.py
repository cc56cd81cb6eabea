"""The schedule view in a window of its own, with its presenter."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from pytestqt.qtbot import QtBot

from desktop.core.team.team import Team
from desktop.ui.bridge import Bridge
from desktop.ui.schedule.schedule_presenter import SchedulePresenter
from desktop.ui.schedule.schedule_view import ScheduleView
from desktop.ui.theme.theme import Theme
from tests.ui.conftest import drive
from tests.ui.schedule import scenes
from tests.ui.story import Story


@dataclass
class Shown:
    """What a test drives."""

    story: Story
    view: ScheduleView
    presenter: SchedulePresenter

    def refresh(self) -> None:
        self.presenter.refresh()


Show = Callable[..., Shown]


@pytest.fixture
def show(qtbot: QtBot, theme: Theme, bridge_of: Callable[[Story], Bridge]) -> Show:
    """Shows the schedule of a team to somebody; `before` prepares the hub."""

    def make(
        team: Team = scenes.BUSY_TEAM,
        me: str = "ben",
        *,
        before: Callable[[Story], None] | None = None,
        size: tuple[int, int] = (1216, 1000),
    ) -> Shown:
        story = scenes.story(team, me)
        if before is not None:
            before(story)
        view = ScheduleView(theme)
        presenter = SchedulePresenter(view, bridge_of(story), drive)
        qtbot.addWidget(view)
        view.resize(*size)
        view.show()
        qtbot.waitExposed(view)
        view.activateWindow()
        qtbot.waitUntil(view.isActiveWindow)
        presenter.refresh()
        view.timeline.lanes.setFocus()
        return Shown(story, view, presenter)

    return make
