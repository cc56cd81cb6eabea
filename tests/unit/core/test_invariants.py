"""What holds for every sequence of commands, alerts and times, whatever the team."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from desktop.core.closing.closing import ClosingStep, Verdict
from desktop.core.closing.closing_plan import left_for, plan
from desktop.core.closing.left_out import left_out
from desktop.core.closing.outcome import ResolvedHow
from desktop.core.closing.ticket import Label
from desktop.core.fixing.call_in import REPEAT_AFTER
from desktop.core.fixing.check_result import CheckResult, CheckVerdict
from desktop.core.fixing.diagnostic import DiagnosticKind
from desktop.core.fixing.fixing_commands import (
    AnswerCallIn,
    AttachCheck,
    BeginRunBook,
    CallInPerson,
    CancelCallIn,
    EndRunBook,
    MarkStep,
    RecordFinding,
)
from desktop.core.fixing.fixing_events import CheckAttached, FindingRecorded, RunBookEnded
from desktop.core.fixing.work import StepState
from desktop.core.incident.alert import AlertAction
from desktop.core.incident.commands import (
    AcknowledgeShadow,
    AddLabel,
    AddNote,
    AnswerQuestion,
    AskEngineer,
    ChangeUrgency,
    ClaimSeat,
    CloseStep,
    Command,
    ConfirmRinging,
    DeclinePage,
    ExtendUpdate,
    GiveVerdict,
    OfferSeat,
    PostponeQuestion,
    RecordResolution,
    RemoveLabel,
    ResolveIncident,
    ReturnSeat,
    SendUpdate,
    StillOnIt,
    WithdrawOffer,
)
from desktop.core.incident.decide import decide
from desktop.core.incident.escalation import Wake, forecast
from desktop.core.incident.events import (
    ClaimCameLate,
    ClosingStepDone,
    DeliveryChanged,
    Event,
    LabelAdded,
    LabelRemoved,
    NoteAdded,
    PageEnded,
    PageRinging,
    PageSent,
    ResolutionRecorded,
    SeatClaimed,
    SeatLost,
    SeatReturned,
    UpdateSent,
    VerdictGiven,
)
from desktop.core.incident.incident import Incident, Status
from desktop.core.incident.intake import open_incident, receive
from desktop.core.incident.page import BY_NAME, PageReason
from desktop.core.incident.progress import advance, next_step
from desktop.core.schedule.hand_over import HandOverPolicy, Proof, Relief
from desktop.core.schedule.schedule import Schedule, Segment, Shadow, ShiftException, Turn
from desktop.core.team.responder import Responder, Role, Roster, Tier
from desktop.core.team.seat import Seat
from desktop.core.team.team import Audience, Level, Policy, Team
from desktop.core.team.waves import Wave
from desktop.core.telling.question import Findings
from desktop.core.telling.telling import delivered
from desktop.core.telling.update import Delivery, DeliveryState, Readers, Stage
from desktop.core.urgency.office import Office
from desktop.core.urgency.urgency import Urgency, UrgencyPolicy, UrgencyRule
from tests.sample import INCIDENT_ID, MINUTE, NIGHT, report

PEOPLE = ("ana", "ben", "mei", "dmitri", "ruth", "henrik", "stranger")
SEATS = st.sampled_from(Seat)
WAITS = st.integers(1, 400).map(lambda seconds: timedelta(seconds=seconds))
SEVERITIES = st.sampled_from(("", "warning", "critical"))
RULES = st.builds(
    UrgencyRule,
    id=st.sampled_from(("a", "b", "c")),
    name=st.just("Rule"),
    severity=st.sampled_from(((), ("warning",), ("crit*", "info"))),
    service=st.sampled_from(((), ("checkout-*",), ("search",))),
    urgency=st.sampled_from(Urgency),
)
OFFICES = st.sampled_from(
    (
        Office(),
        Office(days=tuple(range(7)), opens=time(8, 50), closes=time(9, 2)),
        Office(closed=(date(2026, 11, 30), date(2026, 12, 1))),
        Office(days=(0,), opens=time(8), closes=time(8, 56), holidays=(date(2026, 12, 7),)),
    )
)
URGENCY = st.builds(
    UrgencyPolicy,
    rules=st.lists(RULES, max_size=3, unique_by=lambda rule: rule.id).map(tuple),
    office=OFFICES,
)


WAVES = st.lists(st.builds(Wave, size=st.none() | st.integers(1, 3), wait=WAITS), max_size=3).map(tuple)
REPEATS = st.none() | st.integers(15, 200).map(lambda seconds: timedelta(seconds=seconds))
LEVELS = st.builds(Level, audience=st.just(Audience.PAIR), wait=WAITS, repeat=REPEATS) | st.builds(
    Level,
    audience=st.sampled_from((Audience.STAFF, Audience.EXECUTIVES)),
    wait=WAITS,
    waves=WAVES,
    repeat=REPEATS,
)
REPAGES = st.none() | st.integers(60, 3600).map(lambda seconds: timedelta(seconds=seconds))
HAND_OVERS = st.builds(HandOverPolicy, at_most=st.integers(0, 120).map(lambda minutes: minutes * MINUTE))
HAND_OVER_AT = datetime(2026, 11, 30, 9, tzinfo=UTC)
PLANS = st.builds(
    Segment,
    starts_on=st.just(HAND_OVER_AT.date()),
    hand_over=st.integers(30, 59).map(lambda minute: time(8, minute)),
    days=st.sampled_from((1, 7)),
    turns=st.lists(
        st.builds(Turn, manager=st.sampled_from(PEOPLE), engineer=st.sampled_from(PEOPLE)),
        min_size=1,
        max_size=3,
    ).map(tuple),
    repeat=st.booleans(),
)


@st.composite
def exceptions(draw: st.DrawFn) -> ShiftException:
    """Of people who may have left the roster since."""
    begin = HAND_OVER_AT + draw(st.integers(-60, 60)) * MINUTE
    return ShiftException(
        id=UUID(int=draw(st.integers(1, 99))),
        seat=draw(SEATS),
        responder=draw(st.sampled_from(PEOPLE)),
        starts_at=begin,
        ends_at=begin + draw(st.integers(1, 120)) * MINUTE,
        by="ana",
        at=NIGHT,
    )


@st.composite
def shadows(draw: st.DrawFn) -> Shadow:
    """Of anybody, who may be on duty or of the staff as well."""
    begin = HAND_OVER_AT - draw(st.integers(0, 20)) * MINUTE
    return Shadow(
        id=UUID(int=draw(st.integers(1, 99))),
        responder=draw(st.sampled_from(PEOPLE)),
        starts_at=begin,
        ends_at=begin + draw(st.integers(1, 3000)) * MINUTE,
        by="ana",
        at=NIGHT,
    )


def without_shadows(team: Team) -> Team:
    return replace(team, schedule=replace(team.schedule, shadows=()))


@st.composite
def teams(draw: st.DrawFn) -> Team:
    known = draw(st.lists(st.sampled_from(PEOPLE[:-1]), unique=True))
    roster = Roster(
        responders=tuple(
            Responder(
                id=person,
                name=person.title(),
                tier=draw(st.sampled_from(Tier)),
                role=draw(st.sampled_from((Role.RESPONDER, Role.RESPONDER, Role.OBSERVER))),
                zone=draw(st.sampled_from(("UTC", "Europe/Berlin", "America/New_York"))),
                channels=draw(st.sampled_from(((), ("Phone",), ("Phone", "Mail")))),
            )
            for person in known
        )
    )
    pageable = [person.id for person in roster.responders if roster.can_be_paged(person.id)]
    turns: list[Turn] = []
    if pageable:
        pairs = st.builds(Turn, manager=st.sampled_from(pageable), engineer=st.sampled_from(pageable))
        turns = draw(st.lists(pairs, max_size=3))
    levels = draw(st.lists(LEVELS, min_size=1, max_size=4))
    return Team(
        roster=roster,
        schedule=Schedule(
            zone=draw(st.sampled_from(("UTC", "Europe/Berlin"))),
            turns=tuple(turns),
            published=tuple(draw(st.lists(PLANS, max_size=2))),
            exceptions=tuple(draw(st.lists(exceptions(), max_size=3))),
            shadows=tuple(draw(st.lists(shadows(), max_size=2))),
        ),
        policy=Policy(levels=tuple(levels), repage_after=draw(REPAGES), hand_over=draw(HAND_OVERS)),
        urgency=draw(URGENCY),
    )


class AnyStory(RuleBasedStateMachine):
    """One incident through anything that can happen to it."""

    @initialize(team=teams(), severity=SEVERITIES)
    def alert_comes(self, team: Team, severity: str) -> None:
        self.team = team
        # Close to a hand-over (Monday 09:00 UTC), so that stories cross it.
        self.now = NIGHT.replace(day=30, hour=8, minute=55)
        self.sent: dict[UUID, Seat] = {}
        self.ended: set[UUID] = set()
        self.shadow_pages: set[UUID] = set()
        self.reached: set[tuple[Seat, int, str]] = set()
        said = replace(report(), severity=severity)
        self.incident, events = open_incident(said, "prometheus", INCIDENT_ID, 1, team, self.now)
        again = open_incident(said, "prometheus", INCIDENT_ID, 1, team, self.now)
        assert again == (self.incident, events), "the same inputs give the same outputs"
        alone = without_shadows(team)
        self.twin, meanwhile = open_incident(said, "prometheus", INCIDENT_ID, 1, alone, self.now)
        assert self._seen_by_others(events) == meanwhile
        self._happened(self.incident, self.incident, events)

    def _happened(self, before: Incident, after: Incident, events: list[Event]) -> None:
        holders = {state.seat: state.holder for state in before.seats}
        for event in events:
            match event:
                case SeatClaimed(seat=seat, by=by, taken_from=taken_from):
                    assert holders[seat] == taken_from
                    holders[seat] = by
                case SeatReturned(seat=seat):
                    holders[seat] = None
                case SeatLost(seat=seat, holder=holder):
                    assert holders[seat] == holder
                    holders[seat] = None
                case PageSent(page=page):
                    match page.reason:
                        case PageReason.SEAT:
                            assert holders[page.seat] is None, "nobody is paged for a seat that is held"
                        case PageReason.STAND_IN:
                            assert holders[Seat.MANAGER] is not None, "nobody stands in for an empty seat"
                            assert holders[Seat.MANAGER] != page.responder
                        case PageReason.CALL_IN:
                            assert page.responder not in holders.values(), "holders are there already"
                        case PageReason.OFFER:
                            assert holders[page.seat] is not None, "who offers a seat holds it"
                            assert page.responder not in holders.values()
                        case PageReason.SHADOW:
                            assert page.responder not in holders.values(), "holders are there already"
                            assert holders[page.seat] is None
                            assert page.level == 1
                        case PageReason.STILL_ON_IT:
                            assert holders[page.seat] == page.responder, "holders are asked for their own"
                    asks = page.reason is PageReason.STILL_ON_IT
                    assert asks or holders[page.seat.other] != page.responder, "the partner is left alone"
                    if page.reason is PageReason.SEAT and not page.repeat:
                        key = (page.seat, page.round, page.responder)
                        assert key not in self.reached, "nobody is paged twice in a round"
                        self.reached.add(key)
                    assert page.id not in self.sent, "no page is sent twice"
                    assert self.team.roster.can_be_paged(page.responder)
                    if after.urgency is Urgency.OFFICE_HOURS and page.reason not in BY_NAME:
                        assert self.team.office_is_open(event.at), "what can wait makes no sound at night"
                        assert page.level <= 1, "what can wait is the pair's alone"
                    self.sent[page.id] = page.seat
                case PageEnded(page_id=page_id):
                    assert page_id in self.sent
                    assert page_id not in self.ended, "a page ends once"
                    self.ended.add(page_id)
                case _:
                    pass
            if before.status is Status.RESOLVED:
                assert isinstance(event, AFTERWARDS), "nothing fires after the incident is resolved"
        assert {state.seat: state.holder for state in after.seats} == holders

    def _seen_by_others(self, events: list[Event]) -> list[Event]:
        """What happened, without what happened to pages of shadows."""
        return [event for event in events if not self._tells_of_shadow(event)]

    def _tells_of_shadow(self, event: Event) -> bool:
        if isinstance(event, PageSent) and event.page.reason is PageReason.SHADOW:
            self.shadow_pages.add(event.page.id)
        page_id = event.page.id if isinstance(event, PageSent) else getattr(event, "page_id", None)
        return isinstance(event, PageSent | PageEnded | PageRinging) and page_id in self.shadow_pages

    @invariant()
    def a_shadow_changes_nothing_for_anybody_else(self) -> None:
        pages = tuple(page for page in self.incident.pages if page.reason is not PageReason.SHADOW)
        assert replace(self.incident, pages=pages) == self.twin
        alone = without_shadows(self.team)
        assert next_step(self.incident, self.team, self.now) == next_step(self.twin, alone, self.now)
        assert forecast(self.incident, self.team, self.now) == forecast(self.twin, alone, self.now)

    @rule(by=st.sampled_from(PEOPLE))
    def says_seen(self, by: str) -> None:
        self._do(AcknowledgeShadow(incident_id=INCIDENT_ID, by=by, pressed_at=self.now))
        if self.team.roster.can_be_paged(by):
            mine = self.incident.open_pages_of(by)
            assert not [page for page in mine if page.reason is PageReason.SHADOW]

    def _do(self, command: Command) -> None:
        alone = decide(self.twin, command, without_shadows(self.team), self.now)
        decision = decide(self.incident, command, self.team, self.now)
        assert decision == decide(self.incident, command, self.team, self.now)
        if decision.refusal is not None:
            assert decision.incident == self.incident, "what is refused changes nothing"
            assert all(isinstance(event, ClaimCameLate) for event in decision.events)
        self._happened(self.incident, decision.incident, decision.events)
        self.incident, self.twin = decision.incident, alone.incident
        assert self._seen_by_others(decision.events) == alone.events
        if not isinstance(command, AcknowledgeShadow | DeclinePage):
            assert decision.refusal == alone.refusal
        if isinstance(command, ONCE) and not decision.refusal:
            repeated = decide(self.incident, command, self.team, self.now)
            assert repeated.incident == self.incident, "pressing twice counts once"

    @rule(by=st.sampled_from(PEOPLE), seat=SEATS, explicit=st.booleans(), late=st.integers(0, 600))
    def claims(self, by: str, seat: Seat, explicit: bool, late: int) -> None:
        pressed_at = self.now - timedelta(seconds=late)
        self._do(
            ClaimSeat(incident_id=INCIDENT_ID, by=by, pressed_at=pressed_at, seat=seat, explicit=explicit)
        )

    @rule(by=st.sampled_from(PEOPLE))
    def cannot(self, by: str) -> None:
        self._do(DeclinePage(incident_id=INCIDENT_ID, by=by, pressed_at=self.now))

    @rule(by=st.sampled_from(PEOPLE), seat=SEATS)
    def gives_back(self, by: str, seat: Seat) -> None:
        self._do(ReturnSeat(incident_id=INCIDENT_ID, by=by, pressed_at=self.now, seat=seat))

    @rule(by=st.sampled_from(PEOPLE))
    def rings(self, by: str) -> None:
        self._do(ConfirmRinging(incident_id=INCIDENT_ID, by=by, pressed_at=self.now, device="Speakers"))

    @rule(by=st.sampled_from(PEOPLE), seat=SEATS, to=st.sampled_from(PEOPLE))
    def offers(self, by: str, seat: Seat, to: str) -> None:
        self._do(OfferSeat(incident_id=INCIDENT_ID, by=by, pressed_at=self.now, seat=seat, to=to))

    @rule(seat=SEATS)
    def takes_what_is_offered(self, seat: Seat) -> None:
        for page in self.incident.offer_pages:
            if page.seat is seat and self.team.roster.can_be_paged(page.responder):
                by = page.responder
                self._do(ClaimSeat(incident_id=INCIDENT_ID, by=by, pressed_at=self.now, seat=seat))
                assert self.incident.seat(seat).holder == by, "what is offered may be taken"

    @rule(by=st.sampled_from(PEOPLE), seat=SEATS)
    def withdraws(self, by: str, seat: Seat) -> None:
        self._do(WithdrawOffer(incident_id=INCIDENT_ID, by=by, pressed_at=self.now, seat=seat))

    @rule(by=st.sampled_from(PEOPLE))
    def is_on_it(self, by: str) -> None:
        self._do(StillOnIt(incident_id=INCIDENT_ID, by=by, pressed_at=self.now))
        if self.team.roster.can_be_paged(by):
            assert not [page for page in self.incident.still_pages if page.responder == by]

    @invariant()
    def who_offers_a_seat_holds_it(self) -> None:
        offers = [offer for offer in self.incident.offers if offer.is_open]
        assert {(offer.to, offer.seat) for offer in offers} == {
            (page.responder, page.seat) for page in self.incident.offer_pages
        }
        assert len(offers) == len(self.incident.offer_pages)
        for offer in offers:
            assert self.incident.seat(offer.seat).holder == offer.by
            assert self.incident.status is not Status.RESOLVED

    @invariant()
    def who_is_asked_answers_or_loses_the_seat(self) -> None:
        for page in self.incident.still_pages:
            assert self.incident.seat(page.seat).holder == page.responder
            late, at = self.incident, self.now
            for _ in range(8):  # what can wait may have to wait first
                due = next_step(late, self.team, at)
                assert due is not None
                at = max(at, due, at + self.team.policy.wait(1))
                late, _events = advance(late, self.team, at)
            assert page.id not in {one.id for one in late.still_pages}

    @rule(by=st.sampled_from(PEOPLE), text=st.text(max_size=3))
    def writes(self, by: str, text: str) -> None:
        self._do(AddNote(incident_id=INCIDENT_ID, by=by, pressed_at=self.now, text=text))

    @rule(by=st.sampled_from(PEOPLE), urgency=st.sampled_from(Urgency), because=st.sampled_from(["", "dev"]))
    def says_whether_it_can_wait(self, by: str, urgency: Urgency, because: str) -> None:
        before = self.incident
        self._do(
            ChangeUrgency(
                incident_id=INCIDENT_ID, by=by, pressed_at=self.now, urgency=urgency, because=because
            )
        )
        if self.incident.urgency is before.urgency:
            return
        if urgency is Urgency.OFFICE_HOURS:
            ringing = {page.id for page in self.incident.pages if page.is_open}
            assert not ringing & {page.id for page in before.pages if page.reason not in BY_NAME}
        else:
            for seat in self.incident.empty_seats:
                assert self.incident.seat(seat).level > 0, "paged at once"

    @rule(by=st.sampled_from(PEOPLE))
    def resolves(self, by: str) -> None:
        self._do(ResolveIncident(incident_id=INCIDENT_ID, by=by, pressed_at=self.now))

    @rule(
        by=st.sampled_from(PEOPLE),
        number=st.integers(0, 5),
        promised=st.none() | st.integers(-60, 3600),
        scope=st.booleans(),
    )
    def tells(self, by: str, number: int, promised: int | None, scope: bool) -> None:
        before = self.incident.communication
        command = SendUpdate(
            incident_id=INCIDENT_ID,
            by=by,
            pressed_at=self.now,
            update_id=UUID(int=number),
            stage=Stage.INVESTIGATING,
            readers=Readers.CUSTOMERS,
            text="We are on it.",
            channels=("#incidents", "mail"),
            next_update_at=None if promised is None else self.now + timedelta(seconds=promised),
            tells_scope=scope,
        )
        self._do(command)
        clock = self.incident.communication
        if clock != before:
            assert clock is not None
            assert clock.due_at > self.now
            assert not self.incident.stand_in_pages, "who tells needs no stand-in"

    @rule(by=st.sampled_from(PEOPLE), seconds=st.integers(-60, 7200), because=st.sampled_from(["", "busy"]))
    def extends(self, by: str, seconds: int, because: str) -> None:
        until = self.now + timedelta(seconds=seconds)
        self._do(
            ExtendUpdate(incident_id=INCIDENT_ID, by=by, pressed_at=self.now, until=until, because=because)
        )

    @rule(number=st.integers(0, 5), state=st.sampled_from(DeliveryState))
    def a_channel_answers(self, number: int, state: DeliveryState) -> None:
        delivery = Delivery(channel="mail", state=state, attempts=1, at=self.now)
        after, events = delivered(self.incident, UUID(int=number), delivery, self.now)
        self.twin, _events = delivered(self.twin, UUID(int=number), delivery, self.now)
        self._happened(self.incident, after, events)
        self.incident = after

    @rule(by=st.sampled_from(PEOPLE), number=st.integers(0, 2), kind=st.integers(0, 2))
    def questions(self, by: str, number: int, kind: int) -> None:
        question_id = UUID(int=number)
        common: dict[str, Any] = {"incident_id": INCIDENT_ID, "by": by, "pressed_at": self.now}
        if kind == 0:
            self._do(AskEngineer(**common, question_id=question_id))
        elif kind == 1:
            self._do(PostponeQuestion(**common, question_id=question_id))
        else:
            self._do(AnswerQuestion(**common, question_id=question_id, answer=Findings(condition="DNS")))

    @rule(by=st.sampled_from(PEOPLE), value=st.sampled_from(["", "dns", "disk"]), add=st.booleans())
    def labels(self, by: str, value: str, add: bool) -> None:
        label = Label(key="cause", value=value)
        kind = AddLabel if add else RemoveLabel
        self._do(kind(incident_id=INCIDENT_ID, by=by, pressed_at=self.now, label=label))
        assert len(set(self.incident.labels)) == len(self.incident.labels)

    @rule(
        by=st.sampled_from(PEOPLE),
        step=st.sampled_from(ClosingStep),
        skipped=st.booleans(),
        verdict=st.sampled_from(Verdict),
    )
    def closes(self, by: str, step: ClosingStep, skipped: bool, verdict: Verdict) -> None:
        self._do(CloseStep(incident_id=INCIDENT_ID, by=by, pressed_at=self.now, step=step, skipped=skipped))
        self._do(GiveVerdict(incident_id=INCIDENT_ID, by=by, pressed_at=self.now, verdict=verdict))

    @rule(
        by=st.sampled_from(PEOPLE),
        how=st.sampled_from(ResolvedHow),
        documented=st.sampled_from([None, False, True]),
    )
    def says_how_it_ended(self, by: str, how: ResolvedHow, documented: bool | None) -> None:
        self._do(
            RecordResolution(
                incident_id=INCIDENT_ID, by=by, pressed_at=self.now, how=how, documented=documented
            )
        )

    @rule(
        by=st.sampled_from(PEOPLE),
        kind=st.integers(0, 4),
        state=st.sampled_from([None, *StepState]),
        words=st.sampled_from(["", "with sudo"]),
        number=st.integers(0, 2),
    )
    def fixes(self, by: str, kind: int, state: StepState | None, words: str, number: int) -> None:
        common: dict[str, Any] = {"incident_id": INCIDENT_ID, "by": by, "pressed_at": self.now}
        book = f"disk-{number}"
        if kind == 0:
            self._do(BeginRunBook(**common, run_book_id=book, title="Disk full", version="1"))
        elif kind == 1:
            step = f"step-{number}"
            self._do(
                MarkStep(**common, run_book_id="disk-0", step_id=step, title="Look", state=state, words=words)
            )
        elif kind == 2:
            self._do(EndRunBook(**common, run_book_id=book, helped=state is StepState.DONE))
        elif kind == 3:
            self._do(RecordFinding(**common, finding_id=UUID(int=number), words=words))
        else:
            result = CheckResult(
                id=UUID(int=number),
                diagnostic_id="http",
                name="Start page",
                kind=DiagnosticKind.HTTP,
                verdict=CheckVerdict.FINE,
                summary="200",
                started_at=self.now,
                took=timedelta(seconds=1),
            )
            self._do(AttachCheck(**common, result=result))

    @rule(by=st.sampled_from(PEOPLE), person=st.sampled_from(PEOPLE), because=st.sampled_from(["", "DNS"]))
    def calls_in(self, by: str, person: str, because: str) -> None:
        self._do(
            CallInPerson(
                incident_id=INCIDENT_ID, by=by, pressed_at=self.now, responder=person, because=because
            )
        )

    @rule(by=st.sampled_from(PEOPLE))
    def comes(self, by: str) -> None:
        self._do(AnswerCallIn(incident_id=INCIDENT_ID, by=by, pressed_at=self.now))

    @rule(by=st.sampled_from(PEOPLE), person=st.sampled_from(PEOPLE))
    def calls_off(self, by: str, person: str) -> None:
        self._do(CancelCallIn(incident_id=INCIDENT_ID, by=by, pressed_at=self.now, responder=person))

    @invariant()
    def who_is_called_in_is_asked_once_at_a_time(self) -> None:
        waiting = [call.responder for call in self.incident.call_ins if call.is_open]
        if self.incident.status is not Status.RESOLVED:
            assert sorted(waiting) == sorted(page.responder for page in self.incident.call_in_pages)
            for call in self.incident.call_ins:
                if call.is_open and self.team.roster.can_be_paged(call.responder):
                    due = next_step(self.incident, self.team, self.now)
                    assert due is not None
                    assert due <= call.asked_at + REPEAT_AFTER, "nobody is forgotten"
        marks = [mark.step_id for work in self.incident.work for mark in work.marks]
        assert len(set(marks)) == len(marks)
        assert len({work.run_book_id for work in self.incident.work}) == len(self.incident.work)

    @invariant()
    def closing_asks_the_pair_and_ends(self) -> None:
        over = self.incident.status is Status.RESOLVED
        closed = [(one.step, one.by) for one in self.incident.closing]
        assert len(set(closed)) == len(closed)
        assert over or not (closed or self.incident.verdicts or self.incident.outcome)
        for person in PEOPLE:
            steps = [one.step for one in plan(self.incident, person)]
            assert steps == sorted(steps, key=list(ClosingStep).index)
            assert over or not steps
            assert set(left_for(self.incident, person)) <= set(steps)
        held = {state.holder for state in self.incident.seats} - {None}
        if held and over and not any(left_for(self.incident, person) for person in PEOPLE):
            skipped = {one.step for one in self.incident.closing if one.skipped}
            assert set(left_out(self.incident)) <= skipped, "what nobody is asked for any more was skipped"

    @rule(action=st.sampled_from(AlertAction), severity=SEVERITIES)
    def monitor_says(self, action: AlertAction, severity: str) -> None:
        if self.incident.status is Status.RESOLVED:
            return
        said = replace(report(action=action), severity=severity)
        after, events = receive(self.incident, said, "prometheus", self.team, self.now)
        assert after.held_by("ana") == self.incident.held_by("ana"), "a monitor claims nothing"
        self._happened(self.incident, after, events)
        alone = without_shadows(self.team)
        self.twin, meanwhile = receive(self.twin, said, "prometheus", alone, self.now)
        assert self._seen_by_others(events) == meanwhile
        if self.incident.urgency is Urgency.NOW:
            assert after.urgency is Urgency.NOW, "a monitor makes nothing less urgent"
        self.incident = after

    @rule(seconds=st.integers(0, 900))
    def time_passes(self, seconds: int) -> None:
        self.now += timedelta(seconds=seconds)
        self._engine()

    @rule(hours=st.integers(1, 40))
    def the_hub_was_off(self, hours: int) -> None:
        self.now += timedelta(hours=hours)
        self._engine()

    @rule()
    def the_next_thing_falls_due(self) -> None:
        due = next_step(self.incident, self.team, self.now)
        if due is not None:
            self.now = max(self.now, due)
            self._engine()

    def _engine(self) -> None:
        after, events = advance(self.incident, self.team, self.now)
        self._happened(self.incident, after, events)
        self.twin, meanwhile = advance(self.twin, without_shadows(self.team), self.now)
        assert self._seen_by_others(events) == meanwhile
        for seat in self.incident.empty_seats:
            levels = {
                e.page.level
                for e in events
                if isinstance(e, PageSent) and e.page.seat is seat and e.page.reason is PageReason.SEAT
                if not e.page.repeat
            }
            again = after.seat(seat).round != self.incident.seat(seat).round
            assert again or len(levels) <= 1, "one level only, however late it is"
        self.incident = after

    @rule(by=st.sampled_from(PEOPLE), relieves=st.booleans())
    def says_that_they_have_it(self, by: str, relieves: bool) -> None:
        facts = self.team.hand_overs
        if relieves:
            facts = replace(facts, reliefs=(*facts.reliefs, Relief(responder=by, at=self.now)))
        else:
            facts = replace(facts, proofs=(*facts.proofs, Proof(responder=by, at=self.now)))
        due = next_step(self.incident, self.team, self.now)
        self.team = replace(self.team, hand_overs=facts)
        after = next_step(self.incident, self.team, self.now)
        assert due is None or after is None or after >= due, "what was stored as due is not too late"

    @rule(team=teams())
    def team_changes(self, team: Team) -> None:
        self.team = team

    @invariant()
    def an_open_incident_has_a_due_time(self) -> None:
        due = next_step(self.incident, self.team, self.now)
        if self.incident.status is not Status.RESOLVED:
            # While a seat is empty somebody is paged; while the Manager's is held, an update is due.
            assert due is not None
            after, events = advance(self.incident, self.team, max(due, self.now))
            following = next_step(after, self.team, max(due, self.now))
            assert following is not None
            assert events or following > due, "what falls due happens and does not fall due for ever"
        else:
            assert due is None

    @invariant()
    def what_is_quiet_waits_for_the_office(self) -> None:
        until = self.incident.quiet_until
        if until is None or self.incident.status is Status.RESOLVED:
            return
        assert self.incident.urgency is Urgency.OFFICE_HOURS
        assert all(page.reason in BY_NAME for page in self.incident.pages if page.is_open)
        assert all(self.incident.seat(seat).level == 0 for seat in self.incident.empty_seats)
        due = next_step(self.incident, self.team, self.now)
        assert due is not None
        assert due <= max(until, self.now), "it is not forgotten"
        at = self.team.office_opens_at(self.now)
        woken, events = advance(self.incident, self.team, at)
        assert woken.quiet_until is None, "when the office opens it wakes"
        assert woken.communication is not None
        assert woken.communication.due_at > at
        for seat in woken.empty_seats:
            assert woken.seat(seat).level == 1
        assert events or not woken.empty_seats

    @invariant()
    def no_page_rings_for_a_held_seat_or_a_resolved_incident(self) -> None:
        for page in self.incident.pages:
            if page.is_open:
                assert self.incident.status is not Status.RESOLVED
                held = self.incident.seat(page.seat).holder is not None
                for_empty = page.reason in (PageReason.SEAT, PageReason.SHADOW)
                assert page.reason is PageReason.CALL_IN or held is not for_empty
        open_pages = {page.id for page in self.incident.pages if page.is_open}
        assert open_pages == set(self.sent) - self.ended, "no page is lost"

    @invariant()
    def the_forecast_comes_true_when_nobody_does_anything(self) -> None:
        promised = forecast(self.incident, self.team, self.now)
        incident, at, happened = self.incident, self.now, set[tuple[object, ...]]()
        while promised:
            due = next_step(incident, self.team, at)
            assert due is not None
            at = max(at, due)
            if at > promised[-1].at:
                break
            incident, events = advance(incident, self.team, at)
            happened |= {(at, e.page.seat, e.page.responder) for e in events if isinstance(e, PageSent)}
        assert {_person for wake in promised for _person in _people(wake)} <= happened


def _people(wake: Wake) -> set[tuple[object, ...]]:
    return {(wake.at, wake.seat, person) for person in wake.people}


AFTERWARDS = (
    NoteAdded,
    UpdateSent,
    DeliveryChanged,
    LabelAdded,
    LabelRemoved,
    ClosingStepDone,
    VerdictGiven,
    ResolutionRecorded,
    RunBookEnded,
    FindingRecorded,
    CheckAttached,
)
ONCE = (
    *(ClaimSeat, ConfirmRinging, ResolveIncident, SendUpdate, AskEngineer, AnswerQuestion, AddLabel),
    *(RemoveLabel, CloseStep, GiveVerdict, RecordResolution, ChangeUrgency),
    *(BeginRunBook, MarkStep, EndRunBook, RecordFinding, AttachCheck, CallInPerson, AnswerCallIn),
    *(CancelCallIn, OfferSeat, WithdrawOffer, StillOnIt, AcknowledgeShadow),
)


TestAnyStory = AnyStory.TestCase
