from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from desktop.core.incident.commands import ExtendUpdate, SendUpdate
from desktop.core.team.seat import Seat
from desktop.core.telling.update import Readers, Stage
from desktop.ui.present.schedule.duty import BannerView
from desktop.ui.present.telling.overdue import MOVE, WRITE, overdue_banners, update_wish
from desktop.ui.present.times import viewer_of
from desktop.ui.theme.tokens import Tone
from tests.ui.story import S, Story


def managed(me: str = "ana") -> Story:
    story = Story(me=me)
    for by, seat in (("ana", Seat.MANAGER), ("ben", Seat.ENGINEER)):
        story.claims(story.checkout, by, seat)
    return story


def shown(story: Story) -> tuple[BannerView, ...]:
    state = story.session.state
    return overdue_banners(state, viewer_of(story.team, state.me), story.clock.now())


def test_a_late_update_is_a_banner_with_two_ways_out():
    story = managed()
    story.wait(timedelta(minutes=4, seconds=59))
    assert shown(story) == (), "soon is no banner"
    story.wait(41 * S)
    (banner,) = shown(story)
    assert (banner.title, banner.tone) == ("First update late 0:40", Tone.ALARM)
    assert banner.remedy == (
        "Checkout fails for 31 % of customers. At 03:52 the next Manager is asked to tell it."
    )
    assert (banner.action, banner.second) == ("Write the update", "Move it")
    assert update_wish(banner.do) == (WRITE, story.checkout)
    assert update_wish(banner.second_do) == (MOVE, story.checkout)
    assert update_wish("reconnect") is None


def test_it_names_the_readers_of_the_last_one():
    story = managed()
    story.others(
        SendUpdate(
            incident_id=story.checkout,
            by="ana",
            pressed_at=story.clock.now(),
            update_id=UUID(int=1),
            stage=Stage.INVESTIGATING,
            readers=Readers.CUSTOMERS,
            text="We look into it.",
        )
    )
    story.wait(timedelta(minutes=10, seconds=5))
    assert [banner.title for banner in shown(story)] == ["Update for customers late 0:05"]


def test_once_somebody_is_asked_it_says_so():
    story = managed()
    story.wait(timedelta(minutes=5))
    story.wait(timedelta(minutes=5))
    (banner,) = shown(story)
    assert banner.remedy.endswith("Somebody is asked to tell it instead; at 03:56 the next one is.")


def test_nobody_else_has_it_and_what_is_pressed_ends_it():
    story = managed("ben")
    story.wait(timedelta(minutes=6))
    assert shown(story) == ()
    story = managed()
    story.wait(timedelta(minutes=6))
    story.session.lose_hub()
    until = story.clock.now() + timedelta(minutes=10)
    story.session.do(story.checkout, lambda **who: ExtendUpdate(until=until, because="the vendor", **who))
    assert shown(story) == (), "kept, not yet sent: this desktop is quiet"


def test_of_several_the_first_due_is_named_and_the_others_are_counted():
    story = managed()
    story.clock.advance(30 * S)
    for number in range(2):
        story.claims(story.alert(f"Replica {number} lags", "orders"), "ana", Seat.MANAGER)
    story.wait(timedelta(minutes=5))
    (banner,) = shown(story)
    assert banner.title == "First update late 0:30"
    assert banner.remedy.startswith("Checkout fails")
    assert banner.remedy.endswith("2 more are late.")
