from __future__ import annotations

from datetime import timedelta

from desktop.client.attention import ringing
from desktop.core.fixing.fixing_commands import AnswerCallIn, CancelCallIn
from desktop.core.incident.escalation import forecast
from desktop.core.team.seat import Seat
from desktop.ui.present.incident.alarm import alarm_view, source_line
from desktop.ui.present.incident.alarm_end import Closing, closing_view
from desktop.ui.present.times import viewer_of
from desktop.ui.theme.tokens import Tone
from tests.ui.story import S, Story


def view(story, me="ben", number=1, of=1):
    state, now = story.session.state, story.clock.now()
    rings = ringing(state)[0]
    wakes = forecast(rings.incident, story.team, now)
    return alarm_view(rings, number, of, state, story.team, viewer_of(story.team, me), now, wakes)


def closing(story, before, *, slow=False):
    state, now = story.session.state, story.clock.now()
    wakes = forecast(state.incidents[before.incident.id], story.team, now)
    return closing_view(before, state, story.team, viewer_of(story.team, state.me), now, wakes, slow=slow)


def test_the_alarm_says_what_broke_and_who_you_are():
    story = Story()
    story.clock.advance(21 * S)
    shown = view(story)
    assert shown.headline == "Checkout fails for 31 % of customers"
    assert shown.source == "checkout-api · Prometheus · critical · first seen 03:41:52"
    assert [(seat.caption, seat.name) for seat in shown.seats] == [
        ("YOUR SEAT", "Incident Engineer"),
        ("YOUR PARTNER, INCIDENT MANAGER", "Ana Okafor"),
    ]
    assert (shown.button, shown.second, shown.count) == ("Acknowledge", "", "")
    assert "Incident Engineer" in shown.announcement


def test_several_are_counted():
    assert view(Story(), number=2, of=3).count == "2 of 3"


def test_who_is_paged_for_both_seats_has_one_alarm_with_two_buttons():
    story = Story(me="kwame")
    story.wait(timedelta(minutes=5))
    shown = view(story, "kwame")
    assert shown.button == "Acknowledge as Engineer"
    assert shown.second == "Take the Manager's seat instead"
    assert [seat.name for seat in shown.seats] == ["Incident Manager", "Incident Engineer"]


def after_hand_over(me, *proven):
    """Monday 09:20: Mei and Dmitri came on duty, and an alert comes."""
    story = Story(me=me, quiet=True)
    story.clock.advance(timedelta(days=6, hours=5, minutes=38))
    for person in proven:
        story.session.duty.proves(person)
    team = story.session.state.team
    assert team is not None
    story.team = team
    story.alert("Search index lags 9 min", "search", ring=False)
    return story


def test_the_outgoing_is_told_why_she_is_paged_after_her_shift():
    shown = view(after_hand_over("ana", "dmitri"), "ana")
    assert shown.call == "Mei Lindqvist is on duty but has not done the sound check, so you are paged too"
    assert (shown.lead, shown.called) == ("You are being paged", False)
    assert view(after_hand_over("mei"), "mei").call == ""
    assert ringing(after_hand_over("ben", "dmitri").session.state) == (), "he is relieved"


def test_an_older_alert_tells_its_day():
    story = Story()
    story.clock.advance(timedelta(days=1))
    line = source_line(story.incident(story.checkout), viewer_of(story.team, "ben"), story.clock.now())
    assert line.endswith("first seen Tue 03:41")


def test_the_ends():
    story = Story()
    before = ringing(story.session.state)[0]
    story.session.claim(story.checkout, Seat.ENGINEER)
    mine = closing(story, before)
    assert (mine.closing, mine.title, mine.stays) == (Closing.MINE, "You are the Incident Engineer", False)
    assert mine.words == "The Manager's seat is still empty; its page goes on."

    story = Story()
    story.claims(story.checkout, "jonas", Seat.ENGINEER)
    assert closing(story, before).title == "Jonas Weber has it"

    story = Story()
    story.monitor_resolves(story.checkout)
    over = closing(story, before)
    assert over.title == "Over by itself"
    assert over.words == "The monitor says that it is over. Nothing is left to do tonight."

    story = Story()
    story.resolves(story.checkout, "ana")
    over = closing(story, before)
    assert (over.title, over.words) == ("Ana Okafor resolved it", over.incident.title)

    story = Story()
    story.resolves(story.checkout, "ben")
    over = closing(story, before)
    assert over.title == "You resolved it"
    assert over.words == "4 things left: labels, how it ended, run-book, verdict."

    story = Story()
    story.session.decline(story.checkout)
    assert closing(story, before).closing is Closing.DECLINED


def test_pressed_offline_says_that_it_is_not_sent_and_whom_the_hub_wakes():
    story = Story()
    before = ringing(story.session.state)[0]
    story.session.lose_hub()
    story.session.claim(story.checkout, Seat.ENGINEER)
    shown = closing(story, before)
    assert shown.closing is Closing.NOT_SENT
    assert shown.stays
    assert shown.wakes is not None
    assert "11 people are woken" in shown.wakes.headline


def test_a_hub_that_just_has_not_answered_yet_is_no_reason_to_worry():
    story = Story()
    before = ringing(story.session.state)[0]
    story.session.online = False  # connected, but the answer is not there yet
    story.session.claim(story.checkout, Seat.ENGINEER)
    assert closing(story, before).closing is Closing.SENDING
    assert closing(story, before, slow=True).closing is Closing.NOT_SENT


def stand_in() -> Story:
    """Ana's first update is ten minutes late: Mei, the next Manager, is asked to tell it."""
    story = Story(me="mei")
    story.claims(story.checkout, "ana", Seat.MANAGER)
    story.claims(story.checkout, "ben", Seat.ENGINEER)
    story.wait(timedelta(minutes=5))
    story.wait(timedelta(minutes=5))
    return story


def test_a_stand_in_is_asked_to_tell_an_update_not_paged_for_a_seat():
    shown = view(stand_in(), "mei")
    assert shown.lead == "An update is late: you are asked to tell it"
    assert shown.mild
    assert [(seat.caption, seat.name) for seat in shown.seats] == [
        ("NOW ANA OKAFOR'S SEAT", "Incident Manager"),
        ("YOUR PARTNER, INCIDENT ENGINEER", "Ben Sato"),
    ]
    assert (shown.button, shown.second) == ("Take the Manager's seat and tell it", "")
    assert shown.update == "First update late 5:00 · that it is known and worked on · was due 03:46"
    assert shown.update_tone is Tone.ALARM
    assert shown.keys == "Space to take the seat · O to open"
    assert shown.announcement == (
        "An update is late and you are asked to tell it. Checkout fails for 31 % of customers."
        " Press Space to take the seat."
    )


def test_the_managers_page_shows_the_clock_of_the_first_update():
    story = Story(me="ana")
    shown = view(story, "ana")
    assert shown.update == "First update due 5:00 · that it is known and worked on · by 03:46"
    assert shown.keys == "Space to acknowledge · O to open"
    assert not shown.mild
    assert view(Story(), "ben").update == "", "the Engineer is never disturbed by it"


def called_in(me: str = "mei") -> Story:
    """Ana and Ben hold their seats, and Ben calls Mei in."""
    story = Story(me=me)
    story.claims(story.checkout, "ana", Seat.MANAGER)
    story.claims(story.checkout, "ben", Seat.ENGINEER)
    story.calls_in("ben", "mei")
    return story


def test_a_call_in_says_who_calls_and_why_and_asks_for_no_seat():
    shown = view(called_in(), "mei")
    assert shown.lead == "You are called in to help"
    assert shown.headline == "Checkout fails for 31 % of customers"
    assert shown.call == "Ben Sato asks you to help: knows the payment gateway"
    assert (shown.button, shown.second, shown.decline) == ("I'm coming", "", "I can't")
    assert [(seat.caption, seat.name) for seat in shown.seats] == [
        ("MANAGER", "Ana Okafor"),
        ("ENGINEER", "Ben Sato"),
    ]
    assert not shown.mild
    assert shown.keys == "Space to say that you are coming · O to open"
    assert shown.announcement == (
        "Ben Sato asks you to help: knows the payment gateway. Checkout fails for 31 % of customers."
        " Press Space to say that you are coming."
    )


def test_a_page_for_a_seat_comes_before_a_call_in():
    story = Story(me="mei")
    story.claims(story.checkout, "ana", Seat.MANAGER)
    story.calls_in("ana", "mei")
    assert view(story, "mei").lead == "You are called in to help"
    story.wait(timedelta(minutes=5))
    shown = view(story, "mei")
    assert (shown.lead, shown.button, shown.decline) == (
        "You are being paged",
        "Acknowledge",
        "I can't, page the next",
    )
    assert shown.call == "Ana Okafor also asks you to help: knows the payment gateway"
    assert shown.seats[0].name == "Incident Engineer"
    assert shown.seats[0].state == "ringing for 0:00", "since the page for the seat"


def test_the_ends_of_a_call_in():
    story = called_in()
    before = ringing(story.session.state)[0]
    assert before.seats == ()
    story.calls_in("ben", "dmitri")
    story.others(AnswerCallIn(incident_id=story.checkout, by="dmitri", pressed_at=story.clock.now()))
    story.session.do(story.checkout, AnswerCallIn)
    came = closing(story, before)
    assert (came.closing, came.title) == (Closing.MINE, "You are coming")
    assert came.words == (
        "Ben Sato sees it. You hold no seat: open the incident and help. Dmitri Alvarez is coming too."
    )

    story = called_in()
    story.session.decline(story.checkout)
    cannot = closing(story, before)
    assert (cannot.closing, cannot.title) == (Closing.DECLINED, "You cannot come")
    assert cannot.words == "Ben Sato sees it. Nobody else is paged instead."

    story = called_in()
    now = story.clock.now()
    story.others(CancelCallIn(incident_id=story.checkout, by="ana", pressed_at=now, responder="mei"))
    off = closing(story, before)
    assert (off.closing, off.title) == (Closing.OVER, "Ana Okafor does not need you any more")

    story = called_in()
    story.monitor_resolves(story.checkout)
    assert closing(story, before).title == "Over by itself"

    story = called_in()
    story.claims(story.checkout, "mei", Seat.ENGINEER)  # refused: Ben has it
    assert ringing(story.session.state), "it rings on"


def test_an_answer_to_a_call_in_pressed_offline_says_who_does_not_know_it():
    story = called_in()
    before = ringing(story.session.state)[0]
    story.session.online = False
    story.session.do(story.checkout, AnswerCallIn)
    assert ringing(story.session.state)[0].silenced_locally
    sending = closing(story, before)
    assert (sending.closing, sending.title) == (Closing.SENDING, "You are coming")
    story.session.lose_hub()
    kept = closing(story, before)
    assert (kept.closing, kept.title, kept.stays) == (
        Closing.NOT_SENT,
        "“I'm coming” is not yet sent",
        True,
    )
    assert kept.words.endswith("Ben Sato does not know it until then, and the hub pages you again at 03:46.")
    story.session.find_hub()
    assert closing(story, before).closing is Closing.MINE


def test_coming_answers_no_page_for_a_seat():
    story = Story(me="mei")
    story.claims(story.checkout, "ana", Seat.MANAGER)
    story.calls_in("ana", "mei")
    story.wait(timedelta(minutes=5))
    story.session.online = False
    story.session.do(story.checkout, AnswerCallIn)
    assert not ringing(story.session.state)[0].silenced_locally


def test_taking_a_seat_offline_while_called_in_is_told_as_a_claim():
    story = called_in()
    before = ringing(story.session.state)[0]
    story.session.lose_hub()
    story.session.claim(story.checkout, Seat.ENGINEER, explicit=True)
    assert closing(story, before).title == "Acknowledged here, not yet sent"


def test_a_call_of_which_the_hub_tells_no_more_is_over():
    story = called_in()
    before = ringing(story.session.state)[0]
    story.session.evolve(incidents={})
    over = closing_view(
        before, story.session.state, story.team, viewer_of(story.team, "mei"), story.clock.now(), ()
    )
    assert (over.closing, over.title) == (Closing.OVER, "You are not called any more")
