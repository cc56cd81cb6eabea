"""The config file: what is written comes back, what people break is said and left alone."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.app.config import Config, SharedHub, read_config, write_config
from desktop.core.errors import PairwatchError
from desktop.ui.theme.tokens import Scheme

CONFIGS = st.builds(
    Config,
    scheme=st.sampled_from(Scheme),
    text_scale=st.sampled_from([1.0, 1.25, 1.5]),
    me=st.text(max_size=20),
    team=st.text(max_size=20),
    hub=st.none() | st.builds(SharedHub),
)


@given(CONFIGS)
def test_what_is_written_comes_back(tmp_path_factory: pytest.TempPathFactory, config: Config) -> None:
    folder = tmp_path_factory.mktemp("config")
    write_config(folder, config)
    assert read_config(folder) == config


def test_only_its_owner_reads_it(tmp_path: Path) -> None:
    write_config(tmp_path / "new", Config(me="ana"))
    file = tmp_path / "new" / "config.toml"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [path.name for path in file.parent.iterdir()] == ["config.toml"]


def test_without_a_file_there_are_defaults(tmp_path: Path) -> None:
    assert read_config(tmp_path) == Config()


@pytest.mark.parametrize("text", ["scheme = ", 'scheme = "pink"', "text_scale = []", "\x00", "[hub]\n"])
def test_a_broken_file_is_named_and_kept(tmp_path: Path, text: str) -> None:
    file = tmp_path / "config.toml"
    file.write_text(text)
    with pytest.raises(PairwatchError) as refused:
        read_config(tmp_path)
    assert str(file) in refused.value.sentence
    assert refused.value.remedy
    assert file.read_text() == text


def test_bytes_that_are_no_text_are_said(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(PairwatchError, match="cannot be read"):
        read_config(tmp_path)


def test_settings_of_a_newer_version_are_ignored(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text('me = "ana"\nglow = true\n')
    assert read_config(tmp_path) == Config(me="ana")
