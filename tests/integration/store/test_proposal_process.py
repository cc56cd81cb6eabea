"""The process that looks for rules of urgency: its answers, and what becomes of a hub whose process fails."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

import psutil
import pytest

from desktop import tasks
from desktop.core.closing.closing import Verdict
from desktop.core.urgency.proposal import Proposal
from desktop.core.urgency.urgency import Urgency, UrgencyRule
from desktop.hub.store.errors import StoreUnavailable
from desktop.hub.store.store import Store
from desktop.hub.store.transaction import Transaction
from desktop.hub.usecases.errors import NotSearched
from desktop.hub.usecases.retro import proposal_finding
from desktop.hub.usecases.retro.kept_proposals import KeptProposals
from desktop.hub.usecases.retro.proposal_finding import Found, find_proposals
from desktop.hub.usecases.retro.proposal_search import question
from desktop.hub.usecases.team.urgency import read_urgency, save_urgency
from desktop.wire.urgency import WrittenUrgency
from tests.integration.store.conftest import Hub
from tests.integration.store.test_proposals import night
from tests.sample import TEAM

T = TypeVar("T")
MONEY = UrgencyRule(id="m", name="Money", service=("checkout",), urgency=Urgency.NOW)


def children() -> list[psutil.Process]:
    """Processes of ours that have not ended, or of whose end nobody took notice; without PostgreSQL."""
    return [one for one in psutil.Process().children() if "postgres" not in one.name()]


class Finder:
    """Finds as the hub does, and counts; `begun` when it is asked, and only when `let_go` is it answered."""

    def __init__(self, *fails: Exception) -> None:
        self.times = 0
        self.begun, self.let_go = asyncio.Event(), asyncio.Event()
        self._fails = list(fails)

    async def __call__(self, store: Store) -> Found:
        self.times += 1
        self.begun.set()
        await self.let_go.wait()
        if self._fails:
            raise self._fails.pop(0)
        return await find_proposals(store)


def asked(kept: KeptProposals, hub: Hub) -> asyncio.Task[Found]:
    return tasks.start(kept.found(hub.store), "a test asks")


async def nights(hub: Hub, count: int) -> None:
    for number in range(count):
        await night(hub, f"slow {number}", Verdict.COULD_HAVE_WAITED)


def in_short(found: list[Proposal]) -> list[tuple[tuple[str, ...], list[int], int, int]]:
    return [
        (
            one.rule.service,
            [doubt.incident.number for doubt in one.incidents],
            one.effect.nights,
            one.effect.pages,
        )
        for one in found
    ]


async def test_all_incidents_and_pages_reach_it_whatever_the_pieces_are(
    hub: Hub, monkeypatch: pytest.MonkeyPatch
):
    await nights(hub, 4)
    whole = await find_proposals(hub.store)
    assert in_short(whole.proposals) == [(("search",), [1, 2, 3, 4], 8, 8)]
    for at_once in (1, 3, 4):
        monkeypatch.setattr(proposal_finding, "AT_ONCE", at_once)
        found = await find_proposals(hub.store)
        assert (found.looked_at, found.version, found.proposals) == (4, whole.version, whole.proposals)
    assert children() == []


async def test_an_empty_past_speaks_for_nothing(hub: Hub):
    found = await find_proposals(hub.store)
    assert (found.looked_at, found.proposals) == (0, [])


@pytest.mark.parametrize("module", ["this", "desktop.no_such_module"])
async def test_garbage_and_silence_are_told_and_logged(
    hub: Hub, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, module: str
):
    await nights(hub, 2)
    monkeypatch.setattr(proposal_finding, "MODULE", module)
    with pytest.raises(NotSearched, match="could not look") as told:
        await find_proposals(hub.store)
    assert (told.value.status, told.value.remedy) == (
        503,
        "Try again; if it stays so, the hub's log says more.",
    )
    assert "looking for rules of urgency failed" in caplog.text
    assert children() == []


async def test_what_takes_too_long_is_ended(
    hub: Hub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    (tmp_path / "sleeper.py").write_text("import time\ntime.sleep(600)\n")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setattr(proposal_finding, "MODULE", "sleeper")
    with pytest.raises(NotSearched, match="too long"):
        await find_proposals(hub.store, timedelta(milliseconds=300))
    assert "longer than" in caplog.text
    assert children() == []


async def test_it_cannot_be_started(hub: Hub, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    with pytest.raises(NotSearched, match="could not look"):
        await find_proposals(hub.store)


async def test_several_at_once_are_answered_by_one_search(hub: Hub):
    await nights(hub, 2)
    finder = Finder()
    finder.let_go.set()
    kept = KeptProposals(finder)
    found = await asyncio.gather(*(kept.found(hub.store) for _ in range(4)))
    assert all(one is found[0] for one in found)
    assert (finder.times, len(found[0].proposals)) == (1, 1)


@pytest.mark.parametrize("error", [NotSearched("No.", "Wait."), StoreUnavailable("No.", "Wait."), KeyError()])
async def test_several_at_once_fail_together_and_the_next_one_searches_anew(
    hub: Hub, monkeypatch: pytest.MonkeyPatch, error: Exception
):
    finder, reads = Finder(error), 0
    read = hub.store.read

    async def counted(function: Callable[[Transaction], T]) -> T:
        nonlocal reads
        found = await read(function)
        reads += 1  # and then, in the same breath, who read joins the search
        return found

    monkeypatch.setattr(hub.store, "read", counted)
    kept = KeptProposals(finder)
    both = asyncio.gather(*(kept.found(hub.store) for _ in range(2)), return_exceptions=True)
    while reads < 2:
        await asyncio.sleep(0.001)
    finder.let_go.set()
    assert await both == [error, error]
    assert finder.times == 1
    assert (await kept.found(hub.store)).looked_at == 0


async def test_who_leaves_does_not_take_the_search_from_others_but_the_last_one_ends_it(hub: Hub):
    finder = Finder()
    kept = KeptProposals(finder)
    first, second = (asked(kept, hub) for _ in range(2))
    await finder.begun.wait()
    first.cancel()
    await asyncio.wait([first])
    finder.let_go.set()
    assert (await second).looked_at == 0

    ended = KeptProposals(find_proposals)
    alone = asked(ended, hub)
    while not children():
        await asyncio.sleep(0.001)
    alone.cancel()
    await asyncio.wait([alone])
    while children():
        await asyncio.sleep(0.001)
    assert (await ended.found(hub.store)).looked_at == 0


async def test_who_asks_after_the_rules_changed_is_not_told_of_those_before(hub: Hub):
    finder = Finder()
    kept = KeptProposals(finder)
    before = asked(kept, hub)
    await finder.begun.wait()
    version = (await hub.read(read_urgency)).version
    changed = await hub.write(save_urgency, WrittenUrgency(rules=(MONEY,), based_on=version))
    after = asked(kept, hub)
    finder.let_go.set()
    assert (await after).version == changed.version
    await before


def test_a_hub_that_ends_in_between_leaves_no_answer_and_no_process():
    done = subprocess.run(
        [sys.executable, "-P", "-m", proposal_finding.MODULE],
        input=question(TEAM) + b'{"incidents":[',
        capture_output=True,
    )
    assert (done.returncode, done.stdout) == (1, b"")


def test_the_process_loads_no_store_and_no_network():
    code = (
        f"import sys, {proposal_finding.MODULE}\n"
        "print(sorted({'sqlalchemy', 'httpx', 'litestar', 'asyncio', 'sqlite3'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
