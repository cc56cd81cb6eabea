"""The retro of a week as PDF: A4, numbered pages, charts that stay sharp. Qt alone draws it: no browser is
needed, and none is started."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby
from pathlib import Path
from typing import Any

from PySide6.QtCore import QMarginsF, QObject, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QFont,
    QGuiApplication,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QPyTextObject,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrameFormat,
    QTextLength,
    QTextTableFormat,
)
from PySide6.QtSvg import QSvgRenderer

from desktop.core.errors import PairwatchError
from desktop.ui.present.retro.retro_html import markdown_html
from desktop.ui.present.retro.retro_report import Report
from desktop.ui.present.retro.retro_week import Change
from desktop.ui.present.retro.trend_charts import TrendChart
from desktop.ui.present.retro.trend_lines import group_title
from desktop.ui.present.retro.trend_svg import HEIGHT, WIDTH, chart_svg, legend
from desktop.ui.present.words import tr
from desktop.ui.theme.tokens import LIGHT, Tone

_DPI = 300
_MARGIN = 15.0
"""Millimetres."""
_FOOTER = 8.0
_CHART = QTextFormat.ObjectTypes.UserObject + 1
_NUMBER = QTextFormat.Property.UserProperty + 1
_WORDS = {Tone.OK: LIGHT[Tone.OK], Tone.WARN: LIGHT[Tone.WARN]}


def write_pdf(report: Report, path: Path) -> int:
    """Write the file, whole or not at all; how many pages. Raises PairwatchError."""
    aside = path.with_name(f".{path.name}.part")
    try:
        aside.write_bytes(b"")  # says why it cannot be written, which Qt does not
        pages = _draw(report, aside)
        aside.replace(path)
    except OSError as error:
        aside.unlink(missing_ok=True)
        raise PairwatchError(
            tr("{file} cannot be written: {why}.").format(file=path.name, why=error.strerror or str(error)),
            tr("Choose another folder."),
        ) from error
    return pages


def _draw(report: Report, path: Path) -> int:
    writer = QPdfWriter(str(path))
    writer.setTitle(report.title)
    writer.setCreator("Pairwatch")
    writer.setResolution(_DPI)
    margins = QMarginsF(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
    writer.setPageLayout(
        QPageLayout(
            QPageSize(QPageSize.PageSizeId.A4),
            QPageLayout.Orientation.Portrait,
            margins,
            QPageLayout.Unit.Millimeter,
        )
    )
    page = QRectF(writer.pageLayout().paintRectPixels(_DPI))
    footer = _FOOTER / 25.4 * _DPI
    body = QSizeF(page.width(), page.height() - footer)
    document = _document(report, writer, body)
    painter = QPainter(writer)
    try:
        count = document.pageCount()
        for number in range(count):
            if number:
                writer.newPage()
            _paint_page(painter, document, body, number)
            _paint_footer(painter, report, QRectF(0, body.height(), body.width(), footer), number + 1, count)
    finally:
        painter.end()
    return count


def _paint_page(painter: QPainter, document: QTextDocument, body: QSizeF, number: int) -> None:
    painter.save()
    painter.translate(0, -number * body.height())
    clip = QRectF(0, number * body.height(), body.width(), body.height())
    painter.setClipRect(clip)
    context = QAbstractTextDocumentLayout.PaintContext()
    context.clip = clip
    context.palette.setColor(context.palette.ColorRole.Text, QColor(LIGHT[Tone.TEXT]))
    document.documentLayout().draw(painter, context)
    painter.restore()


def _paint_footer(painter: QPainter, report: Report, place: QRectF, number: int, count: int) -> None:
    font = QFont(QGuiApplication.font())
    font.setPointSizeF(7.5)
    painter.setFont(font)
    painter.setPen(QColor(LIGHT[Tone.MUTED]))
    low = Qt.AlignmentFlag.AlignBottom
    painter.drawText(place, low | Qt.AlignmentFlag.AlignLeft, f"{report.team} · {report.title}")
    of = tr("{n} of {all}").format(n=number, all=count)
    painter.drawText(place, low | Qt.AlignmentFlag.AlignRight, of)


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A chart with its words, one thing that no page parts; `group` stands above the first of a group, and
    room for it above its neighbour."""

    chart: TrendChart
    group: str | None


class _Pictures(QPyTextObject):
    """Draws a chart where a character stands for it. `drawn` is in the order of the characters."""

    def __init__(self, width: float, parent: QObject) -> None:
        super().__init__(parent)
        self._width = width
        self._point = _DPI / 72
        self.drawn: list[_Drawn] = []

    def intrinsicSize(self, _document: QTextDocument, _at: int, format: QTextFormat) -> QSizeF:
        drawn = self.drawn[int(format.property(_NUMBER))]
        lines = 36 + (0 if drawn.group is None else 20)
        return QSizeF(self._width, self._width * HEIGHT / WIDTH + lines * self._point)

    def drawObject(
        self,
        painter: QPainter,
        place: QRectF | QRect,
        _document: QTextDocument,
        _at: int,
        format: QTextFormat,
    ) -> None:
        drawn, left = self.drawn[int(format.property(_NUMBER))], QRectF(place)
        chart = drawn.chart
        if drawn.group is not None:
            self._say(painter, left, drawn.group, 9, Tone.MUTED, bold=True)
            left.setTop(left.top() + 20 * self._point)
        wide = self._say(painter, left, chart.title, 9, Tone.TEXT, bold=True)
        beside = left.adjusted(wide + 4 * self._point, 1.3 * self._point, 0, 0)
        self._say(painter, beside, chart.unit_words, 7.5, Tone.MUTED)
        left.setTop(left.top() + 13 * self._point)
        picture = QRectF(left.topLeft(), QSizeF(self._width, self._width * HEIGHT / WIDTH))
        QSvgRenderer(chart_svg(chart, LIGHT.__getitem__).encode()).render(painter, picture)
        left.setTop(picture.bottom() + 1 * self._point)
        tone = chart.course_tone if chart.course_tone in (Tone.OK, Tone.WARN) else Tone.MUTED
        self._say(painter, left, chart.course, 7.5, tone)
        left.setTop(left.top() + 10 * self._point)
        self._say(painter, left, legend(chart), 7.5, Tone.MUTED)

    def _say(
        self, painter: QPainter, place: QRectF, words: str, size: float, tone: Tone, *, bold: bool = False
    ) -> float:
        """One line; how wide it is."""
        font = QFont(QGuiApplication.font())
        font.setPointSizeF(size)
        font.setBold(bold)
        painter.setFont(font)
        painter.setPen(QColor(LIGHT[tone]))
        metrics = painter.fontMetrics()
        told = metrics.elidedText(words, Qt.TextElideMode.ElideRight, int(place.width()))
        painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, told)
        return float(metrics.horizontalAdvance(told))


def _document(report: Report, writer: QPdfWriter, body: QSizeF) -> QTextDocument:
    document = QTextDocument()
    document.documentLayout().setPaintDevice(writer)
    font = QFont(QGuiApplication.font())
    font.setPointSizeF(9)
    document.setDefaultFont(font)
    document.setDocumentMargin(0)
    document.setDefaultStyleSheet(
        f"small{{color:{LIGHT[Tone.MUTED]};font-size:7.5pt}} h1{{font-size:17pt;margin-bottom:2px}}"
        f" h2{{font-size:12pt;margin-top:18px;margin-bottom:4px}}"
        f" h3{{font-size:9pt;color:{LIGHT[Tone.MUTED]};margin-top:10px;margin-bottom:2px}}"
        " h4{font-size:9pt} p{margin-top:2px;margin-bottom:2px} li{margin-bottom:3px}"
    )
    document.setPageSize(body)
    cursor = QTextCursor(document)
    cursor.insertHtml(_beginning(report))
    week = report.week
    _heading(cursor, tr("Figures"), new_page=True)
    head = ("", week.name, tr("Week before"), tr("Four weeks ago"))
    rows = [
        (
            escape(row.name),
            _value(row.this, row.this_more, Change()),
            _value(row.before, row.before_more, row.before_change),
            _value(row.four_ago, row.four_ago_more, row.four_ago_change),
        )
        for row in week.figures
    ]
    _table(cursor, head, rows, (34, 20, 23, 23))
    if week.services:
        _heading(cursor, tr("Uptime of services, %"), new_page=True)
        columns = (tr("Service"), week.name, tr("Mean of 4"), tr("Week before"), tr("Four weeks ago"))
        services = [
            (
                escape(one.service),
                escape(one.this) + (f"<br><small>{escape(one.source)}</small>" if one.source else ""),
                f"{escape(one.average)} <small>{escape(one.average_of)}</small>",
                escape(one.before),
                escape(one.four_ago),
            )
            for one in week.services
        ]
        _table(cursor, columns, services, (36, 16, 16, 16, 16))
        cursor.insertHtml(f"<p><small>{escape(week.definition)}</small></p>")
    if report.charts:
        _heading(cursor, tr("Over the weeks"), new_page=not week.services)
        _charts(cursor, report.charts, _Pictures(body.width() * 0.475, document))
    cursor.insertHtml(f"<p><small>{escape(report.made)}</small></p>")
    return document


def _beginning(report: Report) -> str:
    parts = [
        f"<small>{escape(report.team)}</small><h1>{escape(report.title)}</h1>"
        f"<p><small>{escape(report.week.days)}</small></p>"
    ]
    if report.note:
        parts.append(f"<p>{escape(report.note)}</p>")
    if report.agenda:
        lines = [
            f"<b>{escape(row.title)}</b> <small>{escape(row.detail)}</small><br>"
            + escape(" ".join(line.words for line in row.lines))
            for row in report.agenda
        ]
        parts.append(f"<h2>{escape(tr('To talk about'))}</h2>{_list(lines)}")
    if report.meeting is not None:
        parts.append(
            f"<h2>{escape(tr('The meeting'))}</h2><p><small>{escape(report.meeting.line)}</small></p>"
        )
        parts.append(markdown_html(report.meeting.note))
        for topic in report.meeting.topics:
            parts.append(f"<h3>{escape(topic.title)}</h3>{markdown_html(topic.note)}")
            if topic.decided:
                parts.append(_list([f"{escape(tr('Action'))}: {escape(one)}" for one in topic.decided]))
    if report.actions:
        lines = [
            ("✓ " if row.done else "")
            + escape(row.text)
            + f" <small>{escape(' · '.join(filter(None, (row.owner, row.due, row.incident))))}</small>"
            for row in report.actions
        ]
        parts.append(f"<h2>{escape(tr('Actions'))}</h2>{_list(lines)}")
    for title, words in (
        (tr("Nights disturbed"), report.week.nights),
        (tr("Called in by name"), report.called),
        (tr("How it was"), report.morale),
    ):
        if words:
            parts.append(f"<h2>{escape(title)}</h2>{_list([escape(line) for line in words])}")
    return "".join(parts)


def _list(lines: list[str]) -> str:
    return f"<ul>{''.join(f'<li>{line}</li>' for line in lines)}</ul>"


def _value(value: str, more: str, change: Change) -> str:
    small = " · ".join(part for part in (escape(more), _judged(change)) if part)
    return f"<b>{escape(value)}</b>" + (f"<br><small>{small}</small>" if small else "")


def _judged(change: Change) -> str:
    colour = _WORDS.get(change.tone)
    words = escape(change.words)
    return f'<span style="color:{colour}">{words}</span>' if colour and words else words


def _heading(cursor: QTextCursor, words: str, *, new_page: bool = False) -> None:
    block = QTextBlockFormat()
    if new_page:
        block.setPageBreakPolicy(QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore)
    cursor.movePosition(QTextCursor.MoveOperation.End)
    cursor.insertBlock(block, QTextCharFormat())
    cursor.insertHtml(f"<h2>{escape(words)}</h2>")
    if new_page:
        # The HTML brought a block of its own format.
        format = cursor.blockFormat()
        format.setPageBreakPolicy(QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore)
        cursor.setBlockFormat(format)
    cursor.insertBlock(QTextBlockFormat(), QTextCharFormat())


def _table(cursor: QTextCursor, head: tuple[str, ...], rows: list[Any], widths: tuple[int, ...]) -> None:
    look = _table_look(widths)
    look.setHeaderRowCount(1)
    table = cursor.insertTable(len(rows) + 1, len(head), look)
    for place, title in enumerate(head):
        table.cellAt(0, place).firstCursorPosition().insertHtml(f"<small>{escape(title)}</small>")
    for line, row in enumerate(rows, 1):
        for place, cell in enumerate(row):
            table.cellAt(line, place).firstCursorPosition().insertHtml(cell)
    cursor.movePosition(QTextCursor.MoveOperation.End)


def _table_look(widths: tuple[int, ...]) -> QTextTableFormat:
    look = QTextTableFormat()
    look.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    look.setColumnWidthConstraints(
        [QTextLength(QTextLength.Type.PercentageLength, share) for share in widths]
    )
    look.setBorderCollapse(True)
    look.setBorder(0.5 * _DPI / 96)
    look.setBorderBrush(QColor(LIGHT[Tone.LINE]))
    look.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    look.setCellPadding(1.7 * _DPI / 96)
    look.setCellSpacing(0)
    return look


def _charts(cursor: QTextCursor, charts: Sequence[TrendChart], pictures: _Pictures) -> None:
    """Two beside each other; those of a group begin a row."""
    cursor.document().documentLayout().registerHandler(_CHART, pictures)
    rows: list[list[_Drawn]] = []
    for group, mine in groupby(charts, key=lambda chart: chart.group):
        found = list(mine)
        for first in range(0, len(found), 2):
            above = (group_title(group), "") if first == 0 else (None, None)
            pair = found[first : first + 2]
            rows.append([_Drawn(chart, words) for chart, words in zip(pair, above, strict=False)])
    look = _table_look((50, 50))
    look.setBorder(0)
    look.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_None)
    table = cursor.insertTable(len(rows), 2, look)
    for line, row in enumerate(rows):
        for place, drawn in enumerate(row):
            picture = QTextCharFormat()
            picture.setObjectType(_CHART)
            picture.setProperty(_NUMBER, len(pictures.drawn))
            pictures.drawn.append(drawn)
            table.cellAt(line, place).firstCursorPosition().insertText("\ufffc", picture)
    cursor.movePosition(QTextCursor.MoveOperation.End)
