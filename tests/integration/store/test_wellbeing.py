"""How duty was, on each database: what is kept of an answer, and what is not."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from desktop.core.incident.commands import ResolveIncident
from desktop.core.retro.asking import Occasion, Question, Wellbeing
from desktop.core.retro.compared_weeks import ComparedWeeks
from desktop.core.retro.morale import Slept, Wish
from desktop.hub.store import tables
from desktop.hub.store.transaction import Transaction
from desktop.hub.usecases.errors import BadAnswer, UnknownQuestion
from desktop.hub.usecases.incident.sweep import sweep
from desktop.hub.usecases.retro.retro_week import compared_weeks
from desktop.hub.usecases.retro.wellbeing import (
    answer,
    decline,
    hours_of_rest,
    note_recovery,
    read_wellbeing,
    remove_recovery,
)
from desktop.wire.wellbeing import AnswerRequest, RecoveryRequest
from tests.integration.store.conftest import Hub
from tests.sample import MINUTE

MONDAY = date(2026, 11, 23)
HOUR = timedelta(hours=1)
WISH = "A run-book that says whom to call"


async def night(hub: Hub, dedup_key: str = "checkout") -> None:
    """Ana and Ben are paged at 03:41, nobody answers for 6 minutes, so that the rest of the staff is paged,
    and then it is over."""
    incident = await hub.opened(dedup_key)
    await hub.pass_time(6 * MINUTE)
    over = ResolveIncident(incident_id=incident.id, by="ana", pressed_at=hub.clock.now())
    assert (await hub.command(over, dedup_key)).refusal is None


async def asked(hub: Hub, who: str) -> Wellbeing:
    return await hub.read(read_wellbeing, who)


async def question(hub: Hub, who: str) -> Question:
    (found,) = [one for one in (await asked(hub, who)).questions if one.occasion is Occasion.NIGHT]
    return found


async def say(hub: Hub, who: str, mood: int = 2, helped: str = "", *, anonymous: bool = True) -> Wellbeing:
    said = AnswerRequest(
        question=(await question(hub, who)).id,
        mood=mood,
        slept=Slept.HARDLY,
        helped=helped,
        anonymous=anonymous,
    )
    return await hub.write(answer, said, who)


def everything(tx: Transaction) -> dict[str, list[Any]]:
    """Every row of every table."""
    return {
        table.name: sorted((tuple(row) for row in tx.connection.execute(select(table))), key=repr)
        for table in tables.metadata.sorted_tables
    }


async def week(hub: Hub) -> ComparedWeeks:
    return await hub.read(compared_weeks, MONDAY)


async def test_nobody_is_asked_while_their_incident_is_running(hub: Hub):
    incident = await hub.opened()
    assert await asked(hub, "ana") == Wellbeing()
    over = ResolveIncident(incident_id=incident.id, by="ana", pressed_at=hub.clock.now())
    await hub.command(over)
    found = await asked(hub, "ana")
    assert [one.occasion for one in found.questions] == [Occasion.NIGHT]
    assert [one.day for one in found.offers] == [date(2026, 11, 24)]
    assert await asked(hub, "mei") == Wellbeing(), "she slept"


async def test_an_anonymous_answer_leaves_nothing_that_leads_back(hub: Hub):
    await night(hub)
    said = AnswerRequest(question=(await question(hub, "ben")).id, mood=1, slept=Slept.HARDLY, helped=WISH)
    before = await hub.read(everything)
    cursor = hub.store.cursor
    hub.clock.advance(7 * MINUTE)
    given_back = await hub.write(answer, said, "ben")
    after = await hub.read(everything)
    assert WISH not in repr(given_back)
    assert said.question not in [one.id for one in given_back.questions]
    assert hub.store.cursor == cursor, "a change would have a time"
    changed = {name for name in after if after[name] != before[name]}
    assert changed == {"morale_weeks", "morale_settled"}
    ((starts_on, heap),) = after["morale_weeks"]
    assert starts_on == MONDAY
    assert WISH in heap
    assert "ben" not in heap.lower()
    assert str(said.question) not in heap
    ((this, who, settled_week, answered),) = after["morale_settled"]
    assert (this, who, settled_week, answered) == (said.question, "ben", MONDAY, True)
    assert WISH not in repr({name: rows for name, rows in after.items() if name != "morale_weeks"})


async def test_an_answer_that_comes_twice_counts_once(hub: Hub):
    await night(hub)
    said = AnswerRequest(question=(await question(hub, "ben")).id, mood=1, slept=Slept.WELL, helped=WISH)
    for _ in range(2):
        await hub.write(answer, said, "ben")
    kept = await hub.read(everything)
    assert kept["morale_weeks"][0][1].count(WISH) == 1
    await hub.write(decline, said.question, "ben")
    assert kept == await hub.read(everything)


async def test_what_was_put_aside_elsewhere_may_be_answered_after_all(hub: Hub):
    await night(hub)
    this = (await question(hub, "ben")).id
    declined = await hub.write(decline, this, "ben")
    assert this not in [one.id for one in declined.questions]
    said = AnswerRequest(question=this, mood=3, slept=Slept.WELL, helped=WISH)
    await hub.write(answer, said, "ben")
    assert WISH in repr((await hub.read(everything))["morale_weeks"])


async def test_two_answers_are_never_shown(hub: Hub):
    await night(hub)
    await say(hub, "ana", 2, "Sleep", anonymous=False)
    await say(hub, "ben", 4, WISH)
    hub.clock.advance(8 * 24 * HOUR)
    two = (await week(hub)).week.morale
    assert two is not None
    assert (two.answers, two.moods, two.wishes) == (None, (), ())


async def test_three_are_shown_once_nobody_can_answer_any_more(hub: Hub):
    await night(hub)
    await say(hub, "ana", 2, "Sleep", anonymous=False)
    await say(hub, "ben", 4, WISH)
    await say(hub, "mei", 3)
    meanwhile = (await week(hub)).week.morale
    assert meanwhile is not None
    assert (meanwhile.answers, meanwhile.moods) == (None, ())
    assert meanwhile.open_until_at is not None
    hub.clock.advance(meanwhile.open_until_at - hub.clock.now())
    shown = (await week(hub)).week.morale
    assert shown is not None
    assert (shown.answers, shown.mean, shown.slept) == (3, 3.0, (0, 0, 3))
    assert shown.wishes == (Wish(text=WISH), Wish(text="Sleep", by="ana"))


async def test_who_answered_is_forgotten_when_the_week_is_shown(hub: Hub):
    await night(hub)
    for who in ("ana", "ben", "mei"):
        await say(hub, who)
    await hub.write(sweep)
    assert len((await hub.read(everything))["morale_settled"]) == 3
    hub.clock.advance(8 * 24 * HOUR)
    await hub.write(sweep)
    kept = await hub.read(everything)
    assert kept["morale_settled"] == []
    assert len(kept["morale_weeks"]) == 1
    assert (await week(hub)).week.morale is not None


async def test_questions_that_are_over_or_of_others_are_not_answered(hub: Hub):
    await night(hub)
    mine = await question(hub, "ben")
    said = AnswerRequest(question=mine.id, mood=1, slept=Slept.WELL)
    with pytest.raises(UnknownQuestion):
        await hub.write(answer, said, "ana")
    with pytest.raises(BadAnswer):
        await hub.write(answer, AnswerRequest(question=mine.id, mood=6, slept=Slept.WELL), "ben")
    with pytest.raises(BadAnswer):
        await hub.write(
            answer, AnswerRequest(question=mine.id, mood=5, slept=Slept.WELL, helped="a" * 501), "ben"
        )
    hub.clock.advance(mine.until_at - hub.clock.now())
    with pytest.raises(UnknownQuestion):
        await hub.write(answer, said, "ben")
    assert (await hub.read(everything))["morale_weeks"] == []


async def test_rest_is_noted_changed_and_removed_by_who_took_it(hub: Hub):
    await night(hub)
    assert (await week(hub)).week.recovery_days is None, "nobody ever noted one"
    (offer,) = (await asked(hub, "ben")).offers
    found = await hub.write(note_recovery, offer.id, RecoveryRequest(hours=4), "ben")
    assert [(one.day, one.hours) for one in found.noted] == [(offer.day, 4)]
    assert found.offers == ()
    assert (await week(hub)).week.recovery_days == 0.5
    assert (await hub.read(hours_of_rest, MONDAY, date(2026, 11, 29))).hours == {"ben": 4}
    with pytest.raises(UnknownQuestion):
        await hub.write(note_recovery, offer.id, RecoveryRequest(hours=8), "ana")
    await hub.write(remove_recovery, offer.id, "ana")
    hub.clock.advance(20 * 24 * HOUR)
    later = RecoveryRequest(hours=8, day=date(2026, 11, 26))
    await hub.write(note_recovery, offer.id, later, "ben")
    assert (await week(hub)).week.recovery_days == 1
    with pytest.raises(BadAnswer):
        await hub.write(note_recovery, offer.id, RecoveryRequest(hours=25), "ben")
    with pytest.raises(BadAnswer):
        await hub.write(note_recovery, offer.id, RecoveryRequest(hours=2, day=date(2026, 6, 1)), "ben")
    assert (await hub.write(remove_recovery, offer.id, "ben")).noted == ()
    assert (await week(hub)).week.recovery_days is None


async def test_desktops_are_told_of_rest_and_an_offer_that_was_declined_is_gone(hub: Hub):
    await night(hub)
    cursor = hub.store.cursor
    (ana,), (ben,) = (await asked(hub, "ana")).offers, (await asked(hub, "ben")).offers
    assert (await hub.write(decline, ana.id, "ana")).offers == ()
    assert hub.store.cursor == cursor
    await hub.write(note_recovery, ben.id, RecoveryRequest(hours=2), "ben")
    await hub.write(note_recovery, ben.id, RecoveryRequest(hours=2), "ben")
    assert hub.store.cursor == cursor + 1
    assert (await hub.write(remove_recovery, ben.id, "ben")).offers == (ben,), "pressed by mistake, say"
