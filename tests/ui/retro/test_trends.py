"""The charts of the retro: when they are loaded and drawn, what is read and chosen, the same as a table."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea

from desktop.core.errors import PairwatchError
from desktop.core.retro.trends import Trends
from desktop.ui.bridge import Bridge
from desktop.ui.present.retro.trend_charts import trend_charts
from desktop.ui.present.retro.trend_lines import Group
from desktop.ui.retro.chart_panel import ChartPanel
from desktop.ui.retro.retro_presenter import RetroPresenter
from desktop.ui.retro.retro_view import RetroView
from desktop.ui.retro.trends_card import TrendsCard
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import Scheme, Tone
from tests.doubles.plausible_weeks import plausible_weeks
from tests.ui.conftest import drive
from tests.ui.retro import scenes
from tests.ui.retro.test_week import told_by
from tests.ui.retro.week_scene import MONDAY
from tests.ui.story import NIGHT, Story

WEEK = timedelta(weeks=1)
TOLD = plausible_weeks(MONDAY, NIGHT)
CHARTS = trend_charts(TOLD)
Make = Callable[..., TrendsCard]
Open = Callable[[Story], RetroView]


def settle() -> None:
    for _ in range(6):
        QApplication.processEvents()


@pytest.fixture
def card_of(qtbot: Any, theme: Theme) -> Iterator[Make]:
    made: list[QScrollArea] = []

    def make(told: Trends = TOLD, chosen: date = MONDAY, width: int = 1000) -> TrendsCard:
        card, page = TrendsCard(theme), QScrollArea()
        made.append(page)
        page.setWidgetResizable(True)
        page.setWidget(card)  # as in the retro: what is out of sight is not drawn
        card.show_charts(trend_charts(told), chosen, "Week 48 of 2026")
        page.resize(width, 700)
        page.show()
        settle()
        return card

    yield make
    for page in made:
        page.close()
        page.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def view_of(qtbot: Any, theme: Theme, bridge_of: Callable[[Story], Bridge]) -> Iterator[Open]:
    made: list[RetroView] = []

    def make(story: Story) -> RetroView:
        view = RetroView(theme)
        made.append(view)
        presenter = RetroPresenter(view, bridge_of(story), drive)
        view.resize(1000, 900)
        view.show()
        presenter.refresh()
        settle()
        return view

    yield make
    for view in made:
        view.close()
        view.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def go_down(view: RetroView, qtbot: Any) -> None:
    """To the charts, until they have come."""
    view.week.trends.click()
    qtbot.waitUntil(lambda: view.trends.is_seen)
    settle()


def panel(card: TrendsCard, key: str) -> ChartPanel:
    return next(one for one in card.panels if one.chart is not None and one.chart.key == key)


def story_with_weeks() -> Story:
    story = scenes.week()
    told_by(story)
    story.session.trends.told = TOLD
    return story


def test_the_window_opens_without_what_draws_charts() -> None:
    code = (
        "import sys\n"
        "import desktop.ui.main_window.window, desktop.ui.retro.retro_presenter\n"
        "loaded = {'pyqtgraph', 'numpy', 'desktop.ui.retro.charts.week_plot'} & set(sys.modules)\n"
        "assert not loaded, loaded"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


def test_every_chart_of_every_group_is_there(card_of: Make) -> None:
    card = card_of()
    assert list(card.groups) == list(Group)
    assert [one.chart.key for one in card.panels if one.chart] == [chart.key for chart in CHARTS]
    assert len(card.panels) > 20


def test_only_what_is_in_sight_is_drawn(view_of: Open, qtbot: Any) -> None:
    story = story_with_weeks()
    view = view_of(story)
    assert story.session.trends.asked == [], "nobody has come down to them yet"
    go_down(view, qtbot)
    assert story.session.trends.asked == [MONDAY]
    drawn = [one for one in view.trends.panels if one.plot is not None]
    assert 0 < len(drawn) < len(view.trends.panels) / 2
    assert view.trends.panels[0].hasFocus() or not view.isActiveWindow()


def test_it_draws_the_values_and_parts_the_line_at_gaps(card_of: Make) -> None:
    pages = panel(card_of(), "pages")
    assert pages.plot is not None
    (stroke,) = pages.plot.strokes
    assert stroke == [(n, v) for n, v in enumerate(TOLD.values("pages")) if v is not None]
    assert stroke[0][0] == 2, "nobody watched in the first two weeks"
    assert (17, 0.0) in stroke, "a week in which nothing happened is a zero"
    manager = panel(card_of(), "manager_median")
    assert manager.plot is not None
    assert [len(one) for one in manager.plot.strokes] == [23, 23], "median, and 9 of 10; nobody waited once"


def test_a_panel_tells_the_chosen_week_in_words(card_of: Make) -> None:
    chosen = MONDAY - 3 * WEEK
    pages = panel(card_of(chosen=chosen), "pages")
    values = TOLD.values("pages")
    assert pages.value.text() == f"{values[22]:g}"
    assert pages.week.text() == "Week 45 of 2026"
    assert pages.before.text().startswith(("↑", "↓", "="))
    assert "the week before" in pages.before.text()
    assert "four weeks ago" in pages.four_ago.text()
    assert pages.accessibleName() == "Pages, per week"
    said = pages.accessibleDescription()
    assert said.startswith("Falling: ")
    assert "Week 45 of 2026: " in said
    assert "2 weeks have no number" in said


def test_keys_read_week_by_week_and_enter_chooses(card_of: Make, qtbot: Any) -> None:
    card = card_of()
    first = card.panels[0]
    wanted: list[date] = []
    card.chosen.connect(wanted.append)
    QTest.keyClick(first, Qt.Key.Key_Left)
    QTest.keyClick(first, Qt.Key.Key_Left)
    assert first.week.text() == "Week 46 of 2026"
    assert "Week 46" in first.accessibleDescription()
    QTest.keyClick(first, Qt.Key.Key_Return)
    assert wanted == [MONDAY - 2 * WEEK]
    QTest.keyClick(first, Qt.Key.Key_Home)
    assert (first.week.text(), first.value.text()) == ("Week 23 of 2026", "–")
    QTest.keyClick(first, Qt.Key.Key_Left)
    assert first.week.text() == "Week 23 of 2026"
    QTest.keyClick(first, Qt.Key.Key_End)
    assert first.week.text() == "Week 48 of 2026, so far"
    QTest.keyClick(first, Qt.Key.Key_Left)
    QTest.keyClick(first, Qt.Key.Key_Escape)
    assert first.week.text() == "Week 48 of 2026, so far"


def test_the_mouse_reads_and_chooses(card_of: Make) -> None:
    card = card_of()
    pages = panel(card, "pages")
    assert pages.plot is not None
    wanted: list[date] = []
    card.chosen.connect(wanted.append)
    at = QPoint(round(pages.plot.position(10)), 40)
    QTest.mouseMove(pages.plot, at)
    settle()
    assert pages.week.text() == "Week 33 of 2026"
    QTest.mouseClick(pages.plot, Qt.MouseButton.LeftButton, pos=at)
    assert wanted == [TOLD.mondays[10]]
    QApplication.sendEvent(pages.plot, QEvent(QEvent.Type.Leave))
    assert pages.week.text() == "Week 48 of 2026, so far"


def test_tab_comes_to_one_chart_and_down_leads_to_the_next(card_of: Make) -> None:
    card = card_of()
    card.activateWindow()
    by_tab = [one for one in card.panels if one.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert by_tab == card.panels[:1]
    reached: list[ChartPanel] = []
    card.reached.connect(reached.append)
    card.panels[0].setFocus()
    settle()
    QTest.keyClick(card.panels[0], Qt.Key.Key_Down)
    settle()
    assert reached == [card.panels[1]]
    assert card.panels[1].hasFocus()
    assert [one for one in card.panels if one.focusPolicy() & Qt.FocusPolicy.TabFocus] == [card.panels[1]]


def test_a_week_that_is_chosen_in_a_chart_is_shown_above(view_of: Open, qtbot: Any) -> None:
    story = story_with_weeks()
    view = view_of(story)
    go_down(view, qtbot)
    first = view.trends.panels[0]
    QTest.keyClick(first, Qt.Key.Key_Left)
    QTest.keyClick(first, Qt.Key.Key_Space)
    settle()
    assert view.week.title.text() == "Week 47 of 2026"
    assert view.trends.week.text() == "To Week 47 of 2026"
    assert first.week.text() == "Week 47 of 2026"
    assert story.session.trends.asked == [MONDAY], "the same weeks"
    assert first.visibleRegion().boundingRect().height() > 100, "the page stays where it was"
    view.trends.week.click()
    assert view.week.visibleRegion().boundingRect().height() > 40


def test_an_old_week_brings_older_charts(view_of: Open, qtbot: Any) -> None:
    story = story_with_weeks()
    view = view_of(story)
    go_down(view, qtbot)
    view.trends.chosen.emit(MONDAY - 30 * WEEK)
    assert story.session.trends.asked == [MONDAY, MONDAY - 17 * WEEK]


def test_charts_are_asked_for_anew_only_when_something_changed_some_time_ago(
    view_of: Open, qtbot: Any
) -> None:
    story = story_with_weeks()
    view = view_of(story)
    go_down(view, qtbot)
    asked = story.session.trends.asked
    again: Any = view.week.this_week.emit
    again()
    assert len(asked) == 1
    story.session.evolve(cursor=story.session.state.cursor + 1)
    story.clock.advance(timedelta(minutes=2))
    view.trends.seen.emit()
    assert len(asked) == 2


def test_as_a_table(card_of: Make) -> None:
    card = card_of(chosen=MONDAY - WEEK)
    wanted: list[date] = []
    card.chosen.connect(wanted.append)
    card.turn.click()
    settle()
    table = card.table
    assert table is not None
    assert table.isVisible()
    assert not any(group.isVisible() for group in card.groups.values())
    model = table.model()
    assert model.rowCount() == sum(len(chart.drawn) for chart in CHARTS)
    head = [model.headerData(n, Qt.Orientation.Horizontal) for n in range(3)]
    assert head == ["W48 2026", "W47 2026 ◂", "W46 2026"]
    assert model.headerData(0, Qt.Orientation.Vertical) == "Pages"
    assert model.index(0, 25).data() == "–"
    assert "W47" in model.index(0, 1).data(Qt.ItemDataRole.AccessibleTextRole)
    table.setCurrentIndex(model.index(0, 2))
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert wanted == [MONDAY - 2 * WEEK]
    table.clearSelection()
    table.selectionModel().select(model.index(1, 1), table.selectionModel().SelectionFlag.Select)
    QTest.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == f"\tW47 2026\nIncidents\t{TOLD.values('incidents')[24]:g}"
    card.turn.click()
    settle()
    assert card.groups[Group.REACH].isVisible()


def test_with_one_week_it_says_what_would_be_here(view_of: Open, qtbot: Any) -> None:
    view = view_of(scenes.quiet())
    go_down(view, qtbot)
    assert view.trends.panels == []
    assert view.trends.note.isVisible()
    assert "second week" in view.trends.note.text()
    assert not view.trends.turn.isVisible()


def test_a_hub_that_does_not_answer_is_told_and_asked_again(view_of: Open, qtbot: Any) -> None:
    story = story_with_weeks()
    story.session.trends.refusal = PairwatchError("The hub is busy.", "Try again.")
    view = view_of(story)
    go_down(view, qtbot)
    assert "The hub is busy." in view.trends.note.text()
    story.session.trends.refusal = None
    view.retried.emit()
    assert view.trends.panels


def test_weeks_that_are_still_being_counted_are_asked_for_again(view_of: Open, qtbot: Any) -> None:
    story = story_with_weeks()
    desk, answers = story.session.trends, [replace(TOLD, pending=9), TOLD]
    summaries: list[str] = []

    async def until(_monday: date, _weeks: int = 26) -> Trends:
        summaries.append(view.trends.summary.text())
        return answers.pop(0)

    desk.until = until  # type: ignore[method-assign, assignment]
    view = view_of(story)
    go_down(view, qtbot)
    assert summaries == ["", "26 weeks, 9 still being counted …"]
    assert view.trends.summary.text() == "26 weeks"


def test_fewer_services_leave_fewer_charts(card_of: Make) -> None:
    card = card_of()
    before = len(card.panels)
    fewer = plausible_weeks(MONDAY, NIGHT, services=("mailer",))
    card.show_charts(trend_charts(fewer), MONDAY, "Week 48 of 2026")
    settle()
    assert len(card.panels) < before
    assert [one.chart.title for one in card.groups[Group.SERVICES].panels if one.chart] == [
        "Uptime of mailer",
        "mailer: whom it needs",
    ]


@pytest.mark.parametrize(("width", "columns"), [(380, 1), (1000, 2), (1500, 3)])
def test_charts_stand_in_as_many_columns_as_there_is_room_for(
    card_of: Make, width: int, columns: int
) -> None:
    card = card_of(width=width)
    lefts = {one.x() for one in card.groups[Group.REACH].panels}
    assert len(lefts) == columns


def test_colours_follow_the_theme(card_of: Make, theme: Theme) -> None:
    pages = panel(card_of(), "pages")
    assert pages.plot is not None

    def ground() -> str:
        return pages.plot.grab().toImage().pixelColor(2, 2).name() if pages.plot else ""

    for scheme in (Scheme.LIGHT, Scheme.DARK):
        theme.set_scheme(scheme)
        settle()
        assert ground() == theme.colour(Tone.SURFACE).name()


def test_lines_differ_by_more_than_their_colour(card_of: Make) -> None:
    from desktop.ui.retro.chart_name import DASHES
    from desktop.ui.retro.charts.week_plot import SYMBOLS

    assert len(set(DASHES)) == len(DASHES) == len(set(SYMBOLS)) >= max(len(chart.drawn) for chart in CHARTS)
    names = panel(card_of(), "documented").names
    assert [one.words for one in names] == ["documented", "automated", "neither", "not said"]


def test_a_name_as_long_as_a_line_does_not_widen_the_page(card_of: Make) -> None:
    long = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
    card = card_of(plausible_weeks(MONDAY, NIGHT, services=(long,)), width=420)
    assert card.minimumSizeHint().width() <= 420
    assert replace(TOLD, weeks=TOLD.weeks[-2:]).is_empty is False


def test_the_page_stays_in_place_while_another_week_is_awaited(view_of: Open, qtbot: Any) -> None:
    view = view_of(story_with_weeks())
    go_down(view, qtbot)
    first = view.trends.panels[0]
    before = first.mapTo(view, QPoint()).y()
    view.trends.choosing.emit()
    for known in (False, True):
        view.show_details(known)
        settle()
        assert first.mapTo(view, QPoint()).y() == before
