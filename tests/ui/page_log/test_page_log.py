"""The page log in the app: seen, sorted, filtered, grouped, written into, exported, taken from a sheet."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit

from desktop.core.errors import PairwatchError
from desktop.core.retro.page_log import Grouping, Sums
from desktop.core.retro.page_row import Cell, PageRow
from desktop.formats.page_log.columns import COLUMNS
from desktop.ui.page_log.page_log_presenter import PageLogPresenter
from desktop.ui.page_log.page_log_view import PageLogView
from desktop.ui.present.retro.page_log import TABLE
from desktop.ui.theme.theme import Theme
from tests.ui.conftest import drive
from tests.ui.page_log import scenes
from tests.ui.story import NIGHT, Story

PLACE = {column.title: place for place, column in enumerate(TABLE)}


async def at_once(function: Callable[..., Any], *given: Any) -> Any:
    return function(*given)


def breathe() -> None:
    """An editor is closed in one turn of the loop, what waited for it is shown in the next."""
    for _ in range(3):
        QApplication.processEvents()


class Desk:
    """A shown page log, and what tests do with it."""

    def __init__(self, view: PageLogView, presenter: PageLogPresenter, story: Story) -> None:
        self.view, self.presenter, self.story = view, presenter, story
        self.table, self.log = view.table, story.session.page_log

    @property
    def lines(self) -> list[Any]:
        model = self.table.rows
        return [model.line(number) for number in range(model.rowCount())]

    @property
    def numbers(self) -> list[int]:
        return [line.page_id.int - 1 for line in self.lines if isinstance(line, PageRow)]

    def text(self, line: int, title: str) -> str:
        return str(self.table.rows.index(line, PLACE[title]).data())

    def go(self, line: int, title: str) -> None:
        self.table.setCurrentIndex(self.table.rows.index(line, PLACE[title]))

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.table, key, modifier)
        QApplication.processEvents()

    def editor(self) -> Any:
        (found,) = [
            editor
            for kind in (QLineEdit, QComboBox)
            for editor in self.table.viewport().findChildren(kind)
            if editor.isVisible()
        ]
        return found

    def settle(self) -> None:
        self.presenter.refresh()
        QApplication.processEvents()


Open = Callable[..., Desk]


@pytest.fixture
def open_desk(theme: Theme, bridge_of: Callable[[Story], Any]) -> Iterator[Open]:
    made: list[PageLogView] = []

    def make(story: Story, width: int = 1200) -> Desk:
        view = PageLogView(theme)
        presenter = PageLogPresenter(view, bridge_of(story), drive, at_once)
        made.append(view)
        view.resize(width, 760)
        view.show()
        QApplication.processEvents()
        return Desk(view, presenter, story)

    yield make
    for view in made:
        view.close()
        view.deleteLater()


@pytest.fixture
def desk(open_desk: Open) -> Desk:
    return open_desk(scenes.weeks())


def test_the_latest_page_is_on_top_and_all_are_there(desk: Desk) -> None:
    assert desk.numbers == list(range(59, -1, -1))
    assert desk.text(0, "Sent (schedule)") == "2026-11-24 02:41:52"
    assert desk.view.sums.text().startswith("60 pages · 15 incidents · ")
    assert desk.view.sums.text().endswith("All 60 that the hub counts are here.")
    QAbstractItemModelTester(desk.table.rows, QAbstractItemModelTester.FailureReportingMode.Fatal)


def test_a_press_on_a_column_sorts(desk: Desk) -> None:
    header = desk.table.horizontalHeader()
    header.setSortIndicator(PLACE["To"], Qt.SortOrder.AscendingOrder)
    names = [line.name for line in desk.lines]
    assert names == sorted(names, key=str.casefold)
    header.setSortIndicator(PLACE["Seconds to acknowledgement"], Qt.SortOrder.DescendingOrder)
    seconds = [line.seconds_to_acknowledgement for line in desk.lines]
    told = [value for value in seconds if value is not None]
    assert told == sorted(told, reverse=True)
    assert seconds[: len(told)] == told, "what says nothing is below"


def test_search_narrows_the_table_and_its_sums(desk: Desk) -> None:
    desk.view.search.setText("SEARCH sato")
    QTest.keyClick(desk.view.search, Qt.Key.Key_Return)
    assert desk.lines
    assert {(line.name, line.service) for line in desk.lines} == {("Ben Sato", "search")}
    assert desk.view.sums.text().startswith("1 page · 1 incident · ")
    assert desk.view.sums.text().endswith("All 60 that the hub counts are here.")
    desk.view.search.setText("no such thing")
    QTest.keyClick(desk.view.search, Qt.Key.Key_Return)
    assert desk.view.empty.isVisible()
    desk.view.search.clear()
    QTest.keyClick(desk.view.search, Qt.Key.Key_Return)
    assert len(desk.lines) == 60


def test_only_what_a_cell_says_and_back(desk: Desk) -> None:
    menu = desk.table.menu_at(desk.table.rows.index(0, PLACE["Seat"]))
    assert menu is not None
    menu.actions()[0].trigger()
    assert {desk.text(n, "Seat") for n in range(len(desk.lines))} == {"Incident Engineer"}
    (button,) = desk.view.filter_buttons
    assert button.text() == "Seat: Incident Engineer"
    button.click()
    assert len(desk.lines) == 60
    assert desk.view.filter_buttons == []


@pytest.mark.parametrize("number", [1, 2, 3])
def test_groups_show_sums_and_open_by_key(desk: Desk, number: int) -> None:
    desk.view.grouping.button(number).click()
    heads = desk.lines
    assert all(isinstance(line, Sums) for line in heads)
    assert sum(line.pages for line in heads) == 60
    desk.go(1, "Sent (schedule)")
    desk.press(Qt.Key.Key_Return)
    assert len(desk.numbers) == heads[1].pages
    assert isinstance(desk.lines[1], Sums)
    assert "pages" in str(desk.table.rows.index(1, 0).data())
    assert desk.table.currentIndex().row() == 1, "the place is kept"
    desk.press(Qt.Key.Key_Space)
    assert desk.lines == heads


def test_a_note_is_written_in_its_place(desk: Desk) -> None:
    desk.go(0, "Note")
    desk.press(Qt.Key.Key_Return)
    editor = desk.editor()
    QTest.keyClicks(editor, "Pager was in the kitchen")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    breathe()
    assert desk.log.row(UUID(int=60)).note == "Pager was in the kitchen"
    assert desk.text(0, "Note") == "Pager was in the kitchen"
    assert "Ben Sato" in desk.table.rows.index(0, PLACE["Note"]).data(Qt.ItemDataRole.ToolTipRole)


def test_escape_writes_nothing(desk: Desk) -> None:
    asked = desk.log.asked
    desk.go(0, "Note")
    desk.press(Qt.Key.Key_Return)
    QTest.keyClicks(desk.editor(), "x")
    QTest.keyClick(desk.editor(), Qt.Key.Key_Escape)
    assert (desk.text(0, "Note"), desk.log.asked) == ("", asked)


def test_what_comes_meanwhile_takes_no_editor_away(desk: Desk) -> None:
    desk.go(0, "Note")
    desk.press(Qt.Key.Key_Return)
    QTest.keyClicks(desk.editor(), "Half of")
    desk.log.others_write(UUID(int=59), Cell.NOTE, "From Mei", "mei")
    desk.settle()
    QTest.keyClicks(desk.editor(), " a word")
    QTest.keyClick(desk.editor(), Qt.Key.Key_Return)
    breathe()
    assert desk.text(0, "Note") == "Half of a word"
    assert desk.text(1, "Note") == "From Mei"
    desk.press(Qt.Key.Key_Return)
    desk.log.others_write(UUID(int=58), Cell.NOTE, "Again", "mei")
    desk.settle()
    QTest.keyClick(desk.editor(), Qt.Key.Key_Escape)
    breathe()
    assert desk.text(2, "Note") == "Again"


def test_yes_and_no_are_chosen(desk: Desk) -> None:
    desk.go(0, "Automated")
    desk.press(Qt.Key.Key_Return)
    choice = desk.editor()
    assert [choice.itemText(n) for n in range(3)] == ["as the outcome says", "yes", "no"]
    choice.setCurrentIndex(1)
    choice.activated.emit(1)
    breathe()
    assert desk.log.row(UUID(int=60)).automated is True
    assert desk.text(0, "Automated") == "yes"


def test_what_others_write_is_seen_and_the_rest_stays(desk: Desk) -> None:
    desk.go(5, "To")
    desk.log.others_write(UUID(int=58), Cell.NOTE, "From Mei", "mei")
    asked = desk.log.asked
    desk.settle()
    assert desk.text(2, "Note") == "From Mei"
    assert desk.table.currentIndex().row() == 5
    assert desk.log.asked - asked == 1, "only what changed is asked for"


def test_two_write_into_one_cell_and_nothing_is_lost(desk: Desk) -> None:
    row = desk.lines[0]
    desk.log.others_write(row.page_id, Cell.NOTE, "Theirs", "mei")
    desk.table.rows.edited.emit(row, Cell.NOTE, "Mine")
    assert desk.log.row(row.page_id).note == "Theirs"
    assert "Somebody wrote here meanwhile" in desk.view.problem.accessibleName()
    assert "You wrote: “Mine”." in desk.view.problem.accessibleName()
    assert desk.text(0, "Note") == "Theirs"
    desk.view.acted.emit()
    assert desk.log.row(row.page_id).note == "Mine"
    assert not desk.view.problem.isVisible()


def test_a_new_page_comes_without_a_whole_load(desk: Desk) -> None:
    incident = desk.story.alert("Checkout fails", "checkout-api")
    team = desk.story.session.state.team
    assert team is not None
    new = scenes.page(team, 900, NIGHT, incident_id=incident, outcome=None, ended_at=None)
    asked = desk.log.asked
    desk.log.put(new)
    desk.settle()
    assert desk.numbers[0] == 900
    assert desk.text(0, "How far") == "ringing"
    assert desk.view.sums.text().endswith("All 61 that the hub counts are here.")
    assert desk.log.asked - asked == 2


def test_an_incident_is_opened_from_its_row(desk: Desk) -> None:
    opened: list[UUID] = []
    desk.view.opened.connect(opened.append)
    desk.go(0, "Title")
    desk.press(Qt.Key.Key_Return)
    assert opened == [desk.lines[0].incident_id]


def test_rows_are_copied_as_other_tables_take_them(desk: Desk) -> None:
    desk.table.selectRow(0)
    desk.press(Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    head, line = QGuiApplication.clipboard().text().split("\n")
    assert head.split("\t")[:2] == ["Sent (schedule)", "To"]
    assert line.split("\t")[0] == "2026-11-24 02:41:52"


def test_a_period_is_whole_weeks(desk: Desk) -> None:
    desk.view.period.button(0).click()
    first = min(line.attempted_at for line in desk.lines)
    begin = desk.presenter.period()
    assert begin is not None
    assert begin.isoformat() == "2026-11-01T23:00:00+00:00"  # Monday, 2 November, 00:00 in Berlin
    assert begin <= first
    assert 0 < len(desk.lines) < 60
    desk.view.period.button(3).click()
    assert (desk.presenter.period(), len(desk.lines)) == (None, 60)


def test_an_export_has_what_the_hub_has(desk: Desk, tmp_path: Path) -> None:
    desk.view.search.setText("nothing of this")
    path = tmp_path / "log.xlsx"
    desk.presenter.files.export(path)
    assert load_workbook(path, data_only=True)["Weeks"]["B1"].value == 60
    assert desk.view.said.text() == "log.xlsx: 60 pages, as many as the hub counts."
    desk.presenter.files.export(tmp_path / "log.csv")
    assert (tmp_path / "log.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    desk.presenter.files.export(tmp_path / "away" / "log.csv")
    assert "was not written" in desk.view.problem.accessibleName()
    assert desk.view.xlsx.isEnabled()


def test_an_edited_sheet_is_compared_before_it_is_taken(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "log.xlsx"
    desk.presenter.files.export(path)
    book = load_workbook(path)
    note = [column.title for column in COLUMNS].index("Note") + 1
    for line, words in ((2, "First"), (3, "Second"), (4, "Third")):
        book["Pages"].cell(line, note).value = words
    book.save(path)
    desk.log.others_write(UUID(int=2), Cell.NOTE, "Theirs", "mei")
    desk.presenter.files.read(path)
    card = desk.view.import_card
    assert card.isVisible()
    assert card.words == "log.xlsx differs in 3 cells"
    assert card.ticked() == [0, 2], "what would replace a newer word is not ticked"
    assert "Mei Lindqvist" in card.list.item(1).text()
    assert desk.log.row(UUID(int=1)).note == "", "nothing is taken yet"
    card.list.item(2).setCheckState(Qt.CheckState.Unchecked)
    assert card.take.text() == "Take 1 of 3"
    card.take.click()
    assert [desk.log.row(UUID(int=n)).note for n in (1, 2, 3)] == ["First", "Theirs", ""]
    assert not card.isVisible()
    assert desk.text(59, "Note") == "First"
    assert desk.view.said.text() == "Taken: 1 cell."
    desk.presenter.files.read(path)
    card.leave.click()
    assert desk.table.isVisible()


def test_another_file_is_refused(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "other.xlsx"
    path.write_bytes(b"nothing")
    desk.presenter.files.read(path)
    assert desk.view.problem.accessibleName().startswith("This is no XLSX file")
    desk.presenter.files.read(tmp_path / "none.xlsx")
    assert "cannot be read" in desk.view.problem.accessibleName()
    assert desk.table.isVisible()


def test_an_empty_log_says_what_will_be_here(open_desk: Open) -> None:
    desk = open_desk(scenes.weeks(0))
    assert desk.view.empty.isVisible()


def test_without_a_hub_it_says_so_and_tries_again(open_desk: Open) -> None:
    story = scenes.weeks()
    story.session.page_log.refusal = PairwatchError("The hub cannot be reached.", "Try again.")
    desk = open_desk(story)
    assert desk.view.problem.isVisible()
    story.session.page_log.refusal = None
    desk.view.acted.emit()
    assert (len(desk.lines), desk.view.problem.isVisible()) == (60, False)


def test_many_rows_are_arranged_apart(open_desk: Open) -> None:
    desk = open_desk(scenes.weeks(4_000))
    desk.view.period.button(3).click()
    assert len(desk.lines) == 4_000
    desk.view.grouping.button(2).click()
    assert sum(line.pages for line in desk.lines) == 4_000
    assert desk.view.wish.grouping is Grouping.PERSON


def test_observers_only_read(open_desk: Open) -> None:
    story = scenes.weeks()
    team = story.session.state.team
    assert team is not None
    from desktop.core.team.responder import Responder, Role, Roster

    olga = Responder(id="olga", name="Olga Watts", role=Role.OBSERVER)
    roster = Roster(responders=(*team.roster.responders, olga))
    story.session.evolve(team=replace(team, roster=roster), me="olga")
    desk = open_desk(story)
    desk.go(0, "Note")
    desk.press(Qt.Key.Key_F2)
    assert not desk.table.viewport().findChildren(QLineEdit)
