"""The lanes: walked by keyboard, dragged by mouse, drawn only as far as they are seen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.core.team.seat import Seat
from desktop.ui.present.schedule.schedule_grid import Grid, Row, Zoom
from desktop.ui.schedule.lane_painter import LanePainter
from desktop.ui.schedule.lane_places import lane
from desktop.ui.schedule.lane_scene import Ghost, LaneScene
from desktop.ui.schedule.lanes import LaneView
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import Scheme
from tests.ui.schedule.scenes import BUSY_TEAM, DAY, EXCEPTIONS, MONDAY, H, forty, scene

K = Qt.Key
TODAY = date(2026, 11, 24)


@pytest.fixture
def make(qtbot: QtBot, theme: Theme) -> Callable[..., LaneView]:
    def show(told: LaneScene | None = None, zoom: Zoom = Zoom.MONTH) -> LaneView:
        lanes = LaneView(theme)
        qtbot.addWidget(lanes)
        lanes.resize(1000, 520)
        lanes.set_zoom(zoom)
        lanes.show()
        qtbot.waitExposed(lanes)
        lanes.show_scene(told or scene())
        lanes.people = ("ben", "ana", "mei", "leila")
        lanes.can_change = True
        lanes.setFocus()
        return lanes

    return show


def press(lanes: LaneView, *keys: Qt.Key, shift: bool = False) -> None:
    held = Qt.KeyboardModifier.ShiftModifier if shift else Qt.KeyboardModifier.NoModifier
    for key in keys:
        QTest.keyClick(lanes, key, held)


def where(lanes: LaneView, seat: Seat, at: datetime) -> QPoint:
    """The point of a moment in its lane, in the viewport."""
    grid = lanes.grid
    day = grid.axis.day_of(at)
    row = grid.row_of(day)
    assert row is not None
    y = lane(grid, row, seat).center().y() - lanes.verticalScrollBar().value() + lanes._header
    return QPointF(row.x(grid.axis.place(at, row.first)), y).toPoint()


def drag(lanes: LaneView, begin: QPoint, end: QPoint, *, drop: bool = True) -> None:
    port = lanes.viewport()
    QTest.mousePress(port, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, begin)
    QTest.mouseMove(port, begin + QPoint(8, 0))
    QTest.mouseMove(port, end)
    if drop:
        QTest.mouseRelease(port, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, end)


def day_of(lanes: LaneView) -> tuple[Seat, date, int]:
    """Seat, first day and number of days of what is chosen."""
    chosen = lanes.cursor_span
    assert chosen is not None
    seat, begin, end = chosen
    axis = lanes.grid.axis
    first = axis.day_of(begin)
    return seat, first, (axis.day_of(end) - first).days


def test_arrows_walk_through_days_seats_and_weeks(make: Callable[..., LaneView]) -> None:
    lanes = make()
    assert day_of(lanes) == (Seat.MANAGER, TODAY, 1)
    press(lanes, K.Key_Right)
    assert day_of(lanes) == (Seat.MANAGER, date(2026, 11, 25), 1)
    press(lanes, K.Key_Down)
    assert day_of(lanes) == (Seat.ENGINEER, date(2026, 11, 25), 1)
    press(lanes, K.Key_Down)
    assert day_of(lanes) == (Seat.MANAGER, date(2026, 12, 2), 1)
    press(lanes, K.Key_Up, K.Key_Up, K.Key_Up)
    assert day_of(lanes) == (Seat.ENGINEER, date(2026, 11, 18), 1)
    press(lanes, K.Key_Home)
    assert day_of(lanes)[1] == date(2026, 11, 16)
    press(lanes, K.Key_End)
    assert day_of(lanes)[1] == date(2026, 11, 22)
    press(lanes, K.Key_T)
    assert day_of(lanes) == (Seat.ENGINEER, TODAY, 1)


def test_shift_and_arrows_choose_a_span_and_enter_asks_for_it(
    make: Callable[..., LaneView], qtbot: QtBot
) -> None:
    lanes = make()
    press(lanes, K.Key_Right, K.Key_Right, shift=True)
    assert day_of(lanes) == (Seat.MANAGER, TODAY, 3)
    press(lanes, K.Key_Down, shift=True)
    assert day_of(lanes) == (Seat.MANAGER, TODAY, 10)
    with qtbot.waitSignal(lanes.wanted) as wanted:
        press(lanes, K.Key_Return)
    axis = lanes.grid.axis
    assert wanted.args == [Seat.MANAGER, axis.begin(TODAY), axis.begin(TODAY + 10 * DAY), ""]


@pytest.mark.parametrize(
    ("zoom", "days"), [(Zoom.WEEK, 7), (Zoom.MONTH, 28), (Zoom.QUARTER, 91), (Zoom.YEAR, 91)]
)
def test_a_page_goes_as_far_as_the_zoom_shows_and_stays_in_view(
    make: Callable[..., LaneView], zoom: Zoom, days: int
) -> None:
    lanes = make(zoom=zoom)
    press(lanes, K.Key_PageDown)
    assert day_of(lanes)[1] == TODAY + timedelta(days=days)
    begin, end = lanes.seen()
    assert begin <= lanes.grid.axis.begin(day_of(lanes)[1]) < end
    press(lanes, K.Key_PageUp)
    assert day_of(lanes)[1] == TODAY


def test_the_end_of_time_stops_the_keyboard(make: Callable[..., LaneView]) -> None:
    lanes = make(zoom=Zoom.QUARTER)
    press(lanes, *[K.Key_PageDown] * 20)
    last = day_of(lanes)
    press(lanes, K.Key_PageDown)
    assert day_of(lanes) == last


def test_plus_and_minus_ask_for_another_zoom(make: Callable[..., LaneView], qtbot: QtBot) -> None:
    lanes = make()
    with qtbot.waitSignal(lanes.zoom_wanted) as wanted:
        press(lanes, K.Key_Minus)
    assert wanted.args == [Zoom.QUARTER]
    with qtbot.waitSignal(lanes.zoom_wanted) as wanted:
        press(lanes, K.Key_Plus)
    assert wanted.args == [Zoom.WEEK]


def test_dragging_on_a_lane_asks_for_that_time(make: Callable[..., LaneView], qtbot: QtBot) -> None:
    lanes = make()
    begin, end = MONDAY + DAY + 3 * H, MONDAY + 2 * DAY + 9 * H
    with qtbot.waitSignal(lanes.wanted) as wanted:
        drag(lanes, where(lanes, Seat.MANAGER, begin), where(lanes, Seat.MANAGER, end))
    seat, since, until, who = wanted.args
    assert seat is Seat.MANAGER
    assert abs(since - begin) <= H
    assert abs(until - end) <= H
    assert who == "ben", "me, who has not that seat"


def test_a_drag_snaps_to_the_hand_over(make: Callable[..., LaneView], qtbot: QtBot) -> None:
    lanes = make()
    near = where(lanes, Seat.MANAGER, MONDAY + 7 * DAY) + QPoint(4, 0)
    with qtbot.waitSignal(lanes.wanted) as wanted:
        drag(lanes, near, where(lanes, Seat.MANAGER, MONDAY + 9 * DAY))
    assert wanted.args[1] == MONDAY + 7 * DAY


def test_while_dragging_the_ghost_is_told_and_its_person_can_be_another(
    make: Callable[..., LaneView],
) -> None:
    lanes = make()
    told: list[Ghost | None] = []
    lanes.ghost_moved.connect(told.append)
    begin = where(lanes, Seat.ENGINEER, MONDAY + 8 * DAY)
    drag(lanes, begin, begin + QPoint(150, 0), drop=False)
    assert told[-1] is not None
    assert (told[-1].seat, told[-1].responder) == (Seat.ENGINEER, "ben")
    press(lanes, K.Key_Down)
    assert told[-1] is not None
    assert told[-1].responder == "ana"
    lanes.show_said(("Ana Okafor has both seats.",))
    lanes.grab()
    press(lanes, K.Key_Escape)
    assert told[-1] is None
    wanted: list[Any] = []
    lanes.wanted.connect(lambda *args: wanted.append(args))
    QTest.mouseRelease(
        lanes.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, begin + QPoint(150, 0)
    )
    assert wanted == [], "Escape lets go"


def test_a_click_chooses_the_day_and_changes_nothing(make: Callable[..., LaneView]) -> None:
    lanes = make()
    wanted: list[Any] = []
    lanes.wanted.connect(lambda *args: wanted.append(args))
    QTest.mouseClick(
        lanes.viewport(),
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
        where(lanes, Seat.ENGINEER, MONDAY + 2 * DAY),
    )
    assert day_of(lanes) == (Seat.ENGINEER, date(2026, 11, 25), 1)
    assert wanted == []


def test_the_edge_of_an_override_is_drawn_out(make: Callable[..., LaneView], qtbot: QtBot) -> None:
    lanes = make()
    known = EXCEPTIONS[0]
    edge = where(lanes, Seat.ENGINEER, known.ends_at)
    with qtbot.waitSignal(lanes.stretched) as stretched:
        drag(lanes, edge - QPoint(2, 0), where(lanes, Seat.ENGINEER, known.ends_at + 12 * H))
    exception, begin, end = stretched.args
    assert (exception, begin) == (known, known.starts_at)
    assert abs(end - known.ends_at - 12 * H) <= H


def test_delete_removes_the_override_that_is_chosen(make: Callable[..., LaneView], qtbot: QtBot) -> None:
    lanes = make()
    press(lanes, K.Key_Down, K.Key_Right, K.Key_Right)
    with qtbot.waitSignal(lanes.removed) as removed:
        press(lanes, K.Key_Delete)
    assert removed.args == [EXCEPTIONS[0]]


def test_who_may_not_change_anything_drags_nothing(make: Callable[..., LaneView]) -> None:
    lanes = make()
    lanes.can_change = False
    wanted: list[Any] = []
    lanes.wanted.connect(lambda *args: wanted.append(args))
    begin = where(lanes, Seat.MANAGER, MONDAY + DAY)
    drag(lanes, begin, begin + QPoint(200, 0))
    assert wanted == []


@pytest.mark.parametrize("zoom", list(Zoom))
def test_only_what_is_seen_is_drawn(
    make: Callable[..., LaneView], zoom: Zoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    lanes = make(scene(forty(), "ana", absences=()), zoom)
    drawn: list[Row] = []
    draw = LanePainter.paint_row

    def counted(self: LanePainter, painter: QPainter, grid: Grid, row: Row) -> None:
        drawn.append(row)
        draw(self, painter, grid, row)

    monkeypatch.setattr(LanePainter, "paint_row", counted)
    lanes.grab()
    room = lanes.viewport().height() / lanes.grid.measures.row
    assert 0 < len(drawn) <= (room + 2) * lanes.grid.columns


@pytest.mark.parametrize("scheme", [Scheme.DARK, Scheme.LIGHT])
@pytest.mark.parametrize("zoom", list(Zoom))
def test_every_zoom_is_drawn_in_both_themes(
    make: Callable[..., LaneView], theme: Theme, scheme: Scheme, zoom: Zoom
) -> None:
    theme.set_scheme(scheme)
    lanes = make(zoom=zoom)
    picture = lanes.grab().toImage()
    ground = lanes._painter.ground_of("ben")
    colours = {picture.pixelColor(x, y).name() for x in range(0, 1000, 5) for y in range(0, 520, 2)}
    assert ground.name() in colours, "Ben's own colour is there"


def test_a_point_in_a_lane_tells_all_about_it(make: Callable[..., LaneView]) -> None:
    lanes = make()
    point = where(lanes, Seat.ENGINEER, MONDAY + 3 * DAY + 12 * H)
    assert "Leila Haddad" in lanes._words_at(QPointF(point))
    assert "dentist" in lanes._words_at(QPointF(point))


def test_the_week_at_the_top_stays_there_when_the_window_grows(make: Callable[..., LaneView]) -> None:
    lanes = make()
    press(lanes, K.Key_PageDown)
    before = lanes.seen()[0]
    lanes.resize(700, 520)
    assert lanes.seen()[0] == before
    assert BUSY_TEAM.schedule.shift_at(before) is not None


@pytest.mark.parametrize("zoom", list(Zoom))
def test_what_was_scrolled_looks_as_if_it_were_drawn_anew(
    make: Callable[..., LaneView], qtbot: QtBot, zoom: Zoom
) -> None:
    lanes = make(zoom=zoom)
    QApplication.processEvents()
    bar = lanes.verticalScrollBar()
    for step in (37, 37, -19, 37, 64, -19):
        bar.setValue(bar.value() + step)
        QApplication.processEvents()
    scrolled = lanes.screen().grabWindow(lanes.winId()).toImage()
    anew = lanes.grab().toImage().convertToFormat(scrolled.format())
    port = lanes.viewport().rect()
    places = [(x, y) for x in range(0, port.width(), 3) for y in range(port.height())]
    assert [at for at in places if scrolled.pixel(*at) != anew.pixel(*at)] == []


def test_what_looks_the_same_is_not_drawn_again(make: Callable[..., LaneView]) -> None:
    told = scene()
    lanes = make(told)
    later = replace(told, now=told.now.replace(second=59))
    lanes.show_scene(later)
    assert lanes._scene is told
    lanes.show_scene(replace(told, now=told.now + timedelta(minutes=1)))
    assert lanes._scene is not told
