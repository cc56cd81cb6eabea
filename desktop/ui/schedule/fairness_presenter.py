"""Fills the page of fairness from what is known of the schedule."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime, timedelta

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from desktop import tasks
from desktop.client.desks.page_log_desk import all_rows
from desktop.core.errors import PairwatchError
from desktop.core.zones import zone
from desktop.ui.bridge import Bridge
from desktop.ui.present.schedule.schedule_fairness import (
    FairTable,
    fair_table,
    fairness_words,
    hours_of,
    pages_of,
    rest_of,
    shares,
)
from desktop.ui.present.words import tr
from desktop.ui.schedule.fairness_page import FairnessPage
from desktop.ui.schedule.schedule_book import ScheduleBook
from desktop.ui.timeline_loader import Start

_WEEK = timedelta(weeks=1)
_SPANS = ((-4, 0), (-13, 0), (-52, 0), (0, 13), (0, 52))
"""Weeks before and after now; what comes after them is typed."""


class FairnessPresenter(QObject):
    """Counts only when something is another."""

    def __init__(
        self, page: FairnessPage, bridge: Bridge, book: ScheduleBook, start: Start = tasks.start
    ) -> None:
        super().__init__(page)
        self._page, self._bridge, self._book, self._start = page, bridge, book, start
        self._counted: dict[str, dict[str, float]] = {}
        self._uncounted = ""
        self._span: tuple[datetime, datetime] | None = None
        self._seen: tuple[object, object, object] | None = None
        self._table = FairTable()
        page.chosen.connect(self._choose)
        page.typed.connect(self._type)
        page.copy.clicked.connect(self._copy)

    def refresh(self) -> None:
        if self._span is None:
            self._choose(1)
            return
        seen = (self._book.lanes, self._span, self._counted)
        before = self._seen
        if before is not None and before[0] is seen[0] and before[1] == seen[1] and before[2] is seen[2]:
            return
        self._seen = seen
        begin, end = self._span
        if begin >= end:
            words = tr("The time ends before it begins. Set a later end.")
            self._page.show_table(FairTable(), words, "")
            return
        team, viewer = self._book.team, self._bridge.viewer
        holidays = (*team.urgency.office.holidays, *team.urgency.office.closed)
        paged = {person for values in self._counted.values() for person in values}
        found = shares(team, begin, end, holidays, paged)
        table = fair_table(found, team, viewer, with_holidays=bool(holidays), counted=self._counted)
        left_out = [self._uncounted]
        if not holidays:
            left_out.append(tr("Holidays are not counted: the office of the team names no country."))
        self._table = table
        self._page.show_table(table, fairness_words(table), " ".join(left_out).strip())

    def _ask(self) -> None:
        """Pages of the time, as far as it has been; without the hub they have no column."""
        self._counted, self._uncounted = {}, ""
        if self._span is not None and self._span[0] < min(self._span[1], self._this_hour):
            self._start(self._count(self._span), "schedule: pages for fairness")

    async def _count(self, span: tuple[datetime, datetime]) -> None:
        try:
            rows, _total = await all_rows(self._bridge.session.page_log, *span)
            worked = await self._bridge.session.schedule.incident_hours(*span)
            rested = await self._bridge.session.wellbeing.recovery_hours(*self._days(span))
        except PairwatchError as error:
            if span == self._span:
                self._uncounted = tr("Pages are not counted: {why}").format(why=error.sentence)
                self._seen = None
                self.refresh()
            return
        if span == self._span:  # else another time was chosen meanwhile
            self._counted = pages_of(rows) | hours_of(worked) | rest_of(rested)
            self.refresh()

    def _days(self, span: tuple[datetime, datetime]) -> tuple[date, date]:
        """The first and the last day of the time, by the schedule's clocks."""
        there = zone(self._book.team.schedule.zone)
        first, last = span[0], span[1] - timedelta(microseconds=1)
        return first.astimezone(there).date(), last.astimezone(there).date()

    @property
    def _this_hour(self) -> datetime:
        """Its beginning, from which the usual times are counted."""
        return self._bridge.hub_now().replace(minute=0, second=0, microsecond=0)

    def _choose(self, number: int) -> None:
        if number >= len(_SPANS):
            self._page.begin.setFocus()
            return
        now = self._this_hour
        before, after = _SPANS[number]
        self._span = now + before * _WEEK, now + after * _WEEK
        self._page.show_span(*self._span, self._bridge.viewer.zone, number)
        self._ask()
        self.refresh()

    def _type(self, begin: datetime, end: datetime) -> None:
        self._span = begin, end
        self._page.spans.show_chosen(len(_SPANS))
        self._ask()
        self.refresh()

    def _copy(self) -> None:
        written = io.StringIO()
        table = csv.writer(written)
        table.writerow([tr("Person"), *(column.name for column in self._table.columns)])
        for row, who in enumerate(self._table.people):
            table.writerow([who, *(column.words[row] for column in self._table.columns)])
        QGuiApplication.clipboard().setText(written.getvalue())
