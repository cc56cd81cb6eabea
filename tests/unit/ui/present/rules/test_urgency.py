"""Urgency in words: the head of an incident, the list, the timeline, what a refusal says."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from desktop.client.attention import groups, owed, ringing
from desktop.core.incident.commands import ChangeUrgency
from desktop.core.incident.events import AlertReceived
from desktop.core.team.seat import Seat
from desktop.core.urgency.office import Office
from desktop.core.urgency.urgency import Urgency, UrgencyPolicy, UrgencyRule
from desktop.ui.present.incident.alarm_end import Closing, closing_view
from desktop.ui.present.incident.incident_list import list_rows
from desktop.ui.present.incident.seats import state_words
from desktop.ui.present.rows import IncidentRow, Section
from desktop.ui.present.rules.urgency import MOON, UrgencyView, urgency_view
from desktop.ui.present.schedule.duty import Presence, presence
from desktop.ui.present.timeline.timeline import timeline_rows
from desktop.ui.present.times import viewer_of
from tests.ui.story import TEAM, S, Story

RULE = UrgencyRule(id="s", name="Search", service=("search*",), urgency=Urgency.OFFICE_HOURS)
WITH_RULE = replace(TEAM, urgency=UrgencyPolicy(rules=(RULE,)))


def story(me: str = "ben") -> Story:
    made = Story(me=me, team=WITH_RULE, quiet=True)
    made.checkout = made.alert("Search index lags", "search", ring=False)
    return made


def view(told: Story, me: str = "ben") -> UrgencyView:
    viewer = viewer_of(told.team, me)
    return urgency_view(told.incident(told.checkout), told.team, viewer, told.clock.now())


def change(told: Story, urgency: Urgency, by: str = "ana", because: str = "customers wait") -> None:
    command = ChangeUrgency(
        incident_id=told.checkout, by=by, pressed_at=told.clock.now(), urgency=urgency, because=because
    )
    told.others(command)


def rows(told: Story) -> list[str]:
    events = told.session._events[told.checkout]
    viewer = viewer_of(told.team, "ben")
    shown = timeline_rows(events, told.team, viewer, told.clock.now())
    return [" · ".join(part for part in (row.title, row.detail) if part) for row in shown]


def test_the_head_says_until_when_it_can_wait_and_why() -> None:
    shown = view(story())
    assert (shown.words, shown.why) == ("can wait until 09:00 Berlin", "by the rule “Search”")
    assert (shown.change, shown.wanted) == ("Act now", Urgency.NOW)
    assert shown.confirm == ""


def test_an_undecided_one_can_be_confirmed_or_let_wait_by_the_pair_only() -> None:
    told = Story(team=TEAM)
    shown = view(told)
    assert (shown.words, shown.why) == ("act now · undecided", "no rule matches")
    assert (shown.change, shown.confirm) == ("Can wait", "It is urgent")
    assert shown.hint == "All alarms stop until 09:00. Why can it wait?"
    assert view(told, "mei").change == "", "whom it does not page"
    change(told, Urgency.NOW)
    shown = view(told)
    assert (shown.words, shown.why, shown.confirm) == ("act now", "said by Ana Okafor", "")


def test_while_the_office_is_open_it_says_what_happens() -> None:
    open_now = UrgencyPolicy(rules=(RULE,), office=Office(opens=Office().opens.replace(hour=1)))
    told = Story(team=replace(TEAM, urgency=open_now))
    assert "asked for again" in view(told).hint
    told.checkout = told.alert("Search index lags", "search")
    assert view(told).words == "can wait · office hours"


def test_what_was_asked_and_not_yet_sent_is_said() -> None:
    told = story()
    told.session.lose_hub()
    told.session.do(
        told.checkout,
        lambda **known: ChangeUrgency(**known, urgency=Urgency.NOW, because="customers wait"),
    )
    incident = told.incident(told.checkout)
    pending = [kept.command for kept in told.session.state.pending_for(incident.id)]
    viewer = viewer_of(told.team, "ben")
    shown = urgency_view(incident, told.team, viewer, told.clock.now(), pending)
    assert (shown.why, shown.change) == ("your change is not yet sent", "")


def test_the_timeline_tells_who_decided_what_and_why() -> None:
    told = story()
    assert rows(told)[:2] == [
        "The office is closed: nobody is paged until 09:00",
        "Can wait, by “Search”",
    ]
    change(told, Urgency.NOW)
    assert "Ana Okafor said: act now · customers wait" in rows(told)
    change(told, Urgency.OFFICE_HOURS, because="they do not")
    assert rows(told)[:2] == [
        "The office is closed: nobody is paged until 09:00",
        "Ana Okafor said: it can wait · they do not",
    ]
    assert any(isinstance(event, AlertReceived) for event in told.session._events[told.checkout])


def test_the_list_has_a_place_of_its_own_for_what_can_wait() -> None:
    told = story()
    told.clock.advance(10 * S)
    now, viewer = told.clock.now(), viewer_of(told.team, "ben")
    found = groups(told.session.state)
    assert (found.needs_me, found.running) == ((), ())
    section, row = list_rows(found, told.team, viewer, now)
    assert section == Section("Can wait until 09:00")
    assert isinstance(row, IncidentRow)
    assert (row.icon, row.clock, row.detail) == (MOON, "5:17:58", "search · nobody is paged")


def test_it_is_no_running_incident_for_the_tray_and_nobody_owes_an_update() -> None:
    told = story()
    assert presence(told.session.state, (), told.clock.now()) is Presence.ON_DUTY
    told.claims(told.checkout, "ben", Seat.MANAGER)
    assert groups(told.session.state).waiting, "also when I have a seat already"
    assert owed(told.session.state, told.clock.now()) == ()
    told.wait(timedelta(hours=5, minutes=18, seconds=8))
    told.wait(timedelta(minutes=4))
    assert told.incident(told.checkout).quiet_until is None
    assert presence(told.session.state, (), told.clock.now()) is not Presence.ON_DUTY
    assert owed(told.session.state, told.clock.now())


def test_an_empty_seat_says_when_it_is_asked_for() -> None:
    told = story()
    viewer = viewer_of(told.team, "ben")
    words, _ = state_words(told.incident(told.checkout), Seat.MANAGER, told.team, viewer, told.clock.now())
    assert words == "asked for at 09:00"


def test_an_alarm_that_stopped_because_it_can_wait_says_so() -> None:
    told = Story()
    viewer = viewer_of(told.team, "ben")
    (before,) = ringing(told.session.state)
    change(told, Urgency.OFFICE_HOURS, because="a load test")
    assert ringing(told.session.state) == ()
    view = closing_view(before, told.session.state, told.team, viewer, told.clock.now(), ())
    assert view.closing is Closing.OVER
    assert (view.title, view.words) == (
        "Ana Okafor said: it can wait",
        "Nobody is paged until 09:00.",
    )
