"""The page log as the store has it: rows from pages, pieces, edits; on both databases."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from uuid import UUID

import pytest

from desktop.core.closing.outcome import ResolvedHow
from desktop.core.incident.commands import ClaimSeat, RecordResolution, ResolveIncident
from desktop.core.incident.page import PageOutcome
from desktop.core.retro.page_log import LogPage
from desktop.core.retro.page_row import LONGEST_NOTE, Cell, PageRow
from desktop.core.team.seat import Seat
from desktop.hub.store.retro.page_log import Asked
from desktop.hub.usecases.errors import BadCell, BadPeriod, CellChangedMeanwhile, UnknownPage
from desktop.hub.usecases.retro.page_log import read_log, week_sums, write_cell
from tests.integration.store.conftest import Hub
from tests.sample import MINUTE, NIGHT

EVERY = Asked()


async def log(hub: Hub, asked: Asked = EVERY, **fields: object) -> LogPage:
    return await hub.read(read_log, asked=asked, **fields)


async def write(hub: Hub, row: PageRow, value: object, cell: Cell = Cell.NOTE, based_on: int = 0, by="ana"):
    return await hub.write(write_cell, page_id=row.page_id, cell=cell, value=value, based_on=based_on, by=by)


async def test_a_page_is_in_the_log_from_the_moment_it_is_attempted(hub: Hub):
    incident = await hub.opened()
    found = await log(hub)
    assert [(r.name, r.seat, r.level, r.attempted_at) for r in found.rows] == [
        (r.name, r.seat, 1, NIGHT) for r in found.rows
    ]
    assert {row.name for row in found.rows} == {"Ana Okafor", "Ben Sato"}
    assert (found.total, found.after) == (2, "")
    hub.clock.advance(timedelta(seconds=41))
    now = hub.clock.now()
    claim = ClaimSeat(incident_id=incident.id, by="ana", pressed_at=now, seat=Seat.MANAGER)
    await hub.command(claim)
    rows = {row.responder: row for row in (await log(hub)).rows}
    assert rows["ana"].seconds_to_acknowledgement == 41
    assert (rows["ana"].answered_by, rows["ben"].answered_by) == ("Ana Okafor", "")
    assert rows["ben"].outcome is None
    assert rows["ana"].service == "checkout-api"


async def test_everybody_whose_page_was_taken_learns_by_whom(hub: Hub):
    incident = await hub.opened()
    await hub.pass_time(5 * MINUTE)
    claim = ClaimSeat(incident_id=incident.id, by="mei", pressed_at=hub.clock.now(), seat=Seat.MANAGER)
    await hub.command(claim)
    rows = [row for row in (await log(hub)).rows if row.seat is Seat.MANAGER]
    taken = [row for row in rows if row.outcome is PageOutcome.TAKEN]
    assert {row.answered_by for row in taken} == {"Mei Lindqvist"}
    assert len(taken) >= 2


async def test_it_is_read_in_pieces_without_loss(hub: Hub):
    for number in range(3):
        await hub.opened(f"alert {number}")
        await hub.pass_time(6 * MINUTE)
    whole = await log(hub)
    assert whole.total == len(whole.rows) > 10
    for limit in (1, 3, len(whole.rows)):
        rows: list[PageRow] = []
        after = ""
        while True:
            piece = await log(hub, after=after, limit=limit)
            assert len(piece.rows) <= limit
            rows += piece.rows
            if not (after := piece.after):
                break
        assert tuple(rows) == whole.rows
    times = [row.attempted_at for row in whole.rows]
    assert times == sorted(times)


async def test_a_time_an_incident_and_what_was_edited_narrow_it(hub: Hub):
    first = await hub.opened("one")
    hub.clock.advance(timedelta(days=1))
    second = await hub.opened("two")
    end = hub.clock.now()
    assert {row.incident_id for row in (await log(hub, Asked(begin=end))).rows} == {second.id}
    assert {row.incident_id for row in (await log(hub, Asked(end=end))).rows} == {first.id}
    assert (await log(hub, Asked(incident=first.id))).total == 2
    hub.clock.advance(MINUTE)
    now = hub.clock.now()
    assert (await log(hub, Asked(edited_from=now))).rows == ()
    row = (await log(hub)).rows[0]
    await write(hub, row, "Seen")
    # With its partner's row: what is said of the incident stands in both.
    found = (await log(hub, Asked(edited_from=now))).rows
    assert ({r.note for r in found}, {r.incident_id for r in found}) == ({"Seen", ""}, {first.id})
    assert (await log(hub, Asked(edited_from=now + MINUTE))).rows == ()


async def test_sums_and_the_stores_own_count_agree(hub: Hub):
    await hub.opened("one")
    await hub.pass_time(6 * MINUTE)
    hub.clock.advance(timedelta(days=7))
    await hub.opened("two")
    found = await week_sums(hub.store, EVERY)
    assert [week.group for week in found.weeks] == ["2026-11-23", "2026-11-30"]
    assert sum(week.pages for week in found.weeks) == found.pages == (await log(hub)).total


async def test_cells_are_written_by_several_people_at_once(hub: Hub):
    await hub.opened()
    row = (await log(hub)).rows[0]
    await asyncio.gather(
        write(hub, row, "Woke the baby"),
        write(hub, row, True, Cell.DOCUMENTED, by="ben"),
        write(hub, row, False, Cell.AUTOMATED, by="mei"),
    )
    after = (await log(hub)).rows[0]
    assert (after.note, after.documented, after.automated) == ("Woke the baby", True, False)
    assert {(edit.cell, edit.by) for edit in after.edits} == {
        (Cell.NOTE, "ana"),
        (Cell.DOCUMENTED, "ben"),
        (Cell.AUTOMATED, "mei"),
    }


async def test_nobodys_words_are_replaced_unseen(hub: Hub):
    await hub.opened()
    row = (await log(hub)).rows[0]
    first = await write(hub, row, "Mine", by="ben")
    assert first.version(Cell.NOTE) == 1
    with pytest.raises(CellChangedMeanwhile, match="Ben Sato wrote “Mine”"):
        await write(hub, row, "Yours", by="mei")
    assert (await write(hub, row, "Mine", by="mei")) == first, "the same again is no conflict"
    second = await write(hub, row, "Yours", based_on=1, by="mei")
    assert (second.note, second.version(Cell.NOTE)) == ("Yours", 2)
    cleared = await write(hub, row, "", based_on=2)
    assert (cleared.note, cleared.version(Cell.NOTE)) == ("", 3)


async def test_the_incidents_word_counts_until_somebody_writes_another(hub: Hub):
    incident = await hub.opened()
    said = RecordResolution(
        incident_id=incident.id, by="ana", pressed_at=NIGHT, how=ResolvedHow.RESTART, documented=False
    )
    await hub.command(ResolveIncident(incident_id=incident.id, by="ana", pressed_at=NIGHT), "resolve")
    await hub.command(said, "say how")
    row = (await log(hub)).rows[0]
    assert (row.how, row.documented) == (ResolvedHow.RESTART, False)
    over = await write(hub, row, True, Cell.DOCUMENTED)
    assert over.documented is True
    back = await write(hub, row, None, Cell.DOCUMENTED, based_on=1)
    assert back.documented is False


async def test_what_is_said_of_an_incident_stands_in_all_its_rows(hub: Hub):
    await hub.opened()
    await hub.opened("another")
    rows = (await log(hub)).rows
    first, second = (row for row in rows if row.incident_number == 1)
    assert (await write(hub, first, True, Cell.DOCUMENTED)).documented is True
    said = [(r.incident_number, r.documented, r.version(Cell.DOCUMENTED)) for r in (await log(hub)).rows]
    assert said == [(n, True if n == 1 else None, 1 if n == 1 else 0) for n, *_ in said]
    with pytest.raises(CellChangedMeanwhile, match="Ana Okafor wrote “yes”"):
        await write(hub, second, False, Cell.DOCUMENTED, by="ben")
    assert (await write(hub, second, True, Cell.DOCUMENTED, by="ben")).version(Cell.DOCUMENTED) == 1
    await write(hub, second, False, Cell.DOCUMENTED, based_on=1, by="ben")
    again = await write(hub, first, True, Cell.DOCUMENTED, based_on=2, by="mei")
    assert (again.documented, again.version(Cell.DOCUMENTED)) == (True, 3)
    back = await write(hub, second, None, Cell.DOCUMENTED, based_on=3)
    assert {r.documented for r in (await log(hub)).rows} == {None} == {back.documented}


async def test_what_is_said_at_closing_later_is_the_last_word(hub: Hub):
    incident = await hub.opened()
    row = (await log(hub)).rows[0]
    await write(hub, row, True, Cell.DOCUMENTED)
    hub.clock.advance(MINUTE)
    now = hub.clock.now()
    await hub.command(ResolveIncident(incident_id=incident.id, by="ana", pressed_at=now), "resolve")
    said = RecordResolution(
        incident_id=incident.id, by="ana", pressed_at=now, how=ResolvedHow.FIX, documented=False
    )
    await hub.command(said, "say how")
    assert (await log(hub)).rows[0].documented is False
    hub.clock.advance(MINUTE)
    again = await write(hub, row, True, Cell.DOCUMENTED, based_on=1, by="ben")
    assert (again.documented, again.version(Cell.DOCUMENTED)) == (True, 2)


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        (Cell.NOTE, None),
        (Cell.NOTE, True),
        (Cell.NOTE, "x" * (LONGEST_NOTE + 1)),
        (Cell.DOCUMENTED, "yes"),
        (Cell.AUTOMATED, ""),
    ],
)
async def test_what_cannot_stand_in_a_cell_is_refused(hub: Hub, cell: Cell, value: object):
    await hub.opened()
    row = (await log(hub)).rows[0]
    with pytest.raises(BadCell):
        await write(hub, row, value, cell)
    assert (await log(hub)).rows[0] == row


async def test_what_cannot_be_asked_is_refused(hub: Hub):
    with pytest.raises(UnknownPage):
        await hub.write(write_cell, page_id=UUID(int=1), cell=Cell.NOTE, value="x", based_on=0, by="ana")
    for asked in (Asked(begin=NIGHT, end=NIGHT), Asked(begin=NIGHT.replace(tzinfo=None))):
        with pytest.raises(BadPeriod):
            await log(hub, asked)
    for after in ("x", "2026-11-24T00:00:00/8f0b7c1e-5d0e-4d2a-9a57-0d6f3c0c4a11", f"{NIGHT.isoformat()}/9"):
        with pytest.raises(BadPeriod):
            await log(hub, after=after)
