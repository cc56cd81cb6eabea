"""Who is marked as unproven in the lanes: now, and of the coming shift an hour before."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from desktop.core.schedule.hand_over import HandOverFacts, Proof
from desktop.core.team.seat import Seat
from desktop.ui.present.schedule.schedule_bands import Band
from desktop.ui.present.schedule.schedule_unproven import is_unproven, unproven_marks
from tests.sample import TEAM

MANAGER, ENGINEER = Seat.MANAGER, Seat.ENGINEER
BEGIN, END = datetime(2026, 11, 23, 8, tzinfo=UTC), datetime(2026, 11, 30, 8, tzinfo=UTC)
HOUR = timedelta(hours=1)


def marked(at: datetime, *proven: tuple[str, datetime]) -> list[tuple[Seat, str, datetime]]:
    proofs = tuple(Proof(responder=who, at=when) for who, when in proven)
    team = replace(TEAM, hand_overs=HandOverFacts(proofs=proofs))
    return [(mark.seat, mark.responder, mark.begin) for mark in unproven_marks(team, at)]


def test_the_present_pair_until_each_is_proven() -> None:
    assert marked(BEGIN + HOUR) == [(MANAGER, "ana", BEGIN), (ENGINEER, "ben", BEGIN)]
    assert marked(BEGIN + HOUR, ("ana", BEGIN - HOUR)) == [(ENGINEER, "ben", BEGIN)]
    assert marked(BEGIN + HOUR, ("ana", BEGIN - HOUR), ("ben", BEGIN)) == []


def test_the_coming_pair_an_hour_before() -> None:
    proven = (("ana", BEGIN), ("ben", BEGIN))
    assert marked(END - 2 * HOUR, *proven) == []
    assert marked(END - HOUR, *proven) == [(MANAGER, "mei", END), (ENGINEER, "dmitri", END)]
    assert marked(END - HOUR, *proven, ("mei", END - 3 * HOUR)) == [(ENGINEER, "dmitri", END)]


def test_nobody_where_nothing_is_planned() -> None:
    assert unproven_marks(replace(TEAM, schedule=replace(TEAM.schedule, turns=())), BEGIN) == ()


def test_a_mark_is_of_the_band_that_has_its_time() -> None:
    marks = unproven_marks(TEAM, BEGIN + HOUR)
    band = Band(seat=MANAGER, responder="ana", starts_at=BEGIN, ends_at=END)
    assert is_unproven(marks, band)
    assert not is_unproven(marks, replace(band, starts_at=END, ends_at=END + HOUR))
    assert not is_unproven(marks, replace(band, seat=ENGINEER))
