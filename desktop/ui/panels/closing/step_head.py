"""The line of one step: how it stands, what it is called, what there is to say. A press opens or folds it."""

from __future__ import annotations

import math

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFocusEvent, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from desktop.ui.present.closing.after import StepView
from desktop.ui.present.words import tr
from desktop.ui.theme.icons import paint
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import RADIUS_CONTROL, SPACE, Tone, Type
from desktop.ui.widgets.button import BY_KEYBOARD
from desktop.ui.widgets.text_block import elided

_GAP = 2 * SPACE


class StepHead(QAbstractButton):
    """`clicked` when it shall open or fold."""

    def __init__(self, theme: Theme, view: StepView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._view = theme, view
        self._open = self._ringed = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        theme.changed.connect(self._restyle)
        self.show_view(view, opened=False)

    def show_view(self, view: StepView, *, opened: bool) -> None:
        self._view, self._open = view, opened
        self.setText(view.title)
        self.setAccessibleName(view.spoken)
        self.setAccessibleDescription(tr("open") if opened else tr("folded"))
        self.update()

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        height = QFontMetricsF(self._theme.font(Type.SMALL_STRONG)).height()
        return QSize(160, math.ceil(height) + 5 * SPACE)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.click()
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ringed = event.reason() in BY_KEYBOARD
        super().focusInEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        body = QRectF(self.rect())
        if self.hasFocus() and self._ringed:
            painter.setPen(QPen(self._theme.colour(Tone.TEXT), 2))
            painter.drawRoundedRect(body.adjusted(1, 1, -1, -1), RADIUS_CONTROL, RADIUS_CONTROL)
        strong, small = self._theme.font(Type.SMALL_STRONG), self._theme.font(Type.SMALL)
        side = QFontMetricsF(strong).height()
        top = body.center().y() - side / 2
        left, right = body.left() + SPACE, body.right() - SPACE
        paint(painter, self._view.icon, QRectF(left, top, side, side), self._theme.colour(self._view.tone))
        left += side + _GAP
        chevron = "mdi6.chevron-up" if self._open else "mdi6.chevron-down"
        paint(painter, chevron, QRectF(right - side, top, side, side), self._theme.colour(Tone.MUTED))
        right -= side + _GAP
        middle = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        title = elided(self._view.title, strong, right - left)
        wide = min(QFontMetricsF(strong).horizontalAdvance(self._view.title) + 2, right - left)
        title.paint(
            painter, QRectF(left, body.top(), wide, body.height()), self._theme.colour(Tone.TEXT), middle
        )
        left += wide + _GAP
        if right - left < side:
            self.setToolTip(self._view.spoken)
            return
        detail = elided(self._view.detail, small, right - left)
        tone = Tone.WARN if self._view.tone is Tone.WARN else Tone.MUTED
        self.setToolTip(self._view.spoken if detail.elided or title.elided else "")
        detail.paint(
            painter, QRectF(left, body.top(), right - left, body.height()), self._theme.colour(tone), middle
        )
