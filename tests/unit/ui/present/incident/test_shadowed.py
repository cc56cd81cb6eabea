"""What who shadows reads: on the alarm, afterwards and in the timeline."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from desktop.client.answering import acknowledge
from desktop.client.attention import Ringing, ringing
from desktop.core.incident.commands import AcknowledgeShadow
from desktop.core.incident.page import PageReason
from desktop.core.schedule.schedule import Shadow
from desktop.core.team.seat import Seat
from desktop.ui.present.incident.actions import Do, actions
from desktop.ui.present.incident.alarm import AlarmView, alarm_view, answer_words
from desktop.ui.present.incident.alarm_end import Closing, ClosingView, closing_view
from desktop.ui.present.timeline.timeline import timeline_rows
from desktop.ui.present.times import viewer_of
from tests.ui.story import NIGHT, TEAM, Story

HOUR = timedelta(hours=1)
SHADOW = Shadow(
    id=UUID(int=1), responder="leila", starts_at=NIGHT - HOUR, ends_at=NIGHT + HOUR, by="ana", at=NIGHT - HOUR
)
SHADOWED = replace(TEAM, schedule=replace(TEAM.schedule, shadows=(SHADOW,)))


def rings_of(story: Story) -> Ringing:
    (found,) = ringing(story.session.state)
    return found


def alarm(story: Story) -> AlarmView:
    now, viewer = story.clock.now(), viewer_of(story.team, story.session.state.me)
    return alarm_view(rings_of(story), 1, 1, story.session.state, story.team, viewer, now, ())


def ended(story: Story, before: Ringing) -> ClosingView:
    now, viewer = story.clock.now(), viewer_of(story.team, story.session.state.me)
    return closing_view(before, story.session.state, story.team, viewer, now, ())


def told(story: Story) -> list[str]:
    viewer = viewer_of(story.team, story.session.state.me)
    events = story.session._events[story.checkout]
    return [row.title for row in reversed(timeline_rows(events, story.team, viewer, story.clock.now()))]


def test_the_alarm_asks_nothing_but_whether_it_was_seen() -> None:
    story = Story(me="leila", team=SHADOWED)
    rings, view = rings_of(story), alarm(story)
    assert (rings.reason, rings.seats) == (PageReason.SHADOW, ())
    assert view.lead == "You shadow: nothing is asked of you"
    assert view.call == "The pair is paged, and nobody waits for you. Look on and learn."
    assert (view.button, view.second, answer_words(rings)) == ("Seen", "", "Seen")
    assert "page the next" not in view.decline
    assert view.mild
    assert "Press Space to say that you have seen it." in view.announcement
    assert [seat.name for seat in view.seats] == ["Ana Okafor", "Ben Sato"]


def test_the_big_button_claims_nothing() -> None:
    story = Story(me="leila", team=SHADOWED)
    before = rings_of(story)
    acknowledge(story.session, before)
    incident = story.incident(story.checkout)
    assert ringing(story.session.state) == ()
    assert [state.holder for state in incident.seats] == [None, None]
    view = ended(story, before)
    assert (view.closing, view.title) == (Closing.DECLINED, "You shadow")


def test_it_ends_when_the_pair_has_both_seats() -> None:
    story = Story(me="leila", team=SHADOWED)
    before = rings_of(story)
    story.claims(story.checkout, "ana", Seat.MANAGER)
    assert rings_of(story).reason is PageReason.SHADOW
    story.claims(story.checkout, "ben", Seat.ENGINEER)
    assert ringing(story.session.state) == ()
    assert ended(story, before).title == "You shadow"


def test_seen_silences_nothing_but_the_shadow() -> None:
    story = Story(me="ben", team=SHADOWED)
    assert rings_of(story).reason is PageReason.SEAT
    seen = AcknowledgeShadow(incident_id=story.checkout, by="leila", pressed_at=story.clock.now())
    story.others(seen)
    assert rings_of(story).seats == (Seat.ENGINEER,)


def test_a_shadow_that_is_paged_for_a_seat_later_is_asked_for_it() -> None:
    story = Story(me="leila", team=SHADOWED)
    story.wait(timedelta(minutes=6))
    rings = rings_of(story)
    assert rings.reason is PageReason.SEAT
    acknowledge(story.session, rings)
    assert story.incident(story.checkout).held_by("leila") == (rings.suggested,)


def test_the_incident_offers_a_shadow_no_seat_as_theirs() -> None:
    story = Story(me="leila", team=SHADOWED)
    viewer, suggested = viewer_of(story.team, "leila"), rings_of(story).suggested
    found = actions(story.incident(story.checkout), story.team, viewer, suggested)
    assert not any(action.primary or action.do is Do.DECLINE for action in found)


@pytest.mark.parametrize(
    ("me", "words"),
    [
        ("leila", "You shadow: paged too, and counted for nothing"),
        ("ana", "Leila Haddad shadows: paged too, and counted for nothing"),
    ],
)
def test_the_timeline_tells_it_once_and_nothing_of_the_answer(me: str, words: str) -> None:
    story = Story(me=me, team=SHADOWED)
    before = told(story)
    assert before.count(words) == 1
    seen = AcknowledgeShadow(incident_id=story.checkout, by="leila", pressed_at=story.clock.now())
    story.others(seen)
    assert told(story) == before
