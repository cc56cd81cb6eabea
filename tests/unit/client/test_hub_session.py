"""A session without its hub: what the cache knows, what can be pressed, who is told."""

from __future__ import annotations

import asyncio
import logging
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from desktop.client.attention import ringing
from desktop.client.cache import Cache
from desktop.client.errors import NotKnownYet
from desktop.client.hub_session import HubSession
from desktop.client.session import Session
from desktop.client.state import Connection, State
from desktop.clock import MovedClock
from desktop.core.errors import PairwatchError
from desktop.core.incident.commands import AddNote, ClaimSeat
from desktop.core.team.seat import Seat
from desktop.tasks import start
from tests.sample import INCIDENT_ID, NIGHT, fresh
from tests.unit.client.playbook import snapshot


@pytest.fixture
def clock() -> MovedClock:
    return MovedClock(NIGHT - timedelta(hours=1))


def session_in(folder: Path, clock: MovedClock) -> HubSession:
    return HubSession(lambda: None, folder, clock, random=lambda: 0.5)


@pytest.fixture
def session(tmp_path: Path, clock: MovedClock) -> Iterator[HubSession]:
    """Of a desktop that knew an incident when it was stopped."""
    Cache(tmp_path / "snapshot.json").save(snapshot(fresh()))
    found = session_in(tmp_path, clock)
    yield found
    found._outbox.close()


def test_it_is_what_the_ui_holds(session: HubSession) -> None:
    held: Session = session
    assert held.state.me == "ana"


def test_an_offline_start_shows_what_was(session: HubSession) -> None:
    assert session.state.stale
    assert session.state.connection is Connection.STARTING
    assert session.state.incidents == {INCIDENT_ID: fresh()}


def test_the_first_start_ever_knows_nothing(tmp_path: Path, clock: MovedClock) -> None:
    session = session_in(tmp_path, clock)
    assert (session.state.me, session.state.stale, session.state.incidents) == (None, False, {})
    with pytest.raises(NotKnownYet) as failed:
        session.claim(INCIDENT_ID, Seat.MANAGER)
    assert failed.value.remedy
    session._outbox.close()


def test_what_is_pressed_is_kept_and_told_at_once(
    session: HubSession, tmp_path: Path, clock: MovedClock
) -> None:
    told: list[State] = []
    session.listen(lambda state, _: told.append(state))
    session.claim(INCIDENT_ID, Seat.MANAGER)
    session.claim(INCIDENT_ID, Seat.MANAGER)
    assert [len(state.pending) for state in told] == [1]
    again = session_in(tmp_path, clock)
    assert again.state.pending == session.state.pending
    again._outbox.close()


def test_a_press_comes_after_the_page_it_answers_whatever_the_clock_says(session: HubSession) -> None:
    """The desktop's clock is an hour behind, and the hub was not heard yet."""
    session.claim(INCIDENT_ID, Seat.MANAGER)
    [pending] = session.state.pending
    assert isinstance(pending.command, ClaimSeat)
    assert pending.command.pressed_at == NIGHT
    session._sync.state = replace(session.state, connection=Connection.LOST)
    assert [rings.silenced_locally for rings in ringing(session.state)] == [True]


def test_a_listener_that_presses_something_is_heard_after_the_others_were_told(session: HubSession) -> None:
    told: list[str] = []

    def first(state: State, _: object) -> None:
        told.append(f"first {len(state.pending)}")
        if len(state.pending) == 1:
            session.note(INCIDENT_ID, "on it")

    session.listen(first)
    session.listen(lambda state, _: told.append(f"second {len(state.pending)}"))
    session.claim(INCIDENT_ID, Seat.MANAGER)
    assert told == ["first 1", "second 1", "first 2", "second 2"]
    assert [type(pending.command) for pending in session.state.pending] == [ClaimSeat, AddNote]


def test_a_listener_that_fails_harms_nobody_else(
    session: HubSession, expected_errors: list[logging.LogRecord]
) -> None:
    told: list[State] = []

    def broken(state: State, _: object) -> None:
        raise RuntimeError("a defect of the ui")

    session.listen(broken)
    unsubscribe = session.listen(lambda state, _: told.append(state))
    session.claim(INCIDENT_ID, Seat.MANAGER)
    assert len(told) == 1
    assert expected_errors[0].exc_info
    unsubscribe()
    session.note(INCIDENT_ID, "on it")
    assert len(told) == 1


async def test_a_timeline_that_cannot_be_had_is_told(session: HubSession) -> None:
    with pytest.raises(PairwatchError, match="not connected"):
        await session.timeline(INCIDENT_ID)


async def test_it_ends_when_cancelled_and_keeps_what_it_knew(
    session: HubSession, tmp_path: Path, clock: MovedClock
) -> None:
    running = start(session.run(), "a session")
    await asyncio.sleep(0)
    session.catch_up()
    running.cancel()
    await asyncio.wait([running])
    assert running.cancelled()
    session.claim(INCIDENT_ID, Seat.MANAGER)
    again = session_in(tmp_path, clock)
    assert len(again.state.pending) == 1
    again._outbox.close()


def test_the_tray_does_not_wait_for_httpx() -> None:
    code = (
        "import sys, desktop.client.hub_session, desktop.client.attention, desktop.client.join\n"
        "assert not {'httpx', 'httpx_sse', 'anyio'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)
