"""Alerts become incidents, incidents page, and every page is in the log; on both databases."""

from __future__ import annotations

import asyncio

import pytest

from desktop.core.incident.alert import AlertAction, Report
from desktop.core.incident.incident import Status
from desktop.core.incident.page import PageOutcome
from desktop.core.team.seat import Seat
from desktop.hub.store.incident import open_alerts
from desktop.hub.usecases.errors import UnknownKey
from desktop.hub.usecases.incident.feed import resolved_incidents, timeline
from desktop.hub.usecases.incident.figures import figures
from desktop.hub.usecases.incident.ingest import ingest, receive_report
from tests.integration.store.conftest import KEY
from tests.sample import MINUTE, report


async def test_a_trigger_opens_an_incident_and_pages_the_pair(hub):
    incident = await hub.opened()
    assert incident.number == 1
    assert {(page.responder, page.seat) for page in await hub.pages(incident.id)} == {
        ("ana", Seat.MANAGER),
        ("ben", Seat.ENGINEER),
    }
    assert await hub.incident(incident.id) == incident


async def test_the_page_log_says_what_the_incident_says(hub):
    incident = await hub.opened()
    await hub.pass_time(5 * MINUTE)
    await hub.pass_time(5 * MINUTE)
    await hub.monitor(action=AlertAction.RESOLVE)
    newest = {page.id: page for page in (await hub.incident(incident.id)).pages}
    log = {page.id: page for page in await hub.pages(incident.id)}
    assert len(log) > 8
    assert log == newest
    assert {page.outcome for page in log.values()} == {PageOutcome.RESOLVED}


async def test_a_repeat_joins_and_counts(hub):
    first = await hub.opened()
    receipt = await hub.monitor()
    assert not receipt.opened
    assert receipt.incident.id == first.id
    assert receipt.incident.alerts[0].count == 2
    assert len(await hub.pages(first.id)) == 2


async def test_after_the_end_a_trigger_opens_a_new_one(hub):
    first = await hub.opened()
    over = await hub.monitor(action=AlertAction.RESOLVE)
    assert over.incident.status is Status.RESOLVED
    second = await hub.opened()
    assert (first.number, second.number) == (1, 2)
    assert await hub.read(resolved_incidents) == [over.incident]


@pytest.mark.parametrize("action", [AlertAction.ACKNOWLEDGE, AlertAction.RESOLVE])
async def test_to_acknowledge_or_resolve_nothing_is_dropped(hub, action):
    receipt = await hub.monitor(action=action)
    assert receipt.incident is None
    assert (await hub.read(figures)).cursor == 1


async def test_the_same_key_of_two_integrations_is_two_alerts(hub):
    one = await hub.write(receive_report, "a", report("b"))
    other = await hub.write(receive_report, "ab", report(""))
    assert one.opened
    assert other.opened


async def test_a_message_with_several_reports_is_taken_whole_or_not_at_all(hub):
    broken = Report(action=AlertAction.TRIGGER, dedup_key="broken", summary="\ud800")
    with pytest.raises(UnicodeEncodeError):
        await hub.write(ingest, KEY, [report("fine"), broken])
    assert await hub.read(open_alerts.incident_of, "prometheus", "fine") is None


async def test_a_wrong_key_takes_nothing(hub):
    with pytest.raises(UnknownKey):
        await hub.write(ingest, "X" * 32, [report()])
    assert (await hub.read(figures)).open == 0


@pytest.mark.parametrize("text", ["x" * 100_000, "nul \0 inside", "emoji 🔥", "'; DROP TABLE pages; --"])
async def test_any_text_is_stored(hub, text):
    odd = Report(
        action=AlertAction.TRIGGER, dedup_key=text, summary=text, details=text, labels=((text, text),)
    )
    receipt = await hub.write(receive_report, "prometheus", odd)
    assert await hub.incident(receipt.incident.id) == receipt.incident
    assert not (await hub.write(receive_report, "prometheus", odd)).opened


async def test_many_at_once_each_get_a_number_and_the_same_ones_meet(hub):
    receipts = await asyncio.gather(*(hub.monitor(f"alert {n % 25}") for n in range(100)))
    assert sum(receipt.opened for receipt in receipts) == 25
    assert {receipt.incident.number for receipt in receipts} == set(range(1, 26))


async def test_the_timeline_tells_everything_in_order(hub):
    incident = await hub.opened()
    await hub.pass_time(5 * MINUTE)
    lines = await hub.read(timeline, incident.id)
    assert [line.seq for line in lines] == sorted(line.seq for line in lines)
    assert [type(line.event).__name__ for line in lines[:2]] == ["IncidentOpened", "AlertReceived"]
    assert {line.event.at for line in lines} == {incident.opened_at, incident.opened_at + 5 * MINUTE}


async def test_figures_count(hub):
    await hub.opened("one")
    await hub.opened("two")
    await hub.monitor("two", AlertAction.RESOLVE)
    found = await hub.read(figures)
    assert (found.open, found.answered, found.resolved) == (1, 0, 1)
    assert (found.pages, found.open_pages, found.overdue) == (4, 2, 0)
    hub.clock.advance(5 * MINUTE)
    assert (await hub.read(figures)).overdue == 1
