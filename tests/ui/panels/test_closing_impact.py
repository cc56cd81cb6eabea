"""What an incident cost its service, said and corrected from its closing."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.core.errors import PairwatchError
from desktop.ui.panels.closing.impact_form import ImpactForm
from tests.ui.panels.test_closing_card import RESOLUTION, Desk, DeskOf, desk_of

__all__ = ["desk_of"]


@pytest.fixture
def desk(desk_of: DeskOf) -> Desk:
    """Ben, after an incident of 20 minutes, at how it ended."""
    found = desk_of("ben")
    found.story.clock.advance(timedelta(minutes=5))
    found.card.open_step(RESOLUTION, keyboard=True)
    return found


def form_of(desk: Desk) -> ImpactForm:
    return desk.card.resolution.impact


def test_what_counts_is_said_in_a_line(desk: Desk) -> None:
    form = form_of(desk)
    assert form.line.text() == "Uptime of checkout-api: 03:41 to 04:01, all of it failed"
    assert not form.is_open


def test_it_is_corrected_by_keyboard_with_a_reason(desk: Desk) -> None:
    form = form_of(desk)
    form.correct.setFocus()
    QTest.keyClick(form.correct, Qt.Key.Key_Return)
    assert form.begins.hasFocus()
    opened_at = desk.incident.opened_at
    form.begins.show_at(opened_at - timedelta(minutes=11), desk.bridge.viewer.zone)
    form.shares.button(1).click()
    QTest.keyClick(form.reason, Qt.Key.Key_Return)
    assert "needs a reason" in form.problem.text()
    assert form.reason.hasFocus()
    QTest.keyClicks(form.reason, "The first complaint came earlier")
    QTest.keyClick(form.reason, Qt.Key.Key_Return)
    assert form.line.text() == "Uptime of checkout-api: 03:30 to 04:01, 50 % of it failed"
    (said,) = desk.story.session.uptime.corrections
    assert (said.share, said.reason, said.by) == (50, "The first complaint came earlier", "ben")
    assert said.begins_at == opened_at - timedelta(minutes=11)
    assert said.ends_at == desk.incident.resolved_at, "what was not touched stays to the second"
    assert form.correct.hasFocus()


def test_no_impact_and_leaving_it(desk: Desk) -> None:
    form = form_of(desk)
    form.correct.click()
    form.shares.button(2).click()
    form.cancel.click()
    assert desk.story.session.uptime.corrections == []
    form.correct.click()
    form.shares.button(2).click()
    form.reason.setText("Nobody noticed")
    form.save.click()
    assert form.line.text() == "Uptime of checkout-api: no impact"


def test_what_the_hub_says_no_to_stays_typed(desk: Desk) -> None:
    form = form_of(desk)
    form.correct.click()
    form.reason.setText("Why not")
    desk.story.session.uptime.refusal = PairwatchError("The impact lies ahead.", "Say when it was.")
    form.save.click()
    assert form.problem.text() == "The impact lies ahead. Say when it was."
    assert (form.reason.text(), form.save.isEnabled()) == ("Why not", True)


def test_without_a_hub_nothing_is_claimed(desk_of: DeskOf) -> None:
    found = desk_of("ben", over=False)
    found.story.session.uptime.refusal = PairwatchError("The hub cannot be reached.", "Wait.")
    found.story.resolves(found.story.checkout, "ana")
    found.draw()
    found.card.open_step(RESOLUTION, keyboard=True)
    assert not form_of(found).isVisible()
