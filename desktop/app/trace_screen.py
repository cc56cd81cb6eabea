"""Marks of what is on the screen, for end-to-end tests and benchmarks: loaded only while tracing."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from desktop.app.trace import mark
from desktop.ui.widgets.seat_card import SeatCard


class ScreenTrace(QObject):
    """Marks each seat card that was painted, with the words that it shows and the window that it is in."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._painted: dict[int, str] = {}
        app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and isinstance(watched, QWidget):
            card = _seat_card(watched)
            if card is not None and self._painted.get(id(card)) != card.view.spoken:
                self._painted[id(card)] = card.view.spoken
                # The paint itself, and the flush to the screen, come after this event filter.
                words, window = card.view.spoken, card.window().windowTitle()
                QTimer.singleShot(0, lambda: mark("seat_painted", words=words, window=window))
        return False


def _seat_card(widget: QWidget) -> SeatCard | None:
    """The card that `widget` is, or is a part of."""
    parent = widget.parentWidget()
    return next((found for found in (widget, parent) if isinstance(found, SeatCard)), None)
