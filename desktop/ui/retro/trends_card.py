"""Charts over weeks of everything that the retro counts, in groups, or all of it as a table."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.present.retro.trend_charts import TrendChart, marked, table_head, table_rows
from desktop.ui.present.retro.trend_lines import Group, group_title
from desktop.ui.present.words import tr
from desktop.ui.retro.chart_group import MOST, ChartGroup
from desktop.ui.retro.chart_panel import ChartPanel
from desktop.ui.retro.trend_table import TrendTable
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone, Type
from desktop.ui.widgets.button import QuietButton
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.flow_row import FlowRow
from desktop.ui.widgets.label import Label

_NARROWEST = 400
"""A chart gets at least so many pixels, at the usual text size."""
_DWELL = 150
"""Milliseconds. While another week is awaited the page is short, and this comes into sight for a moment."""
_ABOVE = 4
"""So much stands above the first group: title, buttons, hint, note."""


class TrendsCard(Card):
    """Shows what it is told; what is chosen is decided by its owner."""

    choosing = Signal()
    """Another week is about to be chosen here."""
    chosen = Signal(object)
    """The Monday of a week that is to be shown."""
    week_wanted = Signal()
    """Back to the week that is chosen."""
    reached = Signal(object)
    """A chart that the keyboard went to: it is to be in sight."""
    seen = Signal()
    """It came into sight and stayed there, for the first time since it was shown."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self.setAccessibleName(tr("Trends"))
        self.summary = Label(theme, "", Type.SMALL, Tone.MUTED)
        self.turn = QuietButton(theme, tr("As a table"), "mdi6.table")
        self.turn.setCheckable(True)
        self.turn.toggled.connect(self._turn)
        self.week = QuietButton(theme, "", "mdi6.arrow-up")
        self.week.clicked.connect(self.week_wanted)
        self.note = Label(theme, tr("Asking the hub for it …"), Type.BODY, Tone.MUTED, max_lines=0)
        self.hint = Label(theme, "", Type.SMALL, Tone.MUTED, max_lines=0)
        self.groups: dict[Group, ChartGroup] = {}
        self._charts: tuple[TrendChart, ...] = ()
        self._chosen: date | None = None
        self._table: TrendTable | None = None
        self.is_seen = False
        self._dwell = QTimer(self)
        self._dwell.setSingleShot(True)
        self._dwell.setInterval(_DWELL)
        self._dwell.timeout.connect(self._look)
        head = QHBoxLayout()
        head.setSpacing(3 * SPACE)
        head.addWidget(Label(theme, tr("Trends"), Type.STRONG))
        head.addWidget(self.summary, 1)
        buttons = FlowRow()
        for button in (self.week, self.turn):
            buttons.addWidget(button)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(5 * SPACE, 3 * SPACE, 5 * SPACE, 4 * SPACE)
        self._column.setSpacing(3 * SPACE)
        self._column.addLayout(head)
        self._column.addLayout(buttons)
        self._column.addWidget(self.hint)
        self._column.addWidget(self.note)
        self._show_parts()

    @property
    def panels(self) -> list[ChartPanel]:
        """All that are there, in their order."""
        return [panel for group in self.groups.values() for panel in group.panels]

    @property
    def table(self) -> TrendTable | None:
        """None: nobody asked for it yet."""
        return self._table

    @property
    def as_table(self) -> bool:
        return self.turn.isChecked()

    def show_nothing(self, words: str) -> None:
        """Why there are no charts (yet)."""
        self._charts = ()
        self.note.set(words)
        self._show_parts()

    def show_charts(self, charts: Sequence[TrendChart], chosen: date, week: str, pending: int = 0) -> None:
        """`week`: what the chosen one is called; `pending`: so many of the weeks are still being counted."""
        if not charts:
            self.show_nothing(
                tr(
                    "With the second week that somebody watched, charts stand here: how soon somebody"
                    " answers, whom it costs, what is written down, and how all that goes over 26 weeks."
                )
            )
            return
        self._charts, self._chosen = tuple(charts), chosen
        weeks = charts[0].weeks
        words = tr("{n} weeks, {pending} still being counted …") if pending else tr("{n} weeks")
        self.summary.set(words.format(n=len(weeks.mondays), pending=pending))
        self.week.setText(tr("To {week}").format(week=week))
        self.week.updateGeometry()
        self._show_parts()
        if self.as_table:
            self._fill_table()
        else:
            self._fill_groups()

    def _show_parts(self) -> None:
        known = bool(self._charts)
        self.note.setVisible(not known)
        self.hint.setVisible(known)
        self.hint.set(
            tr("Enter, or a double click, shows the week of a column above. Ctrl+C copies what is selected.")
            if self.as_table
            else tr(
                "The marked week is the one shown above; click another, or read with the arrow keys and press"
                " Enter. A hollow point is a week that is not over; a gap is one in which nobody watched, or"
                " nothing could be measured."
            )
        )
        for button in (self.turn, self.week):
            button.setVisible(known)
        for group in self.groups.values():
            group.setVisible(known and not self.as_table and bool(group.panels))
        if self._table is not None:
            self._table.setVisible(known and self.as_table)

    def _turn(self, table: bool) -> None:
        self.turn.setText(tr("As charts") if table else tr("As a table"))
        self.turn.set_icon_name("mdi6.chart-line" if table else "mdi6.table")
        self.turn.updateGeometry()
        if self._charts:
            if table:
                self._fill_table()
            else:
                self._fill_groups()
        self._show_parts()

    def _fill_table(self) -> None:
        if self._table is None:
            self._table = TrendTable(self._theme)
            self.setFocusProxy(self._table)
            self._table.chosen.connect(self._choose_column)
            self._column.addWidget(self._table)
        weeks = self._charts[0].weeks
        here = marked(weeks, self._chosen) if self._chosen is not None else None
        column = len(weeks.mondays) - 1 - here if here is not None else None
        self._table.show_rows(table_head(weeks), table_rows(self._charts), column)

    def _fill_groups(self) -> None:
        here = marked(self._charts[0].weeks, self._chosen) if self._chosen is not None else None
        for place, group in enumerate(Group):
            charts = [chart for chart in self._charts if chart.group is group]
            if group not in self.groups and charts:
                made = self.groups[group] = ChartGroup(self._theme, group_title(group))
                self._column.insertWidget(_ABOVE + place, made)
                self.groups = {one: self.groups[one] for one in Group if one in self.groups}
            if group in self.groups:
                for panel in self.groups[group].show_charts(charts, here):
                    self._wire(panel)
                self.groups[group].setVisible(bool(charts))
        self._arrange()
        self._let_in()

    def _wire(self, panel: ChartPanel) -> None:
        panel.chosen.connect(self._choose)
        panel.moved.connect(self._move)
        panel.focused.connect(self._let_in)

    def _choose(self, index: int) -> None:
        if self._charts:
            self.choosing.emit()
            self.chosen.emit(self._charts[0].weeks.mondays[index])

    def _choose_column(self, column: int) -> None:
        self._choose(len(self._charts[0].weeks.mondays) - 1 - column)

    def _move(self, step: int) -> None:
        panels = self.panels
        here = next((n for n, panel in enumerate(panels) if panel.hasFocus()), 0)
        there = here + step
        if 0 <= there < len(panels):
            panels[there].setFocus(Qt.FocusReason.OtherFocusReason)
            self.reached.emit(panels[there])

    def _let_in(self) -> None:
        """Tab comes to one chart only, that which had the keyboard last; up and down lead to the others."""
        panels = self.panels
        current = next((panel for panel in panels if panel.hasFocus()), None)
        if current is None:
            current = next(
                (panel for panel in panels if panel.focusPolicy() is Qt.FocusPolicy.StrongFocus), None
            )
        for number, panel in enumerate(panels):
            is_in = panel is current or (current is None and number == 0)
            panel.setFocusPolicy(Qt.FocusPolicy.StrongFocus if is_in else Qt.FocusPolicy.ClickFocus)
            if is_in and not self.as_table:
                self.setFocusProxy(panel)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.is_seen and not self._dwell.isActive():
            self._dwell.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.is_seen = False
        self._dwell.stop()

    def _look(self) -> None:
        if self.isVisible() and not self.visibleRegion().isEmpty():
            self.is_seen = True
            self.seen.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        room = self.width() - 10 * SPACE
        columns = max(1, min(MOST, int(room / (_NARROWEST * self._theme.text_scale))))
        for group in self.groups.values():
            group.arrange(columns)
