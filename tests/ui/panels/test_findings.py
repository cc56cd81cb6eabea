"""Findings: written down, moved to another state, edited in their place, taken into an update."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.core.fixing.finding import Finding, FindingState
from desktop.core.fixing.fixing_commands import RecordFinding
from desktop.core.team.seat import Seat
from desktop.core.telling.template import Template
from desktop.core.telling.update import Readers, Stage
from desktop.ui.panels.findings.findings_card import FindingsCard
from desktop.ui.panels.findings.findings_presenter import FindingsPresenter
from desktop.ui.panels.telling.telling_card import TellingCard
from desktop.ui.panels.telling.telling_presenter import TellingPresenter
from desktop.ui.theme.theme import Theme
from tests.ui.panels.conftest import Stand
from tests.ui.story import Story

Found = Callable[..., tuple[Stand, FindingsCard]]
LEAK, POOL, DISK = (UUID(int=number) for number in (1, 2, 3))


def record(
    story: Story,
    finding_id: UUID,
    words: str,
    state: FindingState = FindingState.SUSPECTED,
    evidence: str = "",
    by: str = "ben",
) -> None:
    story.others(
        RecordFinding(
            incident_id=story.checkout,
            by=by,
            pressed_at=story.clock.now(),
            finding_id=finding_id,
            words=words,
            state=state,
            evidence=evidence,
        )
    )


def findings(stood: Stand) -> tuple[Finding, ...]:
    return stood.story.incident(stood.story.checkout).findings


@pytest.fixture
def found(stand: Callable[..., Stand], theme: Theme) -> Found:
    kept: list[Stand] = []

    def make(me: str = "ben", **given: FindingState) -> tuple[Stand, FindingsCard]:
        story = Story(me=me)
        story.claims(story.checkout, "ben", Seat.ENGINEER)
        for number, (words, state) in enumerate(given.items(), start=1):
            record(story, UUID(int=number), words.replace("_", " "), state)
        card = FindingsCard(theme)
        kept.append(stand(story, card, lambda bridge: FindingsPresenter(card, bridge)))
        return kept[-1], card

    return make


def test_enter_adds_a_suspected_one(found: Found) -> None:
    stood, card = found()
    card.take_focus()
    QTest.keyClicks(card.line, "The release leaks connections")
    QTest.keyClick(card.line, Qt.Key.Key_Return)
    stood.show()
    (finding,) = findings(stood)
    assert (finding.words, finding.state) == ("The release leaks connections", FindingState.SUSPECTED)
    assert card.line.text() == ""
    assert card.line.hasFocus(), "the next one can be typed at once"
    (row,) = card.rows
    assert (row.words, row.about) == ("The release leaks connections", "Suspected · You · 03:41")
    assert card.summary == "1 suspected"
    QTest.keyClick(card.line, Qt.Key.Key_Return)
    assert len(findings(stood)) == 1, "an empty line is none"


@pytest.mark.parametrize(
    ("key", "state"),
    [
        (Qt.Key.Key_C, FindingState.CONFIRMED),
        (Qt.Key.Key_X, FindingState.RULED_OUT),
        (Qt.Key.Key_S, FindingState.SUSPECTED),
    ],
)
def test_one_key_moves_it(found: Found, key: Qt.Key, state: FindingState) -> None:
    stood, card = found(A_leak=FindingState.CONFIRMED if state is FindingState.SUSPECTED else
                        FindingState.SUSPECTED)  # fmt: skip
    card.rows[0].setFocus()
    QTest.keyClick(card.rows[0], key)
    assert findings(stood)[0].state is state


def test_the_rows_keys_are_its_own_though_the_window_has_them_too(found: Found) -> None:
    stood, card = found(A_leak=FindingState.SUSPECTED)
    pressed: list[str] = []
    for letter in "CU":
        shortcut = QShortcut(QKeySequence(letter), stood.window)
        shortcut.activated.connect(partial(pressed.append, letter))
    card.rows[0].setFocus()
    QTest.keyClick(card.rows[0], Qt.Key.Key_C)
    assert findings(stood)[0].state is FindingState.CONFIRMED
    QTest.keyClick(card.rows[0], Qt.Key.Key_U)
    assert pressed == ["U"]


def test_buttons_do_the_same_and_show_only_where_somebody_looks(found: Found) -> None:
    stood, card = found(A_leak=FindingState.SUSPECTED, A_full_disk=FindingState.SUSPECTED)
    first, second = card.rows
    assert not first.states[FindingState.CONFIRMED].isVisible()
    QTest.mouseClick(first, Qt.MouseButton.LeftButton)
    assert first.states[FindingState.CONFIRMED].isVisible()
    assert not first.states[FindingState.SUSPECTED].isVisible(), "that it is"
    QTest.keyClick(first, Qt.Key.Key_Down)
    assert QApplication.focusWidget() is second
    assert not first.states[FindingState.CONFIRMED].isVisible()
    second.states[FindingState.RULED_OUT].click()
    assert findings(stood)[1].state is FindingState.RULED_OUT


def test_what_is_ruled_out_is_folded_away_and_struck_with_a_word(found: Found) -> None:
    stood, card = found(
        A_full_disk=FindingState.RULED_OUT, A_leak=FindingState.SUSPECTED, The_pool=FindingState.CONFIRMED
    )
    assert [row.words for row in card.rows] == ["The pool", "A leak", "A full disk"]
    assert card.summary == "1 confirmed · 1 suspected"
    last = card.rows[-1]
    assert not last.isVisible()
    assert card.more.text() == "1 ruled out"
    card.more.click()
    assert last.isVisible()
    assert last.is_struck
    assert last.about.startswith("Ruled out · ")
    last.setFocus()
    QTest.keyClick(last, Qt.Key.Key_S)
    stood.show()
    assert not last.is_struck, "and may be taken up again"


def test_the_keyboard_stays_near_when_its_row_is_folded_away(found: Found) -> None:
    stood, card = found(A_leak=FindingState.SUSPECTED, The_pool=FindingState.SUSPECTED)
    first, second = card.rows
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_X)
    stood.show()
    assert QApplication.focusWidget() is second


def test_evidence_of_several_lines_is_kept_as_it_was_pasted(found: Found) -> None:
    stood, card = found(A_leak=FindingState.CONFIRMED)
    row = card.rows[0]
    row.setFocus()
    QTest.keyClick(row, Qt.Key.Key_Return)
    form = row.form
    assert form is not None
    assert form.evidence.hasFocus()
    QApplication.clipboard().setText("FATAL: sorry, too many clients already\n  at pool.acquire")
    form.evidence.paste()
    form.words.setText("The release leaks connections")
    QTest.keyClick(form.evidence, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    (finding,) = findings(stood)
    assert finding.words == "The release leaks connections"
    assert finding.evidence == "FATAL: sorry, too many clients already\n  at pool.acquire"
    assert finding.state is FindingState.CONFIRMED, "editing says nothing about how sure it is"
    stood.show()
    assert row.evidence.isVisible()
    assert row.form is None
    assert row.hasFocus()


def test_evidence_that_is_too_long_is_told_and_cut(found: Found) -> None:
    stood, card = found(A_leak=FindingState.SUSPECTED)
    card.rows[0].setFocus()
    card.rows[0].begin()
    form = card.rows[0].form
    assert form is not None
    assert form.length.isHidden()
    form.evidence.setPlainText("x" * 10_012)
    assert form.length.text() == (
        "Only the first 10,000 characters are kept. Leave out the last 12, or what matters least."
    )
    form.save.click()
    assert findings(stood)[0].evidence == "x" * 10_000


def test_escape_leaves_it_as_it_was(found: Found) -> None:
    stood, card = found(A_leak=FindingState.SUSPECTED)
    row = card.rows[0]
    row.begin()
    assert row.form is not None
    row.form.words.setText("Something else")
    QTest.keyClick(row.form.words, Qt.Key.Key_Escape)
    assert row.form is None
    assert findings(stood)[0].words == "A leak"


def test_what_others_change_meanwhile_is_said_and_nothing_typed_is_lost(found: Found) -> None:
    stood, card = found(A_leak=FindingState.SUSPECTED)
    row = card.rows[0]
    row.begin()
    assert row.form is not None
    row.form.words.setText("A leak in release 4")
    record(stood.story, UUID(int=1), "A leak in the driver", FindingState.CONFIRMED, by="mei")
    stood.show()
    assert row.form is not None
    assert row.form.words.text() == "A leak in release 4"
    assert row.form.hint.text() == (
        "Changed meanwhile to “A leak in the driver”: Confirmed · Mei Lindqvist · 03:41. "
        "Saving writes over it."
    )
    row.form.save.click()
    assert findings(stood)[0].words == "A leak in release 4"
    assert findings(stood)[0].state is FindingState.CONFIRMED


def test_without_the_hub_it_is_kept_and_says_so(found: Found) -> None:
    stood, card = found(A_leak=FindingState.SUSPECTED)
    stood.story.session.lose_hub()
    card.take_focus()
    QTest.keyClicks(card.line, "The pool")
    QTest.keyClick(card.line, Qt.Key.Key_Return)
    card.rows[0].setFocus()
    QTest.keyClick(card.rows[0], Qt.Key.Key_C)
    stood.show()
    assert [row.about for row in card.rows] == [
        "Confirmed · You · not yet sent",
        "Suspected · You · not yet sent",
    ]
    QTest.keyClick(card.rows[1], Qt.Key.Key_X)
    stood.story.session.find_hub()
    stood.show()
    assert [finding.state for finding in findings(stood)] == [
        FindingState.CONFIRMED,
        FindingState.RULED_OUT,
    ]


def test_who_may_not_act_reads(found: Found) -> None:
    _, card = found(me="nobody", A_leak=FindingState.SUSPECTED)
    card.rows[0].setFocus()
    QTest.keyClick(card.rows[0], Qt.Key.Key_C)
    assert card.rows[0].line.state is FindingState.SUSPECTED
    assert card.line.isHidden()
    _, empty = found(me="nobody")
    assert empty.isHidden(), "there is nothing to read"


def test_a_confirmed_finding_fills_the_text_that_nobody_has_touched(
    stand: Callable[..., Stand], theme: Theme
) -> None:
    story = Story(me="ana")
    text = Template(
        stage=Stage.INVESTIGATING,
        readers=Readers.COLLEAGUES,
        subject="",
        text="{{ 'We know why. ' ~ cause if cause else 'We are looking.' }}",
    )
    story.session.evolve(templates=(text,))
    story.claims(story.checkout, "ana", Seat.MANAGER)
    card = TellingCard(theme)
    stood = stand(story, card, lambda bridge: TellingPresenter(card, bridge))
    card.write.click()
    assert card.composer.words == "We are looking."
    record(story, LEAK, "The release leaks", FindingState.CONFIRMED)
    stood.show()
    assert card.composer.words == "We know why. The release leaks."
    assert card.composer.found.isHidden(), "it is said already"
    card.composer.text.setPlainText("In my own words.")
    record(story, POOL, "The pool is too small", FindingState.CONFIRMED)
    stood.show()
    assert card.composer.words == "In my own words."


def test_the_manager_takes_a_finding_into_the_update(stand: Callable[..., Stand], theme: Theme) -> None:
    story = Story(me="ana")
    story.claims(story.checkout, "ana", Seat.MANAGER)
    story.claims(story.checkout, "ben", Seat.ENGINEER)
    card = TellingCard(theme)
    stood = stand(story, card, lambda bridge: TellingPresenter(card, bridge))
    composer = card.composer
    card.write.click()
    stood.show()
    assert composer.found.isHidden()
    record(story, DISK, "The disk is full", FindingState.RULED_OUT)
    record(story, POOL, "the pool is too small")
    record(story, LEAK, "The release leaks connections on db-7.shop.internal", FindingState.CONFIRMED)
    stood.show()
    assert tuple(composer.found.sentences) == (
        "The release leaks connections on db-7.shop.internal.",
        "We suspect: the pool is too small.",
    )
    QTest.keyClick(composer.text, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    assert composer.words == "The release leaks connections on db-7.shop.internal."
    composer._who.button(0).click()
    assert "db-7.shop.internal" in composer.warnings, "a finding is looked through as anything else"
    assert tuple(composer.found.sentences) == ("We suspect: the pool is too small.",), "it is said"
    composer.found.inserts[0].click()
    assert composer.words.endswith("\nWe suspect: the pool is too small.")
    assert composer.found.isHidden()
