"""The process that searches, and what is made of what it says."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from itertools import pairwise

import msgspec
import psutil
import pytest

from desktop import tasks
from desktop.channels import child
from desktop.core.schedule.rotation import RotationProgress, UnmetKind
from desktop.core.schedule.shift import Turn
from desktop.rotation.process import work
from desktop.rotation.solve import LONGEST, solve
from desktop.rotation.task import Said, Task
from tests.unit.rotation.requests import MONDAY, away, people, person, request

SECOND = timedelta(seconds=1)


def searching() -> list[psutil.Process]:
    found = []
    for process in psutil.Process().children(recursive=True):
        try:
            if "desktop.rotation.process" in process.cmdline():
                found.append(process)
        except psutil.Error:
            continue
    return found


def speaking(monkeypatch, said: list[Said], *, then: Exception | None = None) -> list[tuple[Task, timedelta]]:
    """Instead of a process: says this, and ends so. Gives what it was asked."""
    asked = []

    async def lines(module, data, patience):
        assert module == "desktop.rotation.process"
        asked.append((msgspec.json.decode(data, type=Task), patience))
        for one in said:
            yield msgspec.json.encode(one) + b"\n"
        if then is not None:
            raise then

    monkeypatch.setattr(child, "lines", lines)
    return asked


async def test_a_process_makes_the_rotation_and_tells_how_it_goes():
    told: list[RotationProgress] = []
    asked = request(3, 3, absences=(away("ben", MONDAY, MONDAY), away("mei", MONDAY, MONDAY)))
    result = await solve(asked, tell=told.append, within=30 * SECOND)
    assert result.turns[0] == Turn(manager="ana", engineer="ana")
    assert [one.kind for one in result.unmet] == [UnmetKind.BOTH_SEATS]
    assert [figures.id for figures in result.figures] == ["ana", "ben", "mei"]
    assert sum(figures.shifts for figures in result.figures) == 6
    assert told[0].shifts == 2
    assert [one.best for one in told] == sorted((one.best for one in told), reverse=True)
    assert told[-1].best == pytest.approx(result.best)
    assert result.bound <= result.best + 1e-6
    assert result.is_improved
    assert searching() == []


def changed(plan: tuple[Turn | None, ...], turns: tuple[Turn | None, ...]) -> list[tuple[int, str, str]]:
    """Which shift, who had the seat, and who has it."""
    return [
        (shift, was, has)
        for shift, (before, after) in enumerate(zip(plan, turns, strict=True))
        if before is not None and after is not None
        for was, has in ((before.manager, after.manager), (before.engineer, after.engineer))
        if was != has
    ]


def pairs(*names: str) -> tuple[Turn, ...]:
    return tuple(Turn(manager=manager, engineer=engineer) for manager, engineer in map(str.split, names))


async def test_a_repair_by_the_process_changes_only_what_cannot_stay():
    plan = pairs("ana ben", "mei dmitri", "priya ana", "ben mei", "dmitri priya") * 4
    day = MONDAY + timedelta(weeks=6)
    asked = request(
        tuple(one for one in people(5) if one.id != "ben"), 20, plan=plan, absences=(away("mei", day, day),)
    )
    result = await solve(asked, within=60 * SECOND)
    assert result.is_improved, "the search itself answered, and not what stands in for it"
    found = changed(plan, result.turns)
    gone = [(shift, "ben") for shift, turn in enumerate(plan) if "ben" in (turn.manager, turn.engineer)]
    # Shifts are from nine to nine: her day off is in the seventh alone.
    assert {(shift, was) for shift, was, _has in found} == {*gone, (6, "mei")}
    assert all(has in {"ana", "mei", "dmitri", "priya"} for _shift, _was, has in found)
    assert all(turn is not None and turn.manager != turn.engineer for turn in result.turns)
    had = [figures.shifts for figures in result.figures]
    assert sum(had) == 40
    assert max(had) - min(had) <= 1, "what was free went to those who had least"


async def test_a_repair_by_the_process_makes_room_for_who_is_new_and_respects_wishes():
    mixed = pairs("ana ben", "mei dmitri", "ana mei", "ben dmitri", "ana dmitri", "ben mei")
    plan = mixed * 4
    team = tuple(
        person(one.id, team="payments" if one.id in ("ana", "priya") else "", starts_on=starts_on)
        for one, starts_on in zip(people(5), (None, None, None, None, MONDAY), strict=True)
    )
    asked = request(team, 24, plan=plan, apart=(("priya", "ben"),))
    result = await solve(asked, within=60 * SECOND)
    found = changed(plan, result.turns)
    with_priya = [t for t in result.turns if t is not None and "priya" in (t.manager, t.engineer)]
    assert len(with_priya) in (9, 10), "a fifth of 48"
    assert len(found) <= 12, "all else stays, but for a seat that came free and another had more need of"
    partners = {one for turn in with_priya for one in (turn.manager, turn.engineer)} - {"priya"}
    assert partners == {"mei", "dmitri"}, "neither Ben, nor Ana who is of her team"
    had = [figures.shifts for figures in result.figures]
    assert max(had) - min(had) <= 2, "it was 12 and nothing"
    assert not {one.kind for one in result.unmet} & {UnmetKind.TOGETHER, UnmetKind.ONE_TEAM}


async def test_the_time_limit_is_passed_on(monkeypatch):
    asked = speaking(monkeypatch, [])
    await solve(request(2, 3), within=7 * SECOND)
    await solve(request(2, 3), within=timedelta(days=1))
    await solve(request(2, 3), within=timedelta(0))
    assert [(task.within, patience) for task, patience in asked] == [
        (6.5 * SECOND, 6.8 * SECOND),
        (LONGEST - 0.5 * SECOND, LONGEST - 0.2 * SECOND),
        (0.5 * SECOND, 0.8 * SECOND),
    ]


@pytest.mark.parametrize("then", [TimeoutError(), OSError("no process")])
async def test_without_a_word_the_first_plan_is_the_answer(monkeypatch, then):
    speaking(monkeypatch, [], then=then)
    result = await solve(request(4, 6), within=SECOND)
    assert None not in result.turns
    assert not result.is_improved
    assert {figures.shifts for figures in result.figures} == {3}


async def test_when_time_is_over_the_last_plan_is_the_answer(monkeypatch):
    said = [
        Said(9.0, 0.0, [(0, 1), (0, 1)], is_first=True, is_best=False),
        Said(8.0, 1.0, [(0, 1), (1, 0)], is_first=False, is_best=False),
        Said(8.0, 2.0, [], is_first=False, is_best=False),
    ]
    speaking(monkeypatch, said, then=TimeoutError())
    told: list[RotationProgress] = []
    result = await solve(request(2, 2), tell=told.append, within=SECOND)
    assert [(turn.manager, turn.engineer) for turn in result.turns if turn] == [
        ("ana", "ben"),
        ("ben", "ana"),
    ]
    assert (result.is_improved, result.is_best, result.bound) == (True, False, 2.0)
    assert [(one.best, one.bound) for one in told] == [(9.0, 0.0), (8.0, 1.0), (8.0, 2.0)]


async def test_the_process_is_killed_when_cancelled():
    began = asyncio.Event()
    # So much that it takes all of its time.
    asked = request(8, 200, days=1)
    task = tasks.start(solve(asked, tell=lambda _: began.set(), within=60 * SECOND), "rotation")
    await began.wait()
    assert len(searching()) == 1
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert searching() == []


def test_the_search_asks_for_the_time_left():
    limits = []

    def solver(model, start, limit, seed, nodes):
        limits.append(limit)
        raise InterruptedError

    with pytest.raises(InterruptedError):
        list(work(Task(request(3, 4), 20 * SECOND), lambda: 5 * SECOND, solver))
    assert limits
    assert max(limits) <= 15 * SECOND


def test_what_is_not_better_is_said_now_and_then_without_the_plan():
    said = list(work(Task(request(3, 6), 60 * SECOND), lambda: timedelta(0), None))
    assert said[0].is_first
    assert said[0].turns
    costs = [one.cost for one in said]
    assert costs == sorted(costs, reverse=True)
    assert all(bool(one.turns) == (one.cost < before.cost) for before, one in pairwise(said))
