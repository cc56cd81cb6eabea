"""Who is never on duty together is known again when the program is started anew."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.ui.present.schedule.schedule_form import PersonChoice
from desktop.ui.schedule.apart_field import ApartField
from desktop.ui.schedule.apart_memory import ApartMemory
from desktop.ui.schedule.schedule_view import Leaf
from desktop.ui.theme.theme import Theme
from tests.ui.schedule.conftest import Show

PEOPLE = ("ana", "ben", "jonas", "mei")


def started(qtbot: QtBot, theme: Theme, file: Path, people: tuple[str, ...] = PEOPLE) -> ApartField:
    """As when the program is started: the people are known, then the pairs of last time."""
    page = QWidget()
    page.setProperty("remembers_in", str(file))
    qtbot.addWidget(page)
    field = ApartField(theme)
    field.setParent(page)
    field.offer([PersonChoice(who, who.title()) for who in people])
    ApartMemory(page).bring_back(field)
    return field


def choose(field: ApartField, one: str, other: str) -> None:
    field.one.setCurrentIndex(field.one.findData(one))
    field.other.setCurrentIndex(field.other.findData(other))
    field.add.click()


def write(file: Path, text: str) -> None:
    kept = QSettings(str(file), QSettings.Format.IniFormat)
    kept.setValue("schedule/apart", text)
    kept.sync()


def test_pairs_are_there_again_and_so_is_their_removal(qtbot: QtBot, theme: Theme, tmp_path: Path) -> None:
    file = tmp_path / "window.ini"
    first = started(qtbot, theme, file)
    assert first.pairs == ()
    choose(first, "mei", "ben")
    choose(first, "ana", "jonas")
    again = started(qtbot, theme, file)
    assert again.pairs == (("ben", "mei"), ("ana", "jonas"))
    again._remove(("ben", "mei"))
    assert started(qtbot, theme, file).pairs == (("ana", "jonas"),)


def test_who_left_is_forgotten(qtbot: QtBot, theme: Theme, tmp_path: Path) -> None:
    file = tmp_path / "window.ini"
    choose(started(qtbot, theme, file), "mei", "ben")
    assert started(qtbot, theme, file, ("ana", "ben")).pairs == ()


@pytest.mark.parametrize("written", ["nonsense", "{}", '[["ana"], 3, ["ben", 4], ["ana", "ana"]]'])
def test_a_file_that_somebody_wrote_in_keeps_nobody_apart(
    qtbot: QtBot, theme: Theme, tmp_path: Path, written: str
) -> None:
    file = tmp_path / "window.ini"
    write(file, written)
    assert started(qtbot, theme, file).pairs == ()


def test_the_rotation_begins_with_them(show: Show, tmp_path: Path) -> None:
    file = tmp_path / "window.ini"
    write(file, json.dumps([["ben", "mei"]]))
    shown = show(me="ana")
    shown.view.setProperty("remembers_in", str(file))
    shown.view.open(Leaf.ROTATION)
    assert shown.view.rotation.form.draft.apart == (("ben", "mei"),)
