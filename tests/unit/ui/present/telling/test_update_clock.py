from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import UUID

import pytest

from desktop.core.incident.commands import ExtendUpdate, SendUpdate
from desktop.core.team.seat import Seat
from desktop.core.telling.update import Readers, Stage
from desktop.ui.present.telling.update_clock import ClockState, update_clock
from desktop.ui.present.times import viewer_of
from desktop.ui.theme.tokens import Tone
from tests.ui.story import S, Story

MINUTE = timedelta(minutes=1)


@pytest.fixture
def story() -> Story:
    """Ana manages from 03:42:11 on; the first update is due 03:47:11."""
    story = Story(me="ana")
    story.clock.advance(19 * S)
    story.claims(story.checkout, "ana", Seat.MANAGER)
    story.claims(story.checkout, "ben", Seat.ENGINEER)
    return story


def clock(story: Story, me: str = "ana"):
    viewer = viewer_of(story.team, me)
    return update_clock(story.incident(story.checkout), story.team, viewer, story.clock.now())


def tell(story: Story, number: int = 1, **more: Any) -> None:
    update = partial(
        SendUpdate,
        update_id=UUID(int=number),
        stage=Stage.INVESTIGATING,
        readers=Readers.CUSTOMERS,
        text="We are looking into it.",
        **more,
    )
    story.session.do(story.checkout, update)


def test_before_the_first_update(story: Story) -> None:
    view = clock(story)
    assert view.sentence == "First update due 5:00 · that it is known and worked on · by 03:47"
    assert (view.state, view.tone, view.short) == (ClockState.RUNNING, Tone.MANAGER, "update 5:00")


def test_after_it_the_scope_is_due(story: Story) -> None:
    story.clock.advance(MINUTE)
    tell(story)
    story.clock.advance(6 * MINUTE)
    view = clock(story)
    assert view.sentence == "Next update due 3:00 · scope of impact · by 03:52"
    assert view.left == pytest.approx(1 / 3)
    tell(story, 2)
    assert clock(story).sentence == "Next update due 20:00 · by 04:09"


def test_the_reminder_turns_it_to_a_warning(story: Story) -> None:
    story.clock.advance(3 * MINUTE)
    assert (clock(story).state, clock(story).tone) == (ClockState.SOON, Tone.WARN)


def test_overdue_it_counts_up_and_says_what_happens_next(story: Story) -> None:
    story.wait(5 * MINUTE)
    story.clock.advance(40 * S)
    view = clock(story)
    assert view.state is ClockState.OVERDUE
    assert view.sentence == "First update late 0:40 · that it is known and worked on · was due 03:47"
    assert view.note == "Without an update, the next Manager is asked to tell it at 03:52."
    assert (view.short, view.left) == ("update late 0:40", 0.0)
    story.wait(5 * MINUTE)
    assert clock(story).note == "Mei Lindqvist is asked to tell it instead."
    assert clock(story, me="mei").note == "You are asked to tell it instead."


def test_moved_it_says_why(story: Story) -> None:
    until = story.clock.now() + 30 * MINUTE
    story.session.do(story.checkout, partial(ExtendUpdate, until=until, because="Nothing new until then"))
    assert clock(story).note == "Moved: Nothing new until then"
    assert clock(story).by == "by 04:12"


def test_without_a_manager_it_waits(story: Story) -> None:
    quiet = Story()
    view = clock(quiet)
    assert (view.state, view.clock) == (ClockState.WAITING, "5:00")
    assert view.note == "Waiting for a Manager; whoever takes the seat has at least 5 min."
    quiet.wait(6 * MINUTE)
    assert clock(quiet).state is ClockState.WAITING
    assert clock(quiet).lead == "First update late"


def test_no_clock_when_it_is_over_or_unknown(story: Story) -> None:
    incident = replace(story.incident(story.checkout), communication=None)
    assert update_clock(incident, story.team, viewer_of(story.team, "ana"), story.clock.now()) is None
    story.resolves(story.checkout, "ana")
    assert clock(story) is None
