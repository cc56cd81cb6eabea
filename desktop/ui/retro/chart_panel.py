"""One chart over weeks with everything that is said of it; the drawing is made when it is first seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QFocusEvent,
    QKeyEvent,
    QPaintEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.present.retro.trend_charts import TrendChart
from desktop.ui.present.words import tr
from desktop.ui.retro.chart_name import ChartName
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone, Type
from desktop.ui.widgets.flow_row import FlowRow
from desktop.ui.widgets.focus_row import FocusRow
from desktop.ui.widgets.label import Label

if TYPE_CHECKING:
    from desktop.ui.retro.charts.week_plot import WeekPlot

_HEIGHT = 128


class ChartPanel(FocusRow):
    """Left and right read week by week, Home and End go to the ends, Enter chooses the week that is read, up
    and down go to the next chart."""

    chosen = Signal(int)
    """The week with this number is wanted."""
    moved = Signal(int)
    focused = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._chart: TrendChart | None = None
        self._marked: int | None = None
        self._pointed: int | None = None
        self._by_key: int | None = None
        self._waiting = False
        self.plot: WeekPlot | None = None
        self.title = Label(theme, "", Type.SMALL_STRONG, max_lines=2)
        self.unit = Label(theme, "", Type.SMALL, Tone.MUTED)
        self.value = Label(theme, "", Type.TITLE, clock=True, keep=True)
        self.week = Label(theme, "", Type.SMALL, Tone.MUTED)
        self.course = Label(theme, "", Type.SMALL, Tone.MUTED, max_lines=0)
        self.before = Label(theme, "", Type.SMALL, Tone.MUTED, max_lines=0)
        self.four_ago = Label(theme, "", Type.SMALL, Tone.MUTED, max_lines=0)
        self._room = QWidget()
        self._room_column = QVBoxLayout(self._room)
        self._room_column.setContentsMargins(0, 0, 0, 0)
        self._legend = FlowRow()
        self._legend.setSpacing(3 * SPACE)
        self.names: list[ChartName] = []
        self._lay_out()
        theme.changed.connect(self._resize_room)
        self._resize_room()

    def _lay_out(self) -> None:
        named = QVBoxLayout()
        named.setSpacing(0)
        named.addWidget(self.title)
        named.addWidget(self.unit)
        read = QVBoxLayout()
        read.setSpacing(0)
        read.addWidget(self.value, 0, Qt.AlignmentFlag.AlignRight)
        read.addWidget(self.week, 0, Qt.AlignmentFlag.AlignRight)
        head = QHBoxLayout()
        head.setSpacing(3 * SPACE)
        head.addLayout(named, 1)
        head.addLayout(read)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * SPACE, 2 * SPACE, 3 * SPACE, 3 * SPACE)
        column.setSpacing(SPACE)
        column.addLayout(head)
        column.addWidget(self._room)
        column.addLayout(self._legend)
        for words in (self.before, self.four_ago, self.course):
            column.addWidget(words)
        column.addStretch(1)

    @property
    def chart(self) -> TrendChart | None:
        return self._chart

    @property
    def read(self) -> int:
        """The week that is told of: the one below the mouse, else the one that keys went to, else the chosen
        one, else the last."""
        for week in (self._pointed, self._by_key, self._marked):
            if week is not None:
                return week
        return len(self._chart.weeks.mondays) - 1 if self._chart is not None else 0

    def show_chart(self, chart: TrendChart, marked: int | None) -> None:
        """`marked`: the number of the chosen week; None: it is not among these."""
        if self._chart is not None and chart.weeks.mondays != self._chart.weeks.mondays:
            self._by_key = self._pointed = None
        if marked != self._marked:
            self._by_key = None
        if chart == self._chart and marked == self._marked:
            return
        self._chart, self._marked = chart, marked
        self.title.set(chart.title)
        self.unit.set(chart.unit_words)
        self.course.set(chart.course, chart.course_tone)
        self.setAccessibleName(tr("{title}, {unit}").format(title=chart.title, unit=chart.unit_words))
        self._name(chart)
        self._tell()

    def _name(self, chart: TrendChart) -> None:
        names = [one.name for one in chart.drawn] if len(chart.drawn) > 1 else []
        if names == [one.words for one in self.names]:
            return
        for old in self.names:
            self._legend.removeWidget(old)
            old.deleteLater()
        self.names = [
            ChartName(self._theme, name, number, chart.drawn[number].tone)
            for number, name in enumerate(names)
        ]
        for one in self.names:
            self._legend.addWidget(one)

    def _tell(self) -> None:
        chart, read = self._chart, self.read
        if chart is None:
            return
        self.value.set(chart.value(read))
        self.week.set(chart.weeks.title(read))
        # A line for each in any case, so that nothing moves while one reads on.
        missing = chart.values[read] is None
        self.before.set(
            chart.before(read).words
            or (tr("no number in this week") if missing else tr("no number in the week before"))
        )
        self.four_ago.set(chart.four_ago(read).words or ("" if missing else tr("no number four weeks ago")))
        for number, name in enumerate(self.names):
            name.say(chart.drawn_value(number, read))
        self.setAccessibleDescription(chart.description(read))
        if self.plot is not None:
            self.plot.show_chart(chart, read, self._marked)

    # Drawn when it is seen

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.plot is None and not self._waiting:
            # Not within the painting: loading what draws takes a moment, and the words are there already.
            self._waiting = True
            QTimer.singleShot(0, self, self._make_plot)

    def _make_plot(self) -> None:
        from desktop.ui.retro.charts.week_plot import WeekPlot

        self.plot = WeekPlot(self._theme)
        self.plot.pointed.connect(self._point)
        self.plot.clicked.connect(self._click)
        self._room_column.addWidget(self.plot)
        self._tell()

    def _resize_room(self) -> None:
        self._room.setFixedHeight(round(_HEIGHT * self._theme.text_scale))

    # What is done with it

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._chart is None:
            return
        last = len(self._chart.weeks.mondays) - 1
        match event.key():
            case Qt.Key.Key_Left:
                self._go(max(0, self.read - 1))
            case Qt.Key.Key_Right:
                self._go(min(last, self.read + 1))
            case Qt.Key.Key_Home:
                self._go(0)
            case Qt.Key.Key_End:
                self._go(last)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_Space:
                self.chosen.emit(self.read)
            case Qt.Key.Key_Escape if self._by_key is not None:
                self._by_key = None
                self._tell()
            case Qt.Key.Key_Up:
                self.moved.emit(-1)
            case Qt.Key.Key_Down:
                self.moved.emit(1)
            case _:
                super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focused.emit()

    def _go(self, week: int) -> None:
        self._by_key, self._pointed = week, None
        self._tell()
        if self._chart is not None:
            said = QAccessibleAnnouncementEvent(self, self._chart.readout(week))
            QAccessible.updateAccessibility(said)

    def _point(self, week: int) -> None:
        self._pointed = week if week >= 0 else None
        self._tell()

    def _click(self, week: int) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self.chosen.emit(week)
