from __future__ import annotations

import asyncio
from datetime import timedelta

from desktop.core.incident.commands import ClaimSeat, DeclinePage, ReturnSeat
from desktop.core.team.seat import Seat
from desktop.ui.present.rows import RowKind
from desktop.ui.present.timeline.timeline import timeline_rows, widest_time
from desktop.ui.present.times import viewer_of
from tests.ui.story import S, Story


def rows(story, me="ben"):
    events = [entry.event for entry in asyncio.run(story.session.timeline(story.checkout))]
    return timeline_rows(events, story.team, viewer_of(story.team, me), story.clock.now())


def titles(story, me="ben"):
    return [row.title for row in rows(story, me)]


def pages(story):
    return [row for row in rows(story) if row.kind is RowKind.PAGE]


def test_the_first_moment_is_two_rows_with_the_pages_and_their_ringing_in_one():
    found = rows(Story())
    assert [row.title for row in found] == [
        "Paged Ana Okafor (Manager) and you (Engineer)",
        "Alert from Prometheus: Checkout fails for 31 % of customers",
    ]
    assert found[0].detail == "ringing on both desktops at once"


def test_repeats_are_counted_in_the_alerts_own_row():
    story = Story()
    story.repeats(story.checkout, 13)
    assert len(rows(story)) == 2
    assert rows(story)[-1].detail == "seen 14 times, last 03:41"


def test_a_claim_says_how_long_after_the_page():
    story = Story()
    story.clock.advance(19 * S)
    story.claims(story.checkout, "ana", Seat.MANAGER)
    first = rows(story)[0]
    assert (first.time, first.title, first.detail) == (
        "03:42",
        "Ana Okafor took the Manager's seat",
        "19 s after the page",
    )


def test_a_claim_that_was_pressed_offline_tells_both_times():
    story = Story()
    pressed_at = story.clock.now() + 4 * S
    story.clock.advance(60 * S)
    story.others(ClaimSeat(incident_id=story.checkout, by="ana", pressed_at=pressed_at, seat=Seat.MANAGER))
    assert rows(story)[0].detail == "4 s after the page · pressed 03:41:56 offline, received 03:42:52"


def test_an_escalation_is_one_row_with_its_people():
    story = Story()
    story.claims(story.checkout, "ana", Seat.MANAGER)
    story.wait(timedelta(minutes=5))
    first = pages(story)[0]
    assert first.title == "The Engineer's seat moved up: paged everyone"
    assert first.detail == "Mei Lindqvist, Dmitri Alvarez, Priya Raman and 6 more"
    story.wait(timedelta(minutes=5))
    assert "The Engineer's seat moved up: paged VP and CTO" in titles(story)
    story.wait(timedelta(minutes=5))
    assert "Paged everybody again: 12 people" in titles(story)


def test_both_seats_that_move_up_together_are_one_row():
    story = Story()
    story.wait(timedelta(minutes=5))
    assert titles(story)[0] == "Both seats moved up: paged everyone"


def test_what_people_do_is_told():
    story = Story()
    story.notes(story.checkout, "ana", "Provider confirms\nno outage")
    assert rows(story)[0].title == "Provider confirms\nno outage"
    assert rows(story)[0].detail == "Ana Okafor"
    story.others(DeclinePage(incident_id=story.checkout, by="ben", pressed_at=story.clock.now()))
    assert "You cannot take the Engineer's seat" in titles(story)
    story.claims(story.checkout, "mei", Seat.ENGINEER)
    story.others(
        ReturnSeat(incident_id=story.checkout, by="mei", pressed_at=story.clock.now(), seat=Seat.ENGINEER)
    )
    assert "Mei Lindqvist gave the Engineer's seat back" in titles(story)
    story.resolves(story.checkout, "ana")
    assert titles(story)[0] == "Ana Okafor resolved the incident"
    assert titles(story, me="ana")[0] == "You resolved the incident"


def test_taking_over_names_both():
    story = Story()
    story.claims(story.checkout, "ana", Seat.MANAGER)
    story.clock.advance(S)
    taking = ClaimSeat(
        incident_id=story.checkout, by="mei", pressed_at=story.clock.now(), seat=Seat.MANAGER, explicit=True
    )
    story.others(taking)
    assert titles(story)[0] == "Mei Lindqvist took the Manager's seat over from Ana Okafor"


def test_a_late_claim_says_who_has_it():
    story = Story()
    story.claims(story.checkout, "mei", Seat.ENGINEER)
    story.claims(story.checkout, "ben", Seat.ENGINEER)
    assert titles(story)[0] == "You acknowledged too: Mei Lindqvist has the Engineer's seat"


def test_over_by_itself():
    story = Story()
    story.monitor_resolves(story.checkout)
    assert titles(story)[:2] == ["Over by itself: the monitor says so", "Prometheus: the alert is over"]


def test_the_time_column_is_as_wide_as_another_days_time():
    story = Story()
    story.clock.advance(timedelta(days=1))
    assert widest_time(rows(story)) == "Tue 03:41"
    assert widest_time(()) == "00:00"
