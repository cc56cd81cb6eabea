"""How it was, in the retro."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from desktop.core.retro.compared_weeks import ComparedWeeks
from desktop.core.retro.morale import MoraleFigures, Wish
from desktop.core.retro.recovery import Recovery
from desktop.ui.bridge import Bridge
from desktop.ui.retro.retro_presenter import RetroPresenter
from desktop.ui.retro.retro_view import RetroView
from desktop.ui.theme.theme import Theme
from tests.ui.conftest import drive
from tests.ui.retro.week_scene import BEFORE, FULL, MONDAY, WEEK
from tests.ui.story import NIGHT, Story

MORALE = MoraleFigures(
    answers=4,
    moods=(0, 1, 1, 2, 0),
    slept=(1, 2, 1),
    wishes=(Wish(text="A run-book"), Wish(text="Sleep", by="ana")),
)
MINE = Recovery(id=UUID(int=3), responder="ben", day=MONDAY + timedelta(days=1), hours=2)
Open = Callable[..., RetroView]


@pytest.fixture
def view_of(qtbot: Any, theme: Theme, bridge_of: Callable[[Story], Bridge]) -> Iterator[Open]:
    made: list[RetroView] = []

    def make(story: Story, morale: MoraleFigures | None, days: float | None) -> RetroView:
        async def week(starts_on: date) -> ComparedWeeks:
            this = replace(FULL, starts_on=starts_on, morale=morale, recovery_days=days)
            before = replace(BEFORE, morale=replace(MORALE, moods=(4, 0, 0, 0, 0)), recovery_days=1.0)
            return replace(WEEK, week=this, before=before)

        story.session.retro.week = week  # type: ignore[method-assign]
        view = RetroView(theme)
        made.append(view)
        presenter = RetroPresenter(view, bridge_of(story), drive)
        view.show()
        presenter.refresh()
        QApplication.processEvents()
        return view

    yield make
    for view in made:
        view.close()
        view.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def quiet() -> Story:
    return Story("ben", quiet=True)


def test_a_week_with_enough_answers_is_told(view_of: Open):
    view = view_of(quiet(), MORALE, 1.5)
    assert view.morale.texts == [
        "3.2 of 5",
        "4 answers: 1 × hard, 1 × so-so, 2 × good.",
        "Slept: 1 well, 2 badly, 1 hardly.",
        "How it was: week before 1.0 of 5, four weeks ago –.",
        "“A run-book”\n“Sleep”, Ana Okafor",
        "The team took 1.5 days of rest after nights.",
        "Rest: week before 1 day, four weeks ago –.",
    ]
    rows = {row[0]: row[1:] for row in view.week.grid.texts}
    assert rows["How it was"][0] == "3.2 of 5 · 4 answers"
    assert rows["Rest after nights"][:2] == ["1.5 days", "1 day"], "more rest is neither better nor worse"


@pytest.mark.parametrize(
    ("morale", "words"),
    [
        (MoraleFigures(), "Fewer than three answers: not shown."),
        (MoraleFigures(open_until_at=NIGHT + timedelta(days=7)), "from three on: Tue 1 Dec, 03:41."),
    ],
)
def test_what_may_not_be_shown_is_not(view_of: Open, morale: MoraleFigures, words: str):
    view = view_of(quiet(), morale, None)
    assert words in view.morale.texts[0]
    assert not any("Slept" in text or "of 5" in text for text in view.morale.texts)


def test_ones_own_rest_is_changed_and_removed(view_of: Open):
    story = quiet()
    story.session.wellbeing.put(MINE)
    view = view_of(story, MORALE, 0.25)
    (line,) = view.morale.own
    assert not line.keep.isEnabled()
    line.hours.setValue(8)
    line.keep.click()
    assert [one.hours for one in story.session.wellbeing.noted] == [8]
    (line,) = view.morale.own
    line.remove.click()
    assert story.session.wellbeing.noted == []
    assert view.morale.own == []


def test_what_cannot_be_changed_is_said(view_of: Open):
    story = quiet()
    story.session.wellbeing.put(MINE)
    view = view_of(story, MORALE, 0.25)
    story.session.lose_hub()
    view.morale.own[0].remove.click()
    assert "The hub cannot be reached." in view.morale.texts[-1]
    assert len(view.morale.own) == 1
