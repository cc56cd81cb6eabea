""" "Still on it?" and offered seats in words: on the alarm, how it ended, in the timeline."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial

from desktop.client.answering import acknowledge
from desktop.client.attention import Ringing, ringing
from desktop.core.incident.commands import (
    ClaimSeat,
    Command,
    DeclinePage,
    OfferSeat,
    StillOnIt,
    WithdrawOffer,
)
from desktop.core.incident.page import PageReason
from desktop.core.team.seat import Seat
from desktop.ui.present.incident.actions import Do, actions
from desktop.ui.present.incident.alarm import alarm_view, answer_words, lead
from desktop.ui.present.incident.alarm_end import Closing, ClosingView, closing_view
from desktop.ui.present.timeline.timeline import timeline_rows
from desktop.ui.present.times import viewer_of
from tests.ui.story import Story

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


class Desk:
    """The alarm of one of the story's people."""

    def __init__(self, me: str) -> None:
        self.story = Story(me=me)
        for by, seat in (("ana", Seat.MANAGER), ("ben", Seat.ENGINEER)):
            self.story.claims(self.story.checkout, by, seat)
        self.viewer = viewer_of(self.story.team, me)

    def does(self, make: Callable[..., Command], by: str) -> None:
        self.story.others(make(incident_id=self.story.checkout, by=by, pressed_at=self.story.clock.now()))

    def rings(self) -> Ringing:
        (found,) = ringing(self.story.session.state)
        return found

    def alarm(self, rings: Ringing):
        state, now = self.story.session.state, self.story.clock.now()
        return alarm_view(rings, 1, 1, state, self.story.team, self.viewer, now, ())

    def ended(self, before: Ringing, *, slow: bool = False) -> ClosingView:
        state, now = self.story.session.state, self.story.clock.now()
        return closing_view(before, state, self.story.team, self.viewer, now, (), slow=slow)

    def told(self) -> list[str]:
        events = self.story.session._events[self.story.checkout]
        rows = timeline_rows(events, self.story.team, self.viewer, self.story.clock.now())
        return [row.title for row in reversed(rows)]

    def actions(self) -> list[tuple[Do, str, bool]]:
        incident, state = self.story.incident(self.story.checkout), self.story.session.state
        rings = ringing(state)
        suggested = rings[0].suggested if rings else None
        found = actions(incident, self.story.team, self.viewer, suggested)
        return [(action.do, action.label, action.primary) for action in found]


def asked(me: str = "ana") -> Desk:
    desk = Desk(me)
    desk.story.wait(HOUR)
    return desk


def offered(me: str = "mei") -> Desk:
    desk = Desk(me)
    desk.story.clock.advance(MINUTE)
    desk.does(partial(OfferSeat, seat=Seat.MANAGER, to="mei"), "ana")
    return desk


def test_a_holder_is_asked_and_told_what_follows() -> None:
    desk = asked()
    rings = desk.rings()
    view = desk.alarm(rings)
    assert (rings.reason, rings.seats) == (PageReason.STILL_ON_IT, ())
    assert (view.lead, view.button, view.second) == ("Are you still on it?", "I'm still on it", "")
    assert view.call == (
        "Nobody has done anything since 03:41. Without an answer your seat is paged as empty at 04:46."
    )
    assert view.decline == "I can't, page the next"
    assert "Press Space to say that you are" in view.announcement
    assert answer_words(rings) == "I'm on it"
    assert not view.mild


def test_one_key_answers() -> None:
    desk = asked()
    before = desk.rings()
    acknowledge(desk.story.session, before)
    assert ringing(desk.story.session.state) == ()
    ended = desk.ended(before)
    assert (ended.closing, ended.title) == (Closing.MINE, "You are still on it")
    assert "Asked you and Ben Sato: still on it?" in desk.told()
    assert desk.told()[-1] == "You are still on it"


def test_offline_it_is_kept_and_quiet_here() -> None:
    desk = asked()
    before = desk.rings()
    desk.story.session.lose_hub()
    acknowledge(desk.story.session, before)
    assert desk.rings().silenced_locally
    ended = desk.ended(before, slow=True)
    assert (ended.closing, ended.title) == (Closing.NOT_SENT, "“I'm on it” is not yet sent")


def test_who_did_not_answer_reads_that_the_seat_is_gone() -> None:
    desk = asked("ben")
    before = desk.rings()
    desk.does(StillOnIt, "ana")
    desk.story.wait(5 * MINUTE)
    assert "You did not answer and lost the Engineer's seat" in desk.told()
    assert desk.rings().reason is PageReason.SEAT, "the one on duty is paged at once"
    assert before.reason is PageReason.STILL_ON_IT


def test_i_cant_gives_the_seat_back() -> None:
    desk = asked()
    before = desk.rings()
    desk.does(DeclinePage, "ana")
    ended = desk.ended(before)
    assert (ended.closing, ended.title) == (Closing.DECLINED, "Your seat is empty")
    assert "You gave the Manager's seat back" in desk.told()


def test_an_offer_rings_with_who_and_until_when() -> None:
    desk = offered()
    rings = desk.rings()
    view = desk.alarm(rings)
    assert (rings.reason, rings.seats) == (PageReason.OFFER, (Seat.MANAGER,))
    assert lead(rings) == "You are offered a seat"
    assert view.call == (
        "Ana Okafor offers you the Manager's seat until 03:47, and holds it until you take it."
    )
    assert (view.button, view.decline) == ("Take the Manager's seat", "I can't")
    assert view.seats[0].caption == "NOW ANA OKAFOR'S SEAT"
    assert desk.actions()[0] == (Do.CLAIM, "Take the Manager's seat", True)
    assert (Do.DECLINE, "I can't", False) in desk.actions()


def test_taking_it_is_one_key() -> None:
    desk = offered()
    before = desk.rings()
    acknowledge(desk.story.session, before)
    assert desk.story.incident(desk.story.checkout).manager.holder == "mei"
    assert desk.ended(before).closing is Closing.MINE
    assert desk.told()[-2:] == [
        "Ana Okafor offered you the Manager's seat",
        "You took the Manager's seat over from Ana Okafor",
    ]


def test_how_an_offer_ends_otherwise_is_told_to_both() -> None:
    desk = offered()
    before = desk.rings()
    desk.does(DeclinePage, "mei")
    assert desk.ended(before).title == "You cannot take it"
    assert desk.told()[-1] == "You cannot take the Manager's seat from Ana Okafor"
    late = offered()
    before = late.rings()
    late.story.wait(5 * MINUTE)
    assert late.ended(before).title == "The offer has ended"
    assert "You did not answer the offer of the Manager's seat from Ana Okafor" in late.told()
    back = offered("ana")
    back.does(partial(WithdrawOffer, seat=Seat.MANAGER), "ana")
    assert back.told()[-1] == "The Manager's seat is not offered to Mei Lindqvist any more"
    over = offered()
    before = over.rings()
    over.does(partial(ClaimSeat, seat=Seat.MANAGER, explicit=True), "priya")
    assert "Priya Raman has the Manager's seat" in over.ended(before).words


def test_nobody_reads_the_name_of_a_class() -> None:
    for desk in (asked(), offered()):
        desk.story.wait(5 * MINUTE)
        assert not [row for row in desk.told() if " " not in row]
