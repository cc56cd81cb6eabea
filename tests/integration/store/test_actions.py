"""Actions of the retro on each database: to-dos become actions in the same transaction, once; the rest is
kept, changed and refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID, uuid4

import msgspec
import pytest

from desktop.core.incident.commands import AddNote, ResolveIncident
from desktop.core.incident.events import NoteAdded, NoteKind
from desktop.core.retro.action import Action, action_of
from desktop.hub.store.incident import changes
from desktop.hub.store.retro import actions
from desktop.hub.store.transaction import Transaction
from desktop.hub.usecases.errors import BadAction, UnknownAction, UnknownIncident
from desktop.hub.usecases.incident.carry_out import carry_out
from desktop.hub.usecases.incident.feed import timeline
from desktop.hub.usecases.retro.actions import (
    DONE_AT_MOST,
    LONGEST_TEXT,
    ActionChange,
    add_action,
    change_action,
    finish_action,
    list_actions,
)
from tests.integration.store.conftest import Hub
from tests.sample import MINUTE, NIGHT

ACTION = Action(id=UUID(int=1), text="Write the run-book for the index", created_at=NIGHT)
DAY = date(2026, 11, 27)


def todo(incident_id: UUID, text: str = "Ask the vendor\nfor a dashboard", by: str = "ana") -> AddNote:
    return AddNote(incident_id=incident_id, by=by, pressed_at=NIGHT, text=text, kind=NoteKind.TODO)


async def listed(hub: Hub, *, open_only: bool = False) -> list[Action]:
    return await hub.read(list_actions, open_only=open_only)


async def test_a_to_do_is_an_action_at_once_and_other_notes_are_not(hub: Hub):
    incident = await hub.opened()
    for number, kind in enumerate((NoteKind.NOTE, NoteKind.DECISION)):
        await hub.command(replace(todo(incident.id), kind=kind), f"key {number}")
    assert await listed(hub) == []
    before = await hub.read(changes.last_seq)
    await hub.command(todo(incident.id), "to-do")
    (action,) = await listed(hub)
    assert action == Action(
        id=action.id,
        text="Ask the vendor for a dashboard",
        incident_id=incident.id,
        incident_number=incident.number,
        created_by="ana",
        created_at=NIGHT,
    )
    assert await hub.read(changes.last_seq) == before + 1, "the incident's own change tells of it"


async def test_a_to_do_after_the_end_is_an_action_too(hub: Hub):
    incident = await hub.opened()
    await hub.command(ResolveIncident(incident_id=incident.id, by="ana", pressed_at=NIGHT), "over")
    await hub.command(todo(incident.id), "to-do")
    assert len(await listed(hub)) == 1


async def test_note_and_action_are_written_together_or_not_at_all(hub: Hub):
    incident = await hub.opened()

    def fails_afterwards(tx: Transaction) -> None:
        carry_out(tx, todo(incident.id), "to-do", "ana")
        assert len(actions.to_do(tx)) == 1
        raise RuntimeError("the power went")

    with pytest.raises(RuntimeError):
        await hub.store.write(fails_afterwards)
    assert await listed(hub) == []
    entries = await hub.read(timeline, incident_id=incident.id)
    assert not [entry for entry in entries if isinstance(entry.event, NoteAdded)]
    await hub.command(todo(incident.id), "to-do")
    assert len(await listed(hub)) == 1, "tried again it is there, once"


async def test_the_same_press_counts_once(hub: Hub):
    incident = await hub.opened()
    for _ in range(3):
        await hub.command(todo(incident.id), "the same key")
    assert len(await listed(hub)) == 1
    hub.clock.advance(MINUTE)
    await hub.command(todo(incident.id), "written again")
    assert len(await listed(hub)) == 2


async def test_the_same_note_twice_leaves_what_became_of_its_action(hub: Hub):
    """Carried out again when somebody has changed the action already."""
    incident = await hub.opened()
    await hub.command(todo(incident.id), "first key")
    (action,) = await listed(hub)
    edited = await hub.write(change_action, action.id, ActionChange(owner="ben", due_on=DAY))
    await hub.command(todo(incident.id), "second key, same moment")
    assert await listed(hub) == [edited]
    note = NoteAdded(at=NIGHT, by="ana", text=todo(incident.id).text.strip(), kind=NoteKind.TODO)
    assert action.id == action_of(incident, note).id


async def test_what_somebody_adds_is_kept_by_the_hubs_word(hub: Hub):
    incident = await hub.opened()
    forged = replace(
        ACTION,
        text="  Write the \n run-book ",
        incident_id=incident.id,
        owner="ben",
        due_on=DAY,
        ticket_url=" https://tracker.example.com/OPS-7 ",
        created_by="ruth",
        created_at=NIGHT - timedelta(days=9),
        done_by="ruth",
        done_at=NIGHT,
    )
    saved = await hub.write(add_action, forged, by="ana")
    assert saved == replace(
        forged,
        text="Write the run-book",
        incident_number=incident.number,
        ticket_url="https://tracker.example.com/OPS-7",
        created_by="ana",
        created_at=NIGHT,
        done_by="",
        done_at=None,
    )
    assert await listed(hub) == [saved]


async def test_sent_again_it_is_made_once(hub: Hub):
    first = await hub.write(add_action, ACTION, by="ana")
    cursor = await hub.read(changes.last_seq)
    assert await hub.write(add_action, replace(ACTION, text="Other"), by="ben") == first
    assert await hub.read(changes.last_seq) == cursor


async def test_two_people_change_two_things_of_one_action(hub: Hub):
    await hub.write(add_action, ACTION, by="ana")
    await hub.write(change_action, ACTION.id, ActionChange(owner="ben"))
    await hub.write(change_action, ACTION.id, ActionChange(due_on=DAY))
    changed = await hub.write(change_action, ACTION.id, ActionChange(ticket_url="http://tracker/7"))
    assert (changed.text, changed.owner, changed.due_on) == (ACTION.text, "ben", DAY)
    bare = await hub.write(change_action, ACTION.id, ActionChange(owner="", due_on=None, ticket_url=""))
    assert await listed(hub) == [bare]
    assert (bare.owner, bare.due_on, bare.ticket_url) == ("", None, "")


async def test_it_is_carried_over_until_it_is_done(hub: Hub):
    await hub.write(add_action, ACTION, by="ana")
    hub.clock.advance(timedelta(days=21))
    assert len(await listed(hub, open_only=True)) == 1
    done = await hub.write(finish_action, ACTION.id, done=True, by="ben")
    assert (done.done_by, done.done_at) == ("ben", hub.clock.now())
    assert await hub.write(finish_action, ACTION.id, done=True, by="mei") == done
    assert await listed(hub, open_only=True) == []
    assert await listed(hub) == [done]
    again = await hub.write(finish_action, ACTION.id, done=False, by="ana")
    assert await listed(hub, open_only=True) == [again]
    assert not again.is_done


async def test_only_the_latest_done_ones_are_listed(hub: Hub):
    def many(tx: Transaction) -> None:
        for number in range(DONE_AT_MOST + 5):
            made = replace(ACTION, id=UUID(int=number), text=str(number))
            actions.add(tx, made.finished("ana", NIGHT + number * MINUTE))

    await hub.store.write(many)
    found = await listed(hub)
    assert [found[0].text, found[-1].text, len(found)] == ["204", "5", DONE_AT_MOST]


async def test_desktops_hear_of_every_change_and_of_nothing_else(hub: Hub):
    before = await hub.read(changes.last_seq)
    await hub.write(add_action, ACTION, by="ana")
    await hub.write(change_action, ACTION.id, ActionChange(owner="ben"))
    await hub.write(change_action, ACTION.id, ActionChange(owner="ben"))
    await hub.write(change_action, ACTION.id, ActionChange())
    await hub.write(finish_action, ACTION.id, done=True, by="ana")
    await hub.write(finish_action, ACTION.id, done=True, by="ben")
    told = await hub.read(changes.after, before, 99)
    assert [change.incident for change in told] == [None] * 3


@pytest.mark.parametrize(
    "change",
    [
        ActionChange(text=" \n"),
        ActionChange(text="x" * (LONGEST_TEXT + 1)),
        ActionChange(owner="nobody"),
        ActionChange(ticket_url="OPS-7"),
        ActionChange(ticket_url="javascript:alert(1)"),
        ActionChange(ticket_url="https://"),
        ActionChange(ticket_url="https://[broken"),
        ActionChange(ticket_url="https://tracker.example.com/a b"),
        ActionChange(ticket_url="https://tracker.example.com/" + "x" * 2000),
    ],
)
async def test_what_makes_no_action_is_refused(hub: Hub, change: ActionChange):
    saved = await hub.write(add_action, ACTION, by="ana")
    given = {
        name: getattr(change, name)
        for name in change.__struct_fields__
        if getattr(change, name) is not msgspec.UNSET
    }
    with pytest.raises(BadAction) as refused:
        await hub.write(change_action, ACTION.id, change)
    assert refused.value.remedy
    with pytest.raises(BadAction):
        await hub.write(add_action, replace(ACTION, id=UUID(int=2), **given), by="ana")
    assert await listed(hub) == [saved]


async def test_what_is_there_already_may_stay(hub: Hub):
    """A long to-do can get an owner, though nobody may write one as long here."""
    incident = await hub.opened()
    await hub.command(todo(incident.id, "word " * 200), "to-do")
    (long,) = await listed(hub)
    changed = await hub.write(change_action, long.id, ActionChange(text=long.text, owner="ben"))
    assert (changed.text, changed.owner) == (long.text, "ben")


async def test_what_is_not_there_is_told(hub: Hub):
    with pytest.raises(UnknownAction):
        await hub.write(change_action, uuid4(), ActionChange(text="x"))
    with pytest.raises(UnknownAction):
        await hub.write(finish_action, uuid4(), done=True, by="ana")
    with pytest.raises(UnknownIncident):
        await hub.write(add_action, replace(ACTION, incident_id=uuid4()), by="ana")
    assert await listed(hub) == []
