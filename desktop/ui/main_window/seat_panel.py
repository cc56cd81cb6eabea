"""The panels of the two seats: a column of cards each, one of them shown."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from desktop.core.team.seat import Seat
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE

SEATS = (Seat.MANAGER, Seat.ENGINEER)


class SeatPanel(QWidget):
    """`seat_shown` when the other panel came to the front."""

    seat_shown = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._pages = {seat: _Column(theme) for seat in SEATS}
        self._stack = QStackedWidget()
        for page in self._pages.values():
            self._stack.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)

    @property
    def seat(self) -> Seat:
        """Whose panel is in front."""
        return SEATS[self._stack.currentIndex()]

    def put(self, seat: Seat, cards: Sequence[QWidget]) -> None:
        """The cards of a seat, from the top."""
        self._pages[seat].put(cards)

    def show_seat(self, seat: Seat) -> None:
        if seat is not self.seat:
            self._stack.setCurrentIndex(SEATS.index(seat))
            self.seat_shown.emit(seat)

    def to_top(self) -> None:
        """For another incident: the panels from their beginning."""
        for page in self._pages.values():
            page.verticalScrollBar().setValue(0)


class _Column(QScrollArea):
    """Cards below each other; whatever gets the keyboard is scrolled into sight."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._inner = inner = QWidget()
        self._cards = QVBoxLayout(inner)
        self._cards.setContentsMargins(0, 0, 0, 0)
        self._cards.setSpacing(2 * SPACE)
        self._cards.addStretch(1)
        self.setWidget(inner)
        inner.installEventFilter(self)

    def put(self, cards: Sequence[QWidget]) -> None:
        for position, card in enumerate(cards):
            self._cards.insertWidget(position, card)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # A card that opens below the edge is of no use: what has the keyboard must be seen.
        if event.type() is QEvent.Type.LayoutRequest:
            focused = QApplication.focusWidget()
            if focused is not None and self._inner.isAncestorOf(focused):
                self.ensureWidgetVisible(focused, 0, 6 * SPACE)
        return super().eventFilter(watched, event)
