"""The files of a hub on this computer, and the lock on its folder."""

from __future__ import annotations

import os
from pathlib import Path

from desktop.app import local_hub
from desktop.app.local_hub import Kept, RunningHub
from desktop.app.server import hub_lock

HUB = RunningHub(
    pid=os.getpid(), address="http://127.0.0.1:1", token="t", responder="ana", epoch="e", integration_key="k"
)


def test_what_is_written_is_read_and_nobody_elses(tmp_path: Path):
    local_hub.write_running_hub(tmp_path, HUB)
    assert local_hub.running_hub(tmp_path) == HUB
    assert (tmp_path / "hub.json").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["hub.json"], "nothing half-written stays"


def test_broken_and_missing_files_are_as_good_as_none(tmp_path: Path):
    assert local_hub.running_hub(tmp_path) is None
    assert local_hub.kept(tmp_path) == Kept()
    (tmp_path / "hub.json").write_text('{"pid": 1')
    (tmp_path / "local.json").write_text("[]")
    assert local_hub.running_hub(tmp_path) is None
    assert local_hub.kept(tmp_path) == Kept()


def test_only_the_own_file_is_forgotten(tmp_path: Path):
    local_hub.write_running_hub(tmp_path, HUB)
    local_hub.forget_running_hub(tmp_path)
    assert local_hub.running_hub(tmp_path) is None
    other = RunningHub(pid=1, address="x", token="t", responder="ana", epoch="e", integration_key="k")
    local_hub.write_running_hub(tmp_path, other)
    local_hub.forget_running_hub(tmp_path)
    assert local_hub.running_hub(tmp_path) == other


def test_one_has_the_lock(tmp_path: Path):
    first = hub_lock.take(tmp_path)
    assert first is not None
    assert hub_lock.take(tmp_path) is None
    first.close()
    second = hub_lock.wait(tmp_path)
    assert second is not None
    second.close()


def test_a_standby_that_nobody_wants_any_more_gives_up(tmp_path: Path, monkeypatch):
    held = hub_lock.take(tmp_path)
    assert held is not None
    parents = iter([100, 100, 1])
    monkeypatch.setattr(os, "getppid", lambda: next(parents))
    monkeypatch.setattr(hub_lock, "LOOK", 0.001)
    assert hub_lock.wait(tmp_path) is None
    held.close()
