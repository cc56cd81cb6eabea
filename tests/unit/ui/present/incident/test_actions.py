from __future__ import annotations

from datetime import timedelta

from desktop.core.fixing.fixing_commands import AnswerCallIn
from desktop.core.incident.commands import ClaimSeat, ResolveIncident
from desktop.core.team.seat import Seat
from desktop.ui.present.incident.actions import Do, actions, resolve_action
from desktop.ui.present.times import viewer_of
from tests.ui.story import Story


def possible(story, me, suggested=None, pending=()):
    incident = story.incident(story.checkout)
    return actions(incident, story.team, viewer_of(story.team, me), suggested, pending)


def test_who_is_paged_acknowledges_first():
    found = possible(Story(), "ben", Seat.ENGINEER)
    assert [(a.do, a.seat, a.primary) for a in found] == [
        (Do.CLAIM, Seat.ENGINEER, True),
        (Do.CLAIM, Seat.MANAGER, False),
        (Do.DECLINE, None, False),
    ]
    assert not any(action.question for action in found)


def test_both_seats_need_a_second_action():
    story = Story()
    story.claims(story.checkout, "ben", Seat.ENGINEER)
    both = next(action for action in possible(story, "ben") if action.do is Do.TAKE_BOTH)
    assert both.seat is Seat.MANAGER
    assert both.question
    assert any(action.do is Do.GIVE_BACK for action in possible(story, "ben"))


def test_a_held_seat_is_taken_over_after_a_question_that_names_the_holder():
    story = Story()
    story.claims(story.checkout, "ana", Seat.MANAGER)
    over = next(action for action in possible(story, "mei") if action.do is Do.TAKE_OVER)
    assert "Ana Okafor" in over.question


def test_what_is_asked_already_is_not_offered_again():
    story = Story()
    now = story.clock.now()
    claim = ClaimSeat(incident_id=story.checkout, by="ben", pressed_at=now, seat=Seat.ENGINEER)
    assert [a.do for a in possible(story, "ben", Seat.ENGINEER, [claim])] == [Do.TAKE_BOTH]
    incident, viewer = story.incident(story.checkout), viewer_of(story.team, "ben")
    asked = ResolveIncident(incident_id=story.checkout, by="ben", pressed_at=now)
    assert resolve_action(incident, story.team, viewer, [asked]) is None


def test_resolving_says_whose_alarms_stop():
    story = Story()
    incident, viewer = story.incident(story.checkout), viewer_of(story.team, "ben")
    action = resolve_action(incident, story.team, viewer)
    assert action is not None
    assert action.question.startswith("The alarm of 2 people stops.")


def test_nothing_is_offered_when_it_is_over_or_to_strangers():
    story = Story()
    assert possible(story, "nobody") == ()
    story.resolves(story.checkout, "ana")
    assert possible(story, "ben") == ()
    assert resolve_action(story.incident(story.checkout), story.team, viewer_of(story.team, "ben")) is None


def test_who_is_called_in_is_asked_for_no_seat():
    story = Story(me="mei")
    story.claims(story.checkout, "ana", Seat.MANAGER)
    story.calls_in("ana", "mei")
    found = possible(story, "mei", Seat.MANAGER)
    assert not any(action.primary for action in found)
    assert [action.label for action in found if action.do is Do.DECLINE] == ["I can't come"]
    coming = AnswerCallIn(incident_id=story.checkout, by="mei", pressed_at=story.clock.now())
    assert not any(action.do is Do.DECLINE for action in possible(story, "mei", None, (coming,)))


def test_who_is_asked_gives_the_seat_back_by_one_button_only():
    story = Story()
    story.claims(story.checkout, "ana", Seat.MANAGER)
    story.claims(story.checkout, "ben", Seat.ENGINEER)
    assert Do.GIVE_BACK in {a.do for a in possible(story, "ben")}
    story.wait(timedelta(hours=1, minutes=1))
    incident = story.incident(story.checkout)
    assert any(page.responder == "ben" for page in incident.still_pages)
    found = {a.do for a in possible(story, "ben")}
    assert Do.DECLINE in found
    assert Do.GIVE_BACK not in found
