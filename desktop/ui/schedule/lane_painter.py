"""Draws weeks: days, two lanes, what is laid over them, shadows and absences below. Knows no events."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from desktop.core.schedule.schedule_warnings import ScheduleWarning, WarningKind
from desktop.core.team.seat import Seat
from desktop.ui.present.people import SEAT_TONE
from desktop.ui.present.schedule.schedule_bands import Band, Beside, stacked
from desktop.ui.present.schedule.schedule_grid import Grid, Row, Zoom
from desktop.ui.present.schedule.schedule_people import ground, hue_of
from desktop.ui.present.schedule.schedule_words import (
    ABSENT_ICON,
    KIND_ICON,
    SHADOW_ICON,
    band_name,
    beside_name,
    day_name,
    initials,
    kind_name,
)
from desktop.ui.present.words import tr
from desktop.ui.schedule.lane_backdrop import Backdrop
from desktop.ui.schedule.lane_ink import Ink
from desktop.ui.schedule.lane_marks import paint_gap, paint_unproven
from desktop.ui.schedule.lane_places import across as across_of
from desktop.ui.schedule.lane_places import box as box_of
from desktop.ui.schedule.lane_places import lane as lane_of
from desktop.ui.schedule.lane_scene import Ghost, LaneScene
from desktop.ui.theme.icons import paint
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import Tone, Type

_EDGE = 4
"""Of a band, in the colour of its seat."""
_CORNER = 5
_PAD = 6
_ICON = 14
_ELIDED = 110
_LEAST = 16
"""A name is written where it has this much room, in pixels."""


class LanePainter:
    """Holds what was found out about a row until the scene is another."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._ink = Ink(theme)
        self.backdrop = Backdrop(self._ink)
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

    def paint_row(self, painter: QPainter, grid: Grid, row: Row) -> None:
        scene = self._scene
        if scene is None:
            return
        plan, over, beside = self._found(grid, row)
        self.backdrop.paint_days(painter, grid, row)
        if grid.zoom is not Zoom.YEAR:
            self.backdrop.paint_gutter(painter, grid, row)
        for seat in Seat:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._ink.colour(Tone.RAISED))
            painter.drawRect(lane_of(grid, row, seat))
        for band in plan:
            self._paint_band(painter, grid, row, band)
        for band in over:
            self._paint_over(painter, grid, row, band)
        self._paint_warnings(painter, grid, row)
        for mark in scene.unproven:
            paint_unproven(painter, self._ink, grid, row, mark)
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

    def _paint_band(self, painter: QPainter, grid: Grid, row: Row, band: Band) -> None:
        box = box_of(grid, row, band.seat, band.starts_at, band.ends_at)
        if box is not None:
            self._paint_box(painter, grid, box, band)

    def _paint_over(self, painter: QPainter, grid: Grid, row: Row, band: Band) -> None:
        """A little lower than the lane: above it one sees whose turn it would have been."""
        box = box_of(grid, row, band.seat, band.starts_at, band.ends_at)
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
        if not mine and room.width() >= _ELIDED * grid.scale:
            names = names[:1]  # better a part of it than two letters
        name = next((n for n in names if metrics.horizontalAdvance(n) <= room.width()), "")
        if not name and len(names) == 1:
            name = names[0]
        if not name:
            return
        if grid.zoom is not Zoom.WEEK:
            self._ink.write(painter, room, name, font, text)
            return
        second, small = self._second_line(grid, band), self._ink.font(Type.SMALL)
        fits = (
            self._ink.metrics(small).horizontalAdvance(second) <= room.width() or band.exception is not None
        )
        if room.height() < 2.4 * metrics.height() or not fits:
            self._ink.write(painter, room, name, font, text)
            return
        half = room.height() / 2
        self._ink.write(painter, QRectF(room.left(), room.top(), room.width(), half + 4), name, font, text)
        where = QRectF(room.left(), room.top() + half - 2, room.width(), half)
        self._ink.write(painter, where, second, small, text)

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
            across = across_of(grid, row, warning.starts_at, warning.ends_at)
            if across is None:
                continue
            seen = True
            for seat in Seat if warning.seat is None else (warning.seat,):
                lane = lane_of(grid, row, seat)
                where = QRectF(across[0], lane.top(), across[1], lane.height())
                if warning.kind is WarningKind.GAP:
                    paint_gap(painter, self._ink, grid, where)
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
            across = across_of(grid, row, one.starts_at, one.ends_at)
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
            self._ink.write(painter, box.adjusted(side + 8, 0, -2, 0), words, font, muted)
        if left_out:
            box = QRectF(0, top, sizes.gutter - 8, high)
            self._ink.write(painter, box, tr("{n} more").format(n=left_out), font, muted)

    def paint_ghost(self, painter: QPainter, grid: Grid, row: Row, ghost: Ghost) -> None:
        box = box_of(grid, row, ghost.seat, ghost.begin, ghost.end)
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
            self._ink.write(painter, room, words, font, self._ink.colour(Tone.TEXT))

    def paint_selected(
        self, painter: QPainter, grid: Grid, row: Row, seat: Seat, begin: datetime, end: datetime
    ) -> None:
        box = box_of(grid, row, seat, begin, end)
        if box is None:
            return
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self._ink.colour(Tone.BG), 5))
        painter.drawRoundedRect(box, _CORNER, _CORNER)
        painter.setPen(QPen(self._ink.colour(Tone.MANAGER), 3))
        painter.drawRoundedRect(box, _CORNER, _CORNER)
