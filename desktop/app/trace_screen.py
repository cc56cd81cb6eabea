"""Marks of what is on the screen, for end-to-end tests and benchmarks: loaded only while tracing."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from desktop.app.trace import mark
from desktop.ui.widgets.seat_card import SeatCard


class ScreenTrace(QObject):
    """Marks each seat of an incident, and each seat of the schedule's now, that was painted: with the words
    that it shows and the window that it is in."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._painted: dict[int, str] = {}
        app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and isinstance(watched, QWidget):
            card = _seat_card(watched)
            if card is not None:
                self._tell("seat_painted", card, card.view.spoken)
            elif (who := _who(watched)) is not None:
                self._tell("who_painted", who, who.accessibleName())
        return False

    def _tell(self, name: str, card: QWidget, words: str) -> None:
        """Once for the same words."""
        if self._painted.get(id(card)) != words:
            self._painted[id(card)] = words
            window = card.window().windowTitle()
            # The paint itself, and the flush to the screen, come after this event filter.
            QTimer.singleShot(0, lambda: mark(name, words=words, window=window))


def _who(widget: QWidget) -> QWidget | None:
    """The seat of the schedule that `widget` is, or is a part of: by its name, as nothing of the schedule is
    loaded before somebody wants it."""
    parent = widget.parentWidget()
    return next((w for w in (widget, parent) if w is not None and w.objectName() == "who_seat"), None)


def _seat_card(widget: QWidget) -> SeatCard | None:
    """The card that `widget` is, or is a part of."""
    parent = widget.parentWidget()
    return next((found for found in (widget, parent) if isinstance(found, SeatCard)), None)
