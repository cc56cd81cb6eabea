"""Tokens, keys and invitations; on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from desktop.core.team.responder import Roster
from desktop.hub.store import tables
from desktop.hub.usecases.access.access import admit, authenticate, new_token
from desktop.hub.usecases.access.integrations import integration_of, new_integration_key
from desktop.hub.usecases.access.invitations import invite, join
from desktop.hub.usecases.errors import BadCode, NotAuthenticated, UnknownKey, UnknownResponder
from desktop.hub.usecases.incident.sweep import sweep
from desktop.hub.usecases.team.team import apply_team
from tests.integration.store.conftest import FILE, KEY
from tests.sample import NIGHT, ROSTER, TEAM


async def test_a_token_is_its_responder(hub):
    token = await hub.write(new_token, "ben")
    assert (await hub.read(authenticate, token)).name == "Ben Sato"


@pytest.mark.parametrize("token", ["", "wrong", "\ud800"])
async def test_another_token_is_nobody(hub, token):
    with pytest.raises(NotAuthenticated):
        await hub.read(authenticate, token)


async def test_a_token_made_elsewhere_is_accepted_as_often_as_it_is_given(hub):
    for _ in range(2):
        await hub.write(admit, "ana", "the desktop's own")
    assert (await hub.read(authenticate, "the desktop's own")).id == "ana"
    await hub.write(admit, "ben", "the desktop's own")
    assert (await hub.read(authenticate, "the desktop's own")).id == "ben"


async def test_nobody_unknown_gets_a_token(hub):
    with pytest.raises(UnknownResponder):
        await hub.write(new_token, "stranger")


async def test_who_left_the_roster_is_let_in_no_more(hub):
    token = await hub.write(new_token, "priya")
    turns = TEAM.schedule.turns[:2]
    people = tuple(person for person in ROSTER.responders if person.id != "priya")
    team = replace(TEAM, roster=Roster(responders=people), schedule=replace(TEAM.schedule, turns=turns))
    await hub.write(apply_team, replace(FILE, team=team))
    with pytest.raises(NotAuthenticated):
        await hub.read(authenticate, token)


async def test_keys_are_their_integrations(hub):
    assert await hub.read(integration_of, KEY) == "prometheus"
    key = await hub.write(new_integration_key, "by hand")
    assert len(key) == 32
    assert key.isalnum()
    assert await hub.read(integration_of, key) == "by hand"
    with pytest.raises(UnknownKey):
        await hub.read(integration_of, key[:-1])


async def test_an_invitation_is_good_once(hub):
    invited = await hub.write(invite, "Mei Lindqvist")
    assert (invited.responder, invited.expires_at) == ("mei", NIGHT + timedelta(days=7))
    joined = await hub.write(join, invited.code)
    assert (joined.responder, joined.name) == ("mei", "Mei Lindqvist")
    assert (await hub.read(authenticate, joined.token)).id == "mei"
    with pytest.raises(BadCode):
        await hub.write(join, invited.code)


async def test_an_invitation_grows_too_old(hub):
    invited = await hub.write(invite, "mei")
    hub.clock.advance(timedelta(days=7))
    with pytest.raises(BadCode):
        await hub.write(join, invited.code)
    hub.clock.advance(timedelta(days=31))
    assert await hub.write(sweep) == 1


async def test_where_a_file_owns_the_roster_only_its_people_are_invited(hub):
    with pytest.raises(UnknownResponder, match="team file"):
        await hub.write(invite, "Somebody Else")


async def test_no_secret_is_stored_in_the_clear(hub):
    invited = await hub.write(invite, "mei")
    secrets = [
        KEY,
        invited.code,
        await hub.write(new_token, "ben"),
        await hub.write(new_integration_key, "x"),
    ]
    joined = await hub.write(join, (await hub.write(invite, "dmitri")).code)
    secrets.append(joined.token)

    def everything(tx):
        return "".join(str(tx.connection.execute(select(t)).all()) for t in tables.metadata.sorted_tables)

    stored = await hub.store.read(everything)
    assert "prometheus" in stored
    for secret in secrets:
        assert secret not in stored
