"""What is shown while the history is made: which week, of how many."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.app.desk.options import Place
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone, Type
from desktop.ui.widgets.label import Label


class Making(QWidget):
    """A strip with a line of words and a bar, where the director's strip will be."""

    def __init__(self, theme: Theme, place: Place) -> None:
        super().__init__(None, Qt.WindowType.Window | Qt.WindowType.FramelessWindowHint)
        self._theme, self._share = theme, 0.0
        self.setWindowTitle("Pairwatch demo")
        self.setGeometry(place.x, place.y, place.width, place.height)
        self._words = Label(theme, "Six months of incidents are being made …", Type.STRONG)
        column = QVBoxLayout(self)
        column.setContentsMargins(4 * SPACE, 2 * SPACE, 4 * SPACE, 2 * SPACE)
        column.addWidget(self._words)

    def tell(self, done: int, of: int) -> None:
        """So many weeks are made."""
        self._share = done / of
        self._words.set(f"Six months of incidents are being made: week {min(done + 1, of)} of {of} …")
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colour(Tone.RAISED))
        painter.fillRect(0, 0, self.width(), 1, self._theme.colour(Tone.LINE))
        painter.fillRect(
            0,
            self.height() - SPACE,
            round(self.width() * self._share),
            SPACE,
            self._theme.colour(Tone.PRIMARY),
        )
