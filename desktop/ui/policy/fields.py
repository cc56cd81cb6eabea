"""The fields of the policy's editor: a duration that is typed or stepped, and one of a few."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QSizePolicy, QWidget

from desktop.ui.present.durations import read_duration, written
from desktop.ui.theme.icons import paint
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone, Type

_ICON = 16
_STEPS = (timedelta(seconds=15), timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=15))
_LONGEST = timedelta(days=1)


class DurationEdit(QLineEdit):
    """`changed` at each change by a person. Up and Down step; what is no duration is marked when left."""

    changed = Signal()

    def __init__(
        self,
        theme: Theme,
        name: str,
        *,
        never: str = "",
        longest: timedelta = _LONGEST,
        parent: QWidget | None = None,
    ) -> None:
        """`never`: the words for an empty field, which then is allowed. Stepping ends at the `longest`."""
        super().__init__(parent)
        self._theme, self._never, self._longest = theme, never, longest
        self.setAccessibleName(name)
        self.setPlaceholderText(never)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.textEdited.connect(lambda _text: self.changed.emit())
        self.editingFinished.connect(self._tidy)
        theme.changed.connect(self._restyle)
        self._restyle()

    def show_text(self, text: str) -> None:
        if text != self.text():
            self.setText(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down) and not self.isReadOnly():
            self._step(1 if event.key() == Qt.Key.Key_Up else -1)
            return
        super().keyPressEvent(event)

    def _step(self, by: int) -> None:
        now = read_duration(self.text())
        if now is None:
            now = timedelta(0)
        step = _STEPS[0] if now < timedelta(minutes=2) else _STEPS[1]
        if now >= timedelta(minutes=20):
            step = _STEPS[2] if now < timedelta(hours=2) else _STEPS[3]
        after = min(now + by * step, self._longest)
        if after <= timedelta(0):
            after = timedelta(0) if self._never else _STEPS[0]
        self.setText(written(after) if after else "")
        self.changed.emit()

    def _tidy(self) -> None:
        """As everything else is written: "90s" becomes "90 s"."""
        found = read_duration(self.text())
        if found is not None and written(found) != self.text():
            self.setText(written(found))
            self.changed.emit()

    def _restyle(self) -> None:
        self.setFont(self._theme.font(Type.BODY))
        widest = max((self._never, "1 h 30 min"), key=len)
        self.setFixedWidth(round(QFontMetricsF(self.font()).horizontalAdvance(widest)) + 12 * SPACE)


class Chooser(QComboBox):
    """One of a few, by its number. `picked` when a person chose. The wheel scrolls the page instead."""

    picked = Signal(int)

    def __init__(
        self, theme: Theme, name: str, options: Sequence[str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setAccessibleName(name)
        self.addItems(list(options))
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.activated.connect(self.picked)
        theme.changed.connect(self._restyle)
        self._restyle()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def _restyle(self) -> None:
        self.setFont(self._theme.font(Type.BODY))
        self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        side = round(_ICON * self._theme.text_scale)
        where = QRectF(self.width() - side - 2 * SPACE, (self.height() - side) / 2, side, side)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint(painter, "mdi6.chevron-down", where, self._theme.colour(Tone.MUTED))
