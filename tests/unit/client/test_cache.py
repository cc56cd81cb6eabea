from __future__ import annotations

import logging
import stat
from pathlib import Path

import pytest

from desktop.client.cache import Cache, to_keep
from desktop.client.merge import with_snapshot
from desktop.client.state import State
from tests.sample import NIGHT, fresh
from tests.unit.client.playbook import LOCAL, snapshot


def test_what_was_saved_comes_back_for_the_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "state" / "snapshot.json"
    kept = snapshot(fresh())
    Cache(path).save(snapshot())
    Cache(path).save(kept)
    assert Cache(path).load() == kept
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [file.name for file in path.parent.iterdir()] == ["snapshot.json"]


@pytest.mark.parametrize("content", [b"", b"{", b'{"now": 3}', b"\xff\xfe", b"[]"])
def test_a_corrupt_file_is_ignored_with_a_word(
    tmp_path: Path, content: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "snapshot.json"
    path.write_bytes(content)
    with caplog.at_level(logging.WARNING):
        assert Cache(path).load() is None
    assert "ignored" in caplog.text


def test_nothing_kept_is_nothing_special(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    assert Cache(tmp_path / "none.json").load() is None
    assert caplog.text == ""


def test_a_full_disk_is_no_crash(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "file").write_text("where the folder should be")
    Cache(tmp_path / "file" / "snapshot.json").save(snapshot())
    assert "could not be cached" in caplog.text


def test_the_state_comes_back_as_it_was() -> None:
    state = State(connection_since=LOCAL)
    assert to_keep(state, LOCAL) is None, "nothing was heard yet"
    state = with_snapshot(state, snapshot(fresh()))
    kept = to_keep(state, NIGHT)
    assert kept is not None
    assert with_snapshot(State(connection_since=LOCAL), kept) == state
