"""A heading and its charts, in columns."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from desktop.ui.present.retro.trend_charts import TrendChart
from desktop.ui.retro.chart_panel import ChartPanel
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone, Type
from desktop.ui.widgets.label import Label

MOST = 3
"""Columns of charts."""


class ChartGroup(QWidget):
    """Panels are kept where their charts change."""

    def __init__(self, theme: Theme, title: str) -> None:
        super().__init__()
        self._theme = theme
        self.panels: list[ChartPanel] = []
        self._columns = 0
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(4 * SPACE)
        self._grid.setVerticalSpacing(3 * SPACE)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SPACE, 0, 0)
        column.setSpacing(SPACE)
        column.addWidget(Label(theme, title, Type.STRONG, Tone.MUTED))
        column.addLayout(self._grid)

    def show_charts(self, charts: Sequence[TrendChart], here: int | None) -> list[ChartPanel]:
        """Those panels that had to be made for it."""
        made = [ChartPanel(self._theme) for _ in charts[len(self.panels) :]]
        for panel in self.panels[len(charts) :]:
            self._grid.removeWidget(panel)
            panel.hide()
            panel.deleteLater()
        self._columns = self._columns if len(charts) == len(self.panels) else 0
        self.panels = [*self.panels[: len(charts)], *made]
        for panel, chart in zip(self.panels, charts, strict=True):
            panel.show_chart(chart, here)
        return made

    def arrange(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for number, panel in enumerate(self.panels):
            self._grid.addWidget(panel, number // columns, number % columns)
        for column in range(MOST):
            self._grid.setColumnStretch(column, int(column < columns))
