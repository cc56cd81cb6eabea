"""Being led through closing: step by step, from both seats, by keyboard, with and without the hub."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from desktop.core.closing.closing import ClosingStep, Verdict
from desktop.core.closing.outcome import ResolvedHow
from desktop.core.closing.ticket import Label
from desktop.core.incident.commands import (
    AddLabel,
    CloseStep,
    Command,
    GiveVerdict,
    RecordResolution,
    SendUpdate,
)
from desktop.core.team.responder import Role
from desktop.core.team.seat import Seat
from desktop.core.telling.notice import Notice
from desktop.core.telling.update import Readers, Stage
from desktop.ui.panels.closing.closing_card import ClosingCard
from desktop.ui.panels.closing.closing_presenter import ClosingPresenter
from desktop.ui.theme.theme import Theme
from tests.ui.conftest import drive
from tests.ui.story import Story

UPDATE, NOTICES, LABELS, RESOLUTION, RUN_BOOK, VERDICT = ClosingStep


class Desk:
    """One person's desktop: the story, the card and its presenter."""

    def __init__(self, story: Story, bridge: Any, theme: Theme, qtbot: Any) -> None:
        self.story, self.bridge = story, bridge
        self.host = QWidget()
        qtbot.addWidget(self.host)
        self.card = ClosingCard(theme, self.host)
        self.card.resize(360, 900)
        self.presenter = ClosingPresenter(self.card, bridge, start=drive)
        self.host.resize(360, 900)
        with qtbot.waitActive(self.host):
            self.host.show()
            self.host.activateWindow()
        self.draw()

    def draw(self) -> None:
        incident = self.story.incident(self.story.checkout)
        self.presenter.show(incident, self.story.team, self.bridge.viewer, self.bridge.hub_now())

    def do(self, by: str, what: type[Command], /, **more: object) -> None:
        incident = self.story.checkout
        self.story.others(what(incident_id=incident, by=by, pressed_at=self.story.clock.now(), **more))
        self.draw()

    def press(self, button: QWidget) -> None:
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        self.draw()

    def key(self, key: Qt.Key) -> None:
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, key)
        self.draw()

    @property
    def incident(self) -> Any:
        return self.story.incident(self.story.checkout)


DeskOf = Callable[..., Desk]


def answered(me: str, minutes: int = 20) -> Story:
    story = Story(me=me)
    story.claims(story.checkout, "ana", Seat.MANAGER)
    story.claims(story.checkout, "ben", Seat.ENGINEER)
    story.clock.advance(timedelta(minutes=minutes))
    return story


@pytest.fixture
def desk_of(qtbot: Any, theme: Theme, bridge_of: Any) -> DeskOf:
    def make(me: str = "ana", *, over: bool = True, notice: bool = False) -> Desk:
        story = answered(me)
        if notice:
            shown = Notice(
                id=UUID(int=5),
                service="checkout-api",
                text="Payments fail for some of you.",
                on=True,
                incident_id=story.checkout,
                changed_at=story.clock.now(),
            )
            story.session.evolve(notices=(shown, replace(shown, id=UUID(int=6), text="Receipts come late.")))
        if over:
            story.resolves(story.checkout, "ana")
        return Desk(story, bridge_of(story), theme, qtbot)

    return make


def test_hidden_while_it_runs_and_taken_up_by_who_resolves_it(desk_of: DeskOf, qtbot: Any) -> None:
    desk = desk_of(over=False)
    assert desk.card.isHidden()
    with qtbot.waitSignal(desk.presenter.began, timeout=0):
        desk.story.resolves(desk.story.checkout, "ana")
        desk.draw()
    assert not desk.card.isHidden()
    assert desk.card.opened is UPDATE
    assert desk.card.telling.write.hasFocus()


def test_who_is_writing_keeps_the_keyboard(desk_of: DeskOf) -> None:
    desk = desk_of(over=False)
    note = QLineEdit(desk.host)
    note.show()
    note.setFocus()
    desk.story.resolves(desk.story.checkout, "ana")
    desk.draw()
    assert desk.card.opened is UPDATE
    assert note.hasFocus()


def test_a_letter_in_a_time_skips_nothing(desk_of: DeskOf) -> None:
    desk = desk_of(notice=True)
    desk.card.open_step(NOTICES, keyboard=True)
    desk.press(desk.card.notices.left.keep_until)
    desk.key(Qt.Key.Key_S)
    assert desk.incident.closing == ()
    assert desk.card.opened is NOTICES


def test_the_manager_sees_all_steps_and_the_first_open_one(desk_of: DeskOf) -> None:
    desk = desk_of()
    card = desk.card
    assert card.shown_steps == (UPDATE, LABELS, RESOLUTION, RUN_BOOK, VERDICT)
    assert (card.opened, card.progress) == (UPDATE, "0 of 5")
    assert [step for step, row in card.rows.items() if row.opened] == [UPDATE]


def test_the_engineer_sees_how_it_ended_and_the_verdict(desk_of: DeskOf) -> None:
    desk = desk_of("ben")
    assert tuple(desk.card.shown_steps) == (RESOLUTION, VERDICT)
    assert desk.card.opened is RESOLUTION
    desk.press(desk.card.resolution.hows.button(2))
    desk.press(desk.card.rows[RESOLUTION].done_button)
    assert desk.incident.outcome.how is ResolvedHow.RESTART
    assert desk.card.opened is VERDICT
    desk.press(desk.card.verdict.choices[Verdict.COULD_HAVE_WAITED])
    assert [(given.by, given.verdict) for given in desk.incident.verdicts] == [
        ("ben", Verdict.COULD_HAVE_WAITED)
    ]
    assert (desk.card.sentence, desk.card.progress) == ("All done. Thank you.", "2 of 2")
    assert desk.card.opened is None


def test_who_has_no_seat_may_help_but_nothing_opens_by_itself(desk_of: DeskOf) -> None:
    desk = desk_of("mei")
    assert tuple(desk.card.shown_steps) == ()
    assert desk.card.progress == "0 of 4"
    desk.press(desk.card.fold)
    assert tuple(desk.card.shown_steps) == (UPDATE, LABELS, RESOLUTION, RUN_BOOK)
    assert desk.card.opened is None
    desk.press(desk.card.rows[LABELS].head)
    assert desk.card.opened is LABELS


def test_an_observer_only_reads(desk_of: DeskOf) -> None:
    desk = desk_of("kwame")
    roster = desk.story.team.roster
    people = tuple(
        replace(one, role=Role.OBSERVER) if one.id == "kwame" else one for one in roster.responders
    )
    desk.story.team = replace(desk.story.team, roster=replace(roster, responders=people))
    desk.draw()
    desk.press(desk.card.fold)
    desk.press(desk.card.rows[LABELS].head)
    assert not desk.card.rows[LABELS].opened
    assert not desk.card.rows[LABELS].head.isEnabled()


def test_the_update_is_done_by_sending_it(desk_of: DeskOf, qtbot: Any) -> None:
    desk = desk_of()
    with qtbot.waitSignal(desk.card.update_wanted, timeout=0):
        desk.card.telling.write.click()
    update = {"update_id": UUID(int=1), "readers": Readers.CUSTOMERS, "text": "It is over."}
    desk.do("ana", SendUpdate, stage=Stage.RESOLVED, **update)
    assert (desk.card.opened, desk.card.progress) == (LABELS, "1 of 5")


def test_what_users_still_see_is_settled_and_that_ends_the_step(desk_of: DeskOf) -> None:
    desk = desk_of(notice=True)
    assert desk.card.rows[NOTICES].head.accessibleName() == "Notices off: 2 are still shown"
    desk.press(desk.card.rows[NOTICES].head)
    desk.press(desk.card.notices.left.switch_off)
    assert [notice.on for notice in desk.story.session.state.notices] == [False, False]
    assert [(step.step, step.skipped) for step in desk.incident.closing] == [(NOTICES, False)]
    assert desk.card.opened is UPDATE, "the first that is open"


def test_what_is_kept_is_settled_too(desk_of: DeskOf) -> None:
    desk = desk_of(notice=True)
    desk.press(desk.card.rows[NOTICES].head)
    desk.press(desk.card.notices.left.keep_it)
    assert [notice.on for notice in desk.story.session.state.notices] == [True, True]
    assert desk.card.rows[NOTICES].head.accessibleName() == "Notices off: done by you"


def test_a_notice_cannot_be_switched_without_the_hub(desk_of: DeskOf, qtbot: Any) -> None:
    desk = desk_of(notice=True)
    desk.press(desk.card.rows[NOTICES].head)
    desk.story.session.lose_hub()
    with qtbot.waitSignal(desk.bridge.refused, timeout=0) as refused:
        desk.press(desk.card.notices.left.switch_off)
    assert "cannot be reached" in refused.args[0]
    assert desk.card.opened is NOTICES


def test_labels_are_suggested_for_the_keys_that_are_missing(desk_of: DeskOf) -> None:
    desk = desk_of()
    vocabulary = {"cause": ("release", "disk"), "impact": ("payments",), "region": ("eu",)}
    desk.story.session.evolve(vocabulary=vocabulary)
    desk.draw()
    desk.press(desk.card.rows[LABELS].head)
    form = desk.card.labels
    assert [button.text() for button in form.suggestions] == [
        "cause: release",
        "cause: disk",
        "impact: payments",
    ]
    desk.press(form.suggestions[1])
    assert desk.incident.labels == (Label(key="cause", value="disk"),)
    assert [button.text() for button in form.suggestions] == ["impact: payments"]
    assert form.hint == "Still without: impact. The retro counts by them."
    QTest.keyClicks(form.line, "a third of payments")
    QTest.keyClick(form.line, Qt.Key.Key_Return)
    desk.draw()
    assert desk.incident.labels[-1] == Label(key="impact", value="a third of payments")
    assert desk.card.opened is UPDATE, "with all of them the step is behind"


def test_how_it_ended_asks_what_helped(desk_of: DeskOf) -> None:
    desk = desk_of()
    desk.press(desk.card.rows[RESOLUTION].head)
    form = desk.card.resolution
    desk.press(desk.card.rows[RESOLUTION].done_button)
    assert desk.incident.outcome is None
    assert "Choose one" in form.hint
    desk.press(form.hows.button(1))
    QTest.keyClicks(form.words, "to 2026.11.22-1")
    desk.press(form.documented.choices.button(1))
    desk.press(form.automated.choices.button(0))
    QTest.keyClick(form.words, Qt.Key.Key_Return)
    desk.draw()
    said = desk.incident.outcome
    assert said is not None
    assert (said.how, said.words, said.documented, said.automated) == (
        ResolvedHow.ROLLBACK,
        "to 2026.11.22-1",
        False,
        True,
    )
    spoken = desk.card.rows[RESOLUTION].head.accessibleName()
    assert spoken == "How it ended: Rollback · to 2026.11.22-1 · not documented, automated"


def test_what_was_said_may_be_said_otherwise(desk_of: DeskOf) -> None:
    desk = desk_of()
    desk.do("ben", RecordResolution, how=ResolvedHow.FIX, words="a patch", documented=True)
    desk.press(desk.card.rows[RESOLUTION].head)
    form = desk.card.resolution
    assert (form.words.text(), form.documented.answer, form.automated.answer) == ("a patch", True, None)
    desk.press(form.hows.button(list(ResolvedHow).index(ResolvedHow.CAPACITY)))
    desk.press(desk.card.rows[RESOLUTION].done_button)
    assert (desk.incident.outcome.how, desk.incident.outcome.by) == (ResolvedHow.CAPACITY, "ana")


def test_steps_of_the_partner_appear_live(desk_of: DeskOf) -> None:
    desk = desk_of()
    desk.press(desk.card.rows[RESOLUTION].head)
    desk.do("ben", RecordResolution, how=ResolvedHow.FIX)
    assert (desk.card.progress, desk.card.opened) == ("1 of 5", UPDATE)
    desk.do("ben", CloseStep, step=RUN_BOOK)
    assert desk.card.rows[RUN_BOOK].head.accessibleName() == "Run-book: done by Ben Sato"
    desk.do("ben", GiveVerdict, verdict=Verdict.ACT_NOW)
    assert desk.card.rows[VERDICT].head.accessibleName() == "Verdict", "mine is my own"


def test_all_of_it_by_keyboard(desk_of: DeskOf) -> None:
    desk = desk_of()
    desk.card.open_step(UPDATE, keyboard=True)
    for _step in (UPDATE, LABELS):
        if isinstance(QApplication.focusWidget(), type(desk.card.labels.line)):
            QTest.keyClick(desk.card.labels.line, Qt.Key.Key_Tab)
        desk.key(Qt.Key.Key_S)
    assert desk.card.opened is RESOLUTION
    assert desk.card.resolution.hows.button(0).hasFocus()
    desk.key(Qt.Key.Key_Space)
    desk.card.resolution.words.setFocus()
    desk.key(Qt.Key.Key_Return)
    assert desk.card.opened is RUN_BOOK
    desk.key(Qt.Key.Key_S)
    assert desk.card.verdict.choices[Verdict.ACT_NOW].hasFocus()
    desk.key(Qt.Key.Key_Return)
    assert [step.step for step in desk.incident.closing if step.skipped] == [UPDATE, LABELS, RUN_BOOK]
    assert desk.card.sentence == (
        "Thank you. The retro lists what was skipped: Closing update, Labels and Run-book."
    )
    assert desk.card.fold.hasFocus()


def test_tab_goes_from_the_top_to_the_bottom(desk_of: DeskOf) -> None:
    desk = desk_of()
    desk.story.session.evolve(vocabulary={"cause": ("release",), "impact": ("payments",)})
    desk.draw()
    desk.card.open_step(LABELS, keyboard=True)
    row, form = desk.card.rows[LABELS], desk.card.labels
    following = [*form.suggestions[1:], form.line, row.done_button, row.skip_button]
    for widget in [*following, desk.card.rows[RESOLUTION].head, desk.card.rows[RUN_BOOK].head]:
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, Qt.Key.Key_Tab)
        assert widget.hasFocus()


@pytest.mark.parametrize("step", list(ClosingStep))
def test_each_form_fits_a_narrow_panel_with_large_letters(
    desk_of: DeskOf, theme: Theme, step: ClosingStep
) -> None:
    theme.set_text_scale(1.5)
    desk = desk_of(notice=True)
    desk.story.session.run_books.put("x", "# " + "Donaudampfschifffahrtsgesellschaft" * 3)
    desk.card.open_step(step, keyboard=True)
    if step is RUN_BOOK:
        desk.press(desk.card.run_book.write)
    assert desk.card.minimumSizeHint().width() <= 330


def test_what_was_skipped_can_be_done_later(desk_of: DeskOf) -> None:
    desk = desk_of()
    desk.press(desk.card.rows[UPDATE].skip_button)
    assert desk.card.rows[UPDATE].head.accessibleName() == "Closing update: skipped by you"
    desk.press(desk.card.rows[UPDATE].head)
    assert desk.card.opened is UPDATE
    assert desk.card.rows[UPDATE].skip_button.isHidden()
    desk.press(desk.card.rows[UPDATE].done_button)
    assert desk.card.rows[UPDATE].head.accessibleName() == "Closing update: done by you"
    assert desk.card.opened is LABELS


def test_what_is_not_yet_sent_counts_and_says_so(desk_of: DeskOf) -> None:
    desk = desk_of("ben")
    desk.story.session.lose_hub()
    desk.press(desk.card.rows[RESOLUTION].skip_button)
    assert desk.card.rows[RESOLUTION].head.accessibleName() == "How it ended: not yet sent"
    assert desk.card.opened is VERDICT
    desk.press(desk.card.verdict.choices[Verdict.ACT_NOW])
    assert desk.card.progress == "2 of 2"
    desk.story.session.find_hub()
    desk.draw()
    assert desk.card.rows[RESOLUTION].head.accessibleName() == "How it ended: skipped by you"


def test_the_draft_of_a_run_book_comes_from_the_timeline_and_is_kept(desk_of: DeskOf) -> None:
    desk = desk_of()
    desk.story.notes(desk.story.checkout, "ben", "Restarted one pod: no change")
    desk.draw()
    desk.press(desk.card.rows[RUN_BOOK].head)
    form = desk.card.run_book
    desk.press(form.write)
    assert form.writing
    assert form.text.startswith('---\ntitle: "When checkout fails for 31 % of customers"\n')
    assert "Ben Sato: Restarted one pod: no change" in form.text
    form.editor.setPlainText("# Mine")
    desk.press(form.copy)
    assert QGuiApplication.clipboard().text() == "# Mine"
    QTest.keyClick(form.editor, Qt.Key.Key_Escape)
    assert not form.writing
    other = desk.story.alert("Search lags", "search")
    desk.presenter.show(
        desk.story.incident(other), desk.story.team, desk.bridge.viewer, desk.bridge.hub_now()
    )
    desk.draw()
    desk.press(desk.card.rows[RUN_BOOK].head)
    desk.press(form.write)
    assert form.text == "# Mine", "what was begun is still there"


def test_a_draft_is_saved_as_a_file(desk_of: DeskOf, tmp_path: Path, qtbot: Any) -> None:
    desk = desk_of()
    desk.press(desk.card.rows[RUN_BOOK].head)
    form = desk.card.run_book
    desk.press(form.write)
    form.editor.setPlainText("# Mine")
    books = desk.presenter.run_books
    dialog = books.ask_for_file()
    assert dialog is not None
    dialog.fileSelected.emit(str(tmp_path / "checkout.md"))
    assert (tmp_path / "checkout.md").read_text(encoding="utf-8") == "# Mine\n"
    assert form.said == "Saved as checkout.md."
    with qtbot.waitSignal(desk.bridge.refused, timeout=0) as refused:
        dialog.fileSelected.emit(str(tmp_path / "no folder" / "checkout.md"))
    assert "Choose another folder" in refused.args[0]
    dialog.close()


BOOK = "---\ntitle: Checkout is slow\nservices: [checkout-api]\n---\n1. Look at the pool\n"


def test_what_is_written_is_saved_at_the_hub_and_ends_the_step(desk_of: DeskOf) -> None:
    desk = desk_of()
    desk.card.open_step(RUN_BOOK, keyboard=True)
    form = desk.card.run_book
    desk.press(form.write)
    QTest.keyClick(form.editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    desk.draw()
    books = desk.story.session.run_books.books
    assert list(books) == ["when-checkout-fails-for-31-of-customers"]
    assert form.said == "Saved: “When checkout fails for 31 % of customers”."
    assert [(step.step, step.skipped) for step in desk.incident.closing] == [(RUN_BOOK, False)]


def test_when_the_hub_says_no_the_text_stays(desk_of: DeskOf, qtbot: Any) -> None:
    desk = desk_of()
    desk.card.open_step(RUN_BOOK, keyboard=True)
    form = desk.card.run_book
    desk.press(form.write)
    form.editor.setPlainText(BOOK)
    desk.story.session.run_books.put("checkout-is-slow", "# Checkout is slow\n")
    with qtbot.waitSignal(desk.bridge.refused, timeout=0):
        desk.press(form.save)
    assert form.writing
    assert form.text == BOOK
    assert desk.incident.closing == ()
    form.editor.setPlainText(BOOK.replace("slow", "very slow"))
    desk.press(form.save)
    assert "checkout-is-very-slow" in desk.story.session.run_books.books
    assert [step.step for step in desk.incident.closing] == [RUN_BOOK]


def test_one_that_is_there_is_amended_by_what_happened(desk_of: DeskOf) -> None:
    desk = desk_of()
    hub = desk.story.session.run_books
    hub.put("disk", "# Disk full\n")
    hub.put("checkout", BOOK)
    desk.press(desk.card.rows[RUN_BOOK].head)
    form = desk.card.run_book
    choices = form.amend_menu().actions()
    assert [choice.text() for choice in choices] == ["Checkout is slow", "Disk full"], "what fits comes first"
    choices[0].trigger()
    assert form.save.text() == "Propose"
    assert form.text.startswith("1. Look at the pool\n\n## Seen again: #142, 2026-11-24\n")
    desk.press(form.later)
    choices[0].trigger()
    desk.press(form.save)
    [amendment] = asyncio.run(hub.amendments())
    assert (amendment.run_book_id, amendment.incident_id) == ("checkout", desk.story.checkout)
    assert (amendment.proposed_by, amendment.because) == ("ana", "Seen again in #142.")
    assert amendment.old_body == "1. Look at the pool\n"
    assert "Seen again" in amendment.new_body
    assert [step.step for step in desk.incident.closing] == [RUN_BOOK]


def test_without_the_hub_there_is_nothing_to_amend_and_it_says_why(desk_of: DeskOf) -> None:
    desk = desk_of()
    desk.story.session.lose_hub()
    desk.press(desk.card.rows[RUN_BOOK].head)
    assert "cannot be reached" in desk.card.run_book.said
    assert desk.card.run_book.amend.isHidden()


def test_labels_of_the_partner_end_the_step_and_another_incident_begins_anew(desk_of: DeskOf) -> None:
    desk = desk_of()
    desk.press(desk.card.resolution.hows.button(3))
    desk.do("ben", AddLabel, label=Label(key="cause", value="disk"))
    desk.do("ben", AddLabel, label=Label(key="impact", value="orders"))
    assert desk.card.rows[LABELS].head.accessibleName() == "Labels: done"
    running = desk.story.alert("Search lags", "search")
    desk.presenter.show(
        desk.story.incident(running), desk.story.team, desk.bridge.viewer, desk.bridge.hub_now()
    )
    assert desk.card.isHidden()
    desk.draw()
    desk.press(desk.card.rows[RESOLUTION].done_button)
    assert desk.incident.outcome is None, "what was chosen before is forgotten"
