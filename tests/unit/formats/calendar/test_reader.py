"""Calendars as others write them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from desktop.formats.calendar.event import CalendarEvent
from desktop.formats.calendar.reader import NoCalendar, read_calendar
from desktop.formats.calendar.writer import write_calendar

BEGIN, END = datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 5, 1, tzinfo=UTC)


def calendar(*events: str, zone: str = "") -> bytes:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Sample//EN", "X-WR-CALNAME:Away"]
    if zone:
        lines += [f"BEGIN:VTIMEZONE\nTZID:{zone}\nBEGIN:STANDARD\nDTSTART:16010101T000000",
                  "TZOFFSETFROM:+0200\nTZOFFSETTO:+0100\nEND:STANDARD\nEND:VTIMEZONE"]  # fmt: skip
    for number, event in enumerate(events):
        lines += ["BEGIN:VEVENT", f"UID:{number}@sample", "DTSTAMP:20260101T000000Z", event, "END:VEVENT"]
    return "\r\n".join("\n".join([*lines, "END:VCALENDAR", ""]).split("\n")).encode()


def read(*events: str) -> list[tuple[str, datetime, datetime]]:
    found = read_calendar(calendar(*events), BEGIN, END, "Europe/Berlin")
    assert found.skipped == 0
    return [(event.summary, event.starts_at, event.ends_at) for event in found.events]


def test_whole_days_are_days_where_the_person_lives():
    assert read("SUMMARY:Skiing\nDTSTART;VALUE=DATE:20260328\nDTEND;VALUE=DATE:20260330") == [
        ("Skiing", datetime(2026, 3, 27, 23, tzinfo=UTC), datetime(2026, 3, 29, 22, tzinfo=UTC))
    ]
    assert read("SUMMARY:One day\nDTSTART;VALUE=DATE:20260328") == [
        ("One day", datetime(2026, 3, 27, 23, tzinfo=UTC), datetime(2026, 3, 28, 23, tzinfo=UTC))
    ]


def test_times_with_a_zone_without_one_and_in_utc():
    event = "SUMMARY:x\nDTSTART{}\nDURATION:PT2H"
    for written, hour in (
        (";TZID=America/New_York:20260402T090000", 13),
        (":20260402T090000", 7),
        (":20260402T090000Z", 9),
    ):
        begin = datetime(2026, 4, 2, hour, tzinfo=UTC)
        assert read(event.format(written)) == [("x", begin, begin + timedelta(hours=2))]


def test_repetitions_stay_at_their_hour_when_clocks_change():
    found = read(
        "SUMMARY:x\nDTSTART;TZID=Europe/Berlin:20260302T090000\nDTEND;TZID=Europe/Berlin:20260302T170000\n"
        "RRULE:FREQ=WEEKLY;UNTIL=20260406T070000Z\nEXDATE;TZID=Europe/Berlin:20260316T090000"
    )
    assert [(begin.day, begin.hour) for _, begin, _ in found] == [(2, 8), (9, 8), (23, 8), (30, 7), (6, 7)]
    assert {end - begin for _, begin, end in found} == {timedelta(hours=8)}


def test_a_repetition_that_was_moved_is_there_once():
    content = calendar(
        "SUMMARY:x\nDTSTART:20260302T090000Z\nDTEND:20260302T100000Z\nRRULE:FREQ=WEEKLY;COUNT=3",
        "SUMMARY:moved\nRECURRENCE-ID:20260309T090000Z\nDTSTART:20260310T090000Z\nDTEND:20260310T100000Z",
    ).replace(b"UID:1@", b"UID:0@")
    found = read_calendar(content, BEGIN, END, "UTC").events
    assert [(event.summary, event.starts_at.day) for event in found] == [("x", 2), ("moved", 10), ("x", 16)]
    assert len({event.uid for event in found}) == 3


def test_what_is_free_or_called_off_takes_no_time():
    for free in ("TRANSP:TRANSPARENT", "STATUS:CANCELLED", "X-MICROSOFT-CDO-BUSYSTATUS:FREE"):
        content = calendar(f"SUMMARY:x\nDTSTART;VALUE=DATE:20260328\n{free}")
        assert [event.is_busy for event in read_calendar(content, BEGIN, END, "UTC").events] == [False]


def test_what_cannot_be_understood_is_left_out_and_counted():
    content = calendar(
        "SUMMARY:no start",
        "SUMMARY:bad rule\nDTSTART:20260402T090000Z\nDTEND:20260402T100000Z\nRRULE:FREQ=SOMETIMES",
        "SUMMARY:good\nDTSTART:20260402T090000Z\nDTEND:20260402T100000Z",
    )
    found = read_calendar(content, BEGIN, END, "UTC")
    assert ([event.summary for event in found.events], found.skipped, found.name) == (["good"], 2, "Away")


def test_an_endless_repetition_is_read_as_far_as_is_asked():
    assert len(read("SUMMARY:x\nDTSTART;VALUE=DATE:20200101\nRRULE:FREQ=DAILY")) == 62


@pytest.mark.parametrize(
    "wrong", [b"", b"<html>Sign in</html>", b"BEGIN:VEVENT\r\nEND:VEVENT\r\n", b"\xff\xfe"]
)
def test_what_is_no_calendar_is_refused_with_a_remedy(wrong):
    with pytest.raises(NoCalendar) as refused:
        read_calendar(wrong, BEGIN, END, "UTC")
    assert refused.value.remedy


def test_what_is_written_is_read_again():
    event = CalendarEvent(
        uid="1@pairwatch",
        summary="Ana; Okafor, on call\nfor all",
        description="Ünïcode " * 40,
        starts_at=datetime(2026, 3, 29, 0, 30, tzinfo=UTC),
        ends_at=datetime(2026, 4, 5, 7, tzinfo=UTC),
        is_busy=False,
    )
    written = write_calendar("On call", [event], BEGIN)
    assert max(len(line) for line in written.split(b"\r\n")) <= 75
    (again,) = read_calendar(written, BEGIN, END, "Europe/Berlin").events
    assert again == CalendarEvent(
        **{**{f: getattr(event, f) for f in event.__slots__}, "description": event.description.strip()}
    )
