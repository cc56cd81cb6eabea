"""A notice as users see it on the public page: on that page's light ground, whatever our own colours are."""

from __future__ import annotations

import math

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.core.telling.notice import NoticeSeverity
from desktop.ui.present.telling.notice_draft import NoticePreview
from desktop.ui.present.words import tr
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import LIGHT, RADIUS, SPACE, Tone, Type
from desktop.ui.widgets.text_block import TextBlock

_PAD = 4 * SPACE
_FRAME = 3 * SPACE
_GAP = 2 * SPACE
_TONES = {
    NoticeSeverity.OUTAGE: Tone.ALARM,
    NoticeSeverity.WARNING: Tone.WARN,
    NoticeSeverity.INFO: Tone.MANAGER,
}
"""As resources/pages/style.css has them."""


class PagePreview(QWidget):
    """As high as its words need."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._shown: NoticePreview | None = None
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.changed.connect(self._restyle)

    @property
    def shown(self) -> NoticePreview | None:
        return self._shown

    def show_preview(self, shown: NoticePreview) -> None:
        if shown != self._shown:
            self._shown = shown
            told = (shown.heading, shown.service, shown.text, shown.until)
            words = tr("As users see it: {words}").format(words=". ".join(part for part in told if part))
            self.setAccessibleName(words)
            self.updateGeometry()
            self.update()

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def _blocks(self, width: float) -> list[tuple[TextBlock, Tone, int]]:
        """Each with its tone and the space above it."""
        shown = self._shown
        if shown is None:
            return []
        room = width - 2 * _FRAME - 2 * _PAD
        font = self._theme.font
        blocks = [
            (TextBlock(shown.heading, font(Type.STRONG), room), _TONES[shown.severity], 0),
            (TextBlock(shown.service, font(Type.STRONG), room), Tone.TEXT, 0),
        ]
        for paragraph in shown.text.split("\n\n"):
            if paragraph.strip():
                blocks.append((TextBlock(paragraph.strip(), font(Type.BODY), room), Tone.TEXT, _GAP))
        if shown.until:
            blocks.append((TextBlock(shown.until, font(Type.BODY), room), Tone.MUTED, _GAP))
        return blocks

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        words = sum(block.height + above for block, _tone, above in self._blocks(width))
        return math.ceil(words) + 2 * _FRAME + 2 * _PAD

    def sizeHint(self) -> QSize:
        width = max(self.width(), 200)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, 2 * _FRAME + 2 * _PAD)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(LIGHT[Tone.LINE]), 1))
        painter.setBrush(QColor(LIGHT[Tone.BG]))
        page = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(page, RADIUS, RADIUS)
        painter.setBrush(QColor(LIGHT[Tone.SURFACE]))
        article = page.adjusted(_FRAME, _FRAME, -_FRAME, -_FRAME)
        painter.drawRoundedRect(article, RADIUS, RADIUS)
        top = article.top() + _PAD
        for block, tone, above in self._blocks(self.width()):
            top += above
            where = QRectF(article.left() + _PAD, top, article.width() - 2 * _PAD, block.height)
            block.paint(painter, where, QColor(LIGHT[tone]), Qt.AlignmentFlag.AlignLeft)
            top += block.height
