"""Rows of the page log, checked by hand across clock changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from desktop.core.closing.outcome import Outcome, ResolvedHow
from desktop.core.incident.incident import Incident
from desktop.core.incident.page import Page, PageOutcome, PageReason
from desktop.core.retro.page_row import Cell, CellEdit, PagedIncident, Reach, is_night, page_row
from desktop.core.team.seat import Seat
from tests.sample import INCIDENT_ID, NIGHT, TEAM, fresh


def paged(incident: Incident) -> PagedIncident:
    return PagedIncident(
        id=incident.id,
        number=incident.number,
        title=incident.title,
        service=incident.service,
        urgency=incident.urgency,
        manager=incident.manager,
        engineer=incident.engineer,
        verdicts=incident.verdicts,
        outcome=incident.outcome,
    )


def page(responder: str = "ana", at: datetime = NIGHT, **fields: object) -> Page:
    given = {"seat": Seat.MANAGER, "level": 1, "round": 1} | fields
    return Page(
        id=UUID(int=9),
        incident_id=INCIDENT_ID,
        responder=responder,
        attempted_at=at,
        **given,  # type: ignore[arg-type]
    )


def seconds(number: float) -> datetime:
    return NIGHT + timedelta(seconds=number)


@pytest.mark.parametrize(
    ("zone", "at", "night"),
    [
        # Berlin: clocks go from 02:00 to 03:00 on 29 March 2026, and from 03:00 to 02:00 on 25 October.
        ("Europe/Berlin", datetime(2026, 3, 28, 21, 0, tzinfo=UTC), True),  # 22:00 CET
        ("Europe/Berlin", datetime(2026, 3, 28, 20, 59, 59, tzinfo=UTC), False),
        ("Europe/Berlin", datetime(2026, 3, 29, 5, 59, 59, tzinfo=UTC), True),  # 07:59:59 CEST
        ("Europe/Berlin", datetime(2026, 3, 29, 6, 0, tzinfo=UTC), False),  # 08:00 CEST
        ("Europe/Berlin", datetime(2026, 3, 29, 20, 0, tzinfo=UTC), True),  # 22:00 CEST
        ("Europe/Berlin", datetime(2026, 10, 25, 6, 59, 59, tzinfo=UTC), True),  # 07:59:59 CET
        ("Europe/Berlin", datetime(2026, 10, 25, 7, 0, tzinfo=UTC), False),  # 08:00 CET
        # New York: three weeks between its change (8 March) and Berlin's.
        ("America/New_York", datetime(2026, 3, 8, 11, 59, tzinfo=UTC), True),  # 07:59 EDT
        ("America/New_York", datetime(2026, 3, 8, 12, 0, tzinfo=UTC), False),
        ("America/New_York", datetime(2026, 3, 7, 12, 59, tzinfo=UTC), True),  # 07:59 EST
        ("Asia/Kolkata", datetime(2026, 3, 8, 2, 30, tzinfo=UTC), False),  # 08:00
    ],
)
def test_a_night_is_by_the_clock_on_the_wall(zone: str, at: datetime, night: bool):
    assert is_night(at, zone) is night


def test_asleep_is_by_their_clock_and_night_by_the_schedules():
    incident = paged(fresh())
    # 02:41:52 UTC: 03:41 in Berlin, 21:41 in New York, 08:11 in Kolkata.
    found = {who: page_row(page(who), incident, TEAM) for who in ("ana", "dmitri", "priya")}
    assert {who: (row.asleep, row.night, row.off_hours) for who, row in found.items()} == {
        "ana": (True, True, True),
        "dmitri": (False, True, True),
        "priya": (False, True, True),
    }
    assert found["dmitri"].their_time.isoformat() == "2026-11-23T21:41:52-05:00"
    assert found["dmitri"].schedule_time.isoformat() == "2026-11-24T03:41:52+01:00"


def test_office_hours_are_not_off_hours():
    at = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)  # a Tuesday, 11:00 in Berlin
    row = page_row(page(at=at), paged(fresh()), TEAM)
    assert (row.off_hours, row.asleep, row.night) == (False, False, False)


def test_who_left_the_roster_is_told_by_the_schedules_clock():
    row = page_row(page("gone"), paged(fresh()), TEAM)
    assert (row.name, row.zone, row.asleep) == ("gone", "Europe/Berlin", True)


@pytest.mark.parametrize(
    ("fields", "reach"),
    [
        ({}, Reach.ATTEMPTED),
        ({"ringing_at": seconds(2)}, Reach.RINGING),
        ({"ended_at": seconds(9), "outcome": PageOutcome.ACKNOWLEDGED}, Reach.ACKNOWLEDGED),
        ({"ended_at": seconds(9), "outcome": PageOutcome.REPEATED}, Reach.GIVEN_UP),
        ({"ended_at": seconds(9), "outcome": PageOutcome.EXPIRED}, Reach.GIVEN_UP),
        ({"ended_at": seconds(9), "outcome": PageOutcome.DECLINED}, Reach.ENDED),
        ({"ended_at": seconds(9), "outcome": PageOutcome.TAKEN}, Reach.ENDED),
    ],
)
def test_how_far_a_page_came(fields: dict, reach: Reach):
    assert page_row(page(**fields), paged(fresh()), TEAM).reach is reach


def test_seconds_are_counted_from_the_attempt():
    answered = page(ringing_at=seconds(1.25), ended_at=seconds(41.5), outcome=PageOutcome.ACKNOWLEDGED)
    row = page_row(answered, paged(fresh()), TEAM)
    assert (row.seconds_to_ringing, row.seconds_to_acknowledgement) == (1.25, 41.5)
    taken = page_row(replace(answered, outcome=PageOutcome.TAKEN), paged(fresh()), TEAM)
    assert (taken.seconds_to_ringing, taken.seconds_to_acknowledgement) == (1.25, None)


def test_seconds_over_a_clock_change_are_real_ones():
    at = datetime(2026, 10, 25, 0, 59, 30, tzinfo=UTC)  # 02:59:30 in Berlin, half a minute before 02:00
    end = at + timedelta(minutes=2)
    row = page_row(page(at=at, ended_at=end, outcome=PageOutcome.ACKNOWLEDGED), paged(fresh()), TEAM)
    assert row.seconds_to_acknowledgement == 120


def test_answered_by_whoever_took_the_seat():
    ended = {"ended_at": seconds(30)}
    taken = page("ben", outcome=PageOutcome.TAKEN, **ended)
    mine = page("mei", outcome=PageOutcome.ACKNOWLEDGED, **ended)
    other_seat = replace(mine, responder="priya", seat=Seat.ENGINEER)
    incident = paged(fresh())
    assert page_row(taken, incident, TEAM, [other_seat, mine]).answered_by == "Mei Lindqvist"
    assert page_row(mine, incident, TEAM, [mine]).answered_by == "Mei Lindqvist"
    assert page_row(taken, incident, TEAM).answered_by == ""
    claimed = replace(incident, manager=incident.manager.claimed("priya", seconds(30)))
    assert page_row(taken, claimed, TEAM).answered_by == "Priya Raman", "who was not paged can take it, too"
    assert page_row(page("ben", outcome=PageOutcome.DECLINED, **ended), claimed, TEAM).answered_by == ""


def test_what_people_wrote_stands_over_what_the_incident_says():
    outcome = Outcome(how=ResolvedHow.ROLLBACK, documented=False, automated=None, by="ben", at=NIGHT)
    incident = paged(replace(fresh(), outcome=outcome))
    plain = page_row(page(), incident, TEAM)
    assert (plain.how, plain.documented, plain.automated, plain.note) == (
        ResolvedHow.ROLLBACK,
        False,
        None,
        "",
    )
    edits = [
        CellEdit(cell=Cell.NOTE, value="Again", version=3, by="mei", at=NIGHT),
        CellEdit(cell=Cell.DOCUMENTED, value=True, version=1, by="mei", at=NIGHT),
    ]
    row = page_row(page(), incident, TEAM, (), edits)
    assert (row.documented, row.automated, row.note) == (True, None, "Again")
    assert [row.version(cell) for cell in Cell] == [3, 1, 0]
    back = [CellEdit(cell=Cell.DOCUMENTED, value=None, version=2, by="mei", at=NIGHT)]
    assert page_row(page(), incident, TEAM, (), back).documented is False


def test_reasons_are_kept():
    row = page_row(page(reason=PageReason.CALL_IN), paged(fresh()), TEAM)
    assert row.reason is PageReason.CALL_IN
