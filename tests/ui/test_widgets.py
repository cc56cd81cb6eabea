"""The widgets by themselves: words that are too long, the keyboard, and no painting that nobody asked for."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop.ui.present.rows import IncidentRow, LadderStep, SeatView, Section, TimelineRow
from desktop.ui.theme.tokens import Tone, Type
from desktop.ui.widgets.button import PrimaryButton, QuietButton
from desktop.ui.widgets.countdown_ring import CountdownRing
from desktop.ui.widgets.flow_row import FlowRow
from desktop.ui.widgets.label import Label
from desktop.ui.widgets.level_ladder import LevelLadder
from desktop.ui.widgets.rows_model import RowsModel
from desktop.ui.widgets.seat_card import SeatCard
from desktop.ui.widgets.text_block import TextBlock

LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"


def test_a_word_that_is_too_long_is_broken_and_nothing_is_lost(theme):
    block = TextBlock(f"Certificate for {LONG} ends", theme.font(Type.HEADLINE), 600)
    assert len(block.lines) > 2
    assert "".join(block.lines).replace(" ", "") == f"Certificatefor{LONG}ends"
    assert not block.elided
    assert block.width <= 600


def test_the_last_line_that_fits_ends_with_an_ellipsis(theme):
    block = TextBlock(f"{LONG} " * 5, theme.font(Type.HEADLINE), 600, max_lines=2)
    assert len(block.lines) == 2
    assert block.lines[-1].endswith("…")
    assert block.elided


def test_an_elided_label_tells_the_whole_text_in_its_tool_tip(qtbot, theme):
    label = Label(theme, LONG)
    qtbot.addWidget(label)
    label.resize(120, 30)
    label.show()
    label.grab()
    assert label.toolTip() == LONG
    label.resize(2000, 30)
    label.grab()
    assert label.toolTip() == ""


def test_a_wrapping_label_grows_with_the_text_scale(qtbot, theme):
    label = Label(theme, "What breaks appears here and rings. " * 4, max_lines=0)
    qtbot.addWidget(label)
    before = label.heightForWidth(300)
    theme.set_text_scale(1.5)
    assert label.heightForWidth(300) > 1.8 * before


@pytest.mark.parametrize("kind", [PrimaryButton, QuietButton])
@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_buttons_are_pressed_by_keyboard(qtbot, theme, kind, key):
    button = kind(theme, "Resolve")
    qtbot.addWidget(button)
    button.show()
    with qtbot.waitSignal(button.clicked):
        QTest.keyClick(button, key)


def test_focus_by_keyboard_can_be_seen(qtbot, theme):
    box = QWidget()
    qtbot.addWidget(box)
    button = QuietButton(theme, "Resolve", parent=box)
    other = QuietButton(theme, "Back", parent=box)
    other.move(200, 0)
    box.show()
    box.activateWindow()
    qtbot.waitUntil(box.isActiveWindow)
    other.setFocus(Qt.FocusReason.TabFocusReason)
    button.setFocus(Qt.FocusReason.MouseFocusReason)
    without = button.grab().toImage()
    other.setFocus(Qt.FocusReason.TabFocusReason)
    button.setFocus(Qt.FocusReason.TabFocusReason)
    assert QApplication.focusWidget() is button
    assert button.grab().toImage() != without


def test_the_ring_paints_once_for_each_new_clock(qtbot, theme, monkeypatch):
    ring = CountdownRing(theme)
    qtbot.addWidget(ring)
    updates = []
    monkeypatch.setattr(ring, "update", lambda: updates.append(1))
    for fraction in (0.931, 0.930, 0.929):
        ring.show_left("4:39", fraction)
    ring.show_left("4:38", 0.928)
    assert len(updates) == 2
    assert ring.accessibleName() == "4:38"


@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_a_narrow_seat_card_puts_the_state_below_the_name(qtbot, theme, scale):
    theme.set_text_scale(scale)
    view = SeatView("ENGINEER", "Ben Sato", "acknowledged 12 s ago", "mdi6.wrench", Tone.ENGINEER, Tone.OK)
    card = SeatCard(theme, view)
    qtbot.addWidget(card)
    card.show()
    card.resize(700, 100)
    assert card._state.y() < card._name.geometry().bottom()
    assert card._state.x() > card._name.x()
    card.resize(250, 100)
    QApplication.processEvents()
    assert card._state.y() > card._name.y()
    assert card.accessibleName() == "ENGINEER: Ben Sato, acknowledged 12 s ago"


def test_the_ladder_keeps_its_levels_in_their_columns(qtbot, theme):
    ladder = LevelLadder(theme)
    qtbot.addWidget(ladder)
    ladder.show_steps(
        (LadderStep(1, "the pair", 0.5, True), LadderStep(2, LONG, 0, False), LadderStep(3, "x", 0, False))
    )
    assert ladder.heightForWidth(300) > ladder.heightForWidth(3000)  # two lines, then one
    assert ladder.accessibleName().startswith("1 the pair; 2 Donau")


def test_buttons_go_on_in_the_next_line(qtbot, theme):
    box = QWidget()
    qtbot.addWidget(box)
    row = FlowRow(box)
    buttons = [QuietButton(theme, f"Take seat number {n}") for n in range(4)]
    for button in buttons:
        row.addWidget(button)
    assert row.heightForWidth(2000) < row.heightForWidth(300)
    box.resize(300, 400)
    box.show()
    assert len({button.y() for button in buttons}) > 1


def row(key, title="t", *, quiet=False, clock=""):
    return IncidentRow(key, title, "d", "mdi6.check", Tone.OK, clock=clock, quiet=quiet)


def test_the_model_tells_the_view_only_what_differs(qapp):
    model = RowsModel()
    told = []
    model.rowsInserted.connect(lambda _p, a, b: told.append(("in", a, b)))
    model.rowsRemoved.connect(lambda _p, a, b: told.append(("out", a, b)))
    model.dataChanged.connect(lambda a, b, _r: told.append(("data", a.row(), b.row())))
    model.show_rows([Section("Running"), row("1"), row("2"), row("3")])
    assert told == [("in", 0, 3)]
    told.clear()
    model.show_rows([Section("Running"), row("1"), row("2", clock="0:01"), row("3")])
    assert told == [("data", 2, 2)]
    told.clear()
    model.show_rows([Section("Running"), row("1"), row("3")])
    assert told == [("out", 2, 2)]
    told.clear()
    model.show_rows([Section("Running"), row("1"), row("3")])
    assert told == []


def test_a_timeline_that_grows_at_its_top_inserts_one_row(qapp):
    model = RowsModel()
    old = TimelineRow("03:41", "mdi6.alert", Tone.ALARM, "Alert")
    model.show_rows([old])
    told = []
    model.rowsInserted.connect(lambda _p, a, b: told.append((a, b)))
    model.show_rows([TimelineRow("03:42", "mdi6.check", Tone.OK, "Claimed"), old])
    assert told == [(0, 0)]
    assert model.data(model.index(0), Qt.ItemDataRole.AccessibleTextRole) == "03:42, Claimed"
