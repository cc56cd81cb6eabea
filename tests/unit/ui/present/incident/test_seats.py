from __future__ import annotations

from datetime import timedelta

from desktop.core.incident.commands import ClaimSeat, DeclinePage, OfferSeat
from desktop.core.team.seat import Seat
from desktop.ui.present.incident.seats import own_seat_view, partner_view, seat_view
from desktop.ui.present.times import viewer_of
from desktop.ui.theme.tokens import Tone
from tests.ui.story import S, Story


def view(story, seat, me="ben", pending=()):
    viewer = viewer_of(story.team, me)
    return seat_view(story.incident(story.checkout), seat, story.team, viewer, story.clock.now(), pending)


def partner(story, seat, me="ben"):
    viewer = viewer_of(story.team, me)
    return partner_view(story.incident(story.checkout), seat, story.team, viewer, story.clock.now())


def test_ringing_has_a_clock():
    story = Story()
    story.clock.advance(21 * S)
    shown = view(story, Seat.ENGINEER)
    assert (shown.name, shown.state, shown.state_tone) == ("You", "ringing for 0:21", Tone.ALARM)


def test_a_page_without_a_desktop_is_told_as_such():
    story = Story(quiet=True)
    story.checkout = story.alert("Checkout fails", "checkout-api", ring=False)
    story.clock.advance(8 * S)
    assert view(story, Seat.MANAGER).state == "paged 0:08, not ringing yet"


def test_a_seat_that_is_offered_or_asked_about_says_so():
    story = Story()
    for by, seat in (("ana", Seat.MANAGER), ("ben", Seat.ENGINEER)):
        story.claims(story.checkout, by, seat)
    offer = OfferSeat(
        incident_id=story.checkout, by="ana", pressed_at=story.clock.now(), seat=Seat.MANAGER, to="mei"
    )
    story.others(offer)
    assert view(story, Seat.MANAGER).state == "held, offered to Mei Lindqvist"
    assert view(story, Seat.MANAGER, me="mei").state == "held, offered to you"
    story.wait(3600 * S)
    story.clock.advance(21 * S)
    asked = view(story, Seat.ENGINEER)
    assert (asked.state, asked.state_tone) == ("still on it? asked 0:21 ago", Tone.WARN)


def test_held_since_is_in_my_zone():
    story = Story()
    story.clock.advance(19 * S)
    story.claims(story.checkout, "ana", Seat.MANAGER)
    shown = view(story, Seat.MANAGER)
    assert (shown.name, shown.state, shown.state_tone) == ("Ana Okafor", "held since 03:42", Tone.OK)
    assert view(story, Seat.MANAGER, me="ana").name == "You · Ana Okafor"


def test_after_the_first_level_the_number_of_people_is_told():
    story = Story()
    story.claims(story.checkout, "ana", Seat.MANAGER)
    story.wait(timedelta(minutes=5))
    assert view(story, Seat.ENGINEER).name == "10 people are paged"


def test_an_acknowledgement_that_is_not_sent_shows():
    story = Story()
    claim = ClaimSeat(incident_id=story.checkout, by="ben", pressed_at=story.clock.now(), seat=Seat.ENGINEER)
    shown = view(story, Seat.ENGINEER, pending=[claim])
    assert (shown.state, shown.state_tone) == ("acknowledged, not yet sent", Tone.WARN)
    assert view(story, Seat.MANAGER, pending=[claim]).state.startswith("ringing")


def test_the_partners_claim_is_news_at_first():
    story = Story()
    story.clock.advance(9 * S)
    story.claims(story.checkout, "ana", Seat.MANAGER)
    story.clock.advance(12 * S)
    shown = partner(story, Seat.MANAGER)
    assert (shown.caption, shown.name) == ("YOUR PARTNER, INCIDENT MANAGER", "Ana Okafor")
    assert shown.state == "acknowledged 12 s ago"
    story.clock.advance(timedelta(minutes=20))
    assert partner(story, Seat.MANAGER).state == "held since 03:42"


def test_a_partner_who_cannot_is_said():
    story = Story()
    story.others(DeclinePage(incident_id=story.checkout, by="ana", pressed_at=story.clock.now()))
    assert partner(story, Seat.MANAGER).name == "10 people are paged"


def test_resolved_and_never_taken():
    story = Story()
    story.monitor_resolves(story.checkout)
    shown = view(story, Seat.ENGINEER)
    assert (shown.name, shown.state) == ("Empty", "nobody took it")


def test_my_own_seat_in_the_alarm():
    story = Story()
    since = story.clock.now()
    story.clock.advance(81 * S)
    shown = own_seat_view(Seat.ENGINEER, since, story.clock.now())
    assert (shown.caption, shown.name, shown.state) == ("YOUR SEAT", "Incident Engineer", "ringing for 1:21")
    assert shown.spoken == "YOUR SEAT: Incident Engineer, ringing for 1:21"
