"""What was changed, and what was like it before; on both databases."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa

from desktop.core.closing.outcome import ResolvedHow
from desktop.core.closing.ticket import Label
from desktop.core.fixing.change_event import ChangeReport
from desktop.core.fixing.similar import LikenessKind
from desktop.core.fixing.suspicion import SuspicionKind
from desktop.core.incident.commands import AddLabel, RecordResolution, ResolveIncident
from desktop.core.incident.incident import Incident
from desktop.hub.store import migrate, tables
from desktop.hub.store.database import open_database
from desktop.hub.store.fixing import change_events
from desktop.hub.store.incident import incident_body
from desktop.hub.store.transaction import Transaction
from desktop.hub.usecases.errors import UnknownIncident
from desktop.hub.usecases.fixing.change_events import KEPT, changes_around, receive_change
from desktop.hub.usecases.fixing.similar import similar_to
from desktop.hub.usecases.incident.sweep import sweep
from tests.integration.store.conftest import Hub
from tests.sample import MINUTE, NIGHT, fresh

HOUR = timedelta(hours=1)


async def changed(hub: Hub, report: ChangeReport, integration: str = "ci") -> bool:
    kept = await hub.write(receive_change, integration=integration, report=report)
    return kept.is_new


def deploy(minutes_before: float = 10, service: str = "checkout-api", **fields: Any) -> ChangeReport:
    at = NIGHT - minutes_before * MINUTE
    return ChangeReport(summary=f"Deploy {service}", at=at, service=service, **fields)


async def resolved(hub: Hub, dedup_key: str = "checkout") -> Incident:
    incident = await hub.opened(dedup_key)
    await hub.command(
        ResolveIncident(incident_id=incident.id, by="ana", pressed_at=hub.clock.now()), key=str(uuid4())
    )
    return await hub.incident(incident.id)


async def test_changes_around_the_start_most_suspicious_first(hub: Hub) -> None:
    for report in (deploy(400), deploy(service="search"), deploy(), deploy(90)):
        assert await changed(hub, report)
    incident = await hub.opened()
    found = await hub.read(changes_around, incident_id=incident.id)
    assert [(suspect.change.service, suspect.change.at) for suspect in found] == [
        ("checkout-api", NIGHT - 10 * MINUTE),
        ("checkout-api", NIGHT - 90 * MINUTE),
        ("search", NIGHT - 10 * MINUTE),
    ]
    with pytest.raises(UnknownIncident):
        await hub.read(changes_around, incident_id=UUID(int=1))


async def test_a_change_that_is_told_after_the_incident_opened(hub: Hub) -> None:
    incident = await hub.opened()
    hub.clock.advance(40 * MINUTE)
    await changed(hub, deploy(-20))
    await changed(hub, deploy(-35))
    (suspect,) = await hub.read(changes_around, incident_id=incident.id)
    assert suspect.change.at == NIGHT + 20 * MINUTE, "what comes later than half an hour has no part in it"
    assert SuspicionKind.AFTER in [reason.kind for reason in suspect.reasons]


async def test_the_same_message_twice_is_one_change(hub: Hub) -> None:
    assert await changed(hub, deploy(key="run 1"))
    assert not await changed(hub, deploy(5, key="run 1"))
    assert await changed(hub, deploy(key="run 1"), integration="other ci")
    assert await changed(hub, deploy())
    assert not await changed(hub, deploy())


async def test_without_a_time_or_a_key_the_same_words_soon_again_are_a_second_attempt(hub: Hub) -> None:
    report = ChangeReport(summary="Deploy")
    assert await changed(hub, report)
    assert not await changed(hub, report)
    hub.clock.advance(3 * HOUR)
    assert await changed(hub, report), "it was deployed again"


async def test_a_time_in_the_future_is_now(hub: Hub) -> None:
    kept = await hub.write(receive_change, integration="ci", report=deploy(-100))
    assert kept.change.at == NIGHT


async def test_many_changes_after_the_start_do_not_hide_those_before(hub: Hub) -> None:
    await changed(hub, deploy())

    def add(tx: Transaction) -> None:
        for number in range(30):
            receive_change(tx, "ci", deploy(-number / 10, key=f"later {number}"))

    hub.clock.advance(10 * MINUTE)
    await hub.write(add)
    found = await hub.read(
        change_events.around,
        begin=NIGHT - 6 * HOUR,
        start=NIGHT,
        end=NIGHT + 30 * MINUTE,
        limit=5,
    )
    assert sum(change.at > NIGHT for change in found) == 5
    assert any(change.at < NIGHT for change in found)


async def test_changes_are_kept_for_90_days(hub: Hub) -> None:
    await changed(hub, deploy())
    hub.clock.advance(KEPT - HOUR)
    await changed(hub, ChangeReport(summary="Later"))
    await hub.write(sweep)
    hub.clock.advance(2 * HOUR)
    assert await hub.write(sweep) == 1
    left = await hub.read(
        change_events.around, begin=NIGHT, start=hub.clock.now(), end=hub.clock.now(), limit=9
    )
    assert [change.summary for change in left] == ["Later"]


async def test_what_was_like_it_before_with_what_ended_it(hub: Hub) -> None:
    first = await resolved(hub)
    await hub.command(
        RecordResolution(
            incident_id=first.id,
            by="ana",
            pressed_at=NIGHT,
            how=ResolvedHow.RESTART,
            words="",
            documented=False,
            automated=False,
        ),
        key="outcome",
    )
    hub.clock.advance(timedelta(days=7))
    other = await resolved(hub, "search")
    again = await hub.opened()
    found = await hub.read(similar_to, incident_id=again.id)
    assert [one.number for one in found] == [first.number, other.number]
    assert found[0].reasons[0].kind is LikenessKind.ALERT
    assert found[0].was_left_open
    assert found[0].outcome is not None
    assert not found[1].was_left_open
    assert await hub.read(similar_to, incident_id=first.id) == [], "what came later is no earlier one"
    with pytest.raises(UnknownIncident):
        await hub.read(similar_to, incident_id=UUID(int=1))


async def test_what_goes_on_is_not_found(hub: Hub) -> None:
    await hub.opened("one")
    again = await hub.opened("two")
    assert await hub.read(similar_to, incident_id=again.id) == []


async def test_a_cause_that_is_told_after_the_end_is_found_by(hub: Hub) -> None:
    first = await resolved(hub, "one")
    label = Label(key="cause", value="connection leak")
    await hub.command(
        AddLabel(incident_id=first.id, by="ana", pressed_at=NIGHT, label=label), key="first label"
    )
    again = await hub.opened("two")
    await hub.command(
        AddLabel(incident_id=again.id, by="ana", pressed_at=NIGHT, label=label), key="second label"
    )
    (found,) = await hub.read(similar_to, incident_id=again.id)
    assert found.is_the_same


async def test_a_database_of_before_is_indexed_when_it_is_migrated(
    store_url: str, open_hub: Callable[[str], Hub]
) -> None:
    over = replace(fresh(), resolved_at=NIGHT + MINUTE)
    again = replace(fresh(now=NIGHT + 9 * MINUTE), id=UUID(int=2), number=2)
    database = open_database(store_url, None)
    with database.writers.connect() as connection, connection.begin():
        migrate.upgrade(connection, "0004")
        connection.execute(_INCIDENTS.insert(), [_row_of(over), _row_of(again)])
    database.writers.dispose()
    migrated = open_hub(store_url)
    (found,) = await migrated.read(similar_to, incident_id=again.id)
    assert (found.number, found.is_the_same) == (1, True)


# As the table was then.
_INCIDENTS = sa.table(
    "incidents",
    sa.column("id", sa.Uuid),
    sa.column("number", sa.Integer),
    sa.column("status", sa.Text),
    sa.column("opened_at", tables.Instant),
    sa.column("resolved_at", tables.Instant),
    sa.column("body", sa.Text),
)


def _row_of(incident: Incident) -> dict[str, object]:
    return {
        "id": incident.id,
        "number": incident.number,
        "status": incident.status.value,
        "opened_at": incident.opened_at,
        "resolved_at": incident.resolved_at,
        "body": incident_body.encode(incident),
    }
