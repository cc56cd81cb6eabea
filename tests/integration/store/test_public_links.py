"""Links to an incident's public page."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select

from desktop.hub.store import address, tables
from desktop.hub.store.digest import digest
from desktop.hub.usecases.errors import UnknownIncident, UnknownLink
from desktop.hub.usecases.incident.sweep import sweep
from desktop.hub.usecases.telling.public_links import LIFETIME, look, make_link, revoke_links
from tests.integration.store.conftest import Hub


async def made(hub: Hub, incident_id) -> str:
    """The token of a new link."""
    url = await hub.write(make_link, incident_id)
    base, _, token = url.rpartition("/")
    assert base == "https://hub.example.org/public/incidents"
    return token


@pytest.fixture(autouse=True)
async def hub_address(hub: Hub) -> None:
    await hub.write(address.remember, address.Address("https://hub.example.org/"))


async def test_a_link_shows_its_incident_and_is_kept_as_a_digest(hub: Hub):
    incident, other = await hub.opened(), await hub.opened("other")
    token = await made(hub, incident.id)
    assert len(token) >= 43, "256 bits"
    shown = await hub.read(look, token)
    assert (shown.incident.id, shown.now) == (incident.id, hub.clock.now())
    rows = await hub.read(lambda tx: tx.connection.execute(select(tables.public_links)).all())
    assert [row.digest for row in rows] == [digest(token)]
    assert not any(token in str(value) for row in rows for value in row)
    assert (await hub.read(look, await made(hub, other.id))).incident.id == other.id


async def test_revoking_ends_all_links_of_that_incident_only(hub: Hub):
    incident, other = await hub.opened(), await hub.opened("other")
    tokens = [await made(hub, incident.id), await made(hub, incident.id)]
    kept = await made(hub, other.id)
    assert await hub.write(revoke_links, incident.id) == 2
    assert await hub.write(revoke_links, incident.id) == 0
    for token in tokens:
        with pytest.raises(UnknownLink):
            await hub.read(look, token)
    assert (await hub.read(look, kept)).incident.id == other.id
    assert (await hub.read(look, await made(hub, incident.id))).incident.id == incident.id


async def test_a_link_ends_by_itself_and_is_forgotten(hub: Hub):
    token = await made(hub, (await hub.opened()).id)
    hub.clock.advance(LIFETIME - timedelta(seconds=1))
    assert (await hub.read(look, token)).incident.number == 1
    hub.clock.advance(timedelta(seconds=1))
    with pytest.raises(UnknownLink):
        await hub.read(look, token)
    await hub.write(sweep)
    assert not await hub.read(lambda tx: tx.connection.execute(select(tables.public_links)).all())


async def test_what_is_unknown_is_told(hub: Hub):
    for token in ("", "guessed", "\udcff"):
        with pytest.raises(UnknownLink):
            await hub.read(look, token)
    with pytest.raises(UnknownIncident):
        await hub.write(make_link, uuid4())
    with pytest.raises(UnknownIncident):
        await hub.write(revoke_links, uuid4())
