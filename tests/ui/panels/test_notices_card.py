"""Switching what users see, from inside an incident, by keyboard."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.core.telling.notice import Notice
from desktop.ui.theme.theme import Theme
from tests.ui.panels.notices_desk import PAYMENTS, SEARCH, Desk, H, night
from tests.ui.story import NIGHT, Story

DeskOf = Callable[..., Desk]


@pytest.fixture
def desk_of(qtbot: Any, theme: Theme, bridge_of: Any) -> DeskOf:
    def make(story: Story, **more: Any) -> Desk:
        return Desk(qtbot, theme, bridge_of(story), story, **more)

    return make


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return])
def test_one_key_shows_it_to_users_for_this_incident(desk_of: DeskOf, key: Qt.Key) -> None:
    desk = desk_of(night(PAYMENTS))
    assert (desk.card.service, desk.is_on(), desk.card.did) == ("checkout", False, "")
    desk.press(key=key)
    assert desk.notice().on
    assert desk.notice().incident_id == desk.story.checkout
    assert (desk.is_on(), desk.card.did) == (True, "Users see it now.")
    line = desk.card.lines[0]
    assert line.switch.word == "on"
    assert line.row is not None
    assert line.row.told == "since 03:41 by you"
    assert line.switch.accessibleName().startswith("Shown to users: Warning. Payments may fail.")
    assert desk.switched(desk.story.checkout) == [("checkout", True)]


def test_a_screen_reader_hears_a_switch_that_is_on_or_off(desk_of: DeskOf) -> None:
    desk = desk_of(night(PAYMENTS))
    heard = QAccessible.queryAccessibleInterface(desk.card.lines[0].switch)
    assert heard.role() is QAccessible.Role.CheckBox
    assert not heard.state().checked
    assert PAYMENTS.text.rstrip(".") in heard.text(QAccessible.Text.Name)
    desk.press()
    assert heard.state().checked


def test_it_is_undone_within_some_seconds(desk_of: DeskOf) -> None:
    desk = desk_of(night(PAYMENTS))
    desk.press()
    desk.passes(timedelta(seconds=14))
    desk.card.undo.setFocus()
    desk.card.undo.click()
    assert not desk.notice().on
    assert desk.card.did == "", "an undoing is not offered to be undone"
    assert QApplication.focusWidget() is desk.card.lines[0].switch, "and the keyboard is where it was"
    desk.press()
    desk.passes(timedelta(seconds=15))
    assert desk.card.did == ""
    assert desk.notice().on


def test_off_is_undone_for_the_incident_that_it_was_on_for(desk_of: DeskOf) -> None:
    story = night()
    other = story.alert("Search index lags 9 min", "search")
    story.session.evolve(notices=(replace(SEARCH, on=True, incident_id=other),))
    desk = desk_of(story)
    desk.press(2)
    assert desk.card.did == "Users do not see it any more."
    assert desk.switched(other) == [("search", False)], "told where it belongs"
    desk.card.undo.click()
    assert desk.notice(2).incident_id == other
    assert desk.switched(desk.story.checkout) == []


def test_undo_is_not_offered_in_another_incident(desk_of: DeskOf) -> None:
    story = night(PAYMENTS)
    other = story.alert("Search index lags 9 min", "search")
    desk = desk_of(story)
    desk.press()
    desk.draw(other)
    assert desk.card.did == ""
    desk.draw(story.checkout)
    assert desk.card.did == "Users see it now."


def test_others_are_folded_unless_users_see_them(desk_of: DeskOf) -> None:
    mail = replace(PAYMENTS, id=UUID(int=3), service="mail", text="Mails are late.")
    desk = desk_of(night(PAYMENTS, replace(SEARCH, on=True), mail))
    assert desk.texts == [PAYMENTS.text, SEARCH.text]
    assert desk.card.fold_others.text() == "Others (1)"
    desk.card.fold_others.click()
    assert desk.texts == [PAYMENTS.text, SEARCH.text, mail.text]
    line = desk.card.line(mail.id)
    assert line is not None
    line.switch.setFocus()
    desk.press(3)
    assert desk.texts == [PAYMENTS.text, mail.text, SEARCH.text]
    assert QApplication.focusWidget() is line.switch, "a row that moves keeps the keyboard"
    assert desk.card.fold_others.isHidden()
    assert desk.notice(3).incident_id == desk.story.checkout


def test_what_is_switched_on_leaves_the_fold(desk_of: DeskOf) -> None:
    """Also when that changes nothing of the order."""
    mail = replace(PAYMENTS, id=UUID(int=3), service="mail", text="Mails are late.")
    desk = desk_of(night(PAYMENTS, SEARCH, mail))
    desk.card.fold_others.click()
    desk.press(3)
    desk.card.fold_others.click()
    QApplication.processEvents()
    assert desk.texts == [PAYMENTS.text, mail.text]
    fold = desk.card.fold_others.y()
    assert all(line.y() < fold for line in desk.card.lines)


def test_what_the_hub_says_no_to_changes_nothing(desk_of: DeskOf) -> None:
    over = replace(PAYMENTS, until_at=PAYMENTS.changed_at)
    desk = desk_of(night(over))
    desk.press()
    assert desk.said == ["The notice's time is over: nobody would see it. Set a later end, or none."]
    assert (desk.is_on(), desk.card.did) == (False, "")
    desk.story.session.lose_hub()
    desk.press()
    assert desk.said[1].startswith("The hub cannot be reached.")


def test_while_the_hub_is_asked_a_second_press_does_nothing(desk_of: DeskOf) -> None:
    waiting: list[Any] = []
    desk = desk_of(night(PAYMENTS), start=lambda coro, _name: waiting.append(coro))
    desk.press()
    desk.press()
    assert len(waiting) == 1
    switch = desk.card.lines[0].switch
    assert (switch.word, switch.isChecked()) == ("…", False)
    with pytest.raises(StopIteration):
        waiting[0].send(None)
    assert (switch.word, switch.isChecked()) == ("on", True)


def test_an_answer_is_shown_before_the_feed_tells_it(
    desk_of: DeskOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = desk_of(night(PAYMENTS))
    answer = replace(PAYMENTS, on=True, on_by="ana", changed_at=desk.bridge.hub_now())

    async def switch(_id: UUID, **_more: object) -> Notice:
        return answer

    monkeypatch.setattr(desk.story.session, "switch_notice", switch)
    desk.press()
    assert desk.is_on()
    assert not desk.notice().on, "the feed is slower"
    desk.story.session.evolve(notices=(replace(answer, on=False, changed_at=answer.changed_at + H),))
    desk.draw()
    assert not desk.is_on(), "somebody else was faster"


def test_a_planned_one_appears_and_goes_by_itself(desk_of: DeskOf) -> None:
    on = replace(PAYMENTS, planned=True, on=True, on_by="mei", on_since_at=PAYMENTS.changed_at)
    desk = desk_of(night(replace(on, from_at=NIGHT + H, until_at=NIGHT + 2 * H)))
    told = []
    for _ in range(3):
        desk.draw()
        row = desk.card.lines[0].row
        assert row is not None
        told.append(row.told)
        desk.passes(H)
    assert told == [
        "planned · not shown yet: from 04:41 · until 05:41",
        "planned · since 04:41 · until 05:41",
        "planned · not shown any more: its time ended 05:41",
    ]


def test_drawing_again_makes_no_row_anew(desk_of: DeskOf) -> None:
    desk = desk_of(night(PAYMENTS, replace(SEARCH, on=True)))
    lines = desk.card.lines
    desk.passes(timedelta(seconds=1))
    assert desk.card.lines == lines
    desk.story.session.evolve(notices=(replace(SEARCH, on=True),))
    desk.draw()
    assert desk.card.lines == lines[1:]
    assert desk.card.nothing.startswith("No message for users of checkout-api yet.")


def test_who_only_looks_on_cannot_switch(desk_of: DeskOf) -> None:
    story = night(PAYMENTS, replace(SEARCH, on=True))
    story.session.evolve(me="olga")
    desk = desk_of(story)
    assert not any(line.switch.isEnabled() for line in desk.card.lines)
    assert desk.card.new.isHidden()
    assert all(line.pencil.isHidden() for line in desk.card.lines)


def test_over_and_nothing_on_leaves_no_card(desk_of: DeskOf) -> None:
    desk = desk_of(night(PAYMENTS))
    desk.story.resolves(desk.story.checkout, "ana")
    desk.draw()
    assert desk.card.isHidden()
    desk.story.session.evolve(notices=(replace(PAYMENTS, on=True),))
    desk.draw()
    assert not desk.card.isHidden()


def test_tab_goes_from_the_top_to_the_bottom(desk_of: DeskOf) -> None:
    desk = desk_of(night(PAYMENTS))
    desk.story.session.evolve(
        notices=(PAYMENTS, replace(PAYMENTS, id=UUID(int=9), text="A first one."), replace(SEARCH, on=True))
    )
    desk.draw()
    desk.card.lines[0].switch.setFocus()
    seen = []
    for _ in range(6):
        seen.append(QApplication.focusWidget())
        QTest.keyClick(desk.window, Qt.Key.Key_Tab)
    stops = [stop for line in desk.card.lines for stop in (line.switch, line.pencil)]
    assert seen == stops
