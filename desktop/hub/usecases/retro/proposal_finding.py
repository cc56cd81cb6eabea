"""Looks for rules of urgency in a process of its own that lives for one question.

Five thousand incidents are 20 MB and a second of computing: neither is the hub's, which pages meanwhile.
"""

from __future__ import annotations

import asyncio
import logging
import subprocess
import sys
from asyncio.subprocess import Process
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

import msgspec

from desktop.core.team.team import Team
from desktop.core.urgency.proposal import LOOKED_BACK, Proposal
from desktop.hub.store import team as teams
from desktop.hub.store.retro.past_rows import opened_since
from desktop.hub.store.store import Store
from desktop.hub.store.transaction import Transaction
from desktop.hub.usecases.errors import NotSearched
from desktop.hub.usecases.retro.proposal_search import Head, question, told
from desktop.hub.usecases.team.urgency import read_urgency

_log = logging.getLogger(__name__)

PATIENCE = timedelta(minutes=1)
MODULE = "desktop.hub.usecases.retro.proposal_process"
AT_ONCE = 50
"""Incidents that are read in one piece: some milliseconds, so that others are served meanwhile."""
_LONGEST = 64 << 20
"""Bytes of a line of the answer."""

_head = msgspec.json.Decoder(Head)
_proposal = msgspec.json.Decoder(Proposal)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What was found, and on what ground: `version` is that of the rules."""

    version: str
    made_at: datetime
    looked_at: int
    proposals: list[Proposal]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ground:
    team: Team
    version: str
    at: datetime


async def find_proposals(store: Store, patience: timedelta = PATIENCE) -> Found:
    """Found on the rules in force. Raises NotSearched."""
    ground = await store.read(_ground)
    try:
        async with asyncio.timeout(patience.total_seconds()):
            head, found = await _answer(store, ground)
    except TimeoutError as error:
        _log.warning("looking for rules of urgency took longer than %s", patience)
        raise NotSearched(
            "It takes too long to look for rules in what happened.", "Try again when the hub has less to do."
        ) from error
    return Found(version=ground.version, made_at=ground.at, looked_at=head.looked_at, proposals=found)


async def _answer(store: Store, ground: _Ground) -> tuple[Head, list[Proposal]]:
    process = None
    try:
        process = await asyncio.create_subprocess_exec(
            # -P: a folder called `desktop` where the hub was started must not be taken for ours.
            *(sys.executable, "-P", "-m", MODULE),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            limit=_LONGEST,
            start_new_session=True,  # Ctrl-C is for the hub
        )
        with suppress(BrokenPipeError, ConnectionResetError):  # what it does not say then tells enough
            await _tell(process, store, ground)
        said = await _heard(process)
        # It has said all; to kill it now would only garble its end for asyncio.
        await process.wait()
    except (OSError, ValueError, msgspec.MsgspecError) as error:
        status = await _end(process) if process is not None else None
        _log.warning("looking for rules of urgency failed: %s (status %s)", error, status)
        raise NotSearched(
            "The hub could not look for rules in what happened.",
            "Try again; if it stays so, the hub's log says more.",
        ) from error
    finally:
        if process is not None:
            await _end(process)
    return said


def _ground(tx: Transaction) -> _Ground:
    return _Ground(team=teams.load(tx), version=read_urgency(tx).version, at=tx.now)


async def _tell(process: Process, store: Store, ground: _Ground) -> None:
    assert process.stdin is not None
    process.stdin.write(question(ground.team))
    piece = partial(_piece, begin=ground.at - LOOKED_BACK)
    after = 0
    while (line := await store.read(partial(piece, after=after))) is not None:
        after, said = line
        process.stdin.write(said)
        await process.stdin.drain()
    process.stdin.close()


def _piece(tx: Transaction, begin: datetime, after: int) -> tuple[int, bytes] | None:
    """The number of its last incident, and the line."""
    rows = opened_since(tx, begin, after, AT_ONCE)
    return None if rows is None else (rows.last, told(rows.bodies, rows.pages))


async def _heard(process: Process) -> tuple[Head, list[Proposal]]:
    """Raises ValueError and MsgspecError when it is no answer, or not all of one."""
    assert process.stdout is not None
    head = _head.decode(await process.stdout.readline())
    # Line by line: others have their turn between two.
    return head, [_proposal.decode(await process.stdout.readline()) for _ in range(head.proposals)]


async def _end(process: Process) -> int:
    if process.returncode is None:
        with suppress(ProcessLookupError):
            process.kill()
    return await process.wait()
