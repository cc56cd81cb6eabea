"""Draws weeks: days, two lanes, what is laid over them, shadows and absences below. Knows no events."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QPainter, QPen

from desktop.core.schedule_warnings import ScheduleWarning, WarningKind
from desktop.core.seat import Seat
from desktop.ui.present.people import SEAT_ICON, SEAT_TONE
from desktop.ui.present.schedule_axis import DAY, DAYS
from desktop.ui.present.schedule_bands import Band, Beside, stacked
from desktop.ui.present.schedule_grid import Grid, Month, Row, Zoom
from desktop.ui.present.schedule_people import ground, hue_of
from desktop.ui.present.schedule_words import (
    ABSENT_ICON,
    KIND_ICON,
    SHADOW_ICON,
    band_name,
    beside_name,
    day_name,
    initials,
    kind_name,
    month_name,
)
from desktop.ui.present.words import tr
from desktop.ui.schedule.lane_ink import Ink
from desktop.ui.schedule.lane_scene import Ghost, LaneScene
from desktop.ui.theme.icons import paint
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import Tone, Type

_EDGE = 4
"""Of a band, in the colour of its seat."""
_CORNER = 5
_PAD = 6
_ICON = 14
_LEAST = 16
"""A name is written where it has this much room, in pixels."""


class LanePainter:
    """Holds what was found out about a row until the scene is another."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._ink = Ink(theme)
        self._scene: LaneScene | None = None
        self._rows: dict[tuple[date, date], tuple[list[Band], list[Band], list[Beside]]] = {}
        self._warnings: dict[tuple[date, date], list[ScheduleWarning]] = {}
        self._grounds: dict[tuple[str, bool], QColor] = {}

    def show(self, scene: LaneScene) -> None:
        before = self._scene
        if before is None or before.lanes is not scene.lanes or before.hues != scene.hues:
            self._rows.clear()
            self._grounds.clear()
        if before is None or before.warnings is not scene.warnings:
            self._warnings.clear()
        self._scene = scene

    def ground_of(self, responder: str) -> QColor:
        key = responder, self._theme.dark
        if key not in self._grounds:
            hues = self._scene.hues if self._scene is not None else {}
            hue = hues.get(responder, hue_of(responder))
            self._grounds[key] = QColor(ground(hue, dark=self._theme.dark))
        return self._grounds[key]

    # geometry

    def lane(self, grid: Grid, row: Row, seat: Seat) -> QRectF:
        """The lane of the row, as far as its days are shown."""
        sizes = grid.measures
        top = row.top + sizes.head + (sizes.lane + sizes.gap if seat is Seat.ENGINEER else 0)
        left = row.column(row.begin)
        return QRectF(left, top, row.column(row.end) - left, sizes.lane)

    def box(self, grid: Grid, row: Row, seat: Seat, begin: datetime, end: datetime) -> QRectF | None:
        """Where that time stands in the lane; None when the row does not show any of it."""
        lane = self.lane(grid, row, seat)
        across = self._across(grid, row, begin, end)
        return QRectF(across[0], lane.top(), across[1], lane.height()) if across is not None else None

    def _across(self, grid: Grid, row: Row, begin: datetime, end: datetime) -> tuple[float, float] | None:
        axis = grid.axis
        since, until = axis.begin(row.begin), axis.begin(row.end)
        if begin >= until or end <= since:
            return None
        left = row.x(axis.place(max(begin, since), row.first))
        right = row.column(row.end) if end >= until else row.x(axis.place(end, row.first))
        return (left, right - left) if right - left >= 1 else None

    # drawing

    def paint_row(self, painter: QPainter, grid: Grid, row: Row) -> None:
        scene = self._scene
        if scene is None:
            return
        plan, over, beside = self._found(grid, row)
        self._paint_days(painter, grid, row)
        if grid.zoom is not Zoom.YEAR:
            self._paint_gutter(painter, grid, row)
        for seat in Seat:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._ink.colour(Tone.RAISED))
            painter.drawRect(self.lane(grid, row, seat))
        for band in plan:
            self._paint_band(painter, grid, row, band)
        for band in over:
            self._paint_over(painter, grid, row, band)
        self._paint_warnings(painter, grid, row)
        if grid.measures.strip:
            self._paint_strip(painter, grid, row, beside)

    def _found(self, grid: Grid, row: Row) -> tuple[list[Band], list[Band], list[Beside]]:
        key = row.begin, row.end
        if key not in self._rows:
            assert self._scene is not None
            begin, end = grid.axis.begin(row.begin), grid.axis.begin(row.end)
            lanes = self._scene.lanes
            beside = lanes.beside(begin, end)
            self._rows[key] = lanes.plan(begin, end), lanes.laid_over(begin, end), beside
        return self._rows[key]

    def _paint_days(self, painter: QPainter, grid: Grid, row: Row) -> None:
        assert self._scene is not None
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
                self._text(painter, head, words, role, self._ink.colour(tone))
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

    def _paint_gutter(self, painter: QPainter, grid: Grid, row: Row) -> None:
        sizes = grid.measures
        name = f"{row.first.day} {month_name(row.first.month)}"
        week = tr("week {n}").format(n=(row.first + 3 * DAY).isocalendar().week)
        is_today = row.first <= grid.today < row.first + DAYS * DAY
        top = self.lane(grid, row, Seat.MANAGER)
        below = self.lane(grid, row, Seat.ENGINEER)
        room = sizes.gutter - 26 * grid.scale
        strong = Type.SMALL_STRONG if is_today else Type.SMALL
        first = QRectF(2, top.top(), room, top.height())
        self._text(painter, first, name, self._ink.font(strong), self._ink.colour(Tone.TEXT))
        second = QRectF(2, below.top(), room, below.height())
        self._text(painter, second, week, self._ink.font(Type.CAPTION), self._ink.colour(Tone.MUTED))
        side = min(16 * grid.scale, sizes.lane - 2)
        for seat in Seat:
            lane = self.lane(grid, row, seat)
            box = QRectF(sizes.gutter - side - 6, lane.center().y() - side / 2, side, side)
            paint(painter, SEAT_ICON[seat], box, self._ink.colour(SEAT_TONE[seat]))

    def _paint_band(self, painter: QPainter, grid: Grid, row: Row, band: Band) -> None:
        box = self.box(grid, row, band.seat, band.starts_at, band.ends_at)
        if box is not None:
            self._paint_box(painter, grid, box, band)

    def _paint_over(self, painter: QPainter, grid: Grid, row: Row, band: Band) -> None:
        """A little lower than the lane: above it one sees whose turn it would have been."""
        box = self.box(grid, row, band.seat, band.starts_at, band.ends_at)
        if box is None or band.exception is None:
            return
        lift = 3 if grid.measures.lane < 24 else 5
        painter.fillRect(box.adjusted(0, lift - 1, 0, 0), self._ink.colour(Tone.SURFACE))
        self._paint_box(painter, grid, box.adjusted(0, lift, 0, 0), band, KIND_ICON[band.exception.kind])

    def _paint_box(self, painter: QPainter, grid: Grid, box: QRectF, band: Band, icon: str = "") -> None:
        assert self._scene is not None
        mine = band.responder == self._scene.viewer.me
        body = box.adjusted(0.5, 0.5, -1.5, -0.5)
        text = self._ink.colour(Tone.TEXT)
        painter.setBrush(self.ground_of(band.responder))
        if mine:
            painter.setPen(QPen(text, 2))
            body.adjust(0.5, 0.5, -0.5, -0.5)
        else:
            painter.setPen(Qt.PenStyle.NoPen)
        painter.drawRoundedRect(body, _CORNER, _CORNER)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._ink.colour(SEAT_TONE[band.seat]))
        edge = _EDGE if box.width() > 3 * _EDGE else 2
        painter.drawRect(QRectF(body.left(), body.top() + 2, edge, body.height() - 4))
        pad = _PAD if box.width() > 60 * grid.scale else 3
        room = body.adjusted(edge + pad, 0, -pad, 0)
        if icon:
            if box.width() <= 2 * _EDGE:
                return
            side = min(_ICON * grid.scale, body.height() - 2)
            room.adjust(-2, 0, 0, 0)
            if room.width() < side:  # so narrow: the icon is all that can be told
                side = max(6.0, min(side, body.width() - edge - 1))
                room.setLeft(body.left() + edge)
            paint(painter, icon, QRectF(room.left(), room.center().y() - side / 2, side, side), text)
            room.setLeft(room.left() + side + 4)
        self._name(painter, grid, room, band, mine)

    def _name(self, painter: QPainter, grid: Grid, room: QRectF, band: Band, mine: bool) -> None:
        assert self._scene is not None
        if room.width() < _LEAST:
            return
        team, me = self._scene.team, self._scene.viewer.me
        roles = (Type.SMALL_STRONG if mine else Type.SMALL, Type.CAPTION)
        font = self._ink.font(roles[grid.zoom is Zoom.YEAR])
        metrics = self._ink.metrics(font)
        text = self._ink.colour(Tone.TEXT)
        names = [band_name(band, team, me), band_name(band, team, me, first_name=True)]
        names.append(tr("you") if mine else initials(team.roster.name(band.responder)))
        name = next((n for n in names if metrics.horizontalAdvance(n) <= room.width()), "")
        if not name:
            return
        if grid.zoom is not Zoom.WEEK:
            self._text(painter, room, name, font, text)
            return
        second, small = self._second_line(grid, band), self._ink.font(Type.SMALL)
        fits = (
            self._ink.metrics(small).horizontalAdvance(second) <= room.width() or band.exception is not None
        )
        if room.height() < 2.4 * metrics.height() or not fits:
            self._text(painter, room, name, font, text)
            return
        half = room.height() / 2
        self._text(painter, QRectF(room.left(), room.top(), room.width(), half + 4), name, font, text)
        where = QRectF(room.left(), room.top() + half - 2, room.width(), half)
        self._text(painter, where, second, small, text)

    def _second_line(self, grid: Grid, band: Band) -> str:
        begin = band.starts_at.astimezone(grid.axis.zone)
        end = band.ends_at.astimezone(grid.axis.zone)
        if band.exception is None:
            return tr("{begin} to {end}").format(
                begin=f"{day_name(begin.weekday())} {begin:%H:%M}",
                end=f"{day_name(end.weekday())} {end:%H:%M}",
            )
        words = f"{kind_name(band.exception.kind)}, {begin:%H:%M} – {end:%H:%M}"
        return f"{words}: {band.exception.because}" if band.exception.because else words

    def _paint_warnings(self, painter: QPainter, grid: Grid, row: Row) -> None:
        assert self._scene is not None
        warn = self._ink.colour(Tone.WARN)
        seen = False
        for warning in self._warned(grid, row):
            across = self._across(grid, row, warning.starts_at, warning.ends_at)
            if across is None:
                continue
            seen = True
            for seat in Seat if warning.seat is None else (warning.seat,):
                lane = self.lane(grid, row, seat)
                where = QRectF(across[0], lane.top(), across[1], lane.height())
                if warning.kind is WarningKind.GAP:
                    self._paint_gap(painter, grid, where)
                elif warning.kind is not WarningKind.SHORT_REST:
                    painter.setPen(QPen(warn, 2, Qt.PenStyle.DashLine))
                    painter.drawLine(where.bottomLeft(), where.bottomRight())
        if seen and grid.zoom is not Zoom.YEAR:
            sizes = grid.measures
            side = min(16 * grid.scale, sizes.lane)
            top = (
                row.top + (sizes.head - side) / 2
                if sizes.head
                else row.top + sizes.lane + sizes.gap / 2 - side / 2
            )
            left = 2 if sizes.head else sizes.gutter - 26 * grid.scale - side
            paint(painter, "mdi6.alert", QRectF(left, top, side, side), warn)

    def _warned(self, grid: Grid, row: Row) -> list[ScheduleWarning]:
        """Those that touch the row."""
        key = row.begin, row.end
        if key not in self._warnings:
            assert self._scene is not None
            begin, end = grid.axis.begin(row.begin), grid.axis.begin(row.end)
            found = [w for w in self._scene.warnings if w.starts_at < end and w.ends_at > begin]
            self._warnings[key] = found
        return self._warnings[key]

    def _paint_gap(self, painter: QPainter, grid: Grid, where: QRectF) -> None:
        warn = self._ink.colour(Tone.WARN)
        painter.fillRect(where, self._ink.colour(Tone.SURFACE))
        painter.setPen(QPen(warn, 1, Qt.PenStyle.DashLine))
        painter.setBrush(QBrush(self._ink.colour(Tone.LINE), Qt.BrushStyle.BDiagPattern))
        painter.drawRect(where.adjusted(0.5, 0.5, -0.5, -0.5))
        font = self._ink.font(Type.CAPTION if grid.zoom is Zoom.YEAR else Type.SMALL_STRONG)
        self._text(painter, where.adjusted(_PAD, 0, -_PAD, 0), tr("Nobody"), font, warn)

    def _paint_strip(self, painter: QPainter, grid: Grid, row: Row, beside: Sequence[Beside]) -> None:
        assert self._scene is not None
        sizes = grid.measures
        lines = 2 if grid.zoom is Zoom.WEEK else 1
        placed, left_out = stacked(beside, lines)
        top = row.top + sizes.head + 2 * sizes.lane + sizes.gap + 2
        high = (sizes.strip - 2) / lines
        muted = self._ink.colour(Tone.MUTED)
        font = self._ink.font(Type.CAPTION)
        for line, one in placed:
            across = self._across(grid, row, one.starts_at, one.ends_at)
            if across is None:
                continue
            box = QRectF(across[0] + 1, top + line * high, across[1] - 2, high - 2)
            style = Qt.PenStyle.DotLine if one.shadow is not None else Qt.PenStyle.SolidLine
            painter.setPen(QPen(muted, 1, style))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
            side = min(12 * grid.scale, box.height() - 2)
            icon = SHADOW_ICON if one.absence is None else ABSENT_ICON[one.absence.kind]
            if box.width() < side + 4:
                continue
            paint(painter, icon, QRectF(box.left() + 4, box.center().y() - side / 2, side, side), muted)
            words = beside_name(one, self._scene.team, self._scene.viewer.me)
            self._text(painter, box.adjusted(side + 8, 0, -2, 0), words, font, muted)
        if left_out:
            box = QRectF(0, top, sizes.gutter - 8, high)
            self._text(painter, box, tr("{n} more").format(n=left_out), font, muted)

    def paint_month(self, painter: QPainter, grid: Grid, month: Month) -> None:
        """The name of a small month and the letters of its days."""
        high = grid.title_height
        now = (month.first.year, month.first.month) == (grid.today.year, grid.today.month)
        name = f"{month_name(month.first.month)} {month.first.year}"
        title = QRectF(month.left, month.top, month.width, high * 0.58)
        tone = Tone.TEXT if now else Tone.MUTED
        self._text(painter, title, name, self._ink.font(Type.STRONG), self._ink.colour(tone))
        sizes = grid.measures
        day_width = (month.width - sizes.gutter - 2) / DAYS
        for number in range(DAYS):
            name = day_name((grid.axis.weekday + number) % DAYS)
            box = QRectF(
                month.left + sizes.gutter + number * day_width, month.top + high * 0.55, day_width, high * 0.4
            )
            font = self._ink.font(Type.CAPTION)
            self._text(painter, box.adjusted(3, 0, 0, 0), name, font, self._ink.colour(Tone.MUTED))

    def paint_month_row(self, painter: QPainter, grid: Grid, row: Row) -> None:
        """The day of the month at the left of a small month's week."""
        sizes = grid.measures
        box = QRectF(row.left - sizes.gutter, row.top, sizes.gutter - 4, 2 * sizes.lane + sizes.gap)
        font = self._ink.font(Type.CAPTION)
        is_today = row.begin <= grid.today < row.end
        tone = Tone.TEXT if is_today else Tone.MUTED
        self._text(painter, box, str(row.begin.day), font, self._ink.colour(tone))

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

    def paint_ghost(self, painter: QPainter, grid: Grid, row: Row, ghost: Ghost) -> None:
        box = self.box(grid, row, ghost.seat, ghost.begin, ghost.end)
        if box is None:
            return
        body = box.adjusted(1, 1, -1, -1)
        painter.setBrush(self.ground_of(ghost.responder))
        painter.setPen(
            QPen(self._ink.colour(Tone.WARN if ghost.said else Tone.TEXT), 2, Qt.PenStyle.DashLine)
        )
        painter.drawRoundedRect(body, _CORNER, _CORNER)
        if self._scene is not None:
            band = Band(seat=ghost.seat, responder=ghost.responder, starts_at=ghost.begin, ends_at=ghost.end)
            words = band_name(band, self._scene.team, self._scene.viewer.me)
            room = body.adjusted(_PAD, 0, -_PAD, 0)
            font = self._ink.font(Type.CAPTION if grid.zoom is Zoom.YEAR else Type.SMALL_STRONG)
            self._text(painter, room, words, font, self._ink.colour(Tone.TEXT))

    def paint_selected(
        self, painter: QPainter, grid: Grid, row: Row, seat: Seat, begin: datetime, end: datetime
    ) -> None:
        box = self.box(grid, row, seat, begin, end)
        if box is None:
            return
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self._ink.colour(Tone.BG), 5))
        painter.drawRoundedRect(box, _CORNER, _CORNER)
        painter.setPen(QPen(self._ink.colour(Tone.MANAGER), 3))
        painter.drawRoundedRect(box, _CORNER, _CORNER)

    def _text(self, painter: QPainter, box: QRectF, words: str, font: QFont, colour: QColor) -> None:
        if box.width() <= 0:
            return
        short = self._ink.metrics(font).elidedText(words, Qt.TextElideMode.ElideRight, box.width())
        painter.setFont(font)
        painter.setPen(colour)
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        painter.drawText(box, flags, short)
