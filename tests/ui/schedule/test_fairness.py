"""The page of fairness: any time, sorted, copied."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from desktop.core.retro.incident_hours import HeldSeat
from desktop.core.retro.recovery import Recovery
from desktop.ui.schedule.fairness_table import FairnessTable
from desktop.ui.schedule.schedule_view import Leaf
from tests.ui.schedule.conftest import Show, Shown
from tests.ui.story import NIGHT, Story
from tests.unit.core.retro.test_page_log import row


def cell(table: FairnessTable, row: int, column: int) -> str:
    item = table.item(row, column)
    assert item is not None
    return item.text()


def test_the_last_quarter_is_shown_first_for_all_of_the_rotation(show: Show) -> None:
    shown = show()
    shown.view.open(Leaf.FAIRNESS)
    table = shown.view.fairness.table
    people = {cell(table, row, 0) for row in range(table.rowCount())}
    assert {"Ana Okafor", "Ben Sato (you)", "Mei Lindqvist"} <= people
    heads = [table.horizontalHeaderItem(n) for n in range(table.columnCount())]
    names = [head.text() for head in heads if head is not None]
    assert names[:5] == ["Person", "Shifts\nby seat", "Shifts", "Manager", "Engineer"]
    assert "Holidays" not in names, "nobody counts them, so there is no column"


def test_a_column_is_sorted_by_its_numbers(show: Show) -> None:
    shown = show()
    shown.view.open(Leaf.FAIRNESS)
    shown.view.fairness.spans.button(2).click()
    table = shown.view.fairness.table
    table.sortByColumn(5, Qt.SortOrder.DescendingOrder)
    hours = [int(cell(table, row, 5)) for row in range(table.rowCount())]
    assert hours == sorted(hours, reverse=True)


def test_other_days_are_typed(show: Show) -> None:
    shown = show()
    shown.view.open(Leaf.FAIRNESS)
    page, there = shown.view.fairness, shown.presenter._bridge.viewer.zone
    page.begin.show_at(NIGHT, there)
    page.end.show_at(NIGHT - timedelta(days=1), there)
    assert "ends before it begins" in page.words.text()
    page.end.show_at(NIGHT + timedelta(days=1), there)
    rows = {cell(page.table, r, 0): cell(page.table, r, 5) for r in range(page.table.rowCount())}
    assert rows["Ana Okafor"] == "24"
    assert rows["Mei Lindqvist"] == "0"
    assert page.spans.button(5).isChecked()


def test_the_table_is_copied_for_a_spreadsheet(show: Show) -> None:
    shown = show()
    shown.view.open(Leaf.FAIRNESS)
    shown.view.fairness.copy.click()
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0].startswith("Person,Shifts,Manager,Engineer")
    assert len(lines) > 6


def columns(shown: Shown) -> dict[str, dict[str, str]]:
    """For each column the words by person."""
    table = shown.view.fairness.table
    found = {}
    for number in range(1, table.columnCount()):
        head = table.horizontalHeaderItem(number)
        assert head is not None
        rows = range(table.rowCount())
        found[head.text().replace("\n", " ")] = {cell(table, r, 0): cell(table, r, number) for r in rows}
    return found


def test_pages_and_interrupted_sleep_are_counted_from_the_page_log(show: Show) -> None:
    def paged(story: Story) -> None:
        story.session.page_log.put(
            replace(row(NIGHT - timedelta(days=2), "ana"), page_id=UUID(int=1)),
            replace(row(NIGHT - timedelta(days=2, minutes=5), "ana"), page_id=UUID(int=2)),
            replace(row(NIGHT - timedelta(days=3), "kwame"), page_id=UUID(int=3)),
        )

    shown = show(before=paged)
    shown.view.open(Leaf.FAIRNESS)
    found = columns(shown)
    assert found["Pages"]["Ana Okafor"] == "2"
    assert found["Pages"]["Kwame Mensah"] == "1", "paged, though not in the rotation"
    assert found["Pages"]["Mei Lindqvist"] == "0"
    assert found["Sleep interrupted"]["Ana Okafor"] == "1", "two pages in one night"
    shown.view.fairness.spans.button(3).click()
    assert "Pages" not in columns(shown), "nobody knows the pages that are to come"


def test_without_the_hub_pages_have_no_column_and_it_says_so(show: Show) -> None:
    shown = show(before=lambda story: story.session.lose_hub())
    shown.view.open(Leaf.FAIRNESS)
    assert "Pages" not in columns(shown)
    assert shown.view.fairness.left_out.text().startswith("Pages are not counted: The hub cannot be reached.")


def test_hours_on_incidents_are_the_time_in_which_seats_were_held(show: Show) -> None:
    def worked(story: Story) -> None:
        begin = NIGHT - timedelta(days=3)
        story.session.schedule.held = [
            HeldSeat(by="ana", starts_at=begin, ends_at=begin + timedelta(minutes=90)),
            HeldSeat(by="kwame", starts_at=begin, ends_at=begin + timedelta(hours=2)),
        ]

    shown = show(before=worked)
    shown.view.open(Leaf.FAIRNESS)
    found = columns(shown)["Hours on incidents"]
    assert found["Ana Okafor"] == "1.5"
    assert found["Kwame Mensah"] == "2", "worked, though not in the rotation"
    assert found["Mei Lindqvist"] == "0"
    shown.view.fairness.spans.button(3).click()
    assert "Hours on incidents" not in columns(shown), "nobody knows what is to come"


def test_rest_after_nights_has_a_column_that_ranks_nobody(show: Show) -> None:
    def rested(story: Story) -> None:
        day = (NIGHT - timedelta(days=3)).date()
        story.session.wellbeing.everybodys = [
            Recovery(id=UUID(int=1), responder="ben", day=day, hours=2),
            Recovery(id=UUID(int=2), responder="ana", day=day, hours=8),
            Recovery(id=UUID(int=3), responder="ben", day=day - timedelta(days=400), hours=8),
        ]

    shown = show(before=rested)
    shown.view.open(Leaf.FAIRNESS)
    table = shown.view.fairness.table
    heads = [table.horizontalHeaderItem(n) for n in range(table.columnCount())]
    number = next(
        n for n, head in enumerate(heads) if head is not None and head.text().startswith("Recovery")
    )
    people = [cell(table, row, 0) for row in range(table.rowCount())]
    hours = {cell(table, row, 0): cell(table, row, number) for row in range(table.rowCount())}
    assert (hours["Ben Sato (you)"], hours["Ana Okafor"], hours["Mei Lindqvist"]) == ("2", "8", "0")
    for order in (Qt.SortOrder.DescendingOrder, Qt.SortOrder.AscendingOrder):
        table.sortByColumn(number, order)
        assert [cell(table, row, 0) for row in range(table.rowCount())] == people
