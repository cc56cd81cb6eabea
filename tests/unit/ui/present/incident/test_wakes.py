from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from desktop.core.incident.commands import DeclinePage
from desktop.core.incident.escalation import forecast
from desktop.core.team.responder import Roster
from desktop.core.team.seat import Seat
from desktop.core.team.team import Audience, Level, Policy
from desktop.ui.present.incident.wakes import forecast_view
from desktop.ui.present.times import viewer_of
from desktop.ui.theme.tokens import Tone
from tests.ui.story import LAST_WOKEN, TEAM, S, Story


def view_of(story, mine=(), me="ben"):
    incident = story.incident(story.checkout)
    now = story.clock.now()
    wakes = forecast(incident, story.team, now)
    return forecast_view(incident, wakes, story.team, viewer_of(story.team, me), now, LAST_WOKEN, mine)


def test_my_seat_alone_says_when_how_many_and_how_many_sleep():
    story = Story()
    story.claims(story.checkout, "ana", Seat.MANAGER)
    story.clock.advance(21 * S)
    view = view_of(story, (Seat.ENGINEER,))
    assert view.headline == "If your seat stays empty until 03:46, 9 people are woken"
    assert view.details == (
        "8 of them are probably asleep. Mei was last woken yesterday, Dmitri on Sunday."
        " Then VP and CTO at 03:51."
    )
    assert (view.clock, view.tone) == ("4:39", Tone.WARN)
    assert view.short == "wakes 9, 8 of them asleep"


def test_both_seats_are_told_together_and_nobody_is_counted_twice():
    view = view_of(Story())
    assert view.headline.startswith("If both seats stay empty until 03:46, 11 people")
    assert len({name.name for name in view.names}) == len(view.names) == 11


def test_somebody_elses_seat_has_its_name():
    story = Story()
    story.claims(story.checkout, "ben", Seat.ENGINEER)
    assert view_of(story).headline.startswith("If the Manager's seat stays empty until 03:46")


def test_the_last_minute_is_red():
    story = Story()
    story.clock.advance(timedelta(minutes=4, seconds=30))
    assert view_of(story).tone is Tone.ALARM


def test_a_person_alone_is_named_with_their_hour():
    team = replace(
        TEAM,
        roster=Roster(responders=TEAM.roster.responders[:3]),
        schedule=replace(TEAM.schedule, turns=TEAM.schedule.turns[:1]),
    )
    story = Story(team=team)
    story.claims(story.checkout, "ana", Seat.MANAGER)
    view = view_of(story)
    assert view.headline == "If the Engineer's seat stays empty until 03:46, Mei Lindqvist is woken"
    assert view.details.startswith("It will be 03:46 there: probably asleep.")


def test_when_i_am_the_next_i_am_addressed():
    story = Story(me="mei")
    team = replace(story.team, roster=Roster(responders=TEAM.roster.responders[:3]),
                   schedule=replace(TEAM.schedule, turns=TEAM.schedule.turns[:1]))  # fmt: skip
    story = Story(me="mei", team=team)
    story.claims(story.checkout, "ana", Seat.MANAGER)
    assert view_of(story, me="mei").headline.endswith("you are woken")


def test_nobody_left_is_said_and_is_red():
    level = Level(audience=Audience.PAIR)
    story = Story(team=replace(TEAM, policy=Policy(levels=(level,)),
                               schedule=replace(TEAM.schedule, turns=TEAM.schedule.turns[:1])))  # fmt: skip
    story.claims(story.checkout, "ana", Seat.MANAGER)
    story.others(DeclinePage(incident_id=story.checkout, by="ben", pressed_at=story.clock.now()))
    incident, now = story.incident(story.checkout), story.clock.now()
    wakes = tuple(replace(wake, people=()) for wake in forecast(incident, story.team, now))
    view = forecast_view(incident, wakes, story.team, viewer_of(story.team, "ben"), now, {})
    assert view is not None
    assert "nobody is left to page" in view.headline
    assert view.tone is Tone.ALARM
    assert view.short == ""


def test_names_tell_the_hour_where_people_are():
    names = {name.name: name for name in view_of(Story()).names}
    assert names["Priya Raman"].local_time == "08:16 in Kolkata"
    assert not names["Priya Raman"].asleep
    assert names["Kwame Mensah"].local_time == "02:46 in Accra"
    assert names["Kwame Mensah"].asleep
    assert names["Dmitri Alvarez"].last_woken == "woken on Sunday"
    assert names["Jonas Weber"].last_woken == ""


def test_an_answered_incident_threatens_nobody():
    story = Story()
    story.claims(story.checkout, "ana", Seat.MANAGER)
    story.claims(story.checkout, "ben", Seat.ENGINEER)
    assert view_of(story) is None
