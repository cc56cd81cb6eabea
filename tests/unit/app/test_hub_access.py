"""Which hub a desktop uses, and where its token comes from."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from desktop.app.config import Config, SharedHub
from desktop.app.desk.hub_access import SharedAccess, embedded_access, uses_embedded_hub
from desktop.app.desk.options import DesktopOptions
from desktop.app.local_hub import RunningHub, write_running_hub
from desktop.client.hub_access import HubAccess
from desktop.core.errors import PairwatchError
from desktop.oslayer.paths import Paths, default_paths


@pytest.fixture
def paths(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Paths:
    monkeypatch.setenv("PAIRWATCH_HOME", str(tmp_path))
    return default_paths()


def running(pid: int) -> RunningHub:
    return RunningHub(
        pid=pid, address="http://127.0.0.1:1", token="t", responder="ana", epoch="e", integration_key="k"
    )


def test_the_embedded_hub_is_used_unless_another_was_named_or_joined() -> None:
    joined = Config(hub=SharedHub(address="https://hub", responder="ana"))
    assert uses_embedded_hub(DesktopOptions(), Config())
    assert not uses_embedded_hub(DesktopOptions(), joined)
    assert not uses_embedded_hub(DesktopOptions(hub="http://h", token_file=Path("t")), Config())


def test_the_embedded_hub_is_known_while_it_lives(tmp_path: Path) -> None:
    assert embedded_access(tmp_path) is None
    write_running_hub(tmp_path, running(os.getpid()))
    assert embedded_access(tmp_path) == HubAccess(address="http://127.0.0.1:1", token="t")
    # Process ids end at 2^22 (proc(5), pid_max): this one cannot live.
    write_running_hub(tmp_path, running(1 << 23))
    assert embedded_access(tmp_path) is None


async def test_a_token_from_a_file(paths: Paths, tmp_path: Path) -> None:
    file = tmp_path / "token"
    file.write_text("secret\n")
    access = SharedAccess(DesktopOptions(hub="http://hub:1/", token_file=file), Config(), paths)
    assert access() is None
    await access.load()
    assert access() == HubAccess(address="http://hub:1", token="secret")


async def test_a_joined_hub_whose_token_is_in_a_file(paths: Paths) -> None:
    (paths.config / "token").write_text("secret")
    hub = SharedHub(address="https://hub:1", responder="ana", certificate="PEM")
    access = SharedAccess(DesktopOptions(), Config(hub=hub), paths)
    await access.load()
    assert access() == HubAccess(address="https://hub:1", token="secret", certificate="PEM")


async def test_a_missing_token_says_what_to_do(paths: Paths, tmp_path: Path) -> None:
    lost = SharedAccess(DesktopOptions(hub="http://h", token_file=tmp_path / "none"), Config(), paths)
    with pytest.raises(PairwatchError, match="cannot be read"):
        await lost.load()
    hub = SharedHub(address="https://hub:1", responder="ana")
    forgotten = SharedAccess(DesktopOptions(), Config(hub=hub), paths)
    with pytest.raises(PairwatchError, match="not in the keyring") as refused:
        await forgotten.load()
    assert refused.value.remedy
