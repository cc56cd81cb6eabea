"""Versions, restoring, somebody who is faster, and a hub that is not there."""

from __future__ import annotations

from collections.abc import Coroutine
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.client.errors import HubFailure, Trouble
from desktop.core.telling.template import Template
from desktop.core.telling.update import Readers, Stage
from desktop.hub.usecases.telling.templates import shipped
from tests.ui.conftest import drive
from tests.ui.story import Story
from tests.ui.texts.conftest import Desk, Open

FIRST = (Stage.INVESTIGATING, Readers.CUSTOMERS)
SHIPS = shipped()[0]


def priya_saves(desk: Desk, text: str = "Priya's text. Next update at {{ next_update }}.") -> None:
    desk.session.others_write(*FIRST, "Priya's", text, "priya")
    desk.presenter.refresh()


def numbers(desk: Desk) -> list[int]:
    return [t.version for t in desk.session.versions if (t.stage, t.readers) == FIRST]


def test_what_somebody_else_saves_is_shown_when_nothing_is_written_here(desk: Desk) -> None:
    priya_saves(desk)
    assert desk.card.source.subject == "Priya's"
    assert desk.card.origin == "Version 1, by Priya Raman, 03:41"
    assert desk.card.conflict.isHidden()


def test_somebody_who_was_faster_is_named_and_nothing_is_replaced(desk: Desk) -> None:
    desk.type("Mine. ")
    priya_saves(desk)
    assert desk.card.source.text.startswith("Mine. ")
    assert desk.card.conflict.words.startswith("Priya Raman saved version 1 meanwhile, 03:41. Yours is not")
    assert desk.spoken("customers/investigating") == "Investigating, not saved, Meanwhile: Priya Raman, 03:41"
    desk.save()
    assert numbers(desk) == [0, 1]


def test_mine_is_kept_and_comes_after_theirs(desk: Desk) -> None:
    desk.type("Mine. ")
    priya_saves(desk)
    desk.card.conflict.mine.click()
    assert desk.card.conflict.isHidden()
    desk.save()
    assert numbers(desk) == [0, 1, 2]
    assert desk.session.versions[-1].text.startswith("Mine. ")


def test_theirs_is_taken_and_mine_can_be_had_back(desk: Desk) -> None:
    desk.type("Mine. ")
    mine = desk.card.source.text
    priya_saves(desk)
    desk.card.conflict.theirs.click()
    assert desk.card.source.text.startswith("Priya's text.")
    assert (desk.presenter.unsaved, desk.card.conflict.isHidden()) == (0, True)
    desk.card.text.undo()
    assert desk.card.source.text == mine
    assert desk.card.conflict.isHidden(), "it was seen"
    desk.save()
    assert numbers(desk) == [0, 1, 2]


def test_what_differs_can_be_seen_before_choosing(desk: Desk) -> None:
    desk.type("Mine. ")
    priya_saves(desk)
    desk.card.conflict.compare.click()
    versions = desk.view.versions
    assert (desk.view.versions_shown, versions.version) == (True, 1)
    shown = versions.text.toPlainText().split("\n")
    assert any(line.startswith("− Mine. We are looking") for line in shown)
    assert any(line.startswith("+ Priya's text.") for line in shown)
    assert not versions.restore.isEnabled(), "it is in force"


def test_a_hub_that_knows_better_is_believed(desk: Desk) -> None:
    """The feed is slow: the hub says no before this desktop has heard why."""
    desk.type("Mine. ")
    newer = desk.session.others_write(*FIRST, "Priya's", "Text", "priya")
    desk.save()
    assert desk.card.said.startswith("Not saved. Somebody saved version 1 of this text meanwhile.")
    assert desk.card.conflict.words.startswith("Priya Raman saved version 1")
    assert desk.session.versions[-1] == newer


def test_the_same_words_are_no_conflict(desk: Desk) -> None:
    desk.type("Same. ")
    desk.session.others_write(*FIRST, SHIPS.subject, f"Same. {SHIPS.text}", "priya")
    desk.presenter.refresh()
    assert (desk.presenter.unsaved, desk.card.conflict.isHidden()) == (0, True)


def test_what_ships_is_restored_by_keyboard_as_a_new_version(desk: Desk) -> None:
    priya_saves(desk)
    desk.card.versions.setFocus()
    desk.press(Qt.Key.Key_Return)
    versions = desk.view.versions
    assert versions.list.hasFocus()
    assert [versions.list.item(n).text() for n in range(versions.list.count())] == [
        "Version 1, in force, Priya Raman, 03:41",
        "Version 0, ships with Pairwatch",
    ]
    desk.press(Qt.Key.Key_Down)
    assert versions.words == "Against what stands in the editor: + 4 lines come, − 2 lines go."
    assert (versions.restore.text(), versions.restore.isEnabled()) == ("Restore what ships", True)
    versions.restore.setFocus()
    desk.press(Qt.Key.Key_Return)
    assert numbers(desk) == [0, 1, 2]
    assert desk.card.source.text == SHIPS.text
    assert desk.card.said == "What ships is back, as version 2."
    assert versions.list.hasFocus()
    assert desk.spoken("customers/investigating") == "Investigating", "it is what ships again"
    QTest.keyClick(versions.list, Qt.Key.Key_Escape)
    assert not desk.view.versions_shown


def test_restoring_does_not_lose_what_was_written(desk: Desk) -> None:
    priya_saves(desk)
    desk.type("Mine. ")
    mine = desk.card.source.text
    desk.card.versions.click()
    desk.view.versions.list.go_to(1)
    desk.view.versions.restore.click()
    assert desk.card.said.endswith("What you had written comes back with Ctrl+Z.")
    assert (desk.card.source.text, desk.presenter.unsaved) == (SHIPS.text, 0)
    desk.card.text.undo()
    assert desk.card.source.text == mine


def test_without_the_hub_what_is_known_is_shown_and_what_is_written_stays(open_desk: Open) -> None:
    story = Story(me="ana")
    story.session.lose_hub()
    desk = open_desk(story)
    assert desk.card.source.text == SHIPS.text
    assert not desk.view.banner.isHidden()
    desk.type("Mine. ")
    desk.save()
    assert desk.card.said == ("Not saved. The hub cannot be reached. Pairwatch goes on trying.")
    assert desk.presenter.unsaved == 1
    story.session.find_hub()
    desk.presenter.refresh()
    assert desk.view.banner.isHidden()
    desk.save()
    assert numbers(desk) == [0, 1]


def test_a_hub_that_does_not_answer_takes_nothing_for_later(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def silent(*_args: object, **_fields: object) -> Template:
        raise HubFailure(Trouble.SILENT, "The hub does not answer.", "Pairwatch goes on trying.")

    monkeypatch.setattr(desk.session, "save_template", silent)
    desk.type("Mine. ")
    desk.save()
    assert desk.card.said == (
        "Not saved. The hub does not answer. What you wrote stays here: save it again in a while."
    )
    assert desk.card.save.isEnabled()


def test_what_is_typed_while_it_is_saved_comes_after_it(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[Coroutine[Any, Any, None]] = []
    monkeypatch.setattr(desk.presenter, "_start", lambda coro, _name: begun.append(coro))
    desk.type("Mine. ")
    desk.save()
    assert (desk.card.save.text(), desk.card.save.isEnabled()) == ("Saving …", False)
    desk.type("More. ")
    desk.save()
    (saving,) = begun
    drive(saving, "save text")
    assert desk.session.versions[-1].text.startswith("Mine. ")
    assert desk.card.source.text.startswith("More. Mine. ")
    assert desk.card.conflict.isHidden()
    desk.save()
    drive(begun[1], "save text")
    assert numbers(desk) == [0, 1, 2]


def test_what_is_saved_of_another_text_says_which(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[Coroutine[Any, Any, None]] = []
    monkeypatch.setattr(desk.presenter, "_start", lambda coro, _name: begun.append(coro))
    desk.type("Mine. ")
    desk.save()
    desk.view.list.go_to(2)
    drive(begun[0], "save text")
    assert desk.card.said.startswith("Customers: investigating. Saved as version 1.")


def test_the_hub_is_not_asked_again_before_something_is_different(open_desk: Open) -> None:
    story = Story(me="ana")
    story.session.lose_hub()
    desk = open_desk(story)
    asked = 0
    before = story.session.template_versions

    async def counted():
        nonlocal asked
        asked += 1
        return await before()

    story.session.template_versions = counted  # type: ignore[method-assign]
    desk.presenter.refresh()
    desk.presenter.refresh()
    assert asked == 0
    desk.view.banner._action.click()
    assert asked == 1


def test_a_narrow_window_shows_the_list_or_the_text(open_desk: Open) -> None:
    desk = open_desk(width=576)
    assert desk.view.list.isVisible()
    assert not desk.card.isVisible()
    desk.press(Qt.Key.Key_Down)
    desk.press(Qt.Key.Key_Return)
    assert (desk.card.isVisible(), desk.card.text.hasFocus(), desk.view.list.isVisible()) == (
        True,
        True,
        False,
    )
    desk.press(Qt.Key.Key_Escape)
    assert desk.view.list.hasFocus()
    texts = desk.view.list
    where = texts.visualItemRect(texts.item(2)).center()
    QTest.mouseClick(texts.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert desk.card.isVisible()
    desk.view.resize(1216, 800)
    assert desk.card.isVisible()
    assert desk.view.list.isVisible()
    assert not desk.card.back.isVisible()


def test_nothing_is_cut_at_any_size(open_desk: Open) -> None:
    desk = open_desk()
    desk.type("Mine. ")
    priya_saves(desk)
    for scale in (1.0, 1.5):
        desk.view._theme.set_text_scale(scale)
        for width, height in ((1216, 800), (1856, 1080), (576, 700)):
            desk.view.resize(width, height)
            desk.view.open_source()
            QTest.qWait(1)
            for card in (desk.card, desk.view.preview, desk.view.variables):
                assert card.width() >= card.minimumSizeHint().width()
                parent = card.parentWidget()
                assert parent is not None
                room = parent.width()
                assert card.geometry().right() <= room, (scale, width)
