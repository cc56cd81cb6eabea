"""The history of the demo: the same each time, and with every figure of the retro in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from importlib.resources import files
from pathlib import Path
from typing import TypeVar

import pytest

from desktop.app.demo.history.history import make_history
from desktop.clock import MovedClock
from desktop.core.incident.page import PageReason
from desktop.core.retro.meeting import MeetingState
from desktop.core.retro.page_row import Reach
from desktop.core.retro.retro_figures import RetroFigures
from desktop.core.retro.retro_week import Week, week_of
from desktop.hub.store import team as teams
from desktop.hub.store.incident import incidents
from desktop.hub.store.retro.page_log import Asked
from desktop.hub.store.store import Store
from desktop.hub.store.transaction import Transaction
from desktop.hub.usecases.retro.actions import list_actions
from desktop.hub.usecases.retro.meetings import list_meetings
from desktop.hub.usecases.retro.page_log import read_log
from desktop.hub.usecases.retro.retro_week import compared_weeks
from desktop.hub.usecases.team.team_file import read_team_file

NOW = datetime(2026, 11, 24, 15, tzinfo=UTC)
FILE = read_team_file((files("desktop") / "resources" / "team.toml").read_text("utf-8"))
T = TypeVar("T")


async def made(path: Path, weeks: int = 26) -> list[tuple[int, int]]:
    told: list[tuple[int, int]] = []
    await make_history(path, FILE, NOW, lambda *done: told.append(done), weeks)
    return told


async def asked(path: Path, question: Callable[[Transaction], T]) -> T:
    store = Store.open(f"sqlite:///{path}", MovedClock(NOW))
    try:
        return await store.read(question)
    finally:
        await store.close()


def months(tx: Transaction) -> list[RetroFigures]:
    this = week_of(NOW, teams.load(tx).schedule.zone)
    return [compared_weeks(tx, this.moved(-back).monday).week for back in range(26, 0, -1)]


async def test_it_is_the_same_each_time(tmp_path: Path):
    def told(tx: Transaction) -> list[object]:
        week = week_of(NOW, teams.load(tx).schedule.zone).moved(-1)
        return [replace(compared_weeks(tx, week.monday)), read_log(tx, Asked()).rows]

    for name in ("one", "other"):
        assert (await made(tmp_path / name, weeks=2))[-1] == (3, 3)
    assert await asked(tmp_path / "one", told) == await asked(tmp_path / "other", told)


@pytest.mark.slow
async def test_every_figure_is_there_and_what_hurt_falls(tmp_path: Path):
    path = tmp_path / "hub.sqlite"
    told = await made(path)
    assert told == [(number, 27) for number in range(28)], "progress, week by week"
    weeks = await asked(path, months)
    assert len(weeks) == 26
    for one in weeks:
        assert one.pages > 10
        assert one.incidents >= 5
        assert one.updates_on_time
        assert one.services
        assert one.unproven is not None or one is weeks[0]
        for spread in (one.manager, one.engineer, one.resolved):
            assert spread.median is not None
    for name in (
        "climbs", "nights", "updates_late", "undecided", "disputed", "documented", "automated", "neither",
        "unsaid", "repeats", "both_seats", "drawn_in", "left_out", "unproven", "woken",
    ):  # fmt: skip
        assert any(getattr(one, name) for one in weeks), f"no week has anything of {name}"

    def total(begin: int, value: Callable[[RetroFigures], int]) -> int:
        return sum(value(one) for one in weeks[begin : begin + 8])

    falling: dict[str, Callable[[RetroFigures], int]] = {
        "called in": lambda w: sum(call.incidents for one in w.services for call in one.called),
        "beyond the pair": lambda w: w.drawn_in,
        "late": lambda w: w.updates_late,
        "undecided": lambda w: len(w.undecided),
        "unproven": lambda w: w.unproven or 0,
        "nights": lambda w: w.nights_disturbed,
        "neither": lambda w: w.neither,
    }
    for name, value in falling.items():
        assert total(18, value) < total(0, value), name
    assert total(18, lambda w: w.documented) > total(0, lambda w: w.documented)
    assert await asked(path, incidents.unresolved) == []
    assert sum(one.morale is not None and one.morale.answers is not None for one in weeks) > 13
    assert sum(bool(one.recovery_days) for one in weeks) > 13
    held = await asked(path, list_meetings)
    assert held[0].state is MeetingState.PREPARED, "for whoever looks at it"
    assert sum(one.state is MeetingState.CLOSED and one.talked > 0 for one in held) >= 8
    assert any(one.decided for one in held)
    actions = await asked(path, partial(list_actions, open_only=False))
    assert any(one.is_done for one in actions)
    assert any(not one.is_done for one in actions)


@pytest.mark.slow
async def test_the_page_log_has_all_kinds_of_rows(tmp_path: Path):
    path = tmp_path / "hub.sqlite"
    await made(path, weeks=12)
    rows = (await asked(path, partial(read_log, asked=Asked()))).rows
    reached = {row.reach for row in rows}
    assert {Reach.ACKNOWLEDGED, Reach.ENDED} <= reached
    assert {PageReason.SEAT, PageReason.CALL_IN, PageReason.STAND_IN} <= {row.reason for row in rows}
    assert {row.asleep for row in rows} == {row.night for row in rows} == {True, False}
    assert all(row.attempted_at <= NOW for row in rows)
    assert any(not row.reached_desktop for row in rows), "some desktops never confirmed"
    week = Week(monday=week_of(NOW, "Europe/Berlin").monday, zone="Europe/Berlin")
    assert max(row.attempted_at for row in rows) < week.ends_at - timedelta(days=1)
