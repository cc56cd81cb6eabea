"""The two kinds of button: the one action (filled, red), and the quiet ones.
Both show the keyboard's focus clearly."""

from __future__ import annotations

import math

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QEnterEvent,
    QFocusEvent,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from desktop.ui.theme.icons import paint
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import RADIUS, RADIUS_CONTROL, Tone, Type
from desktop.ui.widgets.text_block import elided

_GAP = 8
_NARROWEST = 280
"""Our own words are shorter than this; only a longer text is ever elided."""
BY_KEYBOARD = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
    Qt.FocusReason.OtherFocusReason,
)
"""A focus that came so is shown; one that a click gave is not."""


class Button(QPushButton):
    """Paints itself by tones. `key` is the keyboard's way to it, shown muted behind the words."""

    def __init__(
        self,
        theme: Theme,
        text: str,
        icon: str = "",
        key: str = "",
        role: Type = Type.SMALL_STRONG,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._theme, self._icon_name, self._key, self._role = theme, icon, key, role
        self._ringed = False
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        theme.changed.connect(self._restyle)
        self._restyle()

    def _restyle(self) -> None:
        self.setFont(self._theme.font(self._role))
        self.updateGeometry()
        self.update()

    def make_pill(self) -> None:
        """As low as a chip, with round ends: for choices of which there are many."""
        self.padding, self.corner = (10, 4), 12
        self.updateGeometry()

    def set_icon_name(self, name: str) -> None:
        if name != self._icon_name:
            self._icon_name = name
            self.updateGeometry()
            self.update()

    # What subclasses colour
    def fill(self) -> QColor | None:
        raise NotImplementedError

    def ink(self) -> QColor:
        raise NotImplementedError

    def hint_ink(self) -> QColor:
        return self._theme.colour(Tone.MUTED)

    def edge(self) -> QColor | None:
        return None

    corner: float = RADIUS_CONTROL
    padding: tuple[int, int] = (14, 9)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.click()  # Qt does so for dialogs' default buttons only
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ringed = event.reason() in BY_KEYBOARD
        super().focusInEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def _icon_side(self) -> int:
        return round(QFontMetricsF(self.font()).height()) if self._icon_name else 0

    def _hint_font(self) -> QFont:
        return self._theme.font(Type.SMALL)

    def sizeHint(self) -> QSize:
        metrics = QFontMetricsF(self.font())
        width = metrics.horizontalAdvance(self.text()) + 2 * self.padding[0] + 2
        if self._icon_name:
            width += self._icon_side() + (_GAP if self.text() else 0)
        if self._key:
            width += QFontMetricsF(self._hint_font()).horizontalAdvance(self._key) + _GAP
        return QSize(math.ceil(width), math.ceil(metrics.height()) + 2 * self.padding[1] + 2)

    def minimumSizeHint(self) -> QSize:
        natural = self.sizeHint()
        return QSize(min(natural.width(), _NARROWEST), natural.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        body = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        fill, edge = self.fill(), self.edge()
        painter.setBrush(fill if fill is not None else Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(edge, 1) if edge is not None else Qt.PenStyle.NoPen)
        painter.drawRoundedRect(body, self.corner, self.corner)
        if self.hasFocus() and self._ringed:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._theme.colour(Tone.TEXT), 2))
            ring = QRectF(self.rect()).adjusted(1, 1, -1, -1)
            painter.drawRoundedRect(ring, self.corner - 1, self.corner - 1)
        self._paint_words(painter, body)

    def _paint_words(self, painter: QPainter, body: QRectF) -> None:
        side = self._icon_side()
        hint_width = (
            QFontMetricsF(self._hint_font()).horizontalAdvance(self._key) + _GAP if self._key else 0.0
        )
        room = body.width() - 2 * self.padding[0] - hint_width
        if side:
            room -= side + (_GAP if self.text() else 0)
        block = elided(self.text(), self.font(), math.ceil(room) + 1)
        if block.elided or self.toolTip() == self.text():
            self.setToolTip(self.text() if block.elided else "")
        words = QFontMetricsF(self.font()).horizontalAdvance(block.lines[0])
        total = words + hint_width + (side + (_GAP if self.text() else 0) if side else 0)
        left = body.left() + (body.width() - total) / 2
        if side:
            box = QRectF(left, body.center().y() - side / 2, side, side)
            paint(painter, self._icon_name, box, self.ink())
            left += side + _GAP
        centre = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        block.paint(painter, QRectF(left, body.top(), words + 2, body.height()), self.ink(), centre)
        if self._key:
            hint = elided(self._key, self._hint_font(), hint_width)
            where = QRectF(left + words + _GAP, body.top(), hint_width, body.height())
            hint.paint(painter, where, self.hint_ink(), centre)


class PrimaryButton(Button):
    """The one action of a window: white on red. `large` is the alarm's, as high as a thumb and as wide as
    the window."""

    def __init__(
        self,
        theme: Theme,
        text: str,
        icon: str = "",
        key: str = "",
        *,
        large: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        self.corner = RADIUS if large else RADIUS_CONTROL
        self.padding = (24, 24) if large else (16, 9)
        super().__init__(theme, text, icon, key, Type.TITLE if large else Type.SMALL_STRONG, parent)

    def fill(self) -> QColor:
        pressed = self.isDown() or self.underMouse()
        if not self.isEnabled():
            return self._theme.colour(Tone.LINE)
        return self._theme.colour(Tone.PRIMARY_PRESSED if pressed else Tone.PRIMARY)

    def ink(self) -> QColor:
        return self._theme.colour(Tone.ON_PRIMARY if self.isEnabled() else Tone.TEXT)

    def hint_ink(self) -> QColor:
        return self.ink()


class QuietButton(Button):
    """Everything else one may do: a hairline on the control's ground; `flat` has neither until it is
    touched."""

    def __init__(
        self,
        theme: Theme,
        text: str,
        icon: str = "",
        key: str = "",
        *,
        flat: bool = False,
        tone: Tone = Tone.TEXT,
        parent: QWidget | None = None,
    ) -> None:
        self._flat, self._tone = flat, tone
        super().__init__(theme, text, icon, key, Type.SMALL_STRONG, parent)

    def fill(self) -> QColor | None:
        if self.isDown():
            return self._theme.colour(Tone.LINE)
        if self.underMouse() and self.isEnabled():
            return self._theme.colour(Tone.LINE if self._theme.dark else Tone.BG)
        return None if self._flat else self._theme.colour(Tone.RAISED)

    def ink(self) -> QColor:
        return self._theme.colour(self._tone if self.isEnabled() else Tone.MUTED)

    def edge(self) -> QColor | None:
        return None if self._flat and not self.underMouse() else self._theme.colour(Tone.LINE)
