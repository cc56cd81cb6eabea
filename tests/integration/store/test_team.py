"""The team: applied from its file, or grown from one person; on both databases."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop.core.errors import InvalidTeam
from desktop.core.schedule.schedule import Turn
from desktop.core.team.responder import Role
from desktop.hub.store.digest import digest
from desktop.hub.usecases.access.integrations import integration_of, new_integration_key
from desktop.hub.usecases.access.invitations import invite, join
from desktop.hub.usecases.errors import UnknownKey
from desktop.hub.usecases.incident.feed import heartbeat
from desktop.hub.usecases.team.team import apply_team, current_team, ensure_first_admin
from desktop.hub.usecases.team.team_file import IntegrationKey
from tests.integration.store.conftest import FILE, KEY
from tests.sample import TEAM

OTHER_KEY = "OtherOtherOtherOtherOtherOther02"


async def test_applying_again_changes_nothing(hub):
    before = await hub.read(heartbeat)
    assert not await hub.write(apply_team, FILE)
    assert await hub.read(heartbeat) == before
    assert await hub.read(current_team) == TEAM


async def test_keys_that_the_file_no_longer_names_are_revoked(hub):
    by_hand = await hub.write(new_integration_key, "by hand")
    renamed = replace(FILE, integrations=(IntegrationKey(name="other", digest=digest(OTHER_KEY)),))
    assert not await hub.write(apply_team, renamed)
    assert await hub.read(integration_of, OTHER_KEY) == "other"
    assert await hub.read(integration_of, by_hand) == "by hand"
    with pytest.raises(UnknownKey):
        await hub.read(integration_of, KEY)


async def test_a_renamed_integration_keeps_its_key(hub):
    await hub.write(apply_team, replace(FILE, integrations=(IntegrationKey(name="new", digest=digest(KEY)),)))
    assert await hub.read(integration_of, KEY) == "new"


async def test_a_key_made_by_hand_can_move_into_the_file(hub):
    by_hand = await hub.write(new_integration_key, "by hand")
    both = (*FILE.integrations, IntegrationKey(name="in the file", digest=digest(by_hand)))
    await hub.write(apply_team, replace(FILE, integrations=both))
    assert await hub.read(integration_of, by_hand) == "in the file"


async def test_the_first_start_makes_an_admin_who_is_both(store_url, open_hub):
    hub = open_hub(store_url)
    first = await hub.write(ensure_first_admin, "Tomás  Novak", "Europe/Prague")
    assert (first.responder.id, first.responder.name) == ("tomas-novak", "Tomás Novak")
    assert first.responder.role is Role.ADMIN
    team = await hub.read(current_team)
    assert team.schedule.turns == (Turn(manager="tomas-novak", engineer="tomas-novak"),)
    assert await hub.read(integration_of, first.integration_key) == "default"
    assert await hub.write(ensure_first_admin, "Somebody", "UTC") is None


async def test_a_team_from_a_file_needs_no_first_admin(hub):
    assert await hub.write(ensure_first_admin, "Somebody", "UTC") is None


async def test_an_unknown_zone_is_refused(store_url, open_hub):
    hub = open_hub(store_url)
    with pytest.raises(InvalidTeam, match="Europe/Atlantis"):
        await hub.write(ensure_first_admin, "Somebody", "Europe/Atlantis")
    assert (await hub.read(heartbeat)).cursor == 0


async def test_who_was_alone_invites_a_partner(store_url, open_hub):
    hub = open_hub(store_url)
    await hub.write(ensure_first_admin, "Ana Okafor", "Europe/Berlin")
    invited = await hub.write(invite, "Ben Sato", "Asia/Tokyo")
    team = await hub.read(current_team)
    assert team.schedule.turns == (Turn(manager="ana-okafor", engineer="ben-sato"),)
    assert team.roster.find("ben-sato").zone == "Asia/Tokyo"
    assert (await hub.write(join, invited.code)).responder == "ben-sato"


async def test_a_third_one_joins_the_roster_only(store_url, open_hub):
    hub = open_hub(store_url)
    await hub.write(ensure_first_admin, "Ana Okafor", "Europe/Berlin")
    await hub.write(invite, "Ben Sato")
    await hub.write(invite, "Mei Lindqvist")
    again = await hub.write(invite, "mei lindqvist")
    assert again.responder == "mei-lindqvist"
    team = await hub.read(current_team)
    assert team.schedule.turns == (Turn(manager="ana-okafor", engineer="ben-sato"),)
    assert [person.id for person in team.roster.responders] == ["ana-okafor", "ben-sato", "mei-lindqvist"]


async def test_a_file_takes_over_a_team_made_by_hand(store_url, open_hub):
    hub = open_hub(store_url)
    first = await hub.write(ensure_first_admin, "Ana Okafor", "Europe/Berlin")
    assert await hub.write(apply_team, FILE)
    assert await hub.read(current_team) == TEAM
    assert await hub.read(integration_of, first.integration_key) == "default"
