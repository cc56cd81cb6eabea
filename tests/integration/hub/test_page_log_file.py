"""The page log's file: written, kept current, never half."""

from __future__ import annotations

import asyncio
import csv
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest
from openpyxl import load_workbook

from desktop.hub.app.hub import HubOptions
from desktop.hub.app.listen import Listen
from desktop.hub.engine.page_log_file import PageLogFile
from desktop.hub.usecases.retro import page_log_writing
from desktop.hub.usecases.retro.page_log_writing import NotWritten, Order, PageLogSetting, write_file
from desktop.hub.usecases.team.team_file import read_team_file
from desktop.hub.usecases.team.toml_table import InvalidTeamFile
from tests.integration.hub.running import RunningHub, running
from tests.sample import NIGHT

TEAM = """
[[responders]]
id = "ana"
name = "Ana Okafor"
[schedule]
starts_on = 2026-11-23
turns = [{{ manager = "ana", engineer = "ana" }}]
[page_log]
file = "{file}"
"""


def begun(folder: Path) -> list[str]:
    """Files that were begun and not finished."""
    return [path.name for path in folder.glob(".log*")]


async def test_all_pages_are_in_it(hub: RunningHub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(page_log_writing, "_AT_ONCE", 3)
    for number in range(4):
        await hub.alert(f"alert {number}")
    xlsx, text = tmp_path / "log.xlsx", tmp_path / "log.csv"
    assert await write_file(hub.hub.store, PageLogSetting(file=str(xlsx))) == 8
    weeks = load_workbook(xlsx, data_only=True)["Weeks"]
    assert (weeks["B1"].value, weeks["B2"].value, weeks["B4"].value) == (8, 8, "All three agree.")
    assert await write_file(hub.hub.store, PageLogSetting(file=str(text))) == 8
    assert len(list(csv.DictReader(text.read_text("utf-8-sig").splitlines()))) == 8
    assert begun(tmp_path) == []


async def test_what_was_there_stays_when_it_cannot_be_written(hub: RunningHub, tmp_path: Path):
    with pytest.raises(NotWritten, match="No such file"):
        await write_file(hub.hub.store, PageLogSetting(file=str(tmp_path / "away" / "log.xlsx")))
    file = tmp_path / "log.csv"
    file.write_text("before")
    with pytest.raises(NotWritten, match="too long"):
        await write_file(hub.hub.store, PageLogSetting(file=str(file)), timedelta(0))
    assert file.read_text() == "before"
    assert begun(tmp_path) == []


async def test_the_hub_keeps_it_current(sqlite_url: str, tmp_path: Path):
    file = tmp_path / "log.csv"
    setting = PageLogSetting(file=str(file))
    options = HubOptions(database=sqlite_url, listen=Listen(port=0))
    async with running(options) as hub:
        keeper = PageLogFile(hub.hub.store, setting, every=timedelta(milliseconds=10))
        keeper.start()
        try:
            for count in (0, 2, 4):
                while not file.exists() or len(file.read_text("utf-8-sig").splitlines()) != 1 + count:
                    await asyncio.sleep(0.02)
                await hub.alert(f"alert {count}")
        finally:
            await keeper.stop()


async def test_a_hub_with_the_setting_writes_it(sqlite_url: str, tmp_path: Path):
    file = tmp_path / "log.csv"
    options = HubOptions(database=sqlite_url, listen=Listen(port=0), page_log=PageLogSetting(file=str(file)))
    async with running(options):
        while not file.exists():
            await asyncio.sleep(0.02)


def test_the_team_file_names_it(tmp_path: Path):
    setting = read_team_file(TEAM.format(file="share/log.xlsx")).page_log
    assert setting is not None
    assert setting.beside(tmp_path / "team.toml").file == str(tmp_path / "share" / "log.xlsx")
    assert read_team_file(TEAM.partition("[page_log]")[0].format()).page_log is None
    with pytest.raises(InvalidTeamFile, match="neither"):
        read_team_file(TEAM.format(file="log.pdf"))


def test_a_hub_that_ends_leaves_nothing_half(tmp_path: Path):
    file = tmp_path / "log.csv"
    file.write_text("before")
    order = Order(file=str(file), made_at=NIGHT)
    told = msgspec.json.encode(order) + b"\n[]\n"
    command = [sys.executable, "-P", "-m", "desktop.hub.usecases.retro.page_log_process"]
    done = subprocess.run(command, input=told, capture_output=True, check=True)
    assert b"the hub ended" in done.stdout
    assert file.read_text() == "before"
    assert begun(tmp_path) == []
