"""Absences that are read from people's calendars; on both databases."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from desktop.core.schedule.absence import AbsenceSource
from desktop.formats.calendar.event import CalendarEvent
from desktop.formats.calendar.reader import CalendarRead, NoCalendar
from desktop.hub.engine.absence_calendars import AbsenceCalendars
from desktop.hub.store.schedule import absences as stored
from desktop.hub.usecases.access.seal import passing_strongbox
from desktop.hub.usecases.errors import BadShift, NotAllowed, UnknownShift
from desktop.hub.usecases.incident.feed import heartbeat
from desktop.hub.usecases.schedule.absences import (
    calendar_state,
    checked_address,
    list_absences,
    remove_absence,
    remove_calendar,
    save_absence,
    set_calendar,
)
from desktop.hub.usecases.schedule.calendar_reading import Question, in_child
from desktop.wire.schedule import AbsenceRequest
from tests.integration.store.conftest import Hub
from tests.sample import NIGHT, ROSTER

DAY = timedelta(days=1)
SECRET = "https://calendar.example.com/private-1234/basic.ics"
STRONGBOX = passing_strongbox()


def person(responder: str):
    found = ROSTER.find(responder)
    assert found is not None
    return found


def event(uid: str, days: float, *, all_day: bool = True, is_busy: bool = True) -> CalendarEvent:
    return CalendarEvent(
        uid=uid,
        summary="A secret journey",
        starts_at=NIGHT + 2 * DAY,
        ends_at=NIGHT + (2 + days) * DAY,
        all_day=all_day,
        is_busy=is_busy,
    )


class Calendar:
    """What is at the address, and how it was asked for."""

    def __init__(self, *events: CalendarEvent) -> None:
        self.events = events
        self.asked: list[Question] = []
        self.problem: NoCalendar | None = None

    async def read(self, question: Question) -> CalendarRead:
        self.asked.append(question)
        if self.problem is not None:
            raise self.problem
        return CalendarRead(events=self.events)


async def follow(hub: Hub, whose: str = "ben") -> None:
    seal = await STRONGBOX.seal()
    await hub.write(set_calendar, seal=seal, address=SECRET, whose=whose, by=person(whose))


async def test_whole_days_and_long_times_are_absences_and_nothing_else_is_kept(hub: Hub):
    calendar = Calendar(
        event("holiday", 3),
        event("long", 0.4, all_day=False),
        event("meeting", 0.05, all_day=False),
        event("birthday", 1, is_busy=False),
    )
    follower = AbsenceCalendars(hub.store, STRONGBOX, calendar.read)
    await follow(hub)
    assert await follower.look() == 1
    assert (calendar.asked[0].address, calendar.asked[0].zone) == (SECRET, "Europe/Berlin")
    found = await hub.read(list_absences, NIGHT, NIGHT + 9 * DAY)
    assert {(a.responder, a.source) for a in found} == {("ben", AbsenceSource.CALENDAR)}
    assert sorted(a.ends_at for a in found) == [NIGHT + 2.4 * DAY, NIGHT + 5 * DAY]
    state = await hub.read(calendar_state, "ben")
    assert (state.looked_at, state.problem) == (NIGHT, "")


async def test_it_is_read_again_after_hours_and_what_is_gone_there_is_gone_here(hub: Hub):
    calendar = Calendar(event("holiday", 3))
    follower = AbsenceCalendars(hub.store, STRONGBOX, calendar.read)
    await follow(hub)
    await follower.look()
    first = await hub.read(list_absences, NIGHT, NIGHT + 9 * DAY)
    assert await follower.look() == 0
    hub.clock.advance(timedelta(hours=6))
    before = await hub.read(heartbeat)
    assert await follower.look() == 1
    assert await hub.read(list_absences, NIGHT, NIGHT + 9 * DAY) == first
    assert (await hub.read(heartbeat)).cursor == before.cursor, "nothing new is no change"
    calendar.events = ()
    hub.clock.advance(timedelta(hours=6))
    await follower.look()
    assert await hub.read(list_absences, NIGHT, NIGHT + 9 * DAY) == []


async def test_what_is_known_stays_while_it_cannot_be_read(hub: Hub):
    calendar = Calendar(event("holiday", 3))
    follower = AbsenceCalendars(hub.store, STRONGBOX, calendar.read)
    await follow(hub)
    await follower.look()
    calendar.problem = NoCalendar("The calendar's server says no (HTTP 404).", "Copy its address anew.")
    hub.clock.advance(timedelta(hours=6))
    await follower.look()
    assert "HTTP 404" in (await hub.read(calendar_state, "ben")).problem
    assert len(await hub.read(list_absences, NIGHT, NIGHT + 9 * DAY)) == 1


async def test_the_address_is_kept_sealed_and_forgotten_with_what_was_read(hub: Hub):
    calendar = Calendar(event("holiday", 3))
    await follow(hub)
    await AbsenceCalendars(hub.store, STRONGBOX, calendar.read).look()
    kept = await hub.read(stored.calendar_of, "ben")
    assert kept is not None
    assert "private" not in kept.sealed
    assert "private" not in repr(kept)
    await hub.write(remove_calendar, "ben", person("ana"))
    assert await hub.read(list_absences, NIGHT, NIGHT + 9 * DAY) == []
    with pytest.raises(UnknownShift):
        await hub.write(remove_calendar, "ben", person("ben"))


async def test_what_a_calendar_says_is_changed_there(hub: Hub):
    calendar = Calendar(event("holiday", 3))
    await follow(hub)
    await AbsenceCalendars(hub.store, STRONGBOX, calendar.read).look()
    (known,) = await hub.read(list_absences, NIGHT, NIGHT + 9 * DAY)
    with pytest.raises(BadShift, match="calendar"):
        await hub.write(remove_absence, known.id, person("ben"))
    with pytest.raises(NotAllowed):
        await hub.write(remove_absence, known.id, person("mei"))


async def test_by_hand_an_absence_is_made_once_and_changed_by_its_id(hub: Hub):
    asked = AbsenceRequest(starts_at=NIGHT, ends_at=NIGHT + DAY)
    made = await hub.write(save_absence, asked, person("ben"))
    before = await hub.read(heartbeat)
    again = AbsenceRequest(id=made.id, starts_at=NIGHT, ends_at=NIGHT + DAY)
    assert await hub.write(save_absence, again, person("ben")) == made
    assert await hub.read(heartbeat) == before
    longer = AbsenceRequest(id=made.id, starts_at=NIGHT, ends_at=NIGHT + 2 * DAY, kind="sick")
    changed = await hub.write(save_absence, longer, person("ben"))
    assert await hub.read(list_absences, NIGHT, NIGHT + DAY) == [changed]
    for wrong in (timedelta(0), -DAY, 800 * DAY):
        with pytest.raises(BadShift):
            await hub.write(
                save_absence, AbsenceRequest(starts_at=NIGHT, ends_at=NIGHT + wrong), person("ben")
            )


@pytest.mark.parametrize(
    "wrong",
    ["", "calendar", "http://example.com/a.ics", "file:///etc/passwd", "https://", "https://a b/", "https://[/",
     f"https://example.com/{'x' * 2_000}"],
)  # fmt: skip
def test_what_is_no_address_is_refused(wrong):
    with pytest.raises(BadShift) as refused:
        checked_address(wrong)
    assert refused.value.remedy


async def test_a_calendar_is_read_in_a_process_of_its_own():
    content = (
        b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:Away\r\n"
        b"DTSTART;VALUE=DATE:20261201\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    question = Question(begin=NIGHT, end=NIGHT + 30 * DAY, zone="Europe/Berlin", content=content)
    (found,) = (await in_child(question)).events
    assert (found.starts_at, found.all_day) == (datetime(2026, 11, 30, 23, tzinfo=UTC), True)
    with pytest.raises(NoCalendar, match="no calendar"):
        await in_child(Question(begin=NIGHT, end=NIGHT + DAY, zone="UTC", content=b"<html>"))
    with pytest.raises(NoCalendar, match="cannot be reached"):
        await in_child(
            Question(begin=NIGHT, end=NIGHT + DAY, zone="UTC", address="https://127.0.0.1:9/x.ics")
        )
    with pytest.raises(NoCalendar, match="too long"):
        await in_child(question, timedelta(0))
