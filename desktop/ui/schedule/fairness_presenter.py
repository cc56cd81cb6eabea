"""Fills the page of fairness from what is known of the schedule."""

from __future__ import annotations

import csv
import io
from datetime import datetime, timedelta

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from desktop.ui.bridge import Bridge
from desktop.ui.present.schedule_fairness import FairTable, fair_table, fairness_words, shares
from desktop.ui.present.words import tr
from desktop.ui.schedule.fairness_page import FairnessPage
from desktop.ui.schedule.schedule_book import ScheduleBook

_WEEK = timedelta(weeks=1)
_SPANS = ((-4, 0), (-13, 0), (-52, 0), (0, 13), (0, 52))
"""Weeks before and after now; what comes after them is typed."""


class FairnessPresenter(QObject):
    """Counts only when something is another."""

    def __init__(self, page: FairnessPage, bridge: Bridge, book: ScheduleBook) -> None:
        super().__init__(page)
        self._page, self._bridge, self._book = page, bridge, book
        self._span: tuple[datetime, datetime] | None = None
        self._seen: tuple[object, object] | None = None
        self._table = FairTable()
        page.chosen.connect(self._choose)
        page.typed.connect(self._type)
        page.copy.clicked.connect(self._copy)

    def refresh(self) -> None:
        if self._span is None:
            self._choose(1)
            return
        seen = (self._book.lanes, self._span)
        if self._seen is not None and self._seen[0] is seen[0] and self._seen[1] == seen[1]:
            return
        self._seen = seen
        begin, end = self._span
        if begin >= end:
            words = tr("The time ends before it begins. Set a later end.")
            self._page.show_table(FairTable(), words, "")
            return
        team, viewer = self._book.team, self._bridge.viewer
        holidays = (*team.urgency.office.holidays, *team.urgency.office.closed)
        found = shares(team, begin, end, holidays)
        self._table = fair_table(found, team, viewer, with_holidays=bool(holidays))
        left_out = (
            "" if holidays else tr("Holidays are not counted: the office of the team names no country.")
        )
        self._page.show_table(self._table, fairness_words(self._table), left_out)

    def _choose(self, number: int) -> None:
        if number >= len(_SPANS):
            self._page.begin.setFocus()
            return
        now = self._bridge.hub_now().replace(minute=0, second=0, microsecond=0)
        before, after = _SPANS[number]
        self._span = now + before * _WEEK, now + after * _WEEK
        self._page.show_span(*self._span, self._bridge.viewer.zone, number)
        self.refresh()

    def _type(self, begin: datetime, end: datetime) -> None:
        self._span = begin, end
        self._page.spans.show_chosen(len(_SPANS))
        self.refresh()

    def _copy(self) -> None:
        written = io.StringIO()
        table = csv.writer(written)
        table.writerow([tr("Person"), *(column.name for column in self._table.columns)])
        for row, who in enumerate(self._table.people):
            table.writerow([who, *(column.words[row] for column in self._table.columns)])
        QGuiApplication.clipboard().setText(written.getvalue())
