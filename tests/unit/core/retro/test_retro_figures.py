"""The numbers of the retro, checked by hand, and that weeks add up."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from desktop.core.closing.closing import GivenVerdict, Verdict
from desktop.core.closing.outcome import Outcome, ResolvedHow
from desktop.core.fixing.call_in import CallIn
from desktop.core.fixing.work import RunBookWork
from desktop.core.incident.events import (
    Event,
    SeatClaimed,
    SeatReturned,
    UpdateMissed,
    UpdateSent,
    UrgencyChanged,
)
from desktop.core.incident.incident import Incident, opened
from desktop.core.incident.intake import open_incident
from desktop.core.incident.page import Page, PageReason
from desktop.core.retro.retro_figures import CalledFor, PersonNights, RetroFigures, retro_figures
from desktop.core.retro.retro_incident import Climb, Mentioned, ToldIncident
from desktop.core.retro.retro_week import Week, week_of
from desktop.core.retro.spread import Spread
from desktop.core.team.seat import Seat
from desktop.core.telling.update import Readers, Stage, Update
from desktop.core.urgency.urgency import Decider, Urgency
from tests.sample import MINUTE, NIGHT, TEAM, report

M, E = Seat.MANAGER, Seat.ENGINEER
WEEK = Week(monday=date(2026, 11, 23), zone="Europe/Berlin")
DAY = timedelta(days=1)
NOON = datetime(2026, 11, 24, 11, tzinfo=UTC)
NEITHER = Outcome(how=ResolvedHow.RESTART, documented=False, automated=False, by="ben", at=NIGHT)


def incident(number: int, at: datetime, title: str = "Checkout fails", service: str = "checkout") -> Incident:
    alert = open_incident(report(f"key {number}"), "prometheus", UUID(int=number), number, TEAM, at)[
        0
    ].alerts[0]
    return replace(opened(UUID(int=number), number, alert, at, None), title=title, service=service)


def page(
    of: int,
    to: str,
    at: datetime,
    seat: Seat = M,
    level: int = 1,
    reason: PageReason = PageReason.SEAT,
    nr: int = 0,
) -> Page:
    return Page(
        id=UUID(int=1000 * of + nr or hash((to, at, level)) & 0xFFFFFFFF),
        incident_id=UUID(int=of),
        responder=to,
        seat=seat,
        reason=reason,
        level=level,
        round=1,
        attempted_at=at,
    )


def claimed(by: str, seat: Seat, at: datetime) -> SeatClaimed:
    return SeatClaimed(at=at, seat=seat, by=by, pressed_at=at)


def update(at: datetime, number: int = 1) -> UpdateSent:
    told = Update(
        id=UUID(int=number),
        by="ana",
        sent_at=at,
        stage=Stage.INVESTIGATING,
        readers=Readers.CUSTOMERS,
        subject="",
        text="",
    )
    return UpdateSent(at=at, update=told)


def figures(*told: ToldIncident, week: Week = WEEK, **more: Any) -> RetroFigures:
    return retro_figures(week, told, TEAM, **more)


def ended(one: Incident, after: timedelta, outcome: Outcome | None = None, **more: Any) -> Incident:
    return replace(one, resolved_at=one.opened_at + after, outcome=outcome, **more)


def test_a_night_by_hand() -> None:
    """Ben claims after a minute; the Manager's seat climbs, wakes Mei, pages Dmitri who is awake, is claimed
    after seven minutes by Mei."""
    one = ended(incident(1, NIGHT), 40 * MINUTE, replace(NEITHER, documented=True))
    up = NIGHT + 5 * MINUTE
    told = ToldIncident(
        incident=replace(
            one, work=(RunBookWork(run_book_id="a", title="", version="", begun_by="", begun_at=NIGHT),)
        ),
        pages=(
            page(1, "ana", NIGHT, nr=1),
            page(1, "ben", NIGHT, E, nr=2),
            page(1, "mei", up, level=2, nr=3),
            page(1, "dmitri", NIGHT + 5 * MINUTE, level=2, nr=4),
        ),
        events=(
            UrgencyChanged(at=NIGHT, urgency=Urgency.NOW, decided_by=None),
            claimed("ben", E, NIGHT + MINUTE),
            UpdateMissed(at=NIGHT + 5 * MINUTE, due_at=NIGHT + 5 * MINUTE),
            claimed("mei", M, NIGHT + 7 * MINUTE),
            update(NIGHT + 8 * MINUTE),
            update(NIGHT + 20 * MINUTE, 2),
            update(NIGHT + 50 * MINUTE, 3),
        ),
    )
    found = figures(told, unproven=1)
    who = Mentioned(incident_id=one.id, number=1, title="Checkout fails", service="checkout")
    assert (found.pages, found.incidents, found.unproven, found.starts_on) == (4, 1, 1, WEEK.monday)
    assert found.manager == Spread(count=1, median=7 * MINUTE, ninetieth=7 * MINUTE)
    assert found.engineer == Spread(count=1, median=MINUTE, ninetieth=MINUTE)
    assert found.resolved == Spread(count=1, median=40 * MINUTE, ninetieth=40 * MINUTE)
    assert found.climbs == (Climb(incident=who, seat=M, level=2, paged=("mei", "dmitri"), woken=("mei",)),)
    assert found.nights == tuple(PersonNights(responder=p, nights=1) for p in ("ana", "ben", "mei"))
    assert (found.nights_disturbed, found.woken, found.drawn_in, found.drawn_in_each) == (3, 1, 2, 2.0)
    assert (found.updates_on_time, found.updates_late) == (1, 1), "the last was after the end"
    assert found.undecided == (who,)
    assert (found.documented, found.automated, found.neither, found.unsaid) == (1, 0, 0, 0)
    assert found.both_seats == ()
    assert found.services[0].without_run_book == 0


def test_nothing_happened() -> None:
    found = figures()
    assert found == RetroFigures(starts_on=WEEK.monday)
    assert (found.nights_disturbed, found.drawn_in_each, found.hours_lost) == (0, None, timedelta())


def test_two_pages_in_one_night_disturb_it_once_and_the_evening_gives_the_date() -> None:
    """23:30 on Sunday and 00:30 on Monday in Berlin are one night, that of the Sunday before the week."""
    late, early = datetime(2026, 11, 22, 22, 30, tzinfo=UTC), datetime(2026, 11, 22, 23, 30, tzinfo=UTC)
    told = ToldIncident(
        incident=incident(1, late), pages=(page(1, "ana", late, nr=1), page(1, "ana", early, nr=2))
    )
    assert figures(told).nights == ()
    assert figures(told).pages == 1
    assert figures(told, week=WEEK.moved(-1)).nights == (PersonNights(responder="ana", nights=1),)


def test_it_is_night_where_the_person_lives() -> None:
    told = ToldIncident(
        incident=incident(1, NOON),
        pages=(page(1, "priya", NOON + 7 * 60 * MINUTE, nr=1), page(1, "ana", NOON, nr=2)),
    )
    assert figures(told).nights == (PersonNights(responder="priya", nights=1),)


def test_a_seat_that_was_given_back_is_waited_for_again() -> None:
    again = NIGHT + 30 * MINUTE
    told = ToldIncident(
        incident=incident(1, NIGHT),
        pages=(page(1, "ana", NIGHT, nr=1), page(1, "mei", again, nr=2)),
        events=(
            claimed("ana", M, NIGHT + 2 * MINUTE),
            SeatReturned(at=again, seat=M, by="ana"),
            claimed("mei", M, again + 4 * MINUTE),
            claimed("ana", M, again + 9 * MINUTE),  # taken over: nobody waited
        ),
    )
    assert figures(told).manager == Spread(count=2, median=3 * MINUTE, ninetieth=4 * MINUTE)


def test_who_was_not_paged_was_not_waited_for() -> None:
    told = ToldIncident(incident=incident(1, NIGHT), events=(claimed("ana", M, NIGHT + MINUTE),))
    assert figures(told).manager.count == 0


def test_both_seats_by_one_count_once() -> None:
    events: tuple[Event, ...] = (
        claimed("ben", E, NIGHT),
        claimed("ben", M, NIGHT + MINUTE),
        SeatReturned(at=NIGHT + 2 * MINUTE, seat=M, by="ben"),
        claimed("ben", M, NIGHT + 3 * MINUTE),
    )
    assert [
        one.number for one in figures(ToldIncident(incident=incident(1, NIGHT), events=events)).both_seats
    ] == [1]
    apart = (claimed("ben", E, NIGHT), SeatReturned(at=NIGHT, seat=E, by="ben"), claimed("ben", M, NIGHT))
    assert figures(ToldIncident(incident=incident(1, NIGHT), events=apart)).both_seats == ()


def test_undecided_is_what_no_rule_knew_even_if_a_person_decided_later() -> None:
    rule, person = Decider(rule="a", name="a"), Decider(person="ana")
    made = [
        (UrgencyChanged(at=NIGHT, urgency=Urgency.NOW, decided_by=None), person),
        (UrgencyChanged(at=NIGHT, urgency=Urgency.NOW, decided_by=rule), person),
    ]
    told = [
        ToldIncident(incident=replace(incident(n, NIGHT), urgency_decided_by=now), events=(first,))
        for n, (first, now) in enumerate(made)
    ]
    assert [one.number for one in figures(*told).undecided] == [0]


def test_disputed_documented_automated_neither_and_unsaid() -> None:
    said = tuple(
        GivenVerdict(by=by, verdict=verdict, at=NIGHT)
        for by, verdict in zip(("ana", "ben"), Verdict, strict=True)
    )
    outcomes = [
        NEITHER,
        replace(NEITHER, automated=True),
        replace(NEITHER, documented=True, automated=True),
        replace(NEITHER, documented=None),
        None,
    ]
    told = [
        ToldIncident(
            incident=ended(incident(n, NOON, f"{n}"), MINUTE, outcome, verdicts=said if n == 3 else ())
        )
        for n, outcome in enumerate(outcomes)
    ]
    found = figures(*told)
    assert (found.documented, found.automated, found.neither, found.unsaid) == (1, 2, 1, 2)
    assert [one.number for one in found.disputed] == [3]


def test_the_same_person_called_in_for_a_service() -> None:
    def call(who: str) -> CallIn:
        return CallIn(responder=who, by="ana", because="", called_at=NOON, asked_at=NOON)

    calls = [("mei", "priya"), ("mei",), (), ("priya", "mei")]
    told = [
        ToldIncident(incident=replace(incident(n, NOON), call_ins=tuple(map(call, who))))
        for n, who in enumerate(calls)
    ]
    (service,) = figures(*told).services
    assert service.called == (
        CalledFor(responder="mei", incidents=3),
        CalledFor(responder="priya", incidents=2),
    )
    assert (service.same_person, service.incidents, service.without_run_book) == (0.75, 4, 4)


def test_who_shadows_is_neither_disturbed_nor_drawn_in() -> None:
    pages = (
        page(1, "ana", NIGHT, nr=1),
        page(1, "mei", NIGHT, reason=PageReason.SHADOW, nr=2),
        page(1, "priya", NOON, reason=PageReason.CALL_IN, nr=3),
    )
    found = figures(ToldIncident(incident=incident(1, NIGHT), pages=pages))
    assert found.drawn_in == 1
    assert [one.responder for one in found.nights] == ["ana"]


# Weeks add up

_PEOPLE = st.sampled_from(["ana", "ben", "mei", "dmitri", "priya"])
_FIRST = week_of(datetime(2026, 10, 5, tzinfo=UTC), "Europe/Berlin")
_WEEKS = 6
"""Clocks change in them."""


@st.composite
def told_incidents(draw: st.DrawFn) -> list[ToldIncident]:
    found = []
    for number in range(1, draw(st.integers(1, 5)) + 1):
        at = _FIRST.begins_at + draw(st.integers(2 * 24 * 60, 38 * 24 * 60)) * MINUTE
        minutes = sorted(draw(st.lists(st.integers(0, 3000), max_size=8)))
        pages = tuple(
            page(
                number,
                draw(_PEOPLE),
                at + m * MINUTE,
                draw(st.sampled_from(Seat)),
                draw(st.integers(1, 3)),
                nr=n,
            )
            for n, m in enumerate(minutes, 1)
        )
        events: list[Event] = []
        for m in minutes:
            then = at + m * MINUTE
            kind = draw(st.integers(0, 3))
            if kind == 0:
                events.append(claimed(draw(_PEOPLE), draw(st.sampled_from(Seat)), then))
            elif kind == 1:
                events.append(update(then, m))
            elif kind == 2:
                events.append(UpdateMissed(at=then, due_at=then))
            else:
                events.append(SeatReturned(at=then, seat=draw(st.sampled_from(Seat)), by="ana"))
        one = incident(number, at, f"{number}")
        if draw(st.booleans()):
            outcome = draw(st.sampled_from([None, NEITHER, replace(NEITHER, documented=True)]))
            one = ended(one, draw(st.integers(3000, 9000)) * MINUTE, outcome)
        found.append(ToldIncident(incident=one, events=tuple(events), pages=pages))
    return found


def counts(found: RetroFigures) -> dict[str, int]:
    names = (
        "pages incidents updates_on_time updates_late documented automated neither unsaid drawn_in left_out"
    )
    numbers = {name: getattr(found, name) for name in names.split()}
    numbers |= {name: len(getattr(found, name)) for name in ("climbs", "undecided", "disputed", "both_seats")}
    numbers |= {name: getattr(found, name).count for name in ("manager", "engineer", "resolved")}
    return numbers | {"nights": found.nights_disturbed, "woken": found.woken}


@given(told_incidents())
def test_weeks_come_to_the_same_as_the_time_that_they_make(told: list[ToldIncident]) -> None:
    whole = counts(figures(*told, week=replace(_FIRST, weeks=_WEEKS)))
    each = [counts(figures(*told, week=_FIRST.moved(n))) for n in range(_WEEKS)]
    assert {name: sum(one[name] for one in each) for name in whole} == whole
    assert whole["pages"] == sum(len(one.pages) for one in told)
    assert whole["incidents"] == len(told)


@given(told_incidents(), st.data())
def test_what_is_written_later_changes_one_week_only(told: list[ToldIncident], data: st.DataObject) -> None:
    number = data.draw(st.integers(0, len(told) - 1))
    one = told[number]
    late = replace(NEITHER, automated=True, at=NOON + 90 * DAY)
    changed = [*told]
    changed[number] = replace(one, incident=replace(one.incident, outcome=late))
    differ = [
        week
        for week in replace(_FIRST, weeks=_WEEKS).each()
        if figures(*told, week=week) != figures(*changed, week=week)
    ]
    end = one.incident.resolved_at
    within = end is not None and replace(_FIRST, weeks=_WEEKS).holds(end)
    assert differ == ([week_of(end, "Europe/Berlin")] if end is not None and within else [])
