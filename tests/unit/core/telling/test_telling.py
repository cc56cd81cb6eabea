"""Communicating is equal to fixing: updates, the clock, stand-ins and the question, with a moved clock."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

import pytest

from desktop.core.incident.commands import (
    AnswerQuestion,
    AskEngineer,
    Command,
    DeclinePage,
    ExtendUpdate,
    PostponeQuestion,
    ResolveIncident,
    ReturnSeat,
    SendAgain,
    SendUpdate,
    StillOnIt,
)
from desktop.core.incident.decide import decide
from desktop.core.incident.decision import Decision, Refusal
from desktop.core.incident.events import (
    DeliveryChanged,
    Event,
    PageEnded,
    PageSent,
    QuestionAnswered,
    QuestionAsked,
    QuestionPostponed,
    SeatClaimed,
    SeatEscalated,
    UpdateExtended,
    UpdateMissed,
    UpdateSent,
)
from desktop.core.incident.incident import Incident
from desktop.core.incident.page import PageOutcome, PageReason
from desktop.core.incident.progress import advance, clock_moved, next_step
from desktop.core.schedule.schedule import Turn
from desktop.core.team.responder import Role, Roster
from desktop.core.team.seat import Seat
from desktop.core.team.team import Team
from desktop.core.telling.communication import CommunicationClock, Due
from desktop.core.telling.question import Findings
from desktop.core.telling.telling import UPDATES_KEPT, delivered, next_telling
from desktop.core.telling.update import Delivery, DeliveryState, Readers, Stage
from tests.sample import INCIDENT_ID, MINUTE, NIGHT, SCHEDULE, TEAM, claim, fresh

SECOND = timedelta(seconds=1)
MANAGER, ENGINEER = Seat.MANAGER, Seat.ENGINEER


class Night:
    """One incident and a clock that the test moves; `told` is all that happened."""

    def __init__(self, team: Team = TEAM, *, claimed: bool = True) -> None:
        self.team = team
        self.now = NIGHT
        self.incident: Incident = fresh(team)
        self.told: list[Event] = []
        if claimed:
            self.does(claim("ana", MANAGER, self.now))
            self.does(claim("ben", ENGINEER, self.now))

    def does(self, command: Command) -> Decision:
        decision = decide(self.incident, command, self.team, self.now)
        self.incident = decision.incident
        self.told += decision.events
        return decision

    def asks(self, kind: type[Command], by: str = "ana", /, **more: object) -> Decision:
        return self.does(kind(incident_id=INCIDENT_ID, by=by, pressed_at=self.now, **more))

    def tells(self, number: int = 1, by: str = "ana", **more: object) -> Decision:
        fields: dict[str, object] = {
            "update_id": UUID(int=number),
            "stage": Stage.INVESTIGATING,
            "readers": Readers.CUSTOMERS,
            "text": " Customers cannot pay. ",
        }
        return self.asks(SendUpdate, by, **(fields | more))

    def passes(self, by: timedelta) -> list[Event]:
        """The engine looks at each moment when something falls due, and does it; what happened."""
        until, happened = self.now + by, []
        while (due := next_step(self.incident, self.team, self.now)) is not None and due <= until:
            self.now = max(self.now, due)
            self.incident, events = advance(self.incident, self.team, self.now)
            happened += events
            assert events or next_step(self.incident, self.team, self.now) != due, "it would spin"
        self.now = until
        self.told += happened
        return happened

    @property
    def clock(self) -> CommunicationClock:
        assert self.incident.communication is not None
        return self.incident.communication

    def stand_ins(self) -> list[str]:
        """Whose desktops ring for a missed update."""
        return [page.responder for page in self.incident.stand_in_pages]

    def asked(self) -> list[str]:
        """Everybody who was asked to stand in, in order."""
        return [
            event.page.responder
            for event in self.told
            if isinstance(event, PageSent) and event.page.reason is PageReason.STAND_IN
        ]


def kinds(events: list[Event]) -> list[type[Event]]:
    return [type(event) for event in events]


def outcomes(events: list[Event]) -> list[tuple[str, PageOutcome]]:
    return [(event.responder, event.outcome) for event in events if isinstance(event, PageEnded)]


# --- updates


def test_an_update_is_written_down_whole_and_names_the_next() -> None:
    night = Night()
    night.now += 2 * MINUTE
    decision = night.tells(channels=("Mail", "#incidents", "Mail"), subject=" Checkout ")
    [sent] = decision.events
    assert isinstance(sent, UpdateSent)
    assert night.incident.updates == (sent.update,)
    assert (sent.update.text, sent.update.subject, sent.update.by) == (
        "Customers cannot pay.",
        "Checkout",
        "ana",
    )
    assert sent.update.next_update_at == night.clock.due_at == NIGHT + 10 * MINUTE
    assert [(d.channel, d.state) for d in sent.update.deliveries] == [
        ("Mail", DeliveryState.WAITING),
        ("#incidents", DeliveryState.WAITING),
    ], "each channel once"


def test_a_night_of_updates_in_time() -> None:
    night = Night()
    waits, number = [], 0
    while night.now < NIGHT + timedelta(hours=4):
        number += 1
        assert UpdateMissed not in kinds(night.passes(night.clock.due_at - SECOND - night.now))
        night.tells(number)
        waits.append(round((night.clock.due_at - night.now) / MINUTE))
    assert waits == [5, *[20] * 6, *[60] * 3]
    assert night.asked() == []


def test_the_same_update_twice_counts_once() -> None:
    night = Night()
    night.tells()
    again = night.tells()
    assert (again.events, again.refusal, len(night.incident.updates)) == ([], None, 1)


def test_an_empty_update_is_refused() -> None:
    assert Night().tells(text=" \n").refusal is Refusal.EMPTY_NOTE


@pytest.mark.parametrize("ahead", [timedelta(0), -MINUTE, timedelta(days=7, seconds=1)])
def test_a_promise_in_the_past_or_too_far_ahead_is_refused(ahead: timedelta) -> None:
    night = Night()
    before = night.incident
    assert night.tells(next_update_at=night.now + ahead).refusal is Refusal.BAD_TIME
    assert night.incident == before
    assert night.asks(ExtendUpdate, until=night.now + ahead, because="quiet").refusal is Refusal.BAD_TIME
    assert night.incident == before


def test_a_promise_moves_the_clock() -> None:
    night = Night()
    night.tells(next_update_at=NIGHT + 40 * MINUTE)
    assert night.clock.due_at == NIGHT + 40 * MINUTE
    assert UpdateMissed not in kinds(night.passes(39 * MINUTE))
    assert UpdateMissed in kinds(night.passes(MINUTE))


def test_after_the_end_an_update_promises_nothing_and_moves_no_clock() -> None:
    night = Night()
    night.asks(ResolveIncident)
    before = night.clock
    night.now += MINUTE
    night.tells(stage=Stage.RESOLVED)
    assert night.incident.updates[-1].next_update_at is None
    assert night.clock == before
    assert next_step(night.incident, TEAM, night.now) is None
    assert night.asks(ExtendUpdate, until=night.now + MINUTE, because="x").refusal is Refusal.RESOLVED


def test_the_incident_keeps_the_latest_updates_only() -> None:
    night = Night()
    for number in range(UPDATES_KEPT + 3):
        night.tells(number + 1)
    assert len(night.incident.updates) == UPDATES_KEPT
    assert night.incident.updates[-1].id == UUID(int=UPDATES_KEPT + 3)


# --- a missed update


def test_missed_then_five_minutes_then_the_next_manager() -> None:
    night = Night()
    assert night.passes(5 * MINUTE - SECOND) == []
    assert night.passes(SECOND) == [UpdateMissed(at=night.now, due_at=NIGHT + 5 * MINUTE)]
    assert night.passes(5 * MINUTE - SECOND) == []
    [sent] = night.passes(SECOND)
    assert isinstance(sent, PageSent)
    page = sent.page
    assert (page.responder, page.seat, page.reason, page.level) == ("mei", MANAGER, PageReason.STAND_IN, 0)
    assert night.incident.manager.holder == "ana", "until somebody accepts, the Manager holds the seat"


def test_unanswered_the_next_is_tried_and_after_the_last_the_first_again_never_a_level() -> None:
    """Ana manages now; the next Managers are Mei and Ben. Ben has the Engineer's seat: never he."""
    team = replace(
        TEAM, schedule=replace(SCHEDULE, turns=(*SCHEDULE.turns, Turn(manager="priya", engineer="dmitri")))
    )
    night = Night(team)
    night.passes(10 * MINUTE)
    happened = night.passes(15 * MINUTE)
    assert night.asked() == ["mei", "priya", "mei", "priya"]
    assert set(outcomes(happened)) == {("mei", PageOutcome.REPEATED), ("priya", PageOutcome.REPEATED)}
    assert night.stand_ins() == ["priya"], "one at a time"
    assert SeatEscalated not in kinds(happened)
    ids = [event.page.id for event in night.told if isinstance(event, PageSent)]
    assert len(ids) == len(set(ids)), "each attempt is a page of its own"


def test_nobody_to_ask_means_nobody_is_disturbed_and_the_wait_begins_anew() -> None:
    night = Night(replace(TEAM, schedule=replace(SCHEDULE, turns=SCHEDULE.turns[:1])))
    happened = night.passes(31 * MINUTE)
    assert kinds(happened) == [UpdateMissed]
    assert night.asked() == []


def test_the_engineer_is_never_asked_nor_who_only_reads() -> None:
    night = Night()
    night.passes(timedelta(hours=3))
    assert set(night.asked()) == {"mei"}
    observer = replace(
        TEAM.roster.responders[2],
        role=Role.OBSERVER,
    )
    people = tuple(observer if person.id == "mei" else person for person in TEAM.roster.responders)
    left = Night()
    left.team = Team(
        roster=Roster(responders=people),
        schedule=replace(SCHEDULE, turns=(SCHEDULE.turns[0], Turn(manager="priya", engineer="dmitri"))),
    )
    left.passes(10 * MINUTE)
    assert left.asked() == ["priya"]


def test_an_update_by_anybody_ends_it() -> None:
    night = Night()
    night.passes(11 * MINUTE)
    decision = night.tells(by="ben")
    assert outcomes(decision.events) == [("mei", PageOutcome.NOT_NEEDED)]
    assert night.stand_ins() == []
    assert (night.clock.missed_at, night.clock.what) == (None, Due.SCOPE)


def test_a_stand_in_who_accepts_holds_the_seat_from_then_on() -> None:
    night = Night()
    night.passes(11 * MINUTE)
    decision = night.does(claim("mei", MANAGER, night.now))
    assert decision.refusal is None, "the page they answer is the second action"
    assert night.incident.manager.holder == "mei"
    assert any(isinstance(event, SeatClaimed) and event.taken_from == "ana" for event in decision.events)
    assert outcomes(decision.events) == [("mei", PageOutcome.ACKNOWLEDGED)]
    assert night.clock.due_at == night.now + 5 * MINUTE, "and has time to read what happened"
    assert night.passes(5 * MINUTE - SECOND) == []
    assert UpdateMissed in kinds(night.passes(SECOND))
    night.passes(5 * MINUTE)
    assert night.asked() == ["mei", "ana"], "now Ana is the one who does not hold it"


def test_who_is_not_asked_takes_nothing_over_by_accident() -> None:
    night = Night()
    night.passes(11 * MINUTE)
    assert night.does(claim("priya", MANAGER, night.now)).refusal is Refusal.SEAT_HELD
    assert night.incident.manager.holder == "ana"


def test_a_stand_in_who_cannot_is_followed_by_the_next_at_once() -> None:
    team = replace(
        TEAM, schedule=replace(SCHEDULE, turns=(*SCHEDULE.turns, Turn(manager="priya", engineer="dmitri")))
    )
    night = Night(team)
    night.passes(11 * MINUTE)
    decision = night.asks(DeclinePage, "mei")
    assert outcomes(decision.events) == [("mei", PageOutcome.DECLINED)]
    assert night.stand_ins() == ["priya"]
    assert SeatEscalated not in kinds(decision.events)
    assert next_telling(night.incident, team) == night.now + 5 * MINUTE


def test_the_only_one_who_could_stand_in_is_not_paged_again_in_the_same_breath() -> None:
    night = Night()
    night.passes(11 * MINUTE)
    assert outcomes(night.asks(DeclinePage, "mei").events) == [("mei", PageOutcome.DECLINED)]
    assert night.stand_ins() == []
    night.passes(5 * MINUTE - SECOND)
    assert night.stand_ins() == []
    night.passes(SECOND)
    assert night.stand_ins() == ["mei"], "silence is worse"


def test_the_same_night_twice_pages_the_same_pages() -> None:
    """A restart repeats nothing: the ids of stand-in pages derive from the incident."""
    first, second = Night(), Night()
    for night in (first, second):
        night.passes(21 * MINUTE)
    assert first.incident == second.incident


def test_what_fell_due_while_the_hub_was_down_happens_one_step_at_a_time() -> None:
    night = Night()
    night.now = NIGHT + timedelta(hours=1)
    happened = night.passes(timedelta(0))
    assert kinds(happened) == [PageSent, PageSent, UpdateMissed], "the pages: is the pair still on it?"
    night.asks(StillOnIt, "ana")
    night.asks(StillOnIt, "ben")
    assert night.passes(5 * MINUTE - SECOND) == [], "the wait counts from when it was noticed"
    night.passes(SECOND)
    assert night.stand_ins() == ["mei"]


def test_a_resolved_incident_pages_nobody() -> None:
    night = Night()
    night.passes(11 * MINUTE)
    decision = night.asks(ResolveIncident)
    assert outcomes(decision.events) == [("mei", PageOutcome.RESOLVED)]
    assert night.passes(timedelta(hours=2)) == []


def test_a_clock_that_is_set_back_loses_and_repeats_nothing() -> None:
    night = Night()
    night.passes(6 * MINUTE)
    hour = timedelta(hours=1)
    night.incident, night.now = clock_moved(night.incident, -hour), night.now - hour
    assert night.passes(4 * MINUTE - SECOND) == []
    night.passes(SECOND)
    assert night.stand_ins() == ["mei"]


# --- while the seat is empty


def test_nobody_is_disturbed_by_the_clock_while_the_seat_is_empty() -> None:
    night = Night(claimed=False)
    night.does(claim("ben", ENGINEER, night.now))
    happened = night.passes(timedelta(hours=1))
    assert UpdateMissed not in kinds(happened)
    assert night.asked() == []
    assert next_telling(night.incident, TEAM) is None


def test_who_claims_late_has_five_minutes() -> None:
    night = Night(claimed=False)
    night.now = NIGHT + 20 * MINUTE
    night.does(claim("ana", MANAGER, night.now))
    night.does(claim("ben", ENGINEER, night.now))
    assert night.passes(5 * MINUTE - SECOND) == []
    assert kinds(night.passes(SECOND)) == [UpdateMissed]


def test_giving_the_seat_back_dismisses_the_stand_in() -> None:
    night = Night()
    night.passes(11 * MINUTE)
    decision = night.asks(ReturnSeat, seat=MANAGER)
    assert ("mei", PageOutcome.NOT_NEEDED) in outcomes(decision.events)
    assert night.stand_ins() == []
    assert all(page.reason is PageReason.SEAT for page in night.incident.pages if page.is_open)


# --- extending


def test_extending_takes_a_reason_and_ends_the_alarm() -> None:
    night = Night()
    night.passes(11 * MINUTE)
    until = night.now + 30 * MINUTE
    assert night.asks(ExtendUpdate, until=until, because="  ").refusal is Refusal.EMPTY_NOTE
    decision = night.asks(ExtendUpdate, until=until, because=" Nothing new before the restart ")
    assert decision.events[0] == UpdateExtended(
        at=night.now, by="ana", until=until, because="Nothing new before the restart"
    )
    assert outcomes(decision.events) == [("mei", PageOutcome.NOT_NEEDED)]
    assert (night.clock.due_at, night.clock.what) == (until, Due.FIRST), "the first is still owed"
    assert UpdateMissed not in kinds(night.passes(30 * MINUTE - SECOND))
    assert UpdateMissed in kinds(night.passes(SECOND))


# --- deliveries


def failed(night: Night, channel: str, at: datetime) -> None:
    result = Delivery(channel=channel, state=DeliveryState.FAILED, attempts=9, at=at, detail="No such room.")
    night.incident, events = delivered(night.incident, UUID(int=1), result, at)
    night.told += events


def test_the_result_of_each_channel_is_kept_apart() -> None:
    night = Night()
    night.tells(channels=("Mail", "#incidents"))
    failed(night, "#incidents", night.now + SECOND)
    [mail, room] = night.incident.updates[0].deliveries
    assert (mail.state, room.state, room.detail) == (
        DeliveryState.WAITING,
        DeliveryState.FAILED,
        "No such room.",
    )
    assert isinstance(night.told[-1], DeliveryChanged)


def test_what_failed_is_sent_again_by_hand_and_only_that() -> None:
    night = Night()
    night.tells(channels=("Mail", "#incidents"))
    failed(night, "#incidents", night.now)
    night.now += MINUTE
    decision = night.asks(SendAgain, "ben", update_id=UUID(int=1), channel="#incidents")
    [changed] = decision.events
    assert isinstance(changed, DeliveryChanged)
    assert (changed.delivery.state, changed.delivery.detail) == (DeliveryState.WAITING, "")
    assert night.asks(SendAgain, update_id=UUID(int=1), channel="Mail").events == [], "it is on its way"
    for update_id, channel in ((UUID(int=2), "Mail"), (UUID(int=1), "SMS")):
        refused = night.asks(SendAgain, update_id=update_id, channel=channel)
        assert refused.refusal is Refusal.NO_SUCH_UPDATE


def test_the_result_of_an_update_that_is_not_kept_any_more_changes_nothing() -> None:
    night = Night()
    result = Delivery(channel="Mail", state=DeliveryState.SENT, at=night.now)
    assert delivered(night.incident, UUID(int=1), result, night.now) == (night.incident, [])


# --- the question

QUESTION = UUID(int=77)


def test_the_engineer_is_asked_and_answers_once() -> None:
    night = Night()
    [asked] = night.asks(AskEngineer, question_id=QUESTION, words=" Is it the provider? ").events
    assert isinstance(asked, QuestionAsked)
    assert asked.question.answer_by == night.now + 3 * MINUTE
    assert asked.question.words == "Is it the provider?"
    assert night.asks(AskEngineer, question_id=QUESTION).events == [], "pressed twice"
    findings = Findings(condition="The pool is exhausted")
    [answered] = night.asks(AnswerQuestion, "ben", question_id=QUESTION, answer=findings).events
    assert isinstance(answered, QuestionAnswered)
    question = night.incident.question
    assert question is not None
    assert (question.answer, question.answered_by, question.is_open) == (findings, "ben", False)
    again = night.asks(AnswerQuestion, "mei", question_id=QUESTION, answer=Findings(condition="No"))
    assert again.events == []
    assert night.incident.question == question, "the first answer counts"


def test_an_answer_says_something() -> None:
    night = Night()
    night.asks(AskEngineer, question_id=QUESTION)
    empty = night.asks(AnswerQuestion, "ben", question_id=QUESTION, answer=Findings(action=" "))
    assert empty.refusal is Refusal.EMPTY_NOTE


def test_not_now_is_five_minutes_more() -> None:
    night = Night()
    night.asks(AskEngineer, question_id=QUESTION)
    night.now += MINUTE
    [postponed] = night.asks(PostponeQuestion, "ben", question_id=QUESTION).events
    assert postponed == QuestionPostponed(
        at=night.now, question_id=QUESTION, by="ben", until=night.now + 5 * MINUTE
    )
    assert night.incident.question is not None
    assert night.incident.question.postponed == 1
    assert night.incident.question.is_open


def test_a_new_question_replaces_the_open_one() -> None:
    night = Night()
    night.asks(AskEngineer, question_id=QUESTION)
    night.asks(AskEngineer, question_id=UUID(int=78))
    for kind, more in ((AnswerQuestion, {"answer": Findings(action="Restarting")}), (PostponeQuestion, {})):
        refused = night.asks(kind, "ben", question_id=QUESTION, **more)
        assert refused.refusal is Refusal.NO_SUCH_QUESTION


def test_no_time_to_answer_is_refused() -> None:
    assert Night().asks(AskEngineer, question_id=QUESTION, within=timedelta(0)).refusal is Refusal.BAD_TIME


def test_a_question_rings_for_nobody() -> None:
    night = Night()
    night.asks(AskEngineer, question_id=QUESTION)
    assert not [page for page in night.incident.pages if page.is_open]
