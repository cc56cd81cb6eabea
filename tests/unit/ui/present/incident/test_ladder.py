from __future__ import annotations

from datetime import timedelta

import pytest

from desktop.core.incident.escalation import forecast
from desktop.core.team.seat import Seat
from desktop.ui.present.incident.ladder import ladder_view, open_for
from tests.ui.story import S, Story


def view(story):
    incident, now = story.incident(story.checkout), story.clock.now()
    return ladder_view(incident, story.team, forecast(incident, story.team, now), now)


def test_the_clock_stands_beside_the_seat_that_moves_up():
    story = Story()
    story.claims(story.checkout, "ana", Seat.MANAGER)
    story.clock.advance(114 * S)
    shown = view(story)
    assert (shown.lead, shown.clock) == ("The Engineer's seat moves up in", "3:06")
    assert [step.label for step in shown.steps] == ["the pair", "everyone · 9", "VP and CTO · 2"]
    assert [step.progress for step in shown.steps] == pytest.approx([0.38, 0, 0])
    assert [step.current for step in shown.steps] == [True, False, False]


def test_both_and_the_last_level():
    story = Story()
    assert view(story).lead == "Both seats move up in"
    story.wait(timedelta(minutes=5))
    story.wait(timedelta(minutes=5))
    shown = view(story)
    assert shown.lead == "Everybody is paged again in"
    assert [step.current for step in shown.steps] == [False, False, True]


def test_no_ladder_when_answered_or_over():
    story = Story()
    story.clock.advance(91 * S)
    story.claims(story.checkout, "ana", Seat.MANAGER)
    story.claims(story.checkout, "ben", Seat.ENGINEER)
    assert view(story) is None
    assert open_for(story.incident(story.checkout), story.clock.now()) == "open for 1:31"
    story.resolves(story.checkout, "ana")
    assert view(story) is None
    assert open_for(story.incident(story.checkout), story.clock.now()) == "was open for 1:31"
