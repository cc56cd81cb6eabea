"""Uptime as each database keeps it: written, corrected, imported, undone; measured once by one of several."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from uuid import UUID, uuid4

import pytest

from desktop.core.incident.commands import ResolveIncident
from desktop.core.incident.incident import Incident
from desktop.core.retro.impact import ImpactCorrection
from desktop.core.retro.uptime import WeekUptime
from desktop.core.retro.uptime_number import Source
from desktop.core.retro.uptime_told import UptimeRow
from desktop.core.team.service import Service, UptimeQuery
from desktop.diagnostics.uptime_asking import UptimeAnswer, UptimeErrand
from desktop.hub.usecases.errors import BadPeriod, BadUptime, UnknownIncident, UnknownUptime
from desktop.hub.usecases.retro.uptime import uptime_told, uptime_week
from desktop.hub.usecases.retro.uptime_measuring import (
    ask_again,
    claim_questions,
    is_anything_to_ask,
    take_answer,
)
from desktop.hub.usecases.retro.uptime_writing import (
    correct_impact,
    import_numbers,
    preview_import,
    undo_correction,
    undo_numbers,
    write_number,
)
from desktop.hub.usecases.team.team import apply_team
from tests.integration.store.conftest import FILE, Hub
from tests.sample import MINUTE, TEAM

MONDAY = date(2026, 11, 23)
WEEK, HOUR = timedelta(days=7), timedelta(hours=1)
SERVICE = "checkout-api"
QUERY = UptimeQuery(query="avg_over_time(up[{{ range }}])", url="http://prometheus.example.com")
MEASURED = replace(FILE, team=replace(TEAM, services=(Service(name=SERVICE, uptime=QUERY),)))
LEASE = timedelta(minutes=2)


async def over(hub: Hub, lasts: timedelta = 84 * MINUTE) -> Incident:
    incident = await hub.opened()
    hub.clock.advance(lasts)
    made = ResolveIncident(incident_id=incident.id, by="ana", pressed_at=hub.clock.now())
    await hub.command(made, "over")
    return await hub.incident(incident.id)


async def shown(hub: Hub, starts_on: date = MONDAY, service: str = SERVICE) -> WeekUptime:
    told = await hub.read(uptime_told, starts_on=starts_on, weeks=1)
    return next(one.weeks[-1] for one in told.services if one.service == service)


async def percent_of(hub: Hub, starts_on: date = MONDAY, service: str = SERVICE) -> Decimal:
    found = (await shown(hub, starts_on, service)).percent
    assert found is not None
    return found


async def write(hub: Hub, percent: str, reason: str = "The probe was down", **more: object) -> UUID:
    made = {"service": SERVICE, "starts_on": MONDAY, "by": "ana", **more}
    number = await hub.write(write_number, number_id=uuid4(), percent=Decimal(percent), reason=reason, **made)
    return number.batch


def said(incident: Incident, **more: object) -> ImpactCorrection:
    made = ImpactCorrection(
        id=uuid4(),
        incident_id=incident.id,
        service=SERVICE,
        begins_at=incident.opened_at,
        reason="The other region went on",
        by="nobody",
        at=incident.opened_at,
    )
    return replace(made, **more)  # type: ignore[arg-type]


async def test_a_number_by_hand_counts_until_it_is_undone(hub: Hub):
    await over(hub)
    hub.clock.advance(2 * WEEK)
    before = await shown(hub)
    first = await write(hub, "99.9")
    assert (await shown(hub)).percent == Decimal("99.90")
    second = await write(hub, "99.95", "What the provider says")
    week = await shown(hub)
    assert (week.percent, week.source, week.because, week.by) == (
        Decimal("99.95"),
        Source.BY_HAND,
        "What the provider says",
        "ana",
    )
    for batch in (second, second):
        await hub.write(undo_numbers, batch=batch, by="ben")
    assert (await shown(hub)).percent == Decimal("99.90")
    await hub.write(undo_numbers, batch=first, by="ben")
    assert await shown(hub) == before
    history = (await hub.read(uptime_week, service=SERVICE, starts_on=MONDAY)).numbers
    assert [(str(one.percent), one.by, one.undone_by) for one in history] == [
        ("99.90", "ana", "ben"),
        ("99.95", "ana", "ben"),
    ]


async def test_sent_twice_it_is_written_once(hub: Hub):
    number_id = uuid4()
    write_twice = partial(
        write_number,
        number_id=number_id,
        service=SERVICE,
        starts_on=MONDAY,
        percent=Decimal(99),
        reason="x",
        by="ana",
    )
    assert await hub.write(write_twice) == await hub.write(write_twice)
    assert len((await hub.read(uptime_week, service=SERVICE, starts_on=MONDAY)).numbers) == 1


async def test_the_impact_of_an_incident_is_corrected_and_undone(hub: Hub):
    incident = await over(hub)
    hub.clock.advance(2 * WEEK)
    week = await shown(hub)
    assert week.percent is not None
    half = await hub.write(correct_impact, said=said(incident, share=50), by="ana")
    assert (half.by, half.ends_at) == ("ana", incident.resolved_at)
    corrected = await shown(hub)
    assert (corrected.corrected, corrected.source) == (1, Source.INCIDENTS)
    lost = 100 - await percent_of(hub)
    assert lost == pytest.approx((100 - week.percent) / 2, abs=Decimal("0.01"))
    none = await hub.write(correct_impact, said=said(incident, share=0), by="ben")
    assert (await shown(hub)).percent == Decimal("100.00")
    await hub.write(undo_correction, correction_id=none.id, by="ana")
    assert (await shown(hub)).percent == corrected.percent
    await hub.write(undo_correction, correction_id=half.id, by="ana")
    assert await shown(hub) == week
    (listed,) = (await hub.read(uptime_week, service=SERVICE, starts_on=MONDAY)).incidents
    assert [(one.by, one.share, one.undone_by) for one in listed.corrections] == [
        ("ana", 50, "ana"),
        ("ben", 0, "ana"),
    ]


async def test_an_impact_may_lie_in_a_week_in_which_the_incident_did_not_run(hub: Hub):
    await over(hub)
    hub.clock.advance(WEEK)
    incident = await over(hub)
    hub.clock.advance(2 * WEEK)
    clean = await percent_of(hub)
    early = said(incident, begins_at=incident.opened_at - WEEK, ends_at=incident.opened_at - WEEK + 20 * HOUR)
    await hub.write(correct_impact, said=early, by="ana")
    assert await percent_of(hub) < clean
    assert (await shown(hub, MONDAY + WEEK)).percent == Decimal("100.00")
    told = await hub.read(uptime_week, service=SERVICE, starts_on=MONDAY)
    assert incident.id in {one.incident_id for one in told.incidents}


async def test_other_services_may_have_been_hit_too(hub: Hub):
    incident = await over(hub)
    hub.clock.advance(2 * WEEK)
    await hub.write(correct_impact, said=said(incident, service="search"), by="ana")
    assert await percent_of(hub, service="search") == await percent_of(hub) < 100


async def test_what_nobody_can_have_meant_is_refused(hub: Hub):
    incident = await over(hub)
    ahead = hub.clock.now() + HOUR
    for wrong in (
        said(incident, share=101),
        said(incident, ends_at=incident.opened_at),
        said(incident, begins_at=ahead),
        said(incident, reason=" "),
        said(incident, service=" "),
        said(incident, begins_at=incident.opened_at.replace(tzinfo=None)),
        said(incident, begins_at=incident.opened_at - 500 * 24 * HOUR),
    ):
        with pytest.raises(BadUptime):
            await hub.write(correct_impact, said=wrong, by="ana")
    with pytest.raises(UnknownIncident):
        await hub.write(correct_impact, said=said(incident, incident_id=uuid4()), by="ana")
    for percent, more in (("100.01", {}), ("NaN", {}), ("99", {"reason": ""})):
        with pytest.raises(BadUptime):
            await write(hub, percent, **more)
    for monday in (MONDAY + timedelta(days=1), MONDAY + 4 * WEEK):
        with pytest.raises(BadPeriod):
            await write(hub, "99", starts_on=monday)
    with pytest.raises(UnknownUptime):
        await hub.write(undo_numbers, batch=uuid4(), by="ana")
    with pytest.raises(UnknownUptime):
        await hub.write(undo_correction, correction_id=uuid4(), by="ana")


async def test_a_file_is_shown_before_it_is_taken_and_undone_as_a_whole(hub: Hub):
    await over(hub)
    text = "checkout-api,2026-W48,99.4\nmailer,2026-W47,99.8\nsearch,2026-W50,99\nx,2026-W48,much\n"
    preview = await hub.read(preview_import, text=text)
    assert [(one.row.service, one.before, one.is_new) for one in preview.differences] == [
        ("checkout-api", None, False),
        ("mailer", None, True),
    ]
    assert [problem[:7] for problem in preview.problems] == ["Line 4:", "Line 3:"]
    batch, rows = uuid4(), [one.row for one in preview.differences]
    take = partial(import_numbers, batch=batch, file="q4.csv", rows=rows, by="ana")
    assert await hub.write(take) == await hub.write(take)
    week = await shown(hub)
    assert (week.percent, week.source, week.because) == (Decimal("99.40"), Source.IMPORTED, "q4.csv")
    again = await hub.read(preview_import, text=text.replace("99.8", "99.9"))
    assert [(str(one.before), str(one.row.percent)) for one in again.differences] == [("99.80", "99.90")]
    assert again.same == 1
    await write(hub, "98")
    after = await hub.read(preview_import, text="checkout-api,2026-W48,97\n")
    assert after.differences[0].stands == Decimal("98.00")
    assert (await shown(hub)).percent == Decimal("98.00"), "by hand goes before a file"
    await hub.write(undo_numbers, batch=batch, by="ben")
    told = await hub.read(uptime_told, starts_on=MONDAY, weeks=3)
    assert [one.service for one in told.services] == [SERVICE], "of mailer nothing is known any more"


async def test_of_a_file_all_or_nothing_is_taken(hub: Hub):
    rows = [
        UptimeRow(service="a", starts_on=MONDAY, percent=Decimal(99)),
        UptimeRow(service="b", starts_on=MONDAY + timedelta(days=1), percent=Decimal(99)),
    ]
    with pytest.raises(BadPeriod):
        await hub.write(import_numbers, batch=uuid4(), file="x", rows=rows, by="ana")
    assert (await hub.read(uptime_told, starts_on=MONDAY, weeks=1)).services == ()
    with pytest.raises(BadUptime):
        await hub.read(preview_import, text="\n")


# What is measured


async def measured(hub: Hub, is_over: bool = True) -> None:
    await hub.write(apply_team, MEASURED)
    if is_over:
        hub.clock.advance(WEEK)


def answer(errand: UptimeErrand, percent: str = "", problem: str = "") -> UptimeAnswer:
    return UptimeAnswer(
        service=errand.service,
        starts_on=errand.starts_on,
        percent=Decimal(percent) if percent else None,
        problem=problem,
    )


async def test_prometheus_is_asked_once_for_a_week_that_is_over_by_one_of_several(hub: Hub):
    await measured(hub, is_over=False)
    (first,) = await hub.write(claim_questions, lease=LEASE)
    assert (first.starts_on, first.ends_at - first.begins_at) == (MONDAY - WEEK, WEEK)
    assert await hub.write(claim_questions, lease=LEASE) == [], "another replica finds it leased"
    await hub.write(take_answer, errand=first, answer=answer(first, "99.6"))
    assert not await hub.read(is_anything_to_ask)
    hub.clock.advance(WEEK)
    (second,) = await hub.write(claim_questions, lease=LEASE)
    assert (second.starts_on, second.query) == (MONDAY, QUERY)
    await hub.write(take_answer, errand=second, answer=answer(second, "99.8"))
    week = await shown(hub)
    assert (week.percent, week.source, week.because) == (Decimal("99.80"), Source.MEASURED, QUERY.query)
    assert week.rolling == Decimal("99.70")


async def test_a_failure_is_told_and_tried_again_ever_more_seldom(hub: Hub):
    await over(hub)
    await measured(hub)
    waits = []
    for _ in range(8):
        (errand, *_) = await hub.write(claim_questions, lease=LEASE)
        await hub.write(take_answer, errand=errand, answer=answer(errand, problem="It does not answer."))
        told = await hub.read(uptime_week, service=SERVICE, starts_on=MONDAY)
        assert (told.week.percent, told.week.problem) == (None, "It does not answer.")
        assert told.asks_again_at is not None
        waits.append((told.asks_again_at - hub.clock.now()) / MINUTE)
        hub.clock.advance(told.asks_again_at - hub.clock.now() - timedelta(seconds=1))
        assert await hub.write(claim_questions, lease=LEASE) == []
        hub.clock.advance(timedelta(seconds=1))
    assert waits == [10, 20, 40, 80, 160, 320, 360, 360]
    (errand,) = await hub.write(claim_questions, lease=LEASE)
    await hub.write(take_answer, errand=errand, answer=answer(errand, "99.9"))
    week = await shown(hub)
    assert (week.percent, week.problem) == (Decimal("99.90"), "")


async def test_whoever_asked_and_died_leaves_it_to_another_and_a_late_answer_still_counts(hub: Hub):
    await measured(hub)
    (dead,) = await hub.write(claim_questions, lease=LEASE)
    hub.clock.advance(LEASE + timedelta(seconds=1))
    (other,) = await hub.write(claim_questions, lease=LEASE)
    assert (other.service, other.starts_on) == (dead.service, dead.starts_on)
    await hub.write(take_answer, errand=other, answer=answer(other, "99.5"))
    await hub.write(take_answer, errand=dead, answer=answer(dead, problem="Too late."))
    assert (await shown(hub)).percent == Decimal("99.50")
    await hub.write(take_answer, errand=dead, answer=answer(dead, "99.5"))
    history = (await hub.read(uptime_week, service=SERVICE, starts_on=MONDAY)).numbers
    assert len(history) == 1, "the same number is not written twice"


async def test_after_a_long_silence_the_missed_weeks_are_asked_for(hub: Hub):
    await measured(hub, is_over=False)
    await hub.write(claim_questions, lease=LEASE)
    hub.clock.advance(20 * WEEK)
    found = await hub.write(claim_questions, lease=LEASE)
    assert len(found) == 9, "eight weeks, and the one that was never answered"


async def test_one_asks_for_an_older_week_and_its_number_by_incidents_stays_until_it_is_there(hub: Hub):
    await over(hub)
    hub.clock.advance(3 * WEEK)
    await measured(hub, is_over=False)
    before = await shown(hub)
    (planned,) = await hub.write(claim_questions, lease=LEASE)
    assert planned.starts_on == MONDAY + 2 * WEEK
    await hub.write(take_answer, errand=planned, answer=answer(planned, "100"))
    await hub.write(ask_again, service=SERVICE, starts_on=MONDAY)
    (errand,) = await hub.write(claim_questions, lease=LEASE)
    await hub.write(take_answer, errand=errand, answer=answer(errand, problem="Prometheus has no value."))
    assert (await shown(hub)).percent == before.percent
    assert await hub.write(claim_questions, lease=LEASE) == []
    await hub.write(ask_again, service=SERVICE, starts_on=MONDAY)
    (errand,) = await hub.write(claim_questions, lease=LEASE)
    await hub.write(take_answer, errand=errand, answer=answer(errand, "98"))
    assert (await shown(hub)).percent == Decimal("98.00")
    with pytest.raises(BadUptime, match="not over"):
        await hub.write(ask_again, service=SERVICE, starts_on=MONDAY + 3 * WEEK)
    with pytest.raises(BadUptime, match="no query"):
        await hub.write(ask_again, service="mailer", starts_on=MONDAY)


async def test_what_the_team_file_measures_no_longer_is_counted_from_incidents(hub: Hub):
    await over(hub)
    await measured(hub)
    (errand,) = await hub.write(claim_questions, lease=LEASE)
    await hub.write(take_answer, errand=errand, answer=answer(errand, problem="No."))
    assert (await shown(hub)).percent is None
    await hub.write(apply_team, FILE)
    hub.clock.advance(HOUR)
    assert await hub.write(claim_questions, lease=LEASE) == []
    week = await shown(hub)
    assert (week.source, week.problem) == (Source.INCIDENTS, "")
    assert week.percent is not None
