"""Shadowing, begun and ended in the timeline."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.schedule.conftest import Show
from tests.ui.schedule.scenes import SHADOWS
from tests.ui.schedule.test_deeds import schedule
from tests.ui.story import NIGHT


def test_somebody_shadows_from_now_on_and_ctrl_z_takes_it_back(show: Show) -> None:
    shown = show()
    page, form = shown.view.timeline, shown.view.timeline.shadow
    page.shadow_button.click()
    assert not form.isHidden()
    form.person.setCurrentIndex(form.person.findData("leila"))
    form.because.setText("first weeks")
    QTest.keyClick(form.because, Qt.Key.Key_Return)
    assert form.isHidden()
    assert "leila" in schedule(shown).shadows_at(NIGHT)
    assert schedule(shown).shadows[-1].because == "first weeks"
    assert page.undo.words.startswith("Leila Haddad shadows, ")
    shown.view.undo_wanted.emit()
    assert "leila" not in schedule(shown).shadows_at(NIGHT)


def test_who_shadows_is_listed_and_ended_and_brought_back(show: Show) -> None:
    shown = show()
    form = shown.view.timeline.shadow
    shown.view.timeline.shadow_button.click()
    assert [row.id for row in form.rows] == [SHADOWS[0].id]
    assert form.rows[0].words.startswith("Sofia Marchetti shadows, ")
    form.enders[0].click()
    assert schedule(shown).shadows == ()
    assert form.isHidden()
    shown.view.undo_wanted.emit()
    (back,) = schedule(shown).shadows
    assert (back.responder, back.ends_at) == ("sofia", SHADOWS[0].ends_at)


def test_what_cannot_be_and_the_hub_s_no_are_sentences_in_the_form(show: Show) -> None:
    shown = show()
    form = shown.view.timeline.shadow
    shown.view.timeline.shadow_button.click()
    there = shown.presenter._bridge.viewer.zone
    form.end.show_at(NIGHT - timedelta(days=1), there)
    form.confirm.click()
    assert form.problem.sentences == ("It ends before it begins. Set a later end.",)
    form.end.show_at(NIGHT + timedelta(days=1), there)
    shown.story.session.lose_hub()
    form.confirm.click()
    assert form.problem.sentences == ("The hub cannot be reached. Pairwatch goes on trying.",)
    assert not form.isHidden()
    assert form.confirm.isEnabled()
