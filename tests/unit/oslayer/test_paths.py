"""Where files are kept: private, apart for each profile, and with sockets that can be bound."""

from __future__ import annotations

import os
import socket
import stat
import tempfile
from pathlib import Path

import pytest

from desktop.oslayer.paths import HOME_VARIABLE, UnsafeFolder, default_paths

FOLDERS = ("config", "data", "cache", "state", "runtime")


@pytest.fixture
def system(monkeypatch):
    """A home of its own (with a short name), without PAIRWATCH_HOME and without XDG_RUNTIME_DIR."""
    for name in [HOME_VARIABLE, *(n for n in os.environ if n.startswith("XDG_"))]:
        monkeypatch.delenv(name, raising=False)
    with tempfile.TemporaryDirectory(dir="/tmp") as home:
        monkeypatch.setenv("HOME", home)
        yield Path(home)


def test_all_of_it_lies_below_pairwatch_home_and_is_private(tmp_path, monkeypatch):
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path / "home"))
    paths = default_paths()
    for name in FOLDERS:
        folder = getattr(paths, name)
        assert folder.is_dir()
        assert folder.is_relative_to(tmp_path / "home")
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_the_system_decides_without_it(system):
    paths = default_paths()
    assert paths.config == system / ".config" / "pairwatch"
    assert paths.data == system / ".local" / "share" / "pairwatch"
    assert paths.runtime.is_dir()


def test_the_runtime_folder_is_the_sessions_where_there_is_one(system, monkeypatch):
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(system))
    assert default_paths().runtime == system / "pairwatch"
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(system / "gone"))
    assert default_paths().runtime == system / ".cache" / "pairwatch" / "run" / "pairwatch"


def test_profiles_share_nothing(system):
    ana, ben = default_paths("ana"), default_paths("ben")
    for name in FOLDERS:
        assert getattr(ana, name) != getattr(ben, name)
        assert not getattr(ana, name).is_relative_to(getattr(ben, name))


@pytest.mark.parametrize("name", ["", "../up", "a/b", ".hidden", "x" * 50])
def test_a_profile_that_is_no_name_is_refused(name, system):
    with pytest.raises(ValueError, match="profile"):
        default_paths(name or "/")


def test_a_socket_can_be_bound_however_deep_the_home_is(tmp_path, monkeypatch):
    deep = tmp_path / ("d" * 60) / ("e" * 60)
    monkeypatch.setenv(HOME_VARIABLE, str(deep))
    paths = default_paths("ana")
    assert len(os.fsencode(paths.socket)) < 104
    assert paths == default_paths("ana")
    assert paths.runtime != default_paths("ben").runtime
    with socket.socket(socket.AF_UNIX) as bound:
        bound.bind(str(paths.socket))
    paths.socket.unlink()
    paths.runtime.rmdir()
    default_paths("ben").runtime.rmdir()


def test_a_runtime_folder_that_others_could_have_made_is_refused(tmp_path, monkeypatch):
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path))
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "run").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(UnsafeFolder, match="belongs to somebody else"):
        default_paths()


def test_a_runtime_folder_of_somebody_else_is_refused(tmp_path, monkeypatch):
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path))
    mine = os.getuid()
    monkeypatch.setattr("os.getuid", lambda: mine + 1)
    with pytest.raises(UnsafeFolder):
        default_paths()


def test_a_runtime_folder_that_was_open_is_closed(tmp_path, monkeypatch):
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path))
    (tmp_path / "run").mkdir(mode=0o755)
    assert stat.S_IMODE(default_paths().runtime.stat().st_mode) == 0o700


def test_home_may_be_given_relative_to_the_person(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv(HOME_VARIABLE, "~/there")
    assert default_paths().data == Path(tmp_path / "there" / "data")
