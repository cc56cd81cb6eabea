"""Notices: what is kept, what the timeline is told, what is refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from desktop.core.incident.events import NoticeSwitched
from desktop.core.telling.notice import Notice
from desktop.hub.usecases.errors import BadNotice, NoticeChangedMeanwhile, UnknownIncident, UnknownNotice
from desktop.hub.usecases.incident.feed import snapshot, timeline
from desktop.hub.usecases.telling.notices import list_notices, remove_notice, save_notice, switch_notice
from tests.integration.store.conftest import Hub
from tests.sample import MINUTE, NIGHT

FAILING = Notice(id=UUID(int=1), service="Checkout", text="Card payments fail.", changed_at=NIGHT)


async def switched(hub: Hub, incident_id: UUID) -> list[tuple[str, str, bool]]:
    """Who switched what on or off, as the incident's timeline tells it."""
    entries = await hub.read(timeline, incident_id=incident_id)
    return [
        (entry.event.by, entry.event.text, entry.event.on)
        for entry in entries
        if isinstance(entry.event, NoticeSwitched)
    ]


async def test_the_hub_says_by_whom_and_when(hub: Hub):
    forged = replace(
        FAILING, changed_by="ruth", changed_at=NIGHT - timedelta(days=9), service=" Check \n out "
    )
    saved = await hub.write(save_notice, notice=forged, by="ana")
    assert (saved.changed_by, saved.changed_at, saved.service) == ("ana", NIGHT, "Check out")
    assert (await hub.read(snapshot, me="ben")).notices == (saved,)


async def test_switching_for_an_incident_is_in_its_timeline(hub: Hub):
    incident = await hub.opened()
    await hub.write(save_notice, notice=FAILING, by="ana")
    on = await hub.write(switch_notice, FAILING.id, on=True, incident_id=incident.id, by="ana")
    assert (on.on, on.incident_id) == (True, incident.id)
    assert (await hub.incident(incident.id)).active_at == NIGHT, "a person did something"
    off = await hub.write(switch_notice, FAILING.id, on=False, incident_id=None, by="ben")
    assert (off.on, off.incident_id) == (False, None)
    assert await switched(hub, incident.id) == [
        ("ana", "Card payments fail.", True),
        ("ben", "Card payments fail.", False),
    ]


async def test_a_new_text_while_it_is_shown_is_in_the_timeline_too(hub: Hub):
    incident = await hub.opened()
    on = replace(FAILING, on=True, incident_id=incident.id)
    await hub.write(save_notice, notice=on, by="ana")
    edited = replace(on, text="Cards fail, invoices work.", incident_id=None)
    assert (await hub.write(save_notice, notice=edited, by="ana")).incident_id == incident.id
    assert [text for _, text, _ in await switched(hub, incident.id)] == [FAILING.text, edited.text]


async def test_desktops_hear_of_every_change_and_of_nothing_else(hub: Hub):
    before = (await hub.read(snapshot, me="ana")).cursor
    await hub.write(save_notice, notice=FAILING, by="ana")
    await hub.write(switch_notice, FAILING.id, on=True, incident_id=None, by="ana")
    await hub.write(switch_notice, FAILING.id, on=True, incident_id=None, by="ben")
    await hub.write(switch_notice, FAILING.id, on=False, incident_id=None, by="ana")
    await hub.write(remove_notice, FAILING.id)
    assert (await hub.read(snapshot, me="ana")).cursor == before + 4
    assert await hub.read(list_notices) == []


@pytest.mark.parametrize(
    "bad",
    [
        replace(FAILING, text=" \n"),
        replace(FAILING, service=""),
        replace(FAILING, text="x" * 2001),
        replace(FAILING, from_at=NIGHT, until_at=NIGHT),
        replace(FAILING, on=True, until_at=NIGHT - MINUTE),
        replace(FAILING, from_at=NIGHT.replace(tzinfo=None)),
    ],
)
async def test_what_makes_no_notice_is_refused(hub: Hub, bad: Notice):
    with pytest.raises(BadNotice) as refused:
        await hub.write(save_notice, notice=bad, by="ana")
    assert refused.value.remedy
    assert await hub.read(list_notices) == []


async def test_what_is_not_there_is_told(hub: Hub):
    with pytest.raises(UnknownNotice):
        await hub.write(switch_notice, FAILING.id, on=True, incident_id=None, by="ana")
    await hub.write(save_notice, notice=FAILING, by="ana")
    with pytest.raises(UnknownIncident):
        await hub.write(switch_notice, FAILING.id, on=True, incident_id=uuid4(), by="ana")
    (kept,) = await hub.read(list_notices)
    assert not kept.on, "what was refused changed nothing"


async def test_only_what_is_off_can_be_removed(hub: Hub):
    await hub.write(save_notice, notice=replace(FAILING, on=True), by="ana")
    with pytest.raises(BadNotice):
        await hub.write(remove_notice, FAILING.id)
    assert len(await hub.read(list_notices)) == 1
    await hub.write(switch_notice, FAILING.id, on=False, incident_id=None, by="ana")
    await hub.write(remove_notice, FAILING.id)
    with pytest.raises(UnknownNotice):
        await hub.write(remove_notice, FAILING.id)


async def test_who_switched_it_on_is_not_who_changed_it_last(hub: Hub):
    forged = replace(FAILING, on=True, on_by="ruth", on_since_at=NIGHT - MINUTE)
    on = await hub.write(save_notice, notice=forged, by="ana")
    assert (on.on_by, on.on_since_at) == ("ana", NIGHT)
    hub.clock.advance(MINUTE)
    edited = await hub.write(save_notice, notice=replace(on, text="Cards fail.", on_by="ruth"), by="ben")
    assert (edited.on_by, edited.on_since_at, edited.changed_by) == ("ana", NIGHT, "ben")
    off = await hub.write(switch_notice, FAILING.id, on=False, incident_id=None, by="ben")
    assert (off.on_by, off.on_since_at) == ("", None)
    again = await hub.write(switch_notice, FAILING.id, on=True, incident_id=None, by="mei")
    assert (again.on_by, again.on_since_at) == ("mei", NIGHT + MINUTE)


async def test_who_did_not_see_the_latest_change_undoes_nothing(hub: Hub):
    seen = await hub.write(save_notice, notice=FAILING, by="ana")
    hub.clock.advance(MINUTE)
    on = await hub.write(switch_notice, FAILING.id, on=True, incident_id=None, by="ben")
    with pytest.raises(NoticeChangedMeanwhile) as refused:
        await hub.write(save_notice, notice=replace(seen, text="Cards fail."), by="ana")
    assert refused.value.sentence.startswith("Ben Sato changed")
    assert await hub.read(list_notices) == [on], "it is still shown, with the text that users read"
    saved = await hub.write(save_notice, notice=replace(on, text="Cards fail."), by="ana")
    again = await hub.write(save_notice, notice=replace(on, text="Cards fail."), by="ana")
    assert saved == again, "sent twice it counts once"
    assert saved.on
