"""[run_books] of the team file, and what it says of mistakes."""

from __future__ import annotations

import re
import tomllib
from datetime import timedelta
from pathlib import Path

import pytest

from desktop.core.fixing.run_book import RunBookSource
from desktop.hub.usecases.fixing.run_book_sources import (
    RunBookFolder,
    RunBookRepository,
    RunBookSetting,
    read_source,
    without_secrets,
)
from desktop.hub.usecases.team.team_file import read_team_file
from desktop.hub.usecases.team.toml_table import InvalidTeamFile, TomlTable
from tests.unit.hub.usecases.team.test_team_file import SAMPLE, SMALL


def source(text: str) -> RunBookSetting | None:
    return read_source(TomlTable(tomllib.loads(text), "[run_books]"))


def test_a_folder():
    found = source('folder = "../run-books"')
    assert found == RunBookFolder(folder="../run-books", every=timedelta(seconds=10))
    assert found.source is RunBookSource.FOLDER
    assert found.beside(Path("/etc/pairwatch/team.toml")).where == "/etc/pairwatch/../run-books"
    absolute = RunBookFolder(folder="/srv/run-books")
    assert absolute.beside(Path("/etc/pairwatch/team.toml")) == absolute


@pytest.mark.parametrize(
    "url",
    [
        "https://git.example.com/ops/run-books.git",
        "https://ana:token@git.example.com/ops.git",
        "ssh://git@git.example.com:2222/ops.git",
        "git@git.example.com:ops/run-books.git",
        "file:///srv/git/run-books",
        "/srv/git/run-books",
    ],
)
def test_a_repository(url: str):
    found = source(f'git = "{url}"\nbranch = "ops/live"\npath = "/docs/run-books/"\nevery = "5m"')
    assert found == RunBookRepository(
        url=url, branch="ops/live", path="docs/run-books", every=timedelta(minutes=5)
    )
    assert found.source is RunBookSource.GIT
    assert "token" not in found.where


def test_without_any():
    assert source("") is None
    assert read_team_file(SMALL).run_books is None


def test_it_is_part_of_the_team_file_and_of_the_sample():
    assert read_team_file(f'{SMALL}\n[run_books]\nfolder = "x"\n').run_books == RunBookFolder(folder="x")
    text = SAMPLE.read_text()
    assert read_team_file(text).run_books is None
    commented = text[text.index("# [run_books]") :].partition("\n\n")[0]
    wanted = read_team_file(f"{SMALL}\n{re.sub('^# ?', '', commented, flags=re.MULTILINE)}").run_books
    assert isinstance(wanted, RunBookRepository)
    assert wanted.path == "docs/run-books"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('folder = "x"\ngit = "https://x/y"', "both"),
        ('branch = "main"', "for git only"),
        ('folder = "x"\npath = "y"', "for git only"),
        ('git = "--upload-pack=touch /tmp/x"', "no address"),
        ('git = "ext::sh -c touch% /tmp/x"', "no address"),
        ('git = "git@host::x"', "no address"),
        ('git = "https://x/a b"', "no address"),
        ('git = "relative/path"', "no address"),
        ('git = "https://x/y"\nbranch = "-x"', "no name of a branch"),
        ('git = "https://x/y"\nbranch = "a..b"', "no name of a branch"),
        ('git = "https://x/y"\nbranch = "a:b"', "no name of a branch"),
        ('git = "https://x/y"\npath = "../z"', "out of the repository"),
        ('folder = "x"\nevery = "0s"', "less than a second"),
        ('folder = "x"\nfoldr = "y"', "foldr is not known"),
    ],
)
def test_mistakes(text: str, problem: str):
    with pytest.raises(InvalidTeamFile, match=problem) as caught:
        source(text)
    assert caught.value.remedy


def test_secrets_are_left_out():
    assert (
        without_secrets("fatal: https://ana:pw@h/x and https://tok@h/y")
        == "fatal: https://h/x and https://h/y"
    )
