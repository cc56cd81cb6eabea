"""Who is never on duty together is known again when the program is started anew."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings

from desktop.core.team.team import Team
from desktop.ui.schedule.apart_field import ApartField
from desktop.ui.schedule.schedule_view import Leaf
from tests.ui.schedule.conftest import Show
from tests.ui.story import TEAM


def opened(show: Show, file: Path, team: Team = TEAM) -> ApartField:
    shown = show(team, me="ana")
    shown.view.setProperty("remembers_in", str(file))
    shown.view.open(Leaf.ROTATION)
    return shown.view.rotation.form.apart


def choose(field: ApartField, one: str, other: str) -> None:
    field.one.setCurrentIndex(field.one.findData(one))
    field.other.setCurrentIndex(field.other.findData(other))
    field.add.click()


def test_pairs_are_there_again_and_so_is_their_removal(show: Show, tmp_path: Path) -> None:
    file = tmp_path / "window.ini"
    first = opened(show, file)
    assert first.pairs == ()
    choose(first, "mei", "ben")
    choose(first, "ana", "jonas")
    first.window().hide()
    again = opened(show, file)
    assert again.pairs == (("ben", "mei"), ("ana", "jonas"))
    again._remove(("ben", "mei"))
    again.window().hide()
    assert opened(show, file).pairs == (("ana", "jonas"),)


def test_who_left_is_forgotten(show: Show, tmp_path: Path) -> None:
    file = tmp_path / "window.ini"
    before = opened(show, file)
    choose(before, "kwame", "ben")
    before.window().hide()
    people = tuple(replace(r, id="other") if r.id == "kwame" else r for r in TEAM.roster.responders)
    assert opened(show, file, replace(TEAM, roster=replace(TEAM.roster, responders=people))).pairs == ()


@pytest.mark.parametrize("written", ["nonsense", "{}", '[["ana"], 3, ["ben", 4], ["ana", "ana"]]'])
def test_a_file_that_somebody_wrote_in_keeps_nobody_apart(show: Show, tmp_path: Path, written: str) -> None:
    file = tmp_path / "window.ini"
    kept = QSettings(str(file), QSettings.Format.IniFormat)
    kept.setValue("schedule/apart", written)
    kept.sync()
    assert opened(show, file).pairs == ()
