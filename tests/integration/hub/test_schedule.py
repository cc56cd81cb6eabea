"""The schedule over the API: who may, what is answered, what desktops hear; and calendars."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import icalendar
import msgspec
import pytest

from desktop.core.schedule.on_call import OnCall
from desktop.core.schedule.rotation_facts import RotationFacts
from desktop.core.schedule.shift_offer import ShiftOffer
from desktop.wire.schedule import CalendarFeed, ImportPreview, OverrideMade, PlanPreview, SchedulePage
from tests.integration.hub.running import RunningHub
from tests.sample import SCHEDULE

HOUR, WEEK = timedelta(hours=1), timedelta(days=7)
OVERRIDES, OFFERS, SHADOWS = "/v1/schedule/overrides", "/v1/schedule/offers", "/v1/schedule/shadows"


def hand_over(hub: RunningHub, weeks: int = 0) -> datetime:
    """The next hand-over of the sample's rotation, by the hub's clock, or one later."""
    shift = SCHEDULE.shift_at(hub.hub.store.now() + weeks * WEEK)
    assert shift is not None
    return shift.ends_at


def pair(hub: RunningHub, at: datetime) -> tuple[str, str]:
    shift = SCHEDULE.shift_at(at)
    assert shift is not None
    return shift.turn.manager, shift.turn.engineer


async def test_who_is_on_call_now_and_then(hub: RunningHub):
    now = hub.hub.store.now()
    manager, engineer = pair(hub, now)
    said = msgspec.json.decode((await hub.get("/v1/oncall", "olga")).content, type=OnCall)
    assert [seat.responder for seat in said.seats] == [manager, engineer]
    assert said.seats[0].source == "rotation"
    at = hand_over(hub)
    later = (await hub.get(f"/v1/oncall?at={at.isoformat().replace('+', '%2B')}")).json()
    assert [seat["responder"] for seat in later["seats"]] == list(pair(hub, at))
    assert later["local_at"].endswith(("09:00:00+01:00", "09:00:00+02:00"))
    assert (await hub.get("/v1/oncall?at=2026-01-05T03:12:00")).status_code == 400
    assert (await hub.get("/v1/oncall?at=soon")).status_code == 400


async def test_an_override_is_heard_of_by_every_desktop(hub: RunningHub):
    begin = hand_over(hub)
    asked = {
        "seat": "manager", "responder": "priya", "because": "A wedding", "id": str(uuid4()),
        "starts_at": begin.isoformat(), "ends_at": (begin + HOUR).isoformat(),
    }  # fmt: skip
    preview = await hub.post(f"{OVERRIDES}?preview=true", asked, "ben")
    assert preview.status_code == 200
    async with hub.feed(after=hub.hub.store.cursor) as feed:
        made = msgspec.json.decode((await hub.post(OVERRIDES, asked, "ben")).content, type=OverrideMade)
        assert (await feed.change()).data["incident"] is None
    assert (made.exception.by, made.exception.because) == ("ben", "A wedding")
    assert str(made.exception.id) == asked["id"]
    team = (await hub.get("/v1/snapshot")).json()["team"]
    assert [e["responder"] for e in team["schedule"]["exceptions"]] == ["priya"]
    path = f"/v1/schedule?from={begin:%Y-%m-%dT%H:%M:%SZ}&until={begin + WEEK:%Y-%m-%dT%H:%M:%SZ}"
    page = msgspec.json.decode((await hub.get(path)).content, type=SchedulePage)
    assert page.exceptions == (made.exception,)
    assert page.shifts[0].turn.manager == "priya"
    assert (await hub.delete(f"{OVERRIDES}/{made.exception.id}")).status_code == 204
    assert (await hub.delete(f"{OVERRIDES}/{made.exception.id}")).status_code == 404


async def test_a_shift_is_offered_to_all_and_taken(hub: RunningHub):
    manager, engineer = pair(hub, hub.hub.store.now())
    offer = msgspec.json.decode(
        (await hub.post(OFFERS, {"seat": "manager"}, manager)).content, type=ShiftOffer
    )
    path = f"{OFFERS}/{offer.id}"
    assert (await hub.post(f"{path}/accept", responder=manager)).status_code == 400
    assert (await hub.post(f"{path}/decline", responder=engineer)).status_code == 200
    assert (await hub.post(f"{path}/accept", responder="ruth")).json()["state"] == "accepted"
    assert (await hub.get("/v1/oncall")).json()["seats"][0]["source"] == "taken_over"
    assert (await hub.post(f"{path}/withdraw", responder=manager)).status_code == 400


async def test_a_swap_that_was_accepted_is_undone(hub: RunningHub):
    first, second = hand_over(hub), hand_over(hub, 1)
    partner = pair(hub, second)[0]
    asked = {
        "seat": "manager", "to": partner,
        "starts_at": first, "ends_at": second,
        "in_return": {"seat": "manager", "starts_at": second, "ends_at": hand_over(hub, 2)},
    }  # fmt: skip
    offer = (await hub.post(OFFERS, asked, pair(hub, first)[0])).json()
    path = f"{OFFERS}/{offer['id']}"
    assert (await hub.post(f"{path}/accept", responder=partner)).json()["state"] == "accepted"
    assert (await hub.post(f"{path}/withdraw", responder=partner)).json()["state"] == "undone"


async def test_only_admins_publish_and_a_preview_changes_nothing(hub: RunningHub):
    begin = hand_over(hub)
    plan = {"starts_on": f"{begin:%Y-%m-%d}", "turns": [{"manager": "ruth", "engineer": "henrik"}]}
    assert (await hub.put("/v1/schedule/plan", plan, "ben")).status_code == 403
    before = hub.hub.store.cursor
    told = msgspec.json.decode(
        (await hub.put("/v1/schedule/plan?preview=true", plan)).content, type=PlanPreview
    )
    assert (told.published, {change.after for change in told.changes}) == (False, {"ruth", "henrik"})
    assert hub.hub.store.cursor == before
    done = msgspec.json.decode((await hub.put("/v1/schedule/plan", plan)).content, type=PlanPreview)
    assert done.published
    at = f"{begin:%Y-%m-%dT%H:%M:%SZ}"
    assert (await hub.get(f"/v1/oncall?at={at}")).json()["seats"][0]["responder"] == "ruth"
    assert (await hub.get(f"/v1/oncall?at={at}")).json()["seats"][0]["source"] == "plan"
    later = {**plan, "starts_on": f"{begin + 2 * WEEK:%Y-%m-%d}"}
    assert (await hub.put("/v1/schedule/plans", {"parts": [plan, later]}, "ben")).status_code == 403
    told = msgspec.json.decode(
        (await hub.put("/v1/schedule/plans?preview=true", {"parts": [plan, later]})).content, type=PlanPreview
    )
    assert (told.published, len(told.more)) == (False, 1)
    done = msgspec.json.decode(
        (await hub.put("/v1/schedule/plans", {"parts": [plan, later]})).content, type=PlanPreview
    )
    assert (done.published, len(done.more)) == (True, 1)
    assert (await hub.put("/v1/schedule/plans", {"parts": []})).status_code == 400
    past = {**plan, "starts_on": "2020-01-06"}
    refused = await hub.put("/v1/schedule/plan", past)
    assert (refused.status_code, bool(refused.json()["remedy"])) == (400, True)
    assert (await hub.put("/v1/schedule/plan", {**plan, "turns": []})).status_code == 400


async def test_an_export_of_another_tool_is_shown_as_a_plan_to_admins(hub: RunningHub):
    begin = hand_over(hub)
    layer = {
        "start": begin.isoformat(), "rotation_turn_length_seconds": 604_800,
        "users": [{"user": {"summary": "Mei Lindqvist"}}, {"user": {"summary": "Ben Sato"}}],
    }  # fmt: skip
    export = {"schedule": {"name": "x", "time_zone": "Europe/Berlin", "schedule_layers": [layer]}}
    asked = {"engineer": msgspec.json.encode(export).decode()}
    assert (await hub.post("/v1/schedule/import", asked, "ben")).status_code == 403
    said = msgspec.json.decode((await hub.post("/v1/schedule/import", asked)).content, type=ImportPreview)
    assert said.plan is not None
    assert [turn.engineer for turn in said.plan.turns] in (["mei", "ben"], ["ben", "mei"])
    assert (await hub.get("/v1/snapshot")).json()["team"]["schedule"]["published"] == []
    refused = await hub.post("/v1/schedule/import", {"engineer": "nonsense"})
    assert (refused.status_code, bool(refused.json()["remedy"])) == (400, True)


async def test_absences_are_ones_own_or_an_admins(hub: RunningHub):
    begin = hand_over(hub)
    asked = {"starts_at": begin, "ends_at": begin + WEEK, "id": str(uuid4())}
    mine = (await hub.post("/v1/absences", asked, "ben")).json()
    assert (mine["responder"], mine["source"]) == ("ben", "hand")
    assert (
        await hub.post("/v1/absences", {**asked, "responder": "mei", "id": None}, "ben")
    ).status_code == 403
    assert (await hub.post("/v1/absences", {**asked, "responder": "mei", "id": None})).status_code == 200
    assert (await hub.post("/v1/absences", {**asked, "kind": "dancing"}, "ben")).status_code == 400
    path = f"/v1/absences?from={begin:%Y-%m-%dT%H:%M:%SZ}&until={begin + HOUR:%Y-%m-%dT%H:%M:%SZ}"
    assert {a["responder"] for a in (await hub.get(path)).json()} == {"ben", "mei"}
    assert (await hub.delete(f"/v1/absences/{mine['id']}", "mei")).status_code == 403
    assert (await hub.delete(f"/v1/absences/{mine['id']}", "ben")).status_code == 204
    assert {a["responder"] for a in (await hub.get(path)).json()} == {"mei"}


async def test_a_rotation_is_told_what_it_goes_by(hub: RunningHub):
    begin = hand_over(hub, weeks=2)
    await hub.post("/v1/absences", {"starts_at": begin, "ends_at": begin + WEEK}, "ben")
    path = f"/v1/schedule/rotation-facts?from={begin:%Y-%m-%dT%H:%M:%SZ}"
    said = await hub.get(f"{path}&to={begin + 4 * WEEK:%Y-%m-%dT%H:%M:%SZ}", "olga")
    facts = msgspec.json.decode(said.content, type=RotationFacts)
    assert [absence.responder for absence in facts.absences] == ["ben"]
    assert facts.published[-1].ends_at == begin
    had = {person.id: person.load for person in facts.people}
    ben = had["ben"]
    assert ben is not None
    assert ben.shifts > 0
    assert had["olga"] is None
    refused = await hub.get(f"{path}&to={begin - WEEK:%Y-%m-%dT%H:%M:%SZ}")
    assert (refused.status_code, bool(refused.json()["remedy"])) == (400, True)


async def test_the_address_of_a_calendar_goes_in_and_never_comes_out(hub: RunningHub):
    path = "/v1/absences/calendars/ben"
    assert (await hub.get(path, "ben")).json()["is_set"] is False
    address = "webcal://127.0.0.1:9/secret-basic.ics"
    assert (await hub.put(path, {"address": address}, "mei")).status_code == 403
    assert (await hub.put(path, {"address": "ftp://example.com/x"}, "ben")).status_code == 400
    said = await hub.put(path, {"address": address}, "ben")
    assert said.status_code == 200
    assert "secret" not in said.text
    async with hub.feed(after=0) as feed:
        while "cannot be reached" not in (state := (await hub.get(path, "ben")).json())["problem"]:
            await feed.change()
    assert state["looked_at"]
    assert (await hub.delete(path, "ben")).status_code == 204
    assert (await hub.get(path, "ben")).json()["is_set"] is False
    assert (await hub.delete(path, "ben")).status_code == 404


async def feed_of(hub: RunningHub, responder: str | None, by: str = "ana") -> CalendarFeed:
    said = await hub.post("/v1/calendar-tokens", {"responder": responder}, by)
    return msgspec.json.decode(said.content, type=CalendarFeed)


async def test_a_calendar_of_one_person_is_read_by_whoever_has_its_address(hub: RunningHub):
    made = await feed_of(hub, "ben", "ben")
    answer = await hub.http.get(made.url)
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    calendar = icalendar.Calendar.from_ical(answer.content)
    events: list[Any] = calendar.walk("VEVENT")
    now = hub.hub.store.now()
    expected = {
        shift.starts_at
        for shift in SCHEDULE.shifts_between(now - timedelta(days=31), now + timedelta(days=366))
        if "ben" in (shift.turn.manager, shift.turn.engineer)
    }
    assert {event["DTSTART"].dt.astimezone(UTC) for event in events} == expected
    assert len({str(event["UID"]) for event in events}) == len(events)
    again = icalendar.Calendar.from_ical((await hub.http.get(made.url)).content)
    assert [e["UID"] for e in again.walk("VEVENT")] == [e["UID"] for e in events], "the same for ever"


async def test_a_calendar_of_all_names_who(hub: RunningHub):
    made = await feed_of(hub, None)
    events = icalendar.Calendar.from_ical((await hub.http.get(made.url)).content).walk("VEVENT")
    assert {str(event["SUMMARY"]).split(":")[0] for event in events} == {
        "Ana Okafor", "Ben Sato", "Mei Lindqvist", "Dmitri Alvarez", "Priya Raman",
    }  # fmt: skip


async def test_a_calendar_that_was_revoked_shows_nothing(hub: RunningHub):
    made = await feed_of(hub, "ben", "ben")
    assert made.url.startswith(f"{hub.address}/public/calendar/")
    listed = (await hub.get("/v1/calendar-tokens", "ben")).json()
    assert [(one["id"], one["url"]) for one in listed] == [(str(made.id), "")]
    assert (await hub.get("/v1/calendar-tokens", "mei")).json() == []
    assert (await hub.delete(f"/v1/calendar-tokens/{made.id}", "mei")).status_code == 403
    assert (await hub.delete(f"/v1/calendar-tokens/{made.id}", "ben")).status_code == 204
    assert (await hub.http.get(made.url)).status_code == 404
    assert (await hub.http.get(f"{hub.address}/public/calendar/guess.ics")).status_code == 404
    assert (await hub.delete(f"/v1/calendar-tokens/{made.id}", "ben")).status_code == 404
    assert (await hub.post("/v1/calendar-tokens", {"responder": "mei"}, "ben")).status_code == 403


async def test_observers_only_read(hub: RunningHub):
    begin = hand_over(hub)
    override = {"seat": "manager", "responder": "mei", "starts_at": begin, "ends_at": begin + HOUR}
    asked = [
        await hub.post(OVERRIDES, override, "olga"),
        await hub.delete(f"{OVERRIDES}/{UUID(int=1)}", "olga"),
        await hub.post(OFFERS, {"seat": "manager"}, "olga"),
        await hub.post(f"{OFFERS}/{UUID(int=1)}/accept", responder="olga"),
        await hub.post(SHADOWS, {"responder": "mei", "ends_at": begin}, "olga"),
        await hub.put("/v1/schedule/plan", {"starts_on": "2030-01-07", "turns": []}, "olga"),
    ]  # fmt: skip
    assert [response.status_code for response in asked] == [403] * len(asked)


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/v1/oncall"),
        ("GET", "/v1/schedule?from=2026-01-01T00:00:00Z&until=2026-01-02T00:00:00Z"),
        ("GET", "/v1/schedule/rotation-facts?from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z"),
        ("GET", "/v1/schedule/incident-hours?from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z"),
        ("PUT", "/v1/schedule/plan"),
        ("PUT", "/v1/schedule/plans"),
        ("POST", OVERRIDES),
        ("POST", OFFERS),
        ("POST", SHADOWS),
        ("POST", "/v1/absences"),
        ("PUT", "/v1/absences/calendars/ben"),
        ("POST", "/v1/calendar-tokens"),
    ],
)
async def test_without_a_token_nothing_is_done(hub: RunningHub, method, path):
    assert (await hub.http.request(method, hub.address + path, content=b"{}")).status_code == 401
