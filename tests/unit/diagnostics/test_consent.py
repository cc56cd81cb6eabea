"""What a person said may run again: exactly that."""

from __future__ import annotations

import os
import stat
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.core.fixing.diagnostic import Diagnostic, DiagnosticKind
from desktop.diagnostics.consent import CommandOrigin, Consent, digest_of

COMMAND = Diagnostic(id="d", kind=DiagnosticKind.COMMAND, name="Disks", command="ssh {{ host }} df")
ORIGIN = CommandOrigin(run_book_id="disk-full", source="git", path="disk.md")
VALUES = {"host": "web-1"}


@pytest.fixture
def consent(tmp_path: Path) -> Consent:
    return Consent(tmp_path / "data" / "commands.json")


def test_nothing_runs_that_nobody_spoke_of(consent: Consent) -> None:
    assert not consent.may_run(COMMAND, ORIGIN, VALUES)


def test_what_is_remembered_may_run_again_and_is_kept_privately(consent: Consent, tmp_path: Path) -> None:
    consent.remember(COMMAND, ORIGIN)
    assert consent.may_run(COMMAND, ORIGIN, VALUES)
    assert consent.may_run(COMMAND, ORIGIN, {"host": "web-2"})
    file = tmp_path / "data" / "commands.json"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert "ssh" not in file.read_text()


@pytest.mark.parametrize(
    ("command", "origin"),
    [
        (replace(COMMAND, command="ssh {{ host }} df "), ORIGIN),
        (replace(COMMAND, command="ssh {{ node }} df"), ORIGIN),
        (COMMAND, replace(ORIGIN, run_book_id="other")),
        (COMMAND, replace(ORIGIN, source="app")),
        (COMMAND, replace(ORIGIN, path="other.md")),
    ],
)
def test_whatever_is_changed_asks_again(consent: Consent, command: Diagnostic, origin: CommandOrigin) -> None:
    consent.remember(COMMAND, ORIGIN)
    assert not consent.may_run(command, origin, {"host": "web-1", "node": "web-1"})


def test_a_name_for_it_may_change(consent: Consent) -> None:
    consent.remember(COMMAND, ORIGIN)
    assert consent.may_run(replace(COMMAND, name="Disk space", line=9), ORIGIN, VALUES)


@pytest.mark.parametrize("value", ["$(x)", "a b", "-x", "", "@f", "é", "x" * 400])
def test_a_value_that_is_no_plain_name_asks_again(consent: Consent, value: str) -> None:
    consent.remember(COMMAND, ORIGIN)
    assert not consent.may_run(COMMAND, ORIGIN, {"host": value})
    assert not consent.may_run(COMMAND, ORIGIN, {})


def test_forgetting(consent: Consent) -> None:
    other = replace(ORIGIN, run_book_id="other")
    consent.remember(COMMAND, ORIGIN)
    consent.remember(COMMAND, other)
    consent.forget(COMMAND, ORIGIN)
    assert not consent.is_remembered(COMMAND, ORIGIN)
    assert consent.is_remembered(COMMAND, other)


def test_a_file_that_others_could_write_remembers_nothing(consent: Consent, tmp_path: Path) -> None:
    consent.remember(COMMAND, ORIGIN)
    file = tmp_path / "data" / "commands.json"
    os.chmod(file, 0o620)
    assert not consent.is_remembered(COMMAND, ORIGIN)
    os.chmod(file, 0o600)
    assert consent.is_remembered(COMMAND, ORIGIN)
    file.write_text("{damaged")
    assert not consent.is_remembered(COMMAND, ORIGIN)
    file.rename(tmp_path / "elsewhere")
    file.symlink_to(tmp_path / "elsewhere")
    assert not consent.is_remembered(COMMAND, ORIGIN)


def test_parts_cannot_be_shifted_from_one_to_another() -> None:
    assert digest_of(COMMAND, replace(ORIGIN, run_book_id="a", source="b")) != digest_of(
        COMMAND, replace(ORIGIN, run_book_id="ab", source="")
    )
