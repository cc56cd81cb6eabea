"""The numbers of a week, made from what each database keeps."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from desktop.core.closing.outcome import ResolvedHow
from desktop.core.incident.commands import ClaimSeat, RecordResolution, ResolveIncident, SendUpdate
from desktop.core.incident.incident import Incident
from desktop.core.retro.compared_weeks import ComparedWeeks
from desktop.core.retro.page_row import Cell
from desktop.core.team.seat import Seat
from desktop.core.telling.update import Readers, Stage
from desktop.hub.store.retro.page_log import Asked
from desktop.hub.usecases.errors import BadPeriod
from desktop.hub.usecases.retro.page_log import read_log, write_cell
from desktop.hub.usecases.retro.retro_week import compared_weeks
from desktop.hub.usecases.schedule.hand_over import prove
from desktop.wire.hand_over import ProofRequest
from tests.integration.store.conftest import Hub
from tests.sample import MINUTE

MONDAY = date(2026, 11, 23)
WEEK = timedelta(days=7)


async def over(hub: Hub, dedup_key: str = "pool") -> Incident:
    """Ben claims after a minute, nobody is Manager until Mei is, who was woken; over after 21 minutes, and
    neither documented nor automated."""
    incident = await hub.opened(dedup_key)

    async def do(kind, by, **more):
        made = kind(incident_id=incident.id, by=by, pressed_at=hub.clock.now(), **more)
        answer = await hub.command(made, f"{incident.id} {kind.__name__} {by}")
        assert answer.refusal is None
        return answer.incident

    hub.clock.advance(MINUTE)
    await do(ClaimSeat, "ben", seat=Seat.ENGINEER)
    await hub.pass_time(5 * MINUTE)
    await do(ClaimSeat, "mei", seat=Seat.MANAGER)
    await do(
        SendUpdate,
        "mei",
        update_id=incident.id,
        stage=Stage.INVESTIGATING,
        readers=Readers.CUSTOMERS,
        subject="",
        text="It is known.",
    )
    hub.clock.advance(15 * MINUTE)
    await do(ResolveIncident, "mei")
    over = await do(RecordResolution, "ben", how=ResolvedHow.RESTART, documented=False, automated=False)
    assert isinstance(over, Incident)
    return over


async def told(hub: Hub, starts_on: date = MONDAY) -> ComparedWeeks:
    return await hub.read(compared_weeks, starts_on=starts_on)


async def test_a_week_and_those_that_it_is_compared_with(hub: Hub):
    first = await over(hub)
    hub.clock.advance(WEEK)
    second = await over(hub)
    found = await told(hub, MONDAY + WEEK)
    assert found.before is not None
    assert (found.four_ago, found.zone, found.starts_on) == (None, "Europe/Berlin", MONDAY + WEEK)
    for figures in (found.before, found.week):
        assert (figures.incidents, figures.neither, figures.updates_on_time) == (1, 1, 1)
        assert figures.engineer.median == MINUTE
        assert figures.manager.median == 6 * MINUTE
        assert [climb.level for climb in figures.climbs] == [2]
        assert figures.nights_disturbed >= 3
        assert [one.number for one in figures.undecided]
    assert found.before.pages == len(await hub.pages(first.id))
    assert found.week.pages == len(await hub.pages(second.id))
    assert found.before.repeats == ()
    (repeat,) = found.week.repeats
    assert (repeat.numbers, repeat.earlier) == ((second.number,), (first.number,))
    assert repeat.lost == 42 * MINUTE


async def test_a_late_word_changes_the_week_of_the_incident(hub: Hub):
    incident = await over(hub)
    hub.clock.advance(3 * WEEK)
    before = await told(hub)
    written = RecordResolution(
        incident_id=incident.id,
        by="mei",
        pressed_at=hub.clock.now(),
        how=ResolvedHow.FIX,
        documented=True,
        automated=False,
    )
    await hub.command(written, "late")
    after = await told(hub)
    assert (before.week.neither, after.week.neither, after.week.documented) == (1, 0, 1)
    assert (await told(hub, MONDAY + WEEK)).week.documented == 0


async def test_the_page_log_and_the_retro_say_the_same(hub: Hub):
    first = await over(hub)
    (week,) = [(await told(hub)).week]
    assert (week.neither, week.documented, week.automated) == (1, 0, 0)
    hub.clock.advance(MINUTE)
    row = next(r for r in (await hub.read(read_log, asked=Asked())).rows if r.incident_id == first.id)
    for cell in (Cell.DOCUMENTED, Cell.AUTOMATED):
        await hub.write(write_cell, page_id=row.page_id, cell=cell, value=True, based_on=0, by="ana")
    week = (await told(hub)).week
    assert (week.neither, week.documented, week.automated) == (0, 1, 1)
    # What is written down since is no debt when it comes again.
    hub.clock.advance(WEEK)
    await over(hub)
    assert (await told(hub, MONDAY + WEEK)).week.repeats == ()


async def test_what_nobody_closed_is_known_by_the_page_log(hub: Hub):
    incident = await hub.opened()
    now = hub.clock.now()
    await hub.command(ResolveIncident(incident_id=incident.id, by="ana", pressed_at=now))
    assert (await told(hub)).week.unsaid == 1
    row = (await hub.read(read_log, asked=Asked())).rows[0]
    await hub.write(write_cell, page_id=row.page_id, cell=Cell.DOCUMENTED, value=False, based_on=0, by="ana")
    week = (await told(hub)).week
    assert (week.unsaid, week.neither) == (0, 1)


async def test_shifts_that_began_unproven_are_counted_from_the_first_check_on(hub: Hub):
    await over(hub)
    assert (await told(hub)).week.unproven is None
    hub.clock.advance_to(datetime(2026, 11, 30, 7, 50, tzinfo=UTC))
    await hub.write(prove, asked=ProofRequest(device="Headset"), by="mei")
    hub.clock.advance(timedelta(hours=1))
    assert (await told(hub, MONDAY + WEEK)).week.unproven == 1
    assert (await told(hub)).week.unproven is None
    await hub.write(prove, asked=ProofRequest(device="Headset"), by="dmitri")
    assert (await told(hub, MONDAY + WEEK)).week.unproven == 1, "it was missing when the shift began"


async def test_uptime_counts_from_the_first_incident_and_the_running_week_up_to_now(hub: Hub):
    incident = await over(hub)
    hub.clock.advance(timedelta(hours=34, minutes=39))
    (service,) = (await told(hub)).uptime
    assert service.service == incident.service
    assert [week.percent for week in service.weeks] == [None] * 4 + [Decimal("99.00")]
    assert (service.weeks[-1].rolling, service.weeks[-1].weeks) == (Decimal("99.00"), 1)


async def test_before_the_first_incident_nobody_watched(hub: Hub):
    found = await told(hub)
    assert (found.week.pages, found.before, found.four_ago, found.uptime) == (0, None, None, ())


@pytest.mark.parametrize(
    ("starts_on", "words"),
    [
        (MONDAY + timedelta(days=1), "begins on a Monday"),
        (MONDAY + WEEK, "has not begun"),
        (date(1, 1, 1), "Nobody kept"),
        (date.max, "begins on a Monday"),
    ],
)
async def test_what_is_no_week_of_the_retro(hub: Hub, starts_on: date, words: str):
    with pytest.raises(BadPeriod, match=words):
        await told(hub, starts_on)


async def test_a_debt_tells_what_it_cost_until_now_and_leaves_when_it_is_written_down(hub: Hub):
    first = await over(hub)
    hub.clock.advance(WEEK)
    second = await over(hub)
    (debt,) = (await told(hub, MONDAY + WEEK)).debts
    assert (debt.numbers, debt.again) == ((first.number, second.number), (second.number,))
    assert (debt.incident_id, debt.since) == (second.id, first.opened_at)
    # Twice Ben had his seat for 20 minutes and Mei hers for 15.
    assert {one.responder: one.spent for one in debt.worked} == {"ben": 40 * MINUTE, "mei": 30 * MINUTE}
    assert debt.lost == 70 * MINUTE
    assert debt.woken >= 3
    assert (await told(hub)).debts == (), "the first time owes nothing"

    # Somebody writes it into the page log, in a row of the first one.
    page = (await hub.pages(first.id))[0]
    await hub.write(write_cell, page_id=page.id, cell=Cell.AUTOMATED, value=True, based_on=0, by="mei")
    assert (await told(hub, MONDAY + WEEK)).debts == ()
    await hub.write(write_cell, page_id=page.id, cell=Cell.AUTOMATED, value=False, based_on=1, by="mei")
    assert len((await told(hub, MONDAY + WEEK)).debts) == 1
    amended = RecordResolution(
        incident_id=second.id,
        by="ben",
        pressed_at=hub.clock.now(),
        how=ResolvedHow.FIX,
        documented=True,
        automated=False,
    )
    hub.clock.advance(MINUTE)
    await hub.command(amended, "later")
    assert (await told(hub, MONDAY + WEEK)).debts == ()
