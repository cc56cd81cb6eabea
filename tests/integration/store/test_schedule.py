"""Plans, overrides, offers: stored with change and due times in one transaction; on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from desktop.core.schedule.absence import Absence
from desktop.core.schedule.rotation import Load
from desktop.core.schedule.rotation_facts import HISTORY
from desktop.core.schedule.schedule import ExceptionKind, Turn
from desktop.core.schedule.schedule_warnings import WarningKind
from desktop.core.schedule.shift_burden import burden
from desktop.core.schedule.shift_offer import OfferState, Part
from desktop.core.team.seat import Seat
from desktop.hub.store.incident import incidents
from desktop.hub.store.schedule import absences
from desktop.hub.store.schedule import schedule as stored
from desktop.hub.usecases.access.invitations import invite
from desktop.hub.usecases.errors import BadPeriod, BadShift, UnknownResponder, UnknownShift
from desktop.hub.usecases.incident.feed import heartbeat, snapshot
from desktop.hub.usecases.schedule import overrides
from desktop.hub.usecases.schedule.overrides import add_override, add_shadow, remove_override, remove_shadow
from desktop.hub.usecases.schedule.plans import publish_plan
from desktop.hub.usecases.schedule.rotation_facts import rotation_facts
from desktop.hub.usecases.schedule.schedule import on_call, schedule_page
from desktop.hub.usecases.schedule.shift_offers import accept_offer, decline_offer, make_offer, withdraw_offer
from desktop.hub.usecases.team.team import apply_team, current_team, ensure_first_admin
from desktop.wire.schedule import OfferRequest, OverrideRequest, PlanRequest, ShadowRequest
from tests.integration.store.conftest import FILE, Hub
from tests.sample import NIGHT, ROSTER, TEAM

HOUR, DAY, WEEK = timedelta(hours=1), timedelta(days=1), timedelta(days=7)
MONDAY = datetime(2026, 11, 30, 8, tzinfo=UTC)
MANAGER, ENGINEER = Seat.MANAGER, Seat.ENGINEER


def override(
    responder: str, starts_at: datetime, ends_at: datetime, seat: Seat = MANAGER, id: UUID | None = None
) -> OverrideRequest:
    return OverrideRequest(seat=seat, responder=responder, starts_at=starts_at, ends_at=ends_at, id=id)


def person(responder: str):
    found = ROSTER.find(responder)
    assert found is not None
    return found


async def pair(hub: Hub, at: datetime) -> tuple[str, str]:
    shift = (await hub.read(current_team)).schedule.shift_at(at)
    assert shift is not None
    return shift.turn.manager, shift.turn.engineer


async def test_an_override_is_in_force_at_once_and_told_as_one_change(hub: Hub):
    before = (await hub.read(heartbeat)).cursor
    made = await hub.write(add_override, override("priya", NIGHT + HOUR, NIGHT + 3 * HOUR), "mei")
    assert (made.exception.by, made.exception.at, made.exception.kind) == (
        "mei", NIGHT, ExceptionKind.OVERRIDE,
    )  # fmt: skip
    assert (await hub.read(heartbeat)).cursor == before + 1
    assert await pair(hub, NIGHT) == ("ana", "ben")
    assert await pair(hub, NIGHT + HOUR) == ("priya", "ben")
    assert await pair(hub, NIGHT + 3 * HOUR) == ("ana", "ben")
    assert (await hub.read(snapshot, me="ben")).team == await hub.read(current_team)


async def test_it_is_there_after_a_restart(store_url, open_hub, clock):
    first = open_hub(store_url)
    await first.write(apply_team, FILE)
    await first.write(add_override, override("priya", NIGHT, NIGHT + HOUR), "mei")
    await first.write(add_shadow, ShadowRequest(responder="dmitri", ends_at=MONDAY), "ana")
    team = await first.read(current_team)
    await first.store.close()
    again = open_hub(store_url)
    assert not await again.write(apply_team, FILE), "the file says nothing else than before"
    assert await again.read(current_team) == team
    assert team.schedule.shadows_at(NIGHT) == ("dmitri",)


async def test_who_comes_by_an_override_is_paged_for_an_empty_seat_when_it_begins(hub: Hub):
    incident = await hub.opened()
    await hub.write(add_override, override("priya", NIGHT + 2 * HOUR / 60, NIGHT + HOUR), "mei")
    assert await hub.pass_time(2 * HOUR / 60) == 1
    pages = [page.responder for page in await hub.pages(incident.id) if page.seat is MANAGER]
    assert pages == ["ana", "priya"]


async def test_an_override_from_now_on_pages_at_once(hub: Hub):
    incident = await hub.opened()
    await hub.write(add_override, override("priya", NIGHT, NIGHT + HOUR), "mei")
    assert await hub.pass_time(timedelta(0)) == 1
    assert "priya" in [page.responder for page in await hub.pages(incident.id)]


async def test_nothing_is_kept_of_an_override_whose_transaction_fails(hub: Hub, monkeypatch):
    incident = await hub.opened()
    before = (await hub.read(heartbeat), await hub.read(current_team), await hub.read(incidents.next_due))

    def broken(tx):
        raise RuntimeError("the power went")

    monkeypatch.setattr(overrides, "plan_again", broken)
    with pytest.raises(RuntimeError, match="the power went"):
        await hub.write(add_override, override("priya", NIGHT, NIGHT + HOUR), "mei")
    assert before == (
        await hub.read(heartbeat), await hub.read(current_team), await hub.read(incidents.next_due),
    )  # fmt: skip
    assert await hub.incident(incident.id) == incident


async def test_sent_twice_it_is_made_once(hub: Hub):
    asked = override("priya", NIGHT, NIGHT + HOUR, id=uuid4())
    first = await hub.write(add_override, asked, "mei")
    second = await hub.write(add_override, asked, "mei")
    assert first.exception == second.exception
    assert len((await hub.read(current_team)).schedule.exceptions) == 1


async def test_of_two_the_later_made_wins_also_when_made_in_the_same_moment(hub: Hub):
    await hub.write(add_override, override("priya", NIGHT, NIGHT + HOUR), "mei")
    await hub.write(add_override, override("dmitri", NIGHT, NIGHT + HOUR), "mei")
    assert await pair(hub, NIGHT) == ("dmitri", "ben")


async def test_the_past_is_never_altered(hub: Hub):
    made = (await hub.write(add_override, override("priya", NIGHT, NIGHT + HOUR), "mei")).exception
    hub.clock.advance(HOUR / 2)
    await hub.write(remove_override, made.id, "ana")
    assert await pair(hub, NIGHT) == ("priya", "ben")
    assert await pair(hub, NIGHT + HOUR / 2) == ("ana", "ben")
    with pytest.raises(BadShift, match="never altered"):
        await hub.write(remove_override, made.id, "ana")
    with pytest.raises(BadShift, match="never altered"):
        await hub.write(add_override, override("mei", NIGHT, NIGHT + HOUR), "ana")
    plan = PlanRequest(starts_on=date(2026, 11, 23), turns=TEAM.schedule.turns)
    with pytest.raises(BadShift, match="never altered"):
        await hub.write(publish_plan, plan, "ana")


async def test_one_that_has_not_begun_goes_as_if_it_had_not_been(hub: Hub):
    made = (await hub.write(add_override, override("priya", MONDAY, MONDAY + HOUR), "mei")).exception
    await hub.write(remove_override, made.id, "ana")
    assert (await hub.read(current_team)).schedule == TEAM.schedule
    with pytest.raises(UnknownShift):
        await hub.write(remove_override, made.id, "ana")


@pytest.mark.parametrize(
    ("asked", "error"),
    [
        (override("nobody", NIGHT, MONDAY), UnknownResponder),
        (override("olga", NIGHT, MONDAY), BadShift),
        (override("mei", MONDAY, MONDAY), BadShift),
        (override("mei", MONDAY, MONDAY + 1_200 * DAY), BadShift),
        (override("mei", NIGHT.replace(tzinfo=None), MONDAY), BadPeriod),
        (replace(override("mei", NIGHT, MONDAY), because="x" * 201), BadShift),
    ],
)
async def test_an_override_that_cannot_be_is_refused_with_a_remedy(hub: Hub, asked, error):
    with pytest.raises(error) as refused:
        await hub.write(add_override, asked, "ana")
    assert refused.value.remedy
    assert (await hub.read(current_team)).schedule == TEAM.schedule


async def test_an_override_is_warned_about_and_not_forbidden(hub: Hub):
    away = Absence(id=uuid4(), responder="priya", starts_at=NIGHT, ends_at=MONDAY)
    await hub.write(absences.save, away)
    asked = override("ben", NIGHT, NIGHT + HOUR)
    told = await hub.write(add_override, asked, "ana", preview=True)
    assert [warning.kind for warning in told.warnings] == [WarningKind.BOTH_SEATS]
    assert (await hub.read(current_team)).schedule == TEAM.schedule
    made = await hub.write(add_override, override("priya", NIGHT, NIGHT + HOUR), "ana")
    assert [warning.kind for warning in made.warnings] == [WarningKind.ABSENT]


async def test_a_swap_is_offered_accepted_and_undone_until_it_begins(hub: Hub):
    asked = OfferRequest(
        seat=MANAGER,
        to="ben",
        starts_at=MONDAY,
        ends_at=MONDAY + WEEK,
        in_return=Part(seat=MANAGER, starts_at=MONDAY + WEEK, ends_at=MONDAY + 2 * WEEK),
        because="A wedding",
    )
    offer = await hub.write(make_offer, asked, "mei")
    assert (await hub.read(current_team)).schedule == TEAM.schedule
    assert await hub.read(stored.open_offers) == [offer]
    assert (await hub.read(snapshot, me="ben")).offers == (offer,)
    assert (await hub.write(accept_offer, offer.id, "ben")).state is OfferState.ACCEPTED
    assert (await hub.write(accept_offer, offer.id, "ben")).state is OfferState.ACCEPTED
    assert (await hub.read(snapshot, me="ben")).offers == ()
    assert await pair(hub, MONDAY) == ("ben", "dmitri")
    assert await pair(hub, MONDAY + WEEK) == ("mei", "priya")
    assert len((await hub.read(current_team)).schedule.exceptions) == 2
    with pytest.raises(BadShift, match="agreed between two"):
        await hub.write(remove_override, (await hub.read(current_team)).schedule.exceptions[0].id, "ana")
    undone = await hub.write(withdraw_offer, offer.id, person("ben"))
    assert undone.state is OfferState.UNDONE
    assert (await hub.read(current_team)).schedule == TEAM.schedule
    page = await hub.read(schedule_page, NIGHT, MONDAY + 2 * WEEK)
    assert page.offers == (undone,)


async def test_a_swap_that_has_begun_cannot_be_undone(hub: Hub):
    asked = OfferRequest(
        seat=MANAGER,
        to="ben",
        starts_at=MONDAY,
        ends_at=MONDAY + HOUR,
        in_return=Part(seat=MANAGER, starts_at=MONDAY + WEEK, ends_at=MONDAY + WEEK + HOUR),
    )
    offer = await hub.write(make_offer, asked, "mei")
    await hub.write(accept_offer, offer.id, "ben")
    hub.clock.advance(MONDAY - NIGHT)
    with pytest.raises(BadShift, match="has begun"):
        await hub.write(withdraw_offer, offer.id, person("mei"))


async def test_take_it_from_me_now_for_the_rest_of_the_shift(hub: Hub):
    incident = await hub.opened()
    offer = await hub.write(make_offer, OfferRequest(seat=MANAGER), "ana")
    assert (offer.part.starts_at, offer.part.ends_at, offer.to) == (NIGHT, MONDAY, None)
    await hub.write(decline_offer, offer.id, "mei")
    hub.clock.advance(HOUR / 60)
    await hub.write(accept_offer, offer.id, "dmitri")
    assert await pair(hub, NIGHT) == ("ana", "ben")
    assert await pair(hub, NIGHT + HOUR / 60) == ("dmitri", "ben")
    assert await hub.pass_time(timedelta(0)) == 1
    assert "dmitri" in [page.responder for page in await hub.pages(incident.id)]
    with pytest.raises(BadShift, match="accepted already"):
        await hub.write(accept_offer, offer.id, "priya")
    with pytest.raises(BadShift, match="not on duty in this seat"):
        await hub.write(make_offer, OfferRequest(seat=MANAGER), "ana")
    with pytest.raises(UnknownShift):
        await hub.write(accept_offer, uuid4(), "priya")


async def test_a_plan_is_looked_at_published_and_wins_from_its_date_on(hub: Hub):
    kept = await hub.write(add_override, override("priya", MONDAY + WEEK, MONDAY + WEEK + HOUR), "mei")
    asked = PlanRequest(
        starts_on=date(2026, 12, 7),
        turns=(Turn(manager="dmitri", engineer="mei"), Turn(manager="ana", engineer="ben")),
    )
    told = await hub.write(publish_plan, asked, "ana", preview=True)
    assert (told.published, told.plan.zone, told.kept) == (False, "Europe/Berlin", (kept.exception,))
    assert [(c.seat, c.before, c.after, c.starts_at) for c in told.changes] == [
        (ENGINEER, "priya", "mei", MONDAY + WEEK),
        (MANAGER, "ben", "dmitri", MONDAY + WEEK + HOUR),
    ]
    assert await pair(hub, MONDAY + WEEK + 2 * HOUR) == ("ben", "priya")
    published = await hub.write(publish_plan, asked, "ana")
    assert (published.published, published.plan.published_by) == (True, "ana")
    assert await pair(hub, MONDAY + WEEK) == ("priya", "mei")
    assert await pair(hub, MONDAY + WEEK + 2 * HOUR) == ("dmitri", "mei")
    assert await pair(hub, MONDAY) == ("mei", "dmitri")
    before = await hub.read(heartbeat)
    await hub.write(publish_plan, asked, "ana")
    assert await hub.read(heartbeat) == before, "publishing it again changes nothing"


@pytest.mark.parametrize(("who", "error"), [("nobody", UnknownResponder), ("olga", BadShift)])
async def test_a_plan_names_only_people_who_can_be_paged(hub: Hub, who, error):
    asked = PlanRequest(starts_on=date(2026, 12, 7), turns=(Turn(manager="ana", engineer=who),))
    with pytest.raises(error):
        await hub.write(publish_plan, asked, "ana")


async def test_what_was_published_stays_when_the_team_changes_otherwise(store_url, open_hub):
    hub = open_hub(store_url)
    first = await hub.write(ensure_first_admin, "Ana Okafor", "Europe/Berlin")
    me = first.responder.id
    plan = PlanRequest(starts_on=date(2026, 12, 7), turns=(Turn(manager=me, engineer=me),), repeat=True)
    await hub.write(publish_plan, plan, me)
    await hub.write(invite, "Ben Sato", "Asia/Tokyo")
    team = await hub.read(current_team)
    assert team.schedule.turns == (Turn(manager="ana-okafor", engineer="ben-sato"),)
    assert len(team.schedule.published) == 1


async def test_who_was_planned_and_left_the_roster_is_warned_about_and_level_1_skipped(hub: Hub):
    await hub.write(add_override, override("priya", NIGHT, MONDAY), "mei")
    without = tuple(p for p in ROSTER.responders if p.id != "priya")
    schedule = replace(TEAM.schedule, turns=TEAM.schedule.turns[:2])
    team = replace(TEAM, roster=replace(ROSTER, responders=without), schedule=schedule)
    await hub.write(apply_team, replace(FILE, team=team))
    page = await hub.read(schedule_page, NIGHT, MONDAY)
    assert [(w.kind, w.responder) for w in page.warnings] == [(WarningKind.NOT_PAGEABLE, "priya")]
    hub.clock.advance(3 * HOUR)  # long after the hand-over, when who went is paged no more
    incident = await hub.opened()
    levels = {page.seat: page.level for page in await hub.pages(incident.id)}
    assert levels == {MANAGER: 2, ENGINEER: 1}


async def test_who_is_on_call(hub: Hub):
    made = await hub.write(add_override, override("priya", NIGHT, NIGHT + HOUR), "mei")
    await hub.write(add_shadow, ShadowRequest(responder="dmitri", ends_at=MONDAY), "ana")
    found = await hub.read(on_call)
    manager, engineer = found.seats
    assert (found.at, found.zone, found.shadows) == (NIGHT, "Europe/Berlin", ("Dmitri Alvarez",))
    assert (manager.name, manager.source, manager.exception_id) == (
        "Priya Raman", "override", made.exception.id,
    )  # fmt: skip
    assert (engineer.responder, engineer.source, engineer.ends_at) == ("ben", "rotation", MONDAY)
    assert engineer.until.isoformat() == "2026-11-30T09:00:00+01:00"
    later = await hub.read(on_call, MONDAY)
    assert [seat.responder for seat in later.seats] == ["mei", "dmitri"]
    with pytest.raises(BadPeriod):
        await hub.read(on_call, MONDAY.replace(tzinfo=None))


async def test_a_page_of_the_schedule_names_everybody(hub: Hub):
    await hub.write(add_override, override("priya", NIGHT, NIGHT + HOUR), "mei")
    page = await hub.read(schedule_page, NIGHT, NIGHT + DAY)
    assert page.names == {
        "ana": "Ana Okafor", "ben": "Ben Sato", "mei": "Mei Lindqvist", "priya": "Priya Raman",
    }  # fmt: skip
    assert [shift.ends_at for shift in page.shifts] == [NIGHT + HOUR, MONDAY]
    for begin, end in ((NIGHT, NIGHT), (NIGHT, NIGHT + 1_200 * DAY)):
        with pytest.raises(BadPeriod):
            await hub.read(schedule_page, begin, end)


async def test_a_shadow_stops_when_it_is_taken_away(hub: Hub):
    made = await hub.write(add_shadow, ShadowRequest(responder="dmitri", ends_at=MONDAY), "ana")
    later = ShadowRequest(responder="priya", starts_at=MONDAY, ends_at=MONDAY + DAY)
    to_come = await hub.write(add_shadow, later, "ana")
    hub.clock.advance(HOUR)
    await hub.write(remove_shadow, made.id)
    await hub.write(remove_shadow, to_come.id)
    schedule = (await hub.read(current_team)).schedule
    assert schedule.shadows_at(NIGHT + HOUR) == ()
    assert schedule.shadows_at(NIGHT) == ("dmitri",)
    assert schedule.shadows_at(MONDAY) == ()
    with pytest.raises(BadShift, match="never altered"):
        await hub.write(remove_shadow, made.id)
    with pytest.raises(UnknownShift):
        await hub.write(remove_shadow, to_come.id)


async def test_desktops_are_not_sent_what_was_over_long_ago(hub: Hub):
    await hub.write(add_override, override("priya", NIGHT, NIGHT + HOUR), "mei")
    hub.clock.advance(60 * DAY)
    assert (await hub.read(snapshot, me="ana")).team.schedule.exceptions == ()
    assert len((await hub.read(current_team)).schedule.exceptions) == 1


async def test_a_rotation_goes_by_what_was_and_by_everybody_s_own_holidays(hub: Hub):
    await hub.write(add_override, override("ruth", NIGHT, NIGHT + HOUR), "ana")
    away = Absence(id=uuid4(), responder="priya", starts_at=MONDAY, ends_at=MONDAY + DAY)
    await hub.write(absences.save, away)
    await hub.write(absences.save, replace(away, id=uuid4(), starts_at=NIGHT, ends_at=MONDAY))
    facts = await rotation_facts(hub.store, MONDAY, MONDAY + WEEK)
    assert facts.absences == (away,), "who is away before is no matter"
    assert facts.published == (await hub.read(current_team)).schedule.shifts_between(MONDAY - HISTORY, MONDAY)
    had = {person.id: person.load for person in facts.people}
    assert had["ruth"] == Load(manager=1, burden=burden(NIGHT, NIGHT + HOUR, "Europe/Berlin", frozenset()))
    assert had["henrik"] is None, "had nothing, so there is nothing to make up for"
    assert {person.holidays for person in facts.people} == {()}, "nobody's country is known"
    with pytest.raises(BadPeriod):
        await rotation_facts(hub.store, MONDAY, MONDAY)
