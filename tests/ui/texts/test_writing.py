"""Writing a text: by keyboard, checked while it is written, tried on an incident, saved, undone."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCharFormat
from PySide6.QtTest import QTest

from desktop.core.telling.update import Readers, Stage
from desktop.hub.usecases.telling.templates import shipped
from desktop.ui.theme.tokens import Scheme
from tests.ui.story import Story
from tests.ui.texts.conftest import Desk, Open

FIRST = (Stage.INVESTIGATING, Readers.CUSTOMERS)
CONTROL = Qt.KeyboardModifier.ControlModifier


def in_force(desk: Desk) -> tuple[str, str, int]:
    (found,) = [t for t in desk.session.state.templates if (t.stage, t.readers) == FIRST]
    return found.subject, found.text, found.version


def test_all_texts_are_listed_by_their_readers(desk: Desk) -> None:
    texts = [desk.view.list.item(n).text() for n in range(desk.view.list.count())]
    assert texts == [
        *("Customers", "Investigating", "Identified", "Monitoring", "Resolved"),
        *("Colleagues", "Investigating", "Identified", "Monitoring", "Resolved"),
        *("Executives", "Investigating", "Identified", "Monitoring", "Resolved"),
        *("DevOps", "Investigating", "Identified", "Monitoring", "Resolved"),
    ]
    assert desk.card.origin == "As it ships with Pairwatch"
    assert desk.view.list.hasFocus()


def test_arrows_and_enter_open_a_text(desk: Desk) -> None:
    desk.press(Qt.Key.Key_Down)
    assert desk.card.accessibleName().startswith("Customers: identified")
    for _ in range(3):
        desk.press(Qt.Key.Key_Down)
    assert desk.card.accessibleName().startswith("Colleagues: investigating"), "headings are passed over"
    desk.press(Qt.Key.Key_Return)
    assert desk.card.text.hasFocus()


def test_what_is_saved_is_in_force_and_says_so(desk: Desk) -> None:
    assert not desk.card.save.isEnabled()
    desk.type("Hello. ")
    assert desk.card.save.isEnabled()
    assert desk.spoken("customers/investigating") == "Investigating, not saved"
    desk.save()
    assert in_force(desk) == (shipped()[0].subject, f"Hello. {shipped()[0].text}", 1)
    assert desk.card.said.startswith("Saved as version 1.")
    assert desk.spoken("customers/investigating") == "Investigating, changed, You, 03:41"
    assert (desk.card.save.isEnabled(), desk.presenter.unsaved) == (False, 0)


def test_spaces_at_the_ends_are_no_change(desk: Desk) -> None:
    desk.type("  ")
    assert not desk.card.save.isEnabled()
    desk.save()
    assert in_force(desk)[2] == 0


def test_what_was_undone_comes_back_with_the_editors_own_undo(desk: Desk) -> None:
    desk.type("Mine. ")
    desk.card.subject.setText("Mine")
    mine = desk.card.source
    desk.card.undo.click()
    assert (desk.card.source.text, desk.card.source.subject) == (shipped()[0].text, shipped()[0].subject)
    assert "Ctrl+Z" in desk.card.said
    assert not desk.card.undo.isEnabled()
    desk.card.text.undo()
    desk.card.subject.undo()
    assert desk.card.source == mine
    assert desk.presenter.unsaved == 1


def test_a_draft_stays_while_another_text_is_shown(desk: Desk) -> None:
    desk.type("Half a ")
    desk.view.list.go_to(7)
    assert "Half a" not in desk.card.source.text
    desk.type("Another ")
    assert desk.spoken("customers/investigating") == "Investigating, not saved"
    desk.view.list.go_to(1)
    assert desk.card.source.text.startswith("Half a ")
    desk.save()
    assert in_force(desk)[1].startswith("Half a ")
    assert desk.presenter.unsaved == 1, "the other one is still written"


def test_what_cannot_be_filled_in_says_where_and_is_not_saved(desk: Desk) -> None:
    before = desk.view.preview.words
    desk.card.text.setPlainText("One\nTwo {{ servce }}")
    assert desk.card.problem == (
        "Line 2 of the text uses the variable “servce”, which is not known. Did you mean “service”?"
    )
    (marked,) = desk.card.text.extraSelections()
    assert marked.cursor.blockNumber() == 1
    assert marked.format.underlineStyle() is QTextCharFormat.UnderlineStyle.WaveUnderline
    assert (desk.view.preview.words, bool(desk.view.preview.hint)) == (before, True)
    assert not desk.card.save.isEnabled()
    desk.save()
    assert in_force(desk)[2] == 0
    desk.card.text.setPlainText("One {% if impact %}")
    assert desk.card.problem.startswith("Line 1 of the text is broken: ")
    desk.card.text.setPlainText("Fine {{ service }}")
    assert (desk.card.problem, desk.card.text.extraSelections(), desk.view.preview.hint) == ("", [], "")


def test_an_empty_text_and_a_broken_subject_are_not_saved(desk: Desk) -> None:
    desk.card.text.setPlainText(" \n")
    assert desk.card.problem.startswith("The text is empty.")
    desk.card.text.setPlainText("Text")
    desk.card.subject.setText("{{ title")
    assert desk.card.problem.startswith("Line 1 of the subject is broken")
    assert desk.card.text.extraSelections() == []
    assert not desk.card.save.isEnabled()


def test_variables_go_where_the_keyboard_was(desk: Desk) -> None:
    desk.view.open_source()
    desk.card.text.setPlainText("")
    QTest.keyClick(desk.card.text, Qt.Key.Key_Space, CONTROL)
    assert desk.view.variables.list.hasFocus()
    desk.press(Qt.Key.Key_Down)
    desk.press(Qt.Key.Key_Return)
    assert (desk.card.source.text, desk.card.text.hasFocus()) == ("{{ service }}", True)
    desk.card.subject.setFocus()
    desk.card.subject.clear()
    QTest.keyClick(desk.card.subject, Qt.Key.Key_Space, CONTROL)
    desk.view.variables.list.go_to(desk.view.variables.list.count() - 1)
    desk.press(Qt.Key.Key_Return)
    assert desk.card.source.subject == "{{ labels | join(', ') }}"
    assert desk.card.problem == ""
    QTest.keyClick(desk.card.subject, Qt.Key.Key_Space, CONTROL)
    desk.press(Qt.Key.Key_Escape)
    assert desk.card.subject.hasFocus()


def test_a_click_on_a_variable_puts_it_in(desk: Desk) -> None:
    desk.card.text.setFocus()
    desk.card.text.setPlainText("")
    variables = desk.view.variables.list
    where = variables.visualItemRect(variables.item(2)).center()
    QTest.mouseClick(variables.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert desk.card.source.text == "{{ product }}"


def test_the_preview_marks_what_is_empty_and_warns(desk: Desk) -> None:
    desk.card.text.setPlainText("Hit: {{ impact }}. It will be fixed in 20 minutes on db-7.internal.")
    preview = desk.view.preview
    assert preview.words.endswith("Hit: ‹impact›. It will be fixed in 20 minutes on db-7.internal.")
    notes = preview.notes.split("\n")
    assert notes[0] == "Still empty: impact."
    assert any("promises" in note for note in notes)
    assert any("db-7.internal" in note for note in notes)
    assert any("next update" in note for note in notes)
    line = preview.text.document().lastBlock()
    (mark,) = [f for f in line.layout().formats() if f.format.fontUnderline()]
    assert line.text()[mark.start : mark.start + mark.length] == "‹impact›"


def test_it_can_be_tried_on_the_sample_too(desk: Desk) -> None:
    desk.card.text.setPlainText("{{ title }}: {{ impact }}")
    preview = desk.view.preview
    assert [preview.incidents.itemText(n) for n in range(preview.incidents.count())] == [
        "#142 Checkout fails for 31 % of customers",
        "Sample incident, everything known",
    ]
    preview.incidents.setFocus()
    QTest.keyClick(preview.incidents, Qt.Key.Key_Down)
    assert preview.incidents.currentIndex() == 1
    assert "card payments fail" in preview.words
    assert "Still empty" not in preview.notes
    desk.story.alert("Search lags", "search")
    desk.presenter.refresh()
    assert preview.incidents.currentText() == "Sample incident, everything known", "a choice stays"


def test_without_an_incident_there_is_the_sample(open_desk: Open) -> None:
    desk = open_desk(Story(me="ana", quiet=True))
    assert desk.view.preview.incidents.currentText() == "Sample incident, everything known"
    assert "checkout" in desk.view.preview.words.lower()


def test_variables_look_different_from_words_in_both_colours(desk: Desk) -> None:
    desk.card.text.setPlainText('😀 {{ service or "it" }} {% if impact %}x{% endif %}')
    formats = desk.card.text.document().firstBlock().layout().formats()
    text = desk.card.text.toPlainText().encode("utf-16-le")
    bold = [
        text[2 * f.start : 2 * (f.start + f.length)].decode("utf-16-le")
        for f in formats
        if f.format.fontWeight() > 500
    ]
    assert bold == ["service", "impact"]
    before = formats[0].format.foreground().color()
    desk.view._theme.set_scheme(Scheme.LIGHT)
    assert desk.card.text.document().firstBlock().layout().formats()[0].format.foreground().color() != before


def test_tab_goes_through_all_of_it_in_the_order_it_is_read(desk: Desk) -> None:
    desk.type("Mine. ")  # so that all buttons can be pressed
    desk.view.list.setFocus()
    seen = []
    for _ in range(9):
        QTest.keyClick(desk.view.focusWidget(), Qt.Key.Key_Tab)
        seen.append(desk.view.focusWidget())
    card = desk.card
    assert seen == [
        *(card.subject, card.text, card.save, card.undo, card.versions),
        *(desk.view.variables.list, desk.view.preview.incidents, desk.view.preview.text),
        desk.view.list,
    ]
    assert all(widget.accessibleName() or widget.property("text") for widget in seen)


def test_a_click_in_the_list_leaves_the_keyboard_there(desk: Desk) -> None:
    texts = desk.view.list
    where = texts.visualItemRect(texts.item(3)).center()
    QTest.mouseClick(texts.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert desk.card.accessibleName().startswith("Customers: monitoring")
    assert texts.hasFocus()
