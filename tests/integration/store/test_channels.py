"""Channels: the team file's and the app's, their addresses sealed."""

from __future__ import annotations

from dataclasses import replace

import msgspec
import pytest
from sqlalchemy import select

from desktop.channels.address import BadAddress
from desktop.core.telling.update import Readers
from desktop.hub.store import tables
from desktop.hub.usecases.access.seal import Seal, SealBroken, new_key
from desktop.hub.usecases.errors import BadChannel, OwnedByFile, UnknownChannel
from desktop.hub.usecases.incident.feed import snapshot
from desktop.hub.usecases.team.team import apply_team
from desktop.hub.usecases.telling.channels import (
    described,
    find_channel,
    list_channels,
    remove_channel,
    set_channel,
)
from tests.integration.store.conftest import FILE

ADDRESS = "slack://TokenAAAA/TokenBBBB/TokenCCCC/#incidents"
KEY = new_key()
SEAL = Seal([KEY])
ROOM = described("#incidents", Readers.COLLEAGUES, ADDRESS)
WITH_ROOM = replace(FILE, channels=(ROOM,))


async def add(hub, name="#incidents", address: str | None = ADDRESS, **fields):
    return await hub.write(
        set_channel, seal=SEAL, name=name, readers=Readers.COLLEAGUES, address=address, **fields
    )


async def names(hub):
    return [kept.channel.name for kept in await hub.read(list_channels)]


async def test_a_channel_of_the_app(hub):
    kept = await add(hub)
    assert (kept.channel.kind, kept.channel.longest) == ("slack", 35_000)
    assert not kept.from_file
    found = await hub.read(find_channel, name="#incidents")
    assert SEAL.open(found.sealed) == ADDRESS
    assert (await hub.read(snapshot, me="ana")).channels == (kept.channel,)
    await hub.write(remove_channel, name="#incidents")
    assert await names(hub) == []


async def test_desktops_hear_that_channels_changed(hub):
    before = hub.store.cursor
    await add(hub)
    assert (await hub.read(snapshot, me="ana")).cursor == before + 1
    await hub.write(remove_channel, name="#incidents")
    assert (await hub.read(snapshot, me="ana")).cursor == before + 2


async def test_changed_without_an_address_it_keeps_its_own(hub):
    await add(hub)
    changed = await add(hub, address=None, longest=500)
    assert changed.channel.longest == 500
    assert SEAL.open(changed.sealed) == ADDRESS


async def test_a_new_one_needs_an_address(hub):
    with pytest.raises(UnknownChannel, match="needs an address"):
        await add(hub, address=None)


@pytest.mark.parametrize("name", ["", " ", "x" * 61, "a/b"])
async def test_a_name_that_is_none(hub, name):
    with pytest.raises(BadChannel):
        await add(hub, name=name)


async def test_an_address_that_is_none_is_not_repeated(hub):
    with pytest.raises(BadAddress) as caught:
        await add(hub, address="xoxb-very-secret")
    assert "secret" not in str(caught.value)


async def test_the_files_channels_are_the_files(hub):
    assert await hub.write(apply_team, WITH_ROOM, SEAL) is False
    assert await names(hub) == ["#incidents"]
    with pytest.raises(OwnedByFile):
        await add(hub)
    with pytest.raises(OwnedByFile):
        await hub.write(remove_channel, name="#incidents")
    await hub.write(apply_team, FILE)
    assert await names(hub) == []


async def test_applied_again_the_file_changes_nothing(hub):
    await hub.write(apply_team, WITH_ROOM, SEAL)
    before = (await hub.read(snapshot, me="ana")).cursor
    await hub.write(apply_team, WITH_ROOM, SEAL)
    assert (await hub.read(snapshot, me="ana")).cursor == before
    await hub.write(
        apply_team, replace(FILE, channels=(described("#incidents", Readers.DEVOPS, ADDRESS),)), SEAL
    )
    assert (await hub.read(snapshot, me="ana")).cursor == before + 1


async def test_the_apps_channels_stay_when_the_file_is_applied(hub):
    await add(hub, name="Customers by mail")
    await hub.write(apply_team, WITH_ROOM, SEAL)
    await hub.write(apply_team, FILE)
    assert await names(hub) == ["Customers by mail"]


async def test_with_another_key_the_file_seals_anew(hub):
    await hub.write(apply_team, WITH_ROOM, SEAL)
    other = Seal([new_key()])
    await hub.write(apply_team, WITH_ROOM, other)
    assert other.open((await hub.read(find_channel, name="#incidents")).sealed) == ADDRESS


async def test_addresses_are_nowhere_in_the_clear(hub):
    await hub.write(apply_team, WITH_ROOM, SEAL)
    await add(hub, name="#devops")

    def everything(tx):
        return "".join(str(tx.connection.execute(select(t)).all()) for t in tables.metadata.sorted_tables)

    seen = msgspec.json.encode(await hub.read(snapshot, me="ana")).decode()
    seen += await hub.read(everything) + repr(WITH_ROOM) + repr(await hub.read(list_channels))
    assert "Token" not in seen
    assert "sealed" not in repr(await hub.read(list_channels))


def test_a_seal_opens_what_any_of_its_keys_closed():
    closed = SEAL.close("secret")
    assert closed != SEAL.close("secret")
    assert Seal([new_key(), KEY]).open(closed) == "secret"
    with pytest.raises(SealBroken) as caught:
        Seal([new_key()]).open(closed)
    assert "Enter the address again" in caught.value.remedy
