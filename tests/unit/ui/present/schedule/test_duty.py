from __future__ import annotations

from datetime import timedelta

from desktop.client.attention import ringing
from desktop.core.team.seat import Seat
from desktop.ui.present.schedule.duty import (
    Presence,
    SoundState,
    banners,
    counts_seconds,
    duty_chip,
    duty_lines,
    hub_line,
    presence,
    sound_words,
    tooltip,
)
from desktop.ui.present.times import viewer_of
from desktop.ui.theme.tokens import Tone
from tests.ui.story import NIGHT, S, Story

HEARD = SoundState(device="Speakers", verified_at=NIGHT - timedelta(hours=2))


def what(story):
    return presence(story.session.state, ringing(story.session.state), story.clock.now())


def told(story, sound=HEARD, **more):
    viewer = viewer_of(story.team, story.session.state.me)
    return banners(story.session.state, sound, viewer, story.clock.now(), **more)


def test_the_tray_tells_what_asks_most():
    assert what(Story(me="ruth", quiet=True)) is Presence.OFF_DUTY
    assert what(Story(quiet=True)) is Presence.ON_DUTY
    story = Story()
    assert what(story) is Presence.PAGED
    story.session.lose_hub()
    assert what(story) is Presence.PAGED  # it can still be answered
    story.session.claim(story.checkout, Seat.ENGINEER)
    assert what(story) is Presence.HUB_LOST
    story.session.find_hub()
    assert what(story) is Presence.INCIDENT


def test_seconds_are_counted_while_something_waits():
    story = Story(quiet=True)
    assert not counts_seconds(story.session.state)
    story.session.lose_hub()
    assert counts_seconds(story.session.state)
    story.session.find_hub()
    story.alert("Checkout fails", "checkout-api")
    assert counts_seconds(story.session.state)


def test_who_is_on_duty_until_when():
    story = Story(quiet=True)
    viewer = viewer_of(story.team, "ben")
    assert duty_lines(story.team, viewer, NIGHT) == (
        "Incident Manager: Ana Okafor",
        "Incident Engineer: you",
        "until Mon 09:00",
    )
    assert duty_chip(story.team, viewer, NIGHT) == ("on duty until Mon 09:00", Tone.OK)
    assert duty_chip(story.team, viewer_of(story.team, "mei"), NIGHT)[0] == "off duty"
    assert duty_chip(None, viewer, NIGHT)[0] == "no schedule"
    assert tooltip(Presence.ON_DUTY, story.session.state, viewer, NIGHT).startswith("Pairwatch: on duty\n")


def test_a_lost_hub_gets_loud_on_duty_after_a_minute():
    story = Story(quiet=True)
    story.session.lose_hub()
    story.clock.advance(12 * S)
    assert told(story)[0].title == "The hub has not answered for 0:12."
    assert told(story)[0].tone is Tone.WARN
    story.clock.advance(60 * S)
    assert told(story)[0].title.startswith("You are on duty and the hub has not answered for 1:12")
    assert told(story)[0].tone is Tone.ALARM
    assert hub_line(story.session.state, story.clock.now())[0] == "Hub lost for 1:12"


def test_sound_that_nobody_heard_and_a_token_in_memory_are_warned_of():
    story = Story(quiet=True)
    assert told(story) == ()
    assert [banner.do for banner in told(story, SoundState())] == ["sound_check"]
    assert "memory" in told(story, token_in_memory=True)[0].title


def test_the_sound_in_words():
    viewer = viewer_of(Story().team, "ben")
    assert sound_words(HEARD, viewer, NIGHT) == ("sound on Speakers, verified 01:41")
    assert sound_words(SoundState(device="Speakers"), viewer, NIGHT) == "sound on Speakers, not verified"
    assert sound_words(SoundState(problem="No output device."), viewer, NIGHT) == "No output device."
