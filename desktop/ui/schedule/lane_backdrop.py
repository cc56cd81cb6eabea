"""What lies behind and around the lanes: days, weeks, months, and the line of now."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from desktop.core.team.seat import Seat
from desktop.ui.present.people import SEAT_ICON, SEAT_TONE
from desktop.ui.present.schedule.schedule_axis import DAY, DAYS
from desktop.ui.present.schedule.schedule_grid import Grid, Month, Row, Zoom
from desktop.ui.present.schedule.schedule_words import day_name, month_name
from desktop.ui.present.words import tr
from desktop.ui.schedule.lane_ink import Ink
from desktop.ui.schedule.lane_places import lane as lane_of
from desktop.ui.theme.icons import paint
from desktop.ui.theme.tokens import Tone, Type

_PAD = 6


class Backdrop:
    """Knows no people."""

    def __init__(self, ink: Ink) -> None:
        self._ink = ink

    def paint_days(self, painter: QPainter, grid: Grid, row: Row) -> None:
        sizes, today = grid.measures, grid.today
        day, high = row.begin, sizes.row - sizes.foot
        font = self._ink.font(Type.SMALL)
        while day < row.end:
            left = row.column(day)
            column = QRectF(left, row.top, row.day_width, high)
            if day.weekday() >= 5:
                painter.fillRect(column.toAlignedRect(), self._ink.weekend)
            painter.fillRect(QRect(round(left), round(row.top), 1, round(high)), self._ink.colour(Tone.LINE))
            if sizes.head:
                words = (
                    f"{day.day} {month_name(day.month)}" if day.day == 1 or day == row.begin else f"{day.day}"
                )
                hours = grid.axis.hours(day)
                if hours != 24 and grid.zoom is not Zoom.YEAR:
                    words += " · " + tr("{n} h").format(n=hours)
                role = font if day != today else self._ink.font(Type.SMALL_STRONG)
                tone = Tone.TEXT if day == today else Tone.MUTED
                head = QRectF(left + _PAD, row.top, row.day_width - _PAD, sizes.head)
                if day == today:
                    words = tr("{day} today").format(day=words)
                self._ink.write(painter, head, words, role, self._ink.colour(tone))
            if grid.zoom is Zoom.WEEK:
                self._paint_hours(painter, grid, row, day, high)
            day += DAY

    def _paint_hours(self, painter: QPainter, grid: Grid, row: Row, day: date, high: float) -> None:
        """A fine line every six hours."""
        line = self._ink.hour
        begin = grid.axis.begin(day)
        for six in range(1, 4):
            at = begin + timedelta(hours=6 * six)
            x = row.x(grid.axis.place(at, row.first))
            top, down = round(row.top + grid.measures.head), round(high - grid.measures.head)
            painter.fillRect(QRect(round(x), top, 1, down), line)

    def paint_gutter(self, painter: QPainter, grid: Grid, row: Row) -> None:
        sizes = grid.measures
        name = f"{row.first.day} {month_name(row.first.month)}"
        week = tr("week {n}").format(n=(row.first + 3 * DAY).isocalendar().week)
        is_today = row.first <= grid.today < row.first + DAYS * DAY
        top = lane_of(grid, row, Seat.MANAGER)
        below = lane_of(grid, row, Seat.ENGINEER)
        room = sizes.gutter - 26 * grid.scale
        strong = Type.SMALL_STRONG if is_today else Type.SMALL
        first = QRectF(2, top.top(), room, top.height())
        self._ink.write(painter, first, name, self._ink.font(strong), self._ink.colour(Tone.TEXT))
        second = QRectF(2, below.top(), room, below.height())
        self._ink.write(painter, second, week, self._ink.font(Type.CAPTION), self._ink.colour(Tone.MUTED))
        side = min(16 * grid.scale, sizes.lane - 2)
        for seat in Seat:
            lane = lane_of(grid, row, seat)
            box = QRectF(sizes.gutter - side - 6, lane.center().y() - side / 2, side, side)
            paint(painter, SEAT_ICON[seat], box, self._ink.colour(SEAT_TONE[seat]))

    def paint_month(self, painter: QPainter, grid: Grid, month: Month) -> None:
        """The name of a small month and the letters of its days."""
        high = grid.title_height
        now = (month.first.year, month.first.month) == (grid.today.year, grid.today.month)
        name = f"{month_name(month.first.month)} {month.first.year}"
        title = QRectF(month.left, month.top, month.width, high * 0.58)
        tone = Tone.TEXT if now else Tone.MUTED
        self._ink.write(painter, title, name, self._ink.font(Type.STRONG), self._ink.colour(tone))
        sizes = grid.measures
        day_width = (month.width - sizes.gutter - 2) / DAYS
        for number in range(DAYS):
            name = day_name((grid.axis.weekday + number) % DAYS)
            box = QRectF(
                month.left + sizes.gutter + number * day_width, month.top + high * 0.55, day_width, high * 0.4
            )
            font = self._ink.font(Type.CAPTION)
            self._ink.write(painter, box.adjusted(3, 0, 0, 0), name, font, self._ink.colour(Tone.MUTED))

    def paint_month_row(self, painter: QPainter, grid: Grid, row: Row) -> None:
        """The day of the month at the left of a small month's week."""
        sizes = grid.measures
        box = QRectF(row.left - sizes.gutter, row.top, sizes.gutter - 4, 2 * sizes.lane + sizes.gap)
        font = self._ink.font(Type.CAPTION)
        is_today = row.begin <= grid.today < row.end
        tone = Tone.TEXT if is_today else Tone.MUTED
        self._ink.write(painter, box, str(row.begin.day), font, self._ink.colour(tone))

    def paint_now(self, painter: QPainter, grid: Grid, row: Row, now: datetime) -> None:
        """A line through today, at this moment."""
        x = row.x(grid.axis.place(now, row.first))
        sizes, text = grid.measures, self._ink.colour(Tone.TEXT)
        top = row.top + sizes.head
        bottom = top + 2 * sizes.lane + sizes.gap
        painter.setPen(QPen(self._ink.colour(Tone.BG), 4))
        painter.drawLine(QPointF(x, top), QPointF(x, bottom))
        painter.setPen(QPen(text, 2))
        painter.drawLine(QPointF(x, top), QPointF(x, bottom))
        painter.setBrush(text)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawEllipse(QPointF(x, top), 3.5, 3.5)
